"""Dated: the abstract row with a start and an end."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from koinon.platform.dates.fields import DayField
from koinon.platform.dates.spans import Holds, Span


class Dated(models.Model):
    """Something that holds from one Day to another; what is not said is unknown, not open.

    A subclass with a Meta of its own writes ``class Meta(Dated.Meta)``; one that lists indexes or
    constraints adds ``*Dated.Meta.indexes`` and ``*Dated.Meta.constraints``.
    """

    starts = DayField(_("start"), db_index=False)
    ends = DayField(_("end"), open_allowed=True, db_index=False)
    # The columns behind them, told to the type checker.
    starts_earliest: date
    starts_latest: date
    ends_earliest: date
    ends_latest: date

    class Meta:
        abstract = True
        indexes = [
            models.Index(fields=["starts_earliest", "ends_latest"], name="%(class)s_from"),
            models.Index(fields=["ends_latest", "starts_earliest"], name="%(class)s_until"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_earliest__lte=F("ends_latest")),
                name="%(app_label)s_%(class)s_starts_before_it_ends",
            ),
        ]

    @property
    def span(self) -> Span:
        """Both Days."""
        return Span(self.starts, self.ends)

    @span.setter
    def span(self, span: Span) -> None:
        self.starts, self.ends = span.starts, span.ends

    def holds(self, on: date) -> Holds:
        """Whether it holds as of this day."""
        return self.span.holds(on)
