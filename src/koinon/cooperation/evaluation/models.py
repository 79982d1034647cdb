"""A self-assessment of a pair by the ten principles: each side answers apart, and sees the other's when both have."""

from __future__ import annotations

from typing import ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.agreements.models import Agreement
from koinon.cooperation.evaluation.permissions import may_know_of
from koinon.cooperation.evaluation.principles import Principle
from koinon.network.people.audience import seen_through
from koinon.network.people.models import Body, Person
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.platform.ui.addresses import url


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def visible_to(self, reader: Reader) -> Self:
        """Seen by the pair, its expert and the secretariat, as far as they may see the agreement itself."""
        rows = self.filter(may_know_of(reader, "agreement__"))
        return rows if reader.is_secretariat else rows.filter(seen_through(Assessment, "agreement", reader))


class Assessment(Record):
    """One time the two sides of a pair were asked."""

    agreement = models.ForeignKey(
        Agreement, models.PROTECT, verbose_name=_("pair"), related_name="assessments"
    )
    title = models.CharField(_("which"), max_length=80)
    opened_on = models.DateField(_("opened on"), editable=False)

    objects: ClassVar[AssessmentQuerySet] = AssessmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["agreement", "-opened_on", "-id"]
        verbose_name = _("self-assessment")
        verbose_name_plural = _("self-assessments")
        constraints = [models.UniqueConstraint(fields=["agreement", "title"], name="assessed_once_by_name")]

    def get_absolute_url(self) -> str:
        return url("evaluation:assessment", key=self.key)


class SideQuerySet(models.QuerySet["Side"]):
    def visible_to(self, reader: Reader) -> Self:
        """That a side was asked, and whether it answered; what it answered is in its scores."""
        return self.filter(assessment__in=Assessment.objects.visible_to(reader).values("pk"))


class Side(Record):
    """One of the two, with its link. What it answers is kept apart, and outside the history that the secretariat reads."""

    assessment = models.ForeignKey(
        Assessment, models.CASCADE, verbose_name=_("self-assessment"), related_name="sides"
    )
    body = models.ForeignKey(Body, models.PROTECT, verbose_name=_("side"), related_name="+")
    answered_at = models.DateTimeField(_("answered"), null=True, editable=False)
    by_link = models.BooleanField(_("answered by link"), default=False, editable=False)

    link_nonce = models.CharField(max_length=24, blank=True, editable=False)
    link_issued_on = models.DateField(_("link made on"), null=True, editable=False)
    link_until = models.DateField(_("link good until"), null=True, editable=False)
    link_language = models.CharField(max_length=12, blank=True, editable=False)
    link_person = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    objects: ClassVar[SideQuerySet] = SideQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["assessment", "id"]
        verbose_name = _("side of a self-assessment")
        verbose_name_plural = _("sides of self-assessments")
        constraints = [models.UniqueConstraint(fields=["assessment", "body"], name="assesses_once")]

    def __str__(self) -> str:
        return str(self.body)

    def get_absolute_url(self) -> str:
        return url("evaluation:assessment", key=self.assessment.key)


class ScoreQuerySet(models.QuerySet["Score"]):
    def visible_to(self, reader: Reader) -> Self:
        """A side reads its own; everybody else, the secretariat included, only when both sides have answered."""
        waiting = Side.objects.filter(assessment=OuterRef("side__assessment"), answered_at=None)
        known = Q(side__assessment__in=Assessment.objects.visible_to(reader).values("pk"))
        return self.filter((known & ~Exists(waiting)) | Q(side__body__in=reader.bodies))


class Score(models.Model):
    """What a side says of one principle, from 1 to 5. No record of the audit: its history would tell too early."""

    side = models.ForeignKey(Side, models.CASCADE, related_name="scores")
    principle = models.CharField(_("principle"), max_length=14, choices=Principle)
    value = models.PositiveSmallIntegerField(
        _("from 1 to 5"), validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    note = models.CharField(_("in your words"), max_length=500, blank=True)

    objects: ClassVar[ScoreQuerySet] = ScoreQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["side", "id"]
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(fields=["side", "principle"], name="principle_scored_once"),
            models.CheckConstraint(condition=Q(value__gte=1, value__lte=5), name="score_from_1_to_5"),
        ]

    def __str__(self) -> str:
        return f"{self.get_principle_display()}: {self.value}"
