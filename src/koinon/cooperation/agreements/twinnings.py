"""Twinning: two cities called twins or sisters on some list, without a document on record."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from koinon.network.places.models import City
from koinon.network.places.querysets import PlaceQuerySet
from koinon.platform.audit.models import Record
from koinon.platform.dates.fields import DayField


class Twinning(Record):
    """An unordered pair, kept once: the city with the smaller id stands first."""

    first = models.ForeignKey(City, models.PROTECT, related_name="twinnings_first")
    second = models.ForeignKey(City, models.PROTECT, related_name="twinnings_second")
    since = DayField(db_index=False)

    objects: ClassVar[PlaceQuerySet[Twinning]] = PlaceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["first__name", "second__name"]
        verbose_name = _("twinning")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="twins_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="twins_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first} – {self.second}"
