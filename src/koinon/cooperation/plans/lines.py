"""LineOfAction: one line of a strategic plan, and what is done for it: agreements, promises, events, measures."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.agreements.models import Agreement, Commitment
from koinon.cooperation.plans.measures import Measure
from koinon.cooperation.plans.plans import Plan
from koinon.network.events.models import Event
from koinon.network.people.audience import FollowingQuerySet, seen_through
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record

POINTS = ("agreement", "commitment", "event", "measure")


class LineOfAction(Record):
    """What a strategy sets out to do, in a sentence or two."""

    plan = models.ForeignKey(Plan, models.CASCADE, verbose_name=_("plan"), related_name="lines")
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    title = models.CharField(_("line of action"), max_length=254)
    other_title = models.CharField(_("the same in the other language"), max_length=254, blank=True)
    text = models.TextField(_("description"), blank=True)

    objects: ClassVar[FollowingQuerySet[LineOfAction]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = "plan"

    class Meta:
        ordering = ["plan", "number", "id"]
        verbose_name = _("line of action")
        verbose_name_plural = _("lines of action")


class LinePointerQuerySet(models.QuerySet["LinePointer"]):
    def visible_to(self, reader: Reader) -> Self:
        """Seen by those who may see the line and what points to it."""
        if reader.is_secretariat:
            return self.all()
        return self.filter(*(seen_through(LinePointer, path, reader) for path in ("line", *POINTS)))


class LinePointer(Record):
    """One thing done for a line of action: an agreement, a promise, an event or a measure."""

    line = models.ForeignKey(
        LineOfAction, models.CASCADE, verbose_name=_("line of action"), related_name="pointers"
    )
    agreement = models.ForeignKey(
        Agreement, models.CASCADE, null=True, blank=True, verbose_name=_("agreement"), related_name="serves"
    )
    commitment = models.ForeignKey(
        Commitment, models.CASCADE, null=True, blank=True, verbose_name=_("promise"), related_name="serves"
    )
    event = models.ForeignKey(
        Event, models.CASCADE, null=True, blank=True, verbose_name=_("event"), related_name="serves"
    )
    measure = models.ForeignKey(
        Measure, models.CASCADE, null=True, blank=True, verbose_name=_("measure"), related_name="serves"
    )

    objects: ClassVar[LinePointerQuerySet] = LinePointerQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["line", "id"]
        verbose_name = _("what is done for a line of action")
        verbose_name_plural = _("what is done for lines of action")
        constraints = [
            models.CheckConstraint(
                condition=Q(*((f"{name}__isnull", False) for name in POINTS), _connector=Q.OR),
                name="pointer_points",
            ),
            *(
                models.UniqueConstraint(fields=["line", name], name=f"line_points_once_{name}")
                for name in POINTS
            ),
        ]

    def __str__(self) -> str:
        return str(self.thing)

    @property
    def thing(self) -> Record:
        """What points to the line."""
        found = self.agreement or self.commitment or self.event or self.measure
        assert found is not None  # the database holds to it
        return found
