"""People to ask: named after they agree, asked through a form, their addresses shown to nobody."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from koinon.cooperation.practices.letters import (
    address_of_role,
    person_letter,
    proving_letter,
    question_letter,
)
from koinon.cooperation.practices.links import QUESTION_DAYS, fresh_link, no_link
from koinon.cooperation.practices.models import Practice, PracticePerson, PracticeQuestion
from koinon.cooperation.practices.permissions import can_write_for
from koinon.network.people.models import Role
from koinon.network.people.permissions import can_record, refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.accounts.signed_links import fresh_mark
from koinon.platform.audit.commands import act
from koinon.platform.errors import Refused
from koinon.platform.notifications.commands import plan_message
from koinon.platform.recording.keys import propose_key

BY_LINK = "by signed link"


class NamedAlready(Refused):
    """The person is named, or was asked, already."""


class NoAddress(Refused):
    """Nobody can be written to without an address."""


class NotToBeAsked(Refused):
    """Somebody who does not, or no longer, agree to be asked."""


def name_person(practice: Practice, role: Role, *, by: Reader, on: date) -> PracticePerson:
    """Ask whoever holds the role whether they may be named; until they say yes nobody sees them."""
    refuse_unless(can_write_for(by, practice.body_id))
    if practice.people.filter(role=role).exists():
        raise NamedAlready(_("This person was asked already."), field="role")
    if not address_of_role(role, on):
        raise NoAddress(_("No e-mail address of this person is on record."), field="role")
    key = propose_key(PracticePerson, practice.key, role.key)
    with act("name_person", by=by.user) as doing:
        doing.about(practice)
        row = doing.create(
            PracticePerson(key=key, practice=practice, role=role, asked_on=on, **fresh_link(on))
        )
        plan_message(person_letter(row, on), on=on, by=by.user)
    return row


def answer_naming(person: PracticePerson, agrees: bool, *, on: date) -> PracticePerson:
    """What the person says through the link, which whoever opened the door checked."""
    days: dict[str, Any] = {"agreed_on": on if agrees else None, "declined_on": None if agrees else on}
    with act("answer_naming", by=None, note=BY_LINK) as doing:
        doing.about(person.practice)
        return doing.change(person, **days, **no_link())


def take_back_name(person: PracticePerson, *, by: Reader) -> None:
    """Name somebody no longer; they themselves may say so too."""
    himself = by.person_id is not None and person.role.person_id == by.person_id
    refuse_unless(himself or can_write_for(by, person.practice.body_id))
    with act("take_back_name", by=by.user) as doing:
        doing.about(person.practice)
        doing.remove(person)


def ask_question(
    person: PracticePerson, values: dict[str, str], *, by: Reader, on: date
) -> PracticeQuestion | None:
    """Take a question. With an account it goes on at once; else when the link in the first letter was followed.

    Nothing of this is kept in the history: it is a letter between two people.
    """
    _refuse_unasked(person, on)
    question = PracticeQuestion(person=person, asked_on=on, mark=fresh_mark(), **values)
    if by.user is not None and by.user.email.casefold() == question.email.casefold():
        plan_message(question_letter(question, on), on=on, by=by.user)
        return None
    question.save()
    plan_message(proving_letter(question), on=on, by=None)
    return question


def send_question(question: PracticeQuestion, *, on: date) -> None:
    """The sender proved the address: the question goes on, and is kept here no longer."""
    _refuse_unasked(question.person, on)
    plan_message(question_letter(question, on), on=on, by=None)
    question.delete()


def _refuse_unasked(person: PracticePerson, on: date) -> None:
    """Only who agreed, and still holds the role, is asked; only about what is published."""
    holds = Role.objects.holding(on).filter(pk=person.role_id).exists()
    if person.agreed_on is None or person.practice.published_on is None or not holds:
        raise NotToBeAsked(_("This person can no longer be asked about this practice."))


def forget_questions(*, by: Reader, on: date) -> int:
    """Remove questions whose sender never proved the address; how many they were. Runs every night."""
    refuse_unless(can_record(by))
    stale = PracticeQuestion.objects.filter(asked_on__lt=on - timedelta(QUESTION_DAYS))
    return stale.delete()[0]
