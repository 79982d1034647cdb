"""What is done with evaluations: what is asked, and what somebody says without a name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from koinon.cooperation.learning.evaluations import (
    FIRST_QUESTIONS,
    AskedAs,
    Evaluation,
    EvaluationForm,
    EvaluationQuestion,
)
from koinon.cooperation.learning.permissions import can_hold
from koinon.cooperation.learning.seminars import Seminar
from koinon.network.events.models import Came, Registration
from koinon.network.events.registrations import State
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import act
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key

SALT = "koinon.learning.evaluation"
LONGEST = 2000
Values = Mapping[str, Any]


class HeardAlready(Refused):
    """Everybody is heard once."""


class NotAsked(Refused):
    """The form is closed, or for those who were there."""


class NothingSaid(Refused):
    """Nothing is filled in."""


def begin_evaluation(seminar: Seminar, *, by: Reader) -> EvaluationForm:
    """Ask for what those who came think of the seminar, with questions to begin from."""
    refuse_unless(can_hold(by, seminar))
    there = EvaluationForm.objects.filter(seminar=seminar).first()
    if there is not None:
        return there
    with act("begin_evaluation", by=by.user) as doing:
        doing.about(seminar)
        form = doing.create(EvaluationForm(key=propose_key(EvaluationForm, seminar.key), seminar=seminar))
        for number, (text, kind) in enumerate(FIRST_QUESTIONS, start=1):
            key = propose_key(EvaluationQuestion, form.key, f"q{number}")
            doing.create(EvaluationQuestion(key=key, form=form, number=number, text=text, kind=kind))
    return form


def ask_in_evaluation(form: EvaluationForm, values: Values, *, by: Reader) -> EvaluationQuestion:
    """Ask one thing more."""
    refuse_unless(can_hold(by, form.seminar))
    _refuse_heard(form)
    number = form.questions.count() + 1
    with act("ask_in_evaluation", by=by.user) as doing:
        doing.about(form)
        key = propose_key(EvaluationQuestion, form.key, f"q{number}")
        return doing.create(EvaluationQuestion(key=key, form=form, number=number, **values))


def remove_from_evaluation(question: EvaluationQuestion, *, by: Reader) -> None:
    """Ask it no longer."""
    refuse_unless(can_hold(by, question.form.seminar))
    _refuse_heard(question.form)
    with act("remove_from_evaluation", by=by.user) as doing:
        doing.about(question.form)
        doing.remove(question)


def evaluate(
    form: EvaluationForm, registration: Registration, answers: Mapping[int, Any], *, on: date
) -> None:
    """Say what one makes of the seminar, once and without a name: no act, no hour, no order tells who it was."""
    refuse_unheard(form, registration, on)
    told = _told(form, answers)
    if not told:
        raise NothingSaid(_("Answer at least one question."))
    mark = mark_of(form, registration)
    with transaction.atomic():
        locked = EvaluationForm.objects.select_for_update(of=("self",)).get(pk=form.pk)
        if mark in locked.heard:
            raise HeardAlready(_("You have answered already. Thank you."))
        Evaluation.objects.create(form=form, answers=told)
        EvaluationForm.objects.filter(pk=form.pk).update(heard=sorted([*locked.heard, mark]))


def mark_of(form: EvaluationForm, registration: Registration) -> str:
    """What shows that this registration has answered, and nothing else."""
    return salted_hmac(SALT, f"{form.key}/{registration.key}", algorithm="sha256").hexdigest()[:32]


def refuse_unheard(form: EvaluationForm, registration: Registration, on: date) -> None:
    """Say in words why this person is not asked on the day."""
    if registration.event_id != form.seminar.event_id:
        raise NotAsked(_("This form is of another seminar."))
    if registration.state != State.CONFIRMED or registration.came != Came.PRESENT:
        raise NotAsked(_("The form is for those who were there."))
    if form.closes_on and form.closes_on < on:
        raise NotAsked(_("The form is closed."))


def _told(form: EvaluationForm, answers: Mapping[int, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for question in form.questions.all():
        answer = answers.get(question.pk)
        if question.kind == AskedAs.SCORE and isinstance(answer, int) and 1 <= answer <= 5:
            told[str(question.pk)] = answer
        elif question.kind == AskedAs.WORDS and isinstance(answer, str) and answer.strip():
            told[str(question.pk)] = answer.strip()[:LONGEST]
    return told


def _refuse_heard(form: EvaluationForm) -> None:
    if form.evaluations.exists():
        raise HeardAlready(_("Somebody has answered: the questions do not change any more."))
