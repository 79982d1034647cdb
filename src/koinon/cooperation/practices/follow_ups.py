"""PracticeFollowUp: a year later the body is asked whether the practice still goes on, and what came of it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.practices.practices import Practice
from koinon.network.people.audience import seen_through
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record


class Outcome(models.TextChoices):
    """What became of a practice."""

    GOING = "going", _("still going")
    CHANGED = "changed", _("goes on, changed")
    ENDED = "ended", _("ended")


class PracticeFollowUpQuerySet(models.QuerySet["PracticeFollowUp"]):
    def visible_to(self, reader: Reader) -> Self:
        """Answers are seen with the practice; that one is waited for is for the secretariat alone."""
        if reader.is_secretariat:
            return self.all()
        return self.filter(seen_through(PracticeFollowUp, "practice", reader), answered_on__isnull=False)

    def waiting(self) -> Self:
        """Those not answered yet."""
        return self.filter(answered_on=None)


class PracticeFollowUp(Record):
    """One asking: the day it was due, and what was answered."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="follow_ups")
    due_on = models.DateField(_("due on"))
    asked_on = models.DateField(_("asked on"), null=True, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    outcome = models.CharField(_("how it stands"), max_length=8, choices=Outcome, blank=True)
    words = models.TextField(_("what came of it"), blank=True)
    by_link = models.BooleanField(_("by signed link"), default=False)
    link_nonce = models.CharField(max_length=24, blank=True, editable=False)
    link_until = models.DateField(_("link good until"), null=True, editable=False)

    objects: ClassVar[PracticeFollowUpQuerySet] = PracticeFollowUpQuerySet.as_manager()  # type: ignore[assignment]

    confided: ClassVar[frozenset[str]] = frozenset({"asked_on", "link_nonce", "link_until"})

    class Meta:
        ordering = ["practice", "-due_on", "-id"]
        verbose_name = _("follow-up of a practice")
        verbose_name_plural = _("follow-ups of practices")
        constraints = [
            models.UniqueConstraint(fields=["practice", "due_on"], name="practice_follow_up_once"),
            models.CheckConstraint(
                condition=models.Q(answered_on=None) | ~models.Q(outcome=""), name="answered_with_an_outcome"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice}, {self.due_on.isoformat()}"

    def get_absolute_url(self) -> str:
        return f"{self.practice.get_absolute_url()}#follow-up"

    def is_overdue(self, on: date) -> bool:
        """Whether its day has passed without an answer."""
        return self.answered_on is None and self.due_on < on
