"""Round: the call, the weights, the rules and the calendar of pairing in one edition; its state follows from acts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.pairing.permissions import can_run
from koinon.cooperation.programmes.models import Edition, Participation
from koinon.matching.weights import MOST_WEIGHT
from koinon.network.people.audience import FollowingQuerySet, seen_through
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.platform.recording.tongues import Spoken
from koinon.platform.ui.addresses import url


class RoundState(models.TextChoices):
    """How far a round is; never typed, always computed from its acts."""

    DRAFT = "draft", _("being prepared")
    CALL = "call", _("call open")
    FROZEN = "frozen", _("weights frozen")
    PROPOSED = "proposed", _("pairs proposed")
    ASKED = "asked", _("cities asked")
    PUBLISHED = "published", _("published")


class CriterionName(models.TextChoices):
    """The criteria of the workshop, in the reader's words."""

    NEEDS = "needs", _("Offers meet needs")
    INTERESTS = "interests", _("Shared interests")
    SDGS = "sdgs", _("Shared goals (SDG)")
    SIZE = "size", _("Similar size")
    LANGUAGES = "languages", _("Languages in common")
    TIME_ZONE = "time_zone", _("Nearness in time zone")
    CONTACT = "contact", _("Earlier contact")
    TWINNING = "twinning", _("Twinned on record")
    PREFERENCE = "preference", _("Wish of the city")


class RoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, reader: Reader) -> Self:
        """Those who run rounds see all they may know of; a city those it was called to; everybody the published."""
        if reader.is_secretariat:
            return self.all()
        rows = self.filter(seen_through(Round, "edition", reader))
        if can_run(reader):
            return rows
        called = self.filter(opened_at__isnull=False, profiles__participation__body__in=reader.bodies).values(
            "pk"
        )
        return rows.filter(Q(published_at__isnull=False) | Q(pk__in=called))


class Round(Record, Spoken):
    """One round of pairing in an edition: between two sides, or in one pool where no second side is named.

    The days are the calendar as announced; the moments are the acts, set by the commands and by nothing else.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, verbose_name=_("edition"), related_name="rounds")
    title = models.CharField(_("title"), max_length=200)
    left_side = models.CharField(_("first side"), max_length=60, blank=True)
    right_side = models.CharField(_("second side"), max_length=60, blank=True)
    call_opens = models.DateField(_("call opens"), null=True, blank=True)
    call_closes = models.DateField(_("call closes"), null=True, blank=True)
    freeze_on = models.DateField(_("weights frozen on"), null=True, blank=True)
    consult_by = models.DateField(_("cities answer by"), null=True, blank=True)
    publish_on = models.DateField(_("published on"), null=True, blank=True)
    smallest_population = models.PositiveIntegerField(_("fewest inhabitants"), null=True, blank=True)
    no_repeat = models.BooleanField(_("no pair of an earlier edition again"), default=True)
    everyone = models.BooleanField(_("as many pairs as possible first"), default=True)
    note = models.TextField(_("note"), blank=True)

    opened_at = models.DateTimeField(_("call opened"), null=True, editable=False)
    frozen_at = models.DateTimeField(_("weights frozen"), null=True, editable=False)
    frozen_digest = models.CharField(max_length=64, blank=True, editable=False)
    profiles_opened_at = models.DateTimeField(_("profiles opened"), null=True, editable=False)
    asked_at = models.DateTimeField(_("cities asked"), null=True, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, editable=False)
    chosen = models.ForeignKey(
        "pairing.Scenario", models.SET_NULL, null=True, editable=False, related_name="chosen_for"
    )

    objects: ClassVar[RoundQuerySet] = RoundQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-id"]
        verbose_name = _("round")
        verbose_name_plural = _("rounds")

    def __str__(self) -> str:
        return self.titled(self.title)

    def get_absolute_url(self) -> str:
        return url("pairing:round", key=self.key)

    @property
    def is_one_pool(self) -> bool:
        """Whether the cities are paired among themselves."""
        return not self.right_side

    @property
    def state(self) -> RoundState:
        """The last act that was carried out."""
        return next(self._states())

    def _states(self) -> Iterator[RoundState]:
        if self.published_at:
            yield RoundState.PUBLISHED
        if self.asked_at:
            yield RoundState.ASKED
        if self.chosen_id:
            yield RoundState.PROPOSED
        if self.frozen_at:
            yield RoundState.FROZEN
        yield RoundState.CALL if self.opened_at else RoundState.DRAFT


class RoundWeight(Record):
    """How much one criterion counts in a round, as a whole number."""

    round = models.ForeignKey(Round, models.CASCADE, verbose_name=_("round"), related_name="weights")
    criterion = models.CharField(_("criterion"), max_length=12, choices=CriterionName)
    weight = models.PositiveIntegerField(_("weight"), default=1, validators=[MaxValueValidator(MOST_WEIGHT)])

    objects: ClassVar[FollowingQuerySet[RoundWeight]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = "round"

    class Meta:
        ordering = ["round", "id"]
        verbose_name = _("weight")
        verbose_name_plural = _("weights")
        constraints = [models.UniqueConstraint(fields=["round", "criterion"], name="weighed_once")]

    def __str__(self) -> str:
        return f"{self.get_criterion_display()}: {self.weight}"


class RuleKind(models.TextChoices):
    """The hard rules, as the exchange file of the workshop names them."""

    PIN = "pin", _("must be a pair")
    FORBID = "forbid", _("must not be a pair")
    AT_MOST = "at_most", _("at most so many pairs")
    AT_LEAST = "at_least", _("at least so many pairs")
    AT_MOST_PAIRS = "at_most_pairs", _("at most so many pairs between two groups")


class RuleQuerySet(models.QuerySet["RoundRule"]):
    def visible_to(self, reader: Reader) -> Self:
        """Those who run the round, and everybody once it is published."""
        if reader.is_secretariat:
            return self.all()
        rows = self.filter(seen_through(RoundRule, "round", reader))
        if can_run(reader):
            return rows
        return rows.filter(
            seen_through(RoundRule, "left", reader),
            seen_through(RoundRule, "right", reader),
            round__published_at__isnull=False,
        )


class RoundRule(Record):
    """A hard rule: two cities for a pin or a veto, or groups such as ``country:CN`` with a number."""

    round = models.ForeignKey(Round, models.CASCADE, verbose_name=_("round"), related_name="rules")
    kind = models.CharField(_("kind"), max_length=14, choices=RuleKind)
    left = models.ForeignKey(
        Participation, models.PROTECT, null=True, blank=True, verbose_name=_("city"), related_name="+"
    )
    right = models.ForeignKey(
        Participation, models.PROTECT, null=True, blank=True, verbose_name=_("other city"), related_name="+"
    )
    group = models.CharField(_("group"), max_length=120, blank=True)
    other_group = models.CharField(_("other group"), max_length=120, blank=True)
    count = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=254)

    objects: ClassVar[RuleQuerySet] = RuleQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["round", "id"]
        verbose_name = _("rule")
        verbose_name_plural = _("rules")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.reason})"
