"""Measure: one thing to be done, who owns it on each side, its milestones, its indicator, its money, its agendas."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.plans.plans import Plan, PlanSide
from koinon.cooperation.programmes.models import AgendaAlignment
from koinon.network.people.audience import DatedFollowingQuerySet, FollowingQuerySet, seen_through
from koinon.network.people.models import Body, Role
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.platform.dates.fields import DayField
from koinon.platform.dates.models import Dated
from koinon.platform.ui.addresses import url


class Measure(Record, Dated):
    """Title in both languages, an indicator from baseline to target, and a budget, which may be undisclosed.

    ``revision`` counts what was agreed upon: a change opens the measure again, and answers keep their number.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, verbose_name=_("plan"), related_name="measures")
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    title = models.CharField(_("what is to be done"), max_length=254)
    other_title = models.CharField(_("the same in the other language"), max_length=254, blank=True)
    text = models.TextField(_("description"), blank=True)
    other_text = models.TextField(_("description in the other language"), blank=True)
    theme = models.CharField(_("theme"), max_length=120, blank=True)

    indicator = models.CharField(_("indicator"), max_length=254, blank=True)
    other_indicator = models.CharField(_("indicator in the other language"), max_length=254, blank=True)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    baseline = models.DecimalField(_("baseline"), max_digits=18, decimal_places=4, null=True, blank=True)
    baseline_day = DayField(_("day of the baseline"))
    target = models.DecimalField(_("target"), max_digits=18, decimal_places=4, null=True, blank=True)

    budget = models.DecimalField(_("budget"), max_digits=18, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    undisclosed = models.BooleanField(_("budget undisclosed"), default=False)
    budget_source = models.CharField(_("where the money comes from"), max_length=254, blank=True)

    obstacles = models.TextField(_("obstacles"), blank=True)
    support = models.TextField(_("support asked"), blank=True)
    copied_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="copies", editable=False
    )

    revision = models.PositiveIntegerField(_("revision"), default=1, editable=False)
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True, editable=False)
    closed_on = models.DateField(_("closed on"), null=True, blank=True, editable=False)
    outcome = models.TextField(_("what came of it"), blank=True, editable=False)

    objects: ClassVar[DatedFollowingQuerySet[Measure]] = DatedFollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = "plan"

    class Meta:
        ordering = ["plan", "number", "id"]
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        indexes = Dated.Meta.indexes
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(budget=None) | Q(undisclosed=False, budget__gte=0),
                name="budget_told_or_undisclosed",
            ),
            models.CheckConstraint(condition=Q(budget=None) | ~Q(currency=""), name="budget_in_a_currency"),
        ]

    def get_absolute_url(self) -> str:
        return url("plans:measure", key=self.key)

    def is_agreed(self, on: date) -> bool:
        """Whether every side had agreed by the day."""
        return bool(self.agreed_on and self.agreed_on <= on)

    def is_closed(self, on: date) -> bool:
        """Whether it was over by the day."""
        return bool(self.closed_on and self.closed_on <= on)

    def share(self, reading: Decimal | None) -> float | None:
        """How much of the way from baseline to target a reading is, from 0 to 1; None where nobody can tell."""
        if reading is None or self.baseline is None or self.target is None or self.target == self.baseline:
            return None
        return float(
            min(max((reading - self.baseline) / (self.target - self.baseline), Decimal(0)), Decimal(1))
        )


class MeasureOwnerQuerySet(models.QuerySet["MeasureOwner"]):
    def visible_to(self, reader: Reader) -> Self:
        """Seen by those who may see the measure, the side, the body and the role."""
        if reader.is_secretariat:
            return self.all()
        paths = ("measure", "side", "body", "role")
        return self.filter(*(seen_through(MeasureOwner, path, reader) for path in paths))


class MeasureOwner(Record):
    """Who answers for a measure on one side: a body, and in it somebody's role."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="owners")
    side = models.ForeignKey(PlanSide, models.CASCADE, verbose_name=_("side"), related_name="owned")
    body = models.ForeignKey(Body, models.PROTECT, verbose_name=_("owner"), related_name="measures_owned")
    role = models.ForeignKey(
        Role,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("in the person of"),
        related_name="measures_owned",
    )

    objects: ClassVar[MeasureOwnerQuerySet] = MeasureOwnerQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["measure", "side__order", "id"]
        verbose_name = _("owner of a measure")
        verbose_name_plural = _("owners of measures")
        constraints = [models.UniqueConstraint(fields=["measure", "side"], name="one_owner_a_side")]

    def __str__(self) -> str:
        return f"{self.body}"


class Milestone(Record):
    """A step on the way, with the day by which it is to be reached."""

    day_earliest: date
    day_latest: date

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="milestones")
    title = models.CharField(_("milestone"), max_length=254)
    other_title = models.CharField(_("the same in the other language"), max_length=254, blank=True)
    day = DayField(_("by when"))
    reached_on = models.DateField(_("reached on"), null=True, blank=True, editable=False)

    objects: ClassVar[FollowingQuerySet[Milestone]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = "measure"

    class Meta:
        ordering = ["measure", "day_latest", "id"]
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")

    def __str__(self) -> str:
        return self.title

    def is_late(self, on: date) -> bool:
        """Whether its day had passed without it."""
        return self.day_latest < on and (self.reached_on is None or self.reached_on > on)


class MeasureAlignment(AgendaAlignment):
    """A goal or target, or a paragraph of the New Urban Agenda, that the measure serves."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="alignments")

    objects: ClassVar[FollowingQuerySet[MeasureAlignment]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = "measure"

    class Meta:
        ordering = ["measure", "vocabulary", "code"]
        verbose_name = _("agenda served by a measure")
        verbose_name_plural = _("agendas served by measures")
        constraints = [
            models.UniqueConstraint(fields=["measure", "vocabulary", "code"], name="measure_aligned_once")
        ]


class Says(models.TextChoices):
    """What a side says of a measure."""

    AGREES = "agrees", _("agrees")
    OTHERWISE = "otherwise", _("would have it otherwise")


class ConsentQuerySet(models.QuerySet["Consent"]):
    def visible_to(self, reader: Reader) -> Self:
        """Between the sides, and for those who run the programme: what a side would have otherwise is theirs."""
        if reader.is_secretariat:
            return self.all()
        inside = Q(measure__plan__sides__body__in=reader.bodies)
        inside |= Q(measure__plan__edition__programme__run_by__in=reader.bodies)
        inside |= Q(measure__plan__agreement__programme__run_by__in=reader.bodies)
        rows = self.filter(*(seen_through(Consent, path, reader) for path in ("measure", "side")))
        return rows.filter(pk__in=Consent.objects.filter(inside).values("pk"))


class Consent(Record):
    """What one side said of one revision of a measure. A later revision asks again; this row stays."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="consents")
    side = models.ForeignKey(PlanSide, models.CASCADE, verbose_name=_("side"), related_name="consents")
    revision = models.PositiveIntegerField(_("revision"), default=1)
    says = models.CharField(_("says"), max_length=10, choices=Says, default=Says.AGREES)
    words = models.TextField(_("what it would have otherwise"), blank=True)
    said_on = models.DateField(_("said on"), null=True, blank=True)
    by_link = models.BooleanField(_("by signed link"), default=False)

    objects: ClassVar[ConsentQuerySet] = ConsentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["measure", "-revision", "side__order", "id"]
        verbose_name = _("answer to a measure")
        verbose_name_plural = _("answers to measures")
        constraints = [
            models.UniqueConstraint(fields=["measure", "side", "revision"], name="answered_measure_once")
        ]

    def __str__(self) -> str:
        return f"{self.side}: {self.get_says_display()}"
