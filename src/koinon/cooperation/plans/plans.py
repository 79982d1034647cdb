"""Plan: what two sides, a body or a network set out to do over a span, and who its sides are."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.agreements.models import Agreement
from koinon.cooperation.programmes.models import Edition
from koinon.network.governance.models import Decision
from koinon.network.people.audience import Audienced, DatedAudiencedQuerySet, seen_through
from koinon.network.people.models import Body, Person
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.platform.dates.models import Dated
from koinon.platform.ui.addresses import url


class PlanKind(models.TextChoices):
    """Whose plan it is."""

    PAIR = "pair", _("local action plan of a pair")
    BODY = "body", _("action plan of a city or body")
    STRATEGY = "strategy", _("strategic plan of a network")


class PlanState(models.TextChoices):
    """Where a plan stands on a day; it follows from its days and is never typed."""

    DRAFT = "draft", _("draft")
    AGREED = "agreed", _("agreed")
    RUNNING = "running", _("running")
    CLOSED = "closed", _("closed")


def standing(state: str, on: date) -> Q:
    """The condition that a plan is in the state on the day.

    A strategy of which no day of adoption is on record stands as its span says.
    """
    by_span = Q(kind=PlanKind.STRATEGY, agreed_on=None)
    begun = Q(starts_edtf="") | Q(starts_earliest__lte=on)
    closed = Q(closed_on__lte=on) | (by_span & Q(ends_latest__lt=on))
    agreed = (Q(agreed_on__lte=on) | (by_span & Q(starts_earliest__lte=on) & ~Q(starts_edtf=""))) & ~closed
    return {
        PlanState.DRAFT: ~closed & ~agreed,
        PlanState.AGREED: agreed & ~begun,
        PlanState.RUNNING: agreed & begun,
        PlanState.CLOSED: closed,
    }[PlanState(state)]


class PlanQuerySet(DatedAudiencedQuerySet["Plan"]):  # type: ignore[override]
    def visible_to(self, reader: Reader) -> Self:
        """Seen by those who may see it and what it belongs to."""
        own = super().visible_to(reader)
        if reader.is_secretariat:
            return own
        return own.filter(
            *(seen_through(Plan, path, reader) for path in ("edition", "agreement", "decision"))
        )

    def in_state(self, state: str, on: date) -> Self:
        """Those that stand so on the day."""
        return self.filter(standing(state, on))


class Plan(Record, Dated, Audienced):
    """Measures with owners, dates and an indicator; the strategy of a network has lines of action instead.

    The state follows from the days: agreed, begun with its span, closed.
    """

    title = models.CharField(_("title"), max_length=254)
    language = models.CharField(
        _("language it is written in"), max_length=12, choices=settings.LANGUAGES, default="en"
    )
    other_title = models.CharField(_("title in the other language"), max_length=254, blank=True)
    other_language = models.CharField(
        _("other language"), max_length=12, choices=settings.LANGUAGES, blank=True
    )
    kind = models.CharField(_("kind"), max_length=10, choices=PlanKind, default=PlanKind.PAIR)
    edition = models.ForeignKey(
        Edition, models.PROTECT, null=True, blank=True, verbose_name=_("edition"), related_name="plans"
    )
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, verbose_name=_("agreement"), related_name="plans"
    )
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, verbose_name=_("adopted by"), related_name="plans"
    )
    purpose = models.TextField(_("purpose"), blank=True)
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True, editable=False)
    closed_on = models.DateField(_("closed on"), null=True, blank=True, editable=False)
    outcome = models.TextField(_("what came of it"), blank=True, editable=False)
    is_example = models.BooleanField(
        _("an example"), default=False, help_text=_("Invented to show the room at work; no source says it.")
    )

    objects: ClassVar[PlanQuerySet] = PlanQuerySet.as_manager()  # type: ignore[assignment]

    party_paths = ("sides__body_id", "edition__programme__run_by_id", "agreement__programme__run_by_id")

    class Meta:
        ordering = ["-starts_earliest", "title", "id"]
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        indexes = Dated.Meta.indexes
        constraints = Dated.Meta.constraints

    def get_absolute_url(self) -> str:
        return url("plans:plan", key=self.key)

    def state(self, on: date) -> PlanState:
        """Where it stands on the day."""
        if self.closed_on and self.closed_on <= on:
            return PlanState.CLOSED
        known = not self.starts.is_unknown
        if self.kind == PlanKind.STRATEGY and self.agreed_on is None:
            if self.ends_latest < on:
                return PlanState.CLOSED
            return PlanState.RUNNING if known and self.starts_earliest <= on else PlanState.DRAFT
        if not self.agreed_on or self.agreed_on > on:
            return PlanState.DRAFT
        return PlanState.AGREED if known and self.starts_earliest > on else PlanState.RUNNING

    @property
    def languages(self) -> list[str]:
        """The languages its titles are written in, its own first."""
        return list(dict.fromkeys(filter(None, (self.language, self.other_language))))


class PlanSideQuerySet(models.QuerySet["PlanSide"]):
    def visible_to(self, reader: Reader) -> Self:
        """Seen by those who may see the plan and the body."""
        if reader.is_secretariat:
            return self.all()
        return self.filter(*(seen_through(PlanSide, path, reader) for path in ("plan", "body")))


class PlanSide(Record):
    """A body whose plan it is, the person who reports for it, and the link by which it agrees to measures."""

    plan = models.ForeignKey(Plan, models.CASCADE, verbose_name=_("plan"), related_name="sides")
    body = models.ForeignKey(Body, models.PROTECT, verbose_name=_("body"), related_name="plan_sides")
    language = models.CharField(_("its language"), max_length=12, choices=settings.LANGUAGES, default="en")
    contact = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("who reports"),
        related_name="reports_on",
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    link_nonce = models.CharField(max_length=24, blank=True, editable=False)
    link_until = models.DateField(_("link good until"), null=True, editable=False)
    link_person = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    objects: ClassVar[PlanSideQuerySet] = PlanSideQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["plan", "order", "id"]
        verbose_name = _("side of a plan")
        verbose_name_plural = _("sides of plans")
        constraints = [models.UniqueConstraint(fields=["plan", "body"], name="side_of_plan_once")]

    def __str__(self) -> str:
        return str(self.body)
