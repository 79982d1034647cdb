"""The signed links of practices: may you be asked, how does it go on, and did you ask this."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from koinon.cooperation.practices.models import PracticeFollowUp, PracticePerson, PracticeQuestion
from koinon.network.people.models import Role
from koinon.platform.accounts.signed_links import LinkNotGood, fresh_mark, is_current, sealed, unsealed
from koinon.platform.notifications.addresses import absolute
from koinon.platform.ui.addresses import url

PERSON_SALT, FOLLOW_UP_SALT = "koinon.practices.person", "koinon.practices.follow-up"
QUESTION_SALT = "koinon.practices.question"
LINK_DAYS, QUESTION_DAYS = 60, 14
SPOILT = _("This link opens nothing. Ask whoever sent it for a new one.")
PAST = _("This link is past its end. Ask whoever sent it for a new one.")
DONE = _("This was answered with this link already. Thank you; nothing more is needed.")


def fresh_link(on: date) -> dict[str, Any]:
    """The values of a new link."""
    return {"link_nonce": fresh_mark(), "link_until": on + timedelta(LINK_DAYS)}


def no_link() -> dict[str, Any]:
    """The values of a link that opens nothing."""
    return {"link_nonce": "", "link_until": None}


def person_address(person: PracticePerson) -> str:
    """The whole address for a letter; nothing where no link was issued."""
    token = sealed(person.key, person.link_nonce, salt=PERSON_SALT)
    return absolute(url("practices:person-guest", token=token)) if token else ""


def follow_up_address(follow_up: PracticeFollowUp) -> str:
    """The whole address for a letter; nothing where no link was issued."""
    token = sealed(follow_up.key, follow_up.link_nonce, salt=FOLLOW_UP_SALT)
    return absolute(url("practices:follow-up-guest", token=token)) if token else ""


def question_address(question: PracticeQuestion) -> str:
    """The whole address for the letter to whoever asks."""
    token = sealed(str(question.pk), question.mark, salt=QUESTION_SALT)
    return absolute(url("practices:question-guest", token=token))


def person_behind(token: str, today: date) -> PracticePerson:
    """The person a link asks. Raises LinkNotGood; also where the person holds that role no more."""
    opened = unsealed(token, salt=PERSON_SALT)
    rows = PracticePerson.objects.select_related("practice__body", "role__person", "role__holder", "role__of")
    found = rows.filter(key=opened[0]).first() if opened else None
    if opened is None or found is None:
        raise LinkNotGood(SPOILT)
    language = found.practice.language
    if not found.link_nonce and (found.agreed_on or found.declined_on):
        raise LinkNotGood(DONE, language)
    _refuse_dead(found, opened[1], today, language)
    if not Role.objects.holding(today).filter(pk=found.role_id).exists():
        words = _("This link was for somebody who has left the office. Ask whoever sent it for a new one.")
        raise LinkNotGood(words, language)
    return found


def follow_up_behind(token: str, today: date) -> PracticeFollowUp:
    """The follow-up a link asks for. Raises LinkNotGood."""
    opened = unsealed(token, salt=FOLLOW_UP_SALT)
    rows = PracticeFollowUp.objects.select_related("practice__body")
    found = rows.filter(key=opened[0]).first() if opened else None
    if opened is None or found is None:
        raise LinkNotGood(SPOILT)
    language = found.practice.language
    if found.answered_on:
        raise LinkNotGood(DONE, language)
    _refuse_dead(found, opened[1], today, language)
    return found


def _refuse_dead(row: PracticePerson | PracticeFollowUp, mark: str, today: date, language: str) -> None:
    if not is_current(row.link_nonce, mark):
        raise LinkNotGood(SPOILT, language)
    if row.link_until is None or row.link_until < today:
        raise LinkNotGood(PAST, language)


def question_behind(token: str, today: date) -> PracticeQuestion:
    """The question that waits for its sender's word. Raises LinkNotGood."""
    opened = unsealed(token, salt=QUESTION_SALT)
    rows = PracticeQuestion.objects.select_related("person__practice", "person__role__person")
    found = rows.filter(pk=opened[0]).first() if opened and opened[0].isdecimal() else None
    if opened is None or found is None or not is_current(found.mark, opened[1]):
        raise LinkNotGood(_("Nothing waits behind this link: the question was sent, or was kept too long."))
    if found.asked_on + timedelta(QUESTION_DAYS) < today:
        raise LinkNotGood(PAST, found.language)
    return found
