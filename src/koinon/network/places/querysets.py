"""The questions places answer in one statement."""

from __future__ import annotations

from datetime import date
from typing import Any, Self, TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)


class PlaceQuerySet(models.QuerySet[M]):
    """Places are public: where a city lies is no secret."""

    def visible_to(self, reader: Any) -> Self:
        return self.all()


class CityQuerySet(PlaceQuerySet[M]):
    def with_country(self) -> Self:
        return self.select_related("country__region")


class FigureQuerySet(PlaceQuerySet[M]):
    def stated_by(self, on: date) -> Self:
        """The figures that could be known on the day: not of a later date."""
        return self.filter(as_of_earliest__lte=on)
