"""Evaluation: a few questions about a seminar that those who came answer without their name."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.learning.seminars import Seminar
from koinon.network.people.audience import FollowingQuerySet
from koinon.platform.audit.models import Record

FEWEST = 3
"""From how many answers on a summary is shown: of fewer somebody could tell whose they are."""


class EvaluationForm(Record):
    """What is asked about a seminar.

    ``heard`` are the marks of the registrations that have answered, in the order of the alphabet: nobody
    answers twice, and neither the order nor an hour tells which answer is whose.
    """

    seminar = models.OneToOneField(
        Seminar, models.CASCADE, verbose_name=_("seminar"), related_name="evaluation_form"
    )
    closes_on = models.DateField(_("last day"), null=True, blank=True)
    heard = models.JSONField(default=list, editable=False)

    objects: ClassVar[FollowingQuerySet[EvaluationForm]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = "seminar"

    class Meta:
        ordering = ["seminar"]
        verbose_name = _("evaluation form")
        verbose_name_plural = _("evaluation forms")

    def __str__(self) -> str:
        return str(self.seminar)


class AskedAs(models.TextChoices):
    """How a question is answered."""

    SCORE = "score", _("from 1 to 5")
    WORDS = "words", _("in words")


FIRST_QUESTIONS = (
    (gettext_noop("Was what you heard of use for your own city?"), AskedAs.SCORE),
    (gettext_noop("Was it taught clearly?"), AskedAs.SCORE),
    (gettext_noop("Was it well organised?"), AskedAs.SCORE),
    (gettext_noop("What will you do differently at home?"), AskedAs.WORDS),
    (gettext_noop("What should we change?"), AskedAs.WORDS),
)
"""What is asked unless somebody asks something else: kept in English, put in the language of whoever is asked."""
IN_ALL_LANGUAGES = frozenset(text for text, _kind in FIRST_QUESTIONS)


class EvaluationQuestion(Record):
    """One question of an evaluation form."""

    form = models.ForeignKey(
        EvaluationForm, models.CASCADE, verbose_name=_("evaluation form"), related_name="questions"
    )
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    text = models.CharField(_("question"), max_length=254)
    other_text = models.CharField(_("question in the other language"), max_length=254, blank=True)
    kind = models.CharField(_("answered"), max_length=6, choices=AskedAs, default=AskedAs.SCORE)

    objects: ClassVar[FollowingQuerySet[EvaluationQuestion]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = "form"

    class Meta:
        ordering = ["form", "number", "id"]
        verbose_name = _("question of an evaluation")
        verbose_name_plural = _("questions of evaluations")

    def __str__(self) -> str:
        return self.text

    def put(self, *, in_other: bool = False) -> str:
        """The question as it is put to the reader, in the language beside it where that is theirs."""
        if in_other and self.other_text:
            return self.other_text
        return gettext(self.text) if self.text in IN_ALL_LANGUAGES else self.text


class Evaluation(models.Model):
    """What somebody said, by the ids of the questions. Whose it is and when it was said is nowhere on record."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    form = models.ForeignKey(EvaluationForm, models.CASCADE, related_name="evaluations")
    answers = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")

    def __str__(self) -> str:
        return str(self.form)
