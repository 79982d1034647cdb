"""What is done with assessments: written, opened; attempts begun, saved, sent and marked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koinon.cooperation.learning.assessments import Answered, Assessment, Attempt, Choice, Question
from koinon.cooperation.learning.permissions import can_hold
from koinon.cooperation.learning.seminars import Seminar
from koinon.network.events.models import Came, Registration
from koinon.network.events.registrations import State
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import Act, act
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key

BY_LINK = "by signed link"
Values = Mapping[str, Any]


class Written(NamedTuple):
    """A choice as it was written."""

    text: str
    right: bool
    other_text: str = ""


class NoSuchQuestion(Refused):
    """A question has choices, some right and some not."""


class AnsweredBySome(Refused):
    """Questions do not change once somebody has been marked by them."""


class NotOpen(Refused):
    """The assessment is not open, no longer, or not for this person."""


class NoAttemptLeft(Refused):
    """All attempts are spent, or one of them was enough."""


class SentAlready(Refused):
    """What was sent does not change."""


class Unanswered(Refused):
    """An attempt answers every question."""


def set_assessment(
    seminar: Seminar, values: Values, *, by: Reader, expected_version: int | None = None
) -> Assessment:
    """Say how the seminar is assessed: the pass mark, the attempts, the days."""
    refuse_unless(can_hold(by, seminar))
    there = Assessment.objects.filter(seminar=seminar).first()
    with act("set_assessment", by=by.user) as doing:
        doing.about(seminar)
        if there is None:
            key = propose_key(Assessment, seminar.key)
            return doing.create(Assessment(key=key, seminar=seminar, **values))
        return doing.change(there, expected_version, **values)


def write_question(
    assessment: Assessment, values: Values, choices: Sequence[Written], *, by: Reader
) -> Question:
    """Add a question with its choices."""
    refuse_unless(can_hold(by, assessment.seminar))
    _refuse_bad(choices)
    refuse_marked(assessment)
    number = assessment.questions.count() + 1
    with act("write_question", by=by.user) as doing:
        doing.about(assessment)
        key = propose_key(Question, assessment.key, f"q{number}")
        question = doing.create(Question(key=key, assessment=assessment, number=number, **values))
        _write_choices(doing, question, choices)
    return question


def change_question(
    question: Question,
    values: Values,
    choices: Sequence[Written],
    *,
    by: Reader,
    expected_version: int | None = None,
) -> Question:
    """Change a question; its choices are written anew."""
    refuse_unless(can_hold(by, question.assessment.seminar))
    _refuse_bad(choices)
    refuse_marked(question.assessment)
    with act("change_question", by=by.user) as doing:
        doing.about(question.assessment)
        doing.change(question, expected_version, **values)
        for old in question.choices.all():
            doing.remove(old)
        _write_choices(doing, question, choices)
    return question


def remove_question(question: Question, *, by: Reader) -> None:
    """Take a question out again."""
    refuse_unless(can_hold(by, question.assessment.seminar))
    refuse_marked(question.assessment)
    with act("remove_question", by=by.user) as doing:
        doing.about(question.assessment)
        doing.remove(question)


def refuse_marked(assessment: Assessment) -> None:
    """Nobody's result may change behind them."""
    if assessment.tries.exists():
        raise AnsweredBySome(_("Somebody has begun to answer: the questions do not change any more."))


def begin_attempt(assessment: Assessment, registration: Registration, *, on: date) -> Attempt:
    """The attempt under way, or the next one. The link or the account was checked at the door."""
    refuse_closed(assessment, registration, on)
    with act("begin_attempt", by=None, note=BY_LINK) as doing:
        doing.about(assessment)
        Registration.objects.select_for_update(of=("self",)).get(pk=registration.pk)
        tries = list(assessment.tries.filter(registration=registration).order_by("number"))
        if tries and tries[-1].sent_on is None:
            return tries[-1]
        if any(one.passed for one in tries):
            raise NoAttemptLeft(_("You have passed already."))
        if len(tries) >= assessment.attempts:
            raise NoAttemptLeft(_("All attempts are used."))
        number = len(tries) + 1
        key = propose_key(Attempt, registration.key, "attempt", str(number))
        return doing.create(Attempt(key=key, assessment=assessment, registration=registration, number=number))


def save_answers(attempt: Attempt, chosen: Mapping[int, Collection[int]], *, on: date) -> int:
    """Keep what was chosen so far, by question; how many questions are answered. Drafts stay out of the history."""
    refuse_closed(attempt.assessment, attempt.registration, on)
    with transaction.atomic():
        locked = Attempt.objects.select_for_update(of=("self",)).get(pk=attempt.pk)
        if locked.sent_on:
            raise SentAlready(_("This attempt is sent. What was sent does not change."))
        for question in attempt.assessment.questions.prefetch_related("choices"):
            if question.pk not in chosen:
                continue
            known = {one.pk for one in question.choices.all()}
            kept = sorted(known & set(chosen[question.pk]))
            Answered.objects.update_or_create(attempt=attempt, question=question, defaults={"chosen": kept})
    return sum(bool(one.chosen) for one in attempt.answers.all())


def send_attempt(attempt: Attempt, *, on: date) -> Attempt:
    """Send the attempt: it is marked at once, and does not change any more."""
    refuse_closed(attempt.assessment, attempt.registration, on)
    with act("send_attempt", by=None, note=BY_LINK) as doing:
        doing.about(attempt.assessment)
        locked = Attempt.objects.select_for_update(of=("self",)).get(pk=attempt.pk)
        if locked.sent_on:
            raise SentAlready(_("This attempt is sent. What was sent does not change."))
        questions = list(attempt.assessment.questions.prefetch_related("choices"))
        chosen = {one.question_id: set(one.chosen) for one in attempt.answers.all()}
        missing = sum(not chosen.get(one.pk) for one in questions)
        if missing:
            raise Unanswered(
                ngettext(
                    "%(num)s question has no answer yet.", "%(num)s questions have no answer yet.", missing
                )
                % {"num": missing}
            )
        points = sum(chosen[one.pk] == right_of(one) for one in questions)
        passed = points * 100 >= attempt.assessment.pass_mark * len(questions)
        return doing.change(locked, sent_on=on, points=points, out_of=len(questions), passed=passed)


def right_of(question: Question) -> set[int]:
    """The choices that are right."""
    return {one.pk for one in question.choices.all() if one.right}


def refuse_closed(assessment: Assessment, registration: Registration, on: date) -> None:
    """Say in words why this person cannot answer on the day."""
    if registration.event_id != assessment.seminar.event_id:
        raise NotOpen(_("This assessment is of another seminar."))
    if registration.state != State.CONFIRMED or registration.came != Came.PRESENT:
        raise NotOpen(_("The assessment is for those who were there."))
    if assessment.opened_on is None or on < assessment.opened_on:
        raise NotOpen(_("The assessment is not open yet."))
    if assessment.closes_on and assessment.closes_on < on:
        raise NotOpen(_("The assessment is closed."))


def _refuse_bad(choices: Sequence[Written]) -> None:
    if len(choices) < 2 or not any(one.right for one in choices) or all(one.right for one in choices):
        raise NoSuchQuestion(
            _("Write at least two answers, and mark which are right: some, and not all of them."),
            field="choice_1",
        )


def _write_choices(doing: Act, question: Question, choices: Sequence[Written]) -> None:
    for number, one in enumerate(choices, start=1):
        key = propose_key(Choice, question.key, f"c{number}")
        doing.create(Choice(key=key, question=question, number=number, **one._asdict()))
