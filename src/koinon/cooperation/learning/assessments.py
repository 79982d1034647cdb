"""Assessment: a few questions with choices after a seminar, a pass mark, and the attempts of those who came."""

from __future__ import annotations

from typing import ClassVar, Self, TypeVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.learning.hubs import Hub
from koinon.cooperation.learning.seminars import Seminar
from koinon.network.events.models import Registration
from koinon.network.people.audience import FollowingQuerySet
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record

M = TypeVar("M", bound=models.Model)


class Assessment(Record):
    """What is asked after a seminar. Nothing is asked of anybody before it is opened."""

    seminar = models.OneToOneField(
        Seminar, models.CASCADE, verbose_name=_("seminar"), related_name="assessment"
    )
    pass_mark = models.PositiveSmallIntegerField(
        _("passed from"),
        default=60,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("per cent of the points"),
    )
    attempts = models.PositiveSmallIntegerField(
        _("attempts"), default=3, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    opened_on = models.DateField(_("open from"), null=True, blank=True)
    closes_on = models.DateField(_("last day"), null=True, blank=True)

    objects: ClassVar[FollowingQuerySet[Assessment]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = "seminar"

    class Meta:
        ordering = ["seminar"]
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")

    def __str__(self) -> str:
        return str(self.seminar)


class WritersQuerySet(FollowingQuerySet[M]):
    """Questions and what is right are for those who write them; participants read them on their own page."""

    def visible_to(self, reader: Reader) -> Self:
        if reader.is_secretariat:
            return self.all()
        writers = Hub.objects.worked_on_by(reader).values("pk")
        path: str = self.model.asked_in  # type: ignore[attr-defined]
        return super().visible_to(reader).filter(**{f"{path}seminar__hub__in": writers})


class Question(Record):
    """One question; where several choices are right all of them are to be chosen."""

    assessment = models.ForeignKey(
        Assessment, models.CASCADE, verbose_name=_("assessment"), related_name="questions"
    )
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    text = models.CharField(_("question"), max_length=400)
    other_text = models.CharField(_("question in the other language"), max_length=400, blank=True)
    explanation = models.TextField(
        _("why"), blank=True, help_text=_("Shown with the result: why the right answer is right.")
    )

    objects: ClassVar[WritersQuerySet[Question]] = WritersQuerySet.as_manager()  # type: ignore[assignment]

    follows = "assessment"
    asked_in = "assessment__"

    class Meta:
        ordering = ["assessment", "number", "id"]
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self) -> str:
        return self.text


class Choice(Record):
    """One answer to choose from."""

    question = models.ForeignKey(Question, models.CASCADE, verbose_name=_("question"), related_name="choices")
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    text = models.CharField(_("answer"), max_length=300)
    other_text = models.CharField(_("answer in the other language"), max_length=300, blank=True)
    right = models.BooleanField(_("is right"), default=False)

    objects: ClassVar[WritersQuerySet[Choice]] = WritersQuerySet.as_manager()  # type: ignore[assignment]

    follows = "question"
    asked_in = "question__assessment__"

    class Meta:
        ordering = ["question", "number", "id"]
        verbose_name = _("choice")
        verbose_name_plural = _("choices")

    def __str__(self) -> str:
        return self.text


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def visible_to(self, reader: Reader) -> Self:
        """A result is seen by whoever may see the registration: its own, the host's focal points, the secretariat."""
        if reader.is_secretariat:
            return self.all()
        return self.filter(registration__in=Registration.objects.visible_to(reader).values("pk"))

    def passed(self) -> Self:
        """Those that reached the pass mark."""
        return self.filter(passed=True)


class Attempt(Record):
    """One attempt of somebody who came; its answers are apart and stay out of the history."""

    assessment = models.ForeignKey(
        Assessment, models.CASCADE, verbose_name=_("assessment"), related_name="tries"
    )
    registration = models.ForeignKey(
        Registration, models.CASCADE, verbose_name=_("registration"), related_name="attempts"
    )
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    sent_on = models.DateField(_("sent on"), null=True, blank=True, editable=False)
    points = models.PositiveSmallIntegerField(_("points"), null=True, blank=True, editable=False)
    out_of = models.PositiveSmallIntegerField(_("out of"), null=True, blank=True, editable=False)
    passed = models.BooleanField(_("passed"), null=True, blank=True, editable=False)

    objects: ClassVar[AttemptQuerySet] = AttemptQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["assessment", "registration", "number"]
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "registration", "number"], name="attempt_of_registration_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.assessment} · {self.number}"

    @property
    def per_cent(self) -> int:
        """The share of the points reached, in per cent; 0 before it is sent."""
        return round(100 * (self.points or 0) / self.out_of) if self.out_of else 0


class Answered(models.Model):
    """What was chosen for one question of an attempt; saved while it is being written, frozen once sent."""

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.CASCADE, related_name="+")
    chosen = models.JSONField(default=list)

    class Meta:
        ordering = ["attempt", "question"]
        verbose_name = _("answer in an attempt")
        verbose_name_plural = _("answers in attempts")
        constraints = [
            models.UniqueConstraint(fields=["attempt", "question"], name="question_answered_once_an_attempt")
        ]

    def __str__(self) -> str:
        return f"{self.question}"
