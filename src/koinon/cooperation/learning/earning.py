"""Who has earned what a seminar gives: whoever was there, and passed where there is something to pass."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from koinon.cooperation.learning.assessments import Attempt, Question
from koinon.cooperation.learning.seminars import Seminar
from koinon.network.events.models import Came, Registration
from koinon.network.events.registrations import State


def present_at(seminar: Seminar) -> QuerySet[Registration]:
    """Those with a seat who were there."""
    return Registration.objects.filter(event=seminar.event_id, state=State.CONFIRMED, came=Came.PRESENT)


def has_to_pass(seminar: Seminar) -> bool:
    """Whether there is an assessment, and something is asked in it."""
    return Question.objects.filter(assessment__seminar=seminar).exists()


def earned_by(seminar: Seminar) -> QuerySet[Registration]:
    """The registrations of those who have earned it; two statements with the one that reads them."""
    rows = present_at(seminar)
    if not has_to_pass(seminar):
        return rows
    passed = Attempt.objects.passed().filter(assessment__seminar=seminar, registration=OuterRef("pk"))
    return rows.filter(Exists(passed))


def has_earned(seminar: Seminar, registration: Registration) -> bool:
    """Whether this registration has earned it."""
    return earned_by(seminar).filter(pk=registration.pk).exists()
