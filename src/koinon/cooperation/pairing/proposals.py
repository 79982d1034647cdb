"""What is proposed to the cities: the pairs, changes by hand with their reason, each city's answer, the report."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.agreements.models import Agreement
from koinon.cooperation.pairing.permissions import can_run
from koinon.cooperation.pairing.profiles import Profile
from koinon.cooperation.pairing.rounds import Round
from koinon.cooperation.programmes.models import Participation
from koinon.network.people.audience import FollowingQuerySet, seen_through
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.platform.ui.addresses import url


class ProposedPairQuerySet(models.QuerySet["ProposedPair"]):
    def visible_to(self, reader: Reader) -> Self:
        """Those who run the round see all; a city, once asked, its own; everybody what is published."""
        if reader.is_secretariat:
            return self.all()
        rows = self.filter(*(seen_through(ProposedPair, path, reader) for path in ("round", "left", "right")))
        if can_run(reader):
            return rows
        own = Q(left__body__in=reader.bodies) | Q(right__body__in=reader.bodies)
        return rows.filter(
            Q(round__published_at__isnull=False) | (own & Q(round__asked_at__isnull=False, undone=False))
        )

    def standing(self) -> Self:
        """Those that were not undone by hand."""
        return self.filter(undone=False)


class ProposedPair(Record):
    """A pair proposed to two cities: of the chosen scenario, or made by hand. One undone by hand stays, as such."""

    round = models.ForeignKey(Round, models.CASCADE, verbose_name=_("round"), related_name="proposed")
    left = models.ForeignKey(
        Participation, models.PROTECT, verbose_name=_("city"), related_name="proposed_left"
    )
    right = models.ForeignKey(
        Participation, models.PROTECT, verbose_name=_("other city"), related_name="proposed_right"
    )
    left_value = models.BigIntegerField(default=0)
    right_value = models.BigIntegerField(default=0)
    parts: models.JSONField[Any, Any] = models.JSONField(default=list, editable=False)
    by_hand = models.BooleanField(_("made by hand"), default=False)
    undone = models.BooleanField(_("undone by hand"), default=False)
    reason = models.CharField(_("reason"), max_length=254, blank=True)
    agreement = models.ForeignKey(
        Agreement, models.SET_NULL, null=True, blank=True, verbose_name=_("agreement"), related_name="pairs"
    )

    objects: ClassVar[ProposedPairQuerySet] = ProposedPairQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["round", "id"]
        verbose_name = _("proposed pair")
        verbose_name_plural = _("proposed pairs")
        constraints = [models.UniqueConstraint(fields=["round", "left", "right"], name="proposed_once")]

    def __str__(self) -> str:
        return f"{self.left.body} – {self.right.body}"

    def get_absolute_url(self) -> str:
        return url("pairing:round", key=self.round.key)

    @property
    def value(self) -> int:
        """What the pair is worth to both together."""
        return self.left_value + self.right_value


class AnswerChoice(models.TextChoices):
    """What a city says to its proposal."""

    YES = "yes", _("yes")
    OTHER = "other", _("another city, rather")
    NO = "no", _("no")


class CityAnswerQuerySet(models.QuerySet["CityAnswer"]):
    def visible_to(self, reader: Reader) -> Self:
        """Those who run the round, and the city that answered."""
        if reader.is_secretariat:
            return self.all()
        if can_run(reader):
            return self.filter(seen_through(CityAnswer, "pair", reader))
        return self.filter(profile__participation__body__in=reader.bodies)


class CityAnswer(Record):
    """What one city answered about one pair."""

    pair = models.ForeignKey(
        ProposedPair, models.CASCADE, verbose_name=_("proposed pair"), related_name="answers"
    )
    profile = models.ForeignKey(Profile, models.CASCADE, verbose_name=_("city"), related_name="answers")
    choice = models.CharField(_("answer"), max_length=5, choices=AnswerChoice)
    other = models.ForeignKey(
        Participation, models.PROTECT, null=True, blank=True, verbose_name=_("rather"), related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=254, blank=True)
    answered_at = models.DateTimeField(editable=False)

    objects: ClassVar[CityAnswerQuerySet] = CityAnswerQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["pair", "id"]
        verbose_name = _("answer of a city")
        verbose_name_plural = _("answers of cities")
        constraints = [models.UniqueConstraint(fields=["pair", "profile"], name="answered_once")]

    def __str__(self) -> str:
        return f"{self.profile}: {self.get_choice_display()}"


class Report(Record):
    """The signed report of a published round: its body, the digest of it, and the signature over the digest."""

    round = models.OneToOneField(Round, models.CASCADE, verbose_name=_("round"), related_name="report")
    body: models.JSONField[Any, Any] = models.JSONField(editable=False)
    digest = models.CharField(_("digest"), max_length=64, editable=False)
    signature = models.CharField(_("signature"), max_length=120, editable=False)
    made_at = models.DateTimeField(_("made"), editable=False)

    objects: ClassVar[FollowingQuerySet[Report]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = "round"

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")

    def __str__(self) -> str:
        return f"{self.round}"
