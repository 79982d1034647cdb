"""Who sees money: the audience of the row, and whoever funds it; nobody else."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q

from koinon.cooperation.grants.permissions import is_funder
from koinon.network.people.audience import AudiencedQuerySet, FollowingQuerySet, seen_through, visible
from koinon.network.people.readers import Reader

M = TypeVar("M", bound=models.Model)


def by_then(on: date, prefix: str = "") -> Q:
    """The condition that something had come to pass by the day; what bears no day counts always."""
    return Q(**{f"{prefix}day_edtf": ""}) | Q(**{f"{prefix}day_latest__lte": on})


class MoneyQuerySet(AudiencedQuerySet[M]):
    # Lookups to the bodies that fund it.
    funder_paths: ClassVar[tuple[str, ...]] = ("funder",)

    def visible_to(self, reader: Reader) -> Self:
        """Those of the reader's audience and those a funder funds, where both ends may be seen."""
        if reader.is_secretariat:
            return self.all()
        seen = visible(self.model, reader)
        if is_funder(reader):
            seen |= self.funded_by(reader.bodies)
        ends = (seen_through(self.model, path, reader) for path in ("funder", "recipient"))
        return self.filter(seen, *ends)

    def funded_by(self, bodies: frozenset[int] | list[int]) -> Q:
        """The condition that one of the bodies funds it."""
        funded = Q()
        for path in self.funder_paths:
            rows = self.model._default_manager.filter(**{f"{path}__in": bodies}).values("pk")
            funded |= Q(pk__in=rows)
        return funded

    def by(self, on: date) -> Self:
        """Those that had come to pass by the day."""
        return self.filter(by_then(on))


class GrantQuerySet(MoneyQuerySet[M]):
    funder_paths = ("funder", "co_funders__funder")


class PartQuerySet(FollowingQuerySet[M]):
    """The parts of a grant are seen with it."""

    def by(self, on: date) -> Self:
        """Those that had come to pass by the day."""
        return self.filter(by_then(on))
