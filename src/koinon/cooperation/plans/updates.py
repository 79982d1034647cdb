"""MeasureUpdate: what one side reports of a measure for a quarter, and what was answered to it."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from koinon.cooperation.plans.measures import Measure, Milestone
from koinon.cooperation.plans.plans import PlanSide
from koinon.cooperation.plans.quarters import is_quarter
from koinon.network.evidence.models import Document
from koinon.network.people.audience import seen_through
from koinon.network.people.models import Person
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.platform.ui.addresses import url


class UpdateState(models.TextChoices):
    """Where an update stands."""

    ASKED = "asked", pgettext_lazy("update", "asked for")
    SENT = "sent", _("sent")
    ACCEPTED = "accepted", _("accepted")
    RETURNED = "returned", _("returned")


class UpdateQuerySet(models.QuerySet["MeasureUpdate"]):
    def visible_to(self, reader: Reader) -> Self:
        """Accepted ones go with their measure; the others stay between the sides and those who run the programme."""
        if reader.is_secretariat:
            return self.all()
        rows = self.filter(*(seen_through(MeasureUpdate, path, reader) for path in ("measure", "side")))
        if not reader.bodies:
            return rows.filter(state=UpdateState.ACCEPTED)
        inside = Q(measure__plan__sides__body__in=reader.bodies)
        inside |= Q(measure__plan__edition__programme__run_by__in=reader.bodies)
        inside |= Q(measure__plan__agreement__programme__run_by__in=reader.bodies)
        own = MeasureUpdate.objects.filter(inside).values("pk")
        return rows.filter(Q(state=UpdateState.ACCEPTED) | Q(pk__in=own))


class MeasureUpdate(Record):
    """A reading of the indicator, a milestone, words and evidence; one a quarter from each side."""

    measure = models.ForeignKey(Measure, models.CASCADE, verbose_name=_("measure"), related_name="updates")
    side = models.ForeignKey(PlanSide, models.CASCADE, verbose_name=_("side"), related_name="updates")
    quarter = models.CharField(_("quarter"), max_length=7, validators=[is_quarter])
    state = models.CharField(
        _("state"), max_length=8, choices=UpdateState, default=UpdateState.ASKED, editable=False
    )
    reading = models.DecimalField(
        _("reading of the indicator"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    milestone = models.ForeignKey(
        Milestone,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("milestone reached"),
        related_name="reached_by",
    )
    words = models.TextField(_("in your words"), blank=True)
    address = models.URLField(_("address of the evidence"), max_length=500, blank=True)
    document = models.ForeignKey(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("evidence"),
        related_name="plan_updates",
    )
    asked_on = models.DateField(_("asked for on"), null=True, blank=True, editable=False)
    sent_on = models.DateField(_("sent on"), null=True, blank=True, editable=False)
    judged_on = models.DateField(_("accepted or returned on"), null=True, blank=True, editable=False)
    reason = models.TextField(_("reason"), blank=True, editable=False)

    # How often it was asked for or sent back: each time with a link and a letter of its own.
    asks = models.PositiveSmallIntegerField(default=0, editable=False)
    link_nonce = models.CharField(max_length=24, blank=True, editable=False)
    link_until = models.DateField(_("link good until"), null=True, editable=False)
    link_person = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    objects: ClassVar[UpdateQuerySet] = UpdateQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["measure", "-quarter", "side__order", "id"]
        verbose_name = _("update on a measure")
        verbose_name_plural = _("updates on measures")
        constraints = [
            models.UniqueConstraint(fields=["measure", "side", "quarter"], name="one_update_a_quarter"),
            models.CheckConstraint(
                condition=~Q(state=UpdateState.RETURNED) | ~Q(reason=""), name="update_returned_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} ({self.quarter})"

    def get_absolute_url(self) -> str:
        return url("plans:update", key=self.key)

    @property
    def waits_for_side(self) -> bool:
        """Whether it is the side's turn: asked for, or returned."""
        return self.state in (UpdateState.ASKED, UpdateState.RETURNED)
