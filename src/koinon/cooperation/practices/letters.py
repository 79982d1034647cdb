"""The letters of practices: may you be asked, did you ask this, somebody asks you, how does it go on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from koinon.cooperation.practices.links import follow_up_address, person_address, question_address
from koinon.cooperation.practices.models import Practice, PracticeFollowUp, PracticePerson, PracticeQuestion
from koinon.network.people.models import Role
from koinon.network.people.reached import mail_on_record
from koinon.platform.notifications.letters import Letter, addressed
from koinon.platform.ui import figures
from koinon.platform.ui.punctuation import aside

KIND = "practices.practice"


def address_of_role(role: Role, on: date) -> str:
    """Where whoever holds the role is written to; nothing where no address is on record."""
    return mail_on_record(on, person=role.person_id, body=role.holder_id)


def name_of(role: Role) -> str:
    """Whom a letter to whoever holds the role greets."""
    return role.person.display() if role.person else ""


def address_of(practice: Practice, on: date) -> str:
    """Where the body is written to about its practice: a person to ask, the body itself, else whoever entered it."""
    for person in practice.people.filter(agreed_on__isnull=False).select_related("role"):
        if address := address_of_role(person.role, on):
            return address
    return mail_on_record(on, body=practice.body_id) or (practice.entry.email if practice.entry else "")


def person_letter(person: PracticePerson, on: date) -> Letter:
    """Asks whether somebody may be named as a person to ask."""
    practice = person.practice
    with override(practice.language):
        said = {
            "practice": practice,
            "link": person_address(person),
            "day": figures.day(person.link_until),
        }
        subject = _("May you be asked about “%(practice)s”?") % said
        text = _(
            "We would like to name you, with your office, as somebody to ask about “%(practice)s”. Your address is "
            "shown to nobody: whoever asks fills in a form, and the question comes to you by mail.\n\n%(link)s\n\n"
            "Say yes or no there; no account is needed. The link is good until %(day)s."
        )
        return Letter(
            unique=f"practice-person/{person.key}/{person.version}",
            address=address_of_role(person.role, on),
            language=practice.language,
            subject=subject,
            text=addressed(name_of(person.role), text % said),
            about=(KIND, practice.key),
        )


def proving_letter(question: PracticeQuestion) -> Letter:
    """Asks whoever asks to prove the address, before anybody is troubled."""
    practice = question.person.practice
    with override(question.language):
        said = {"practice": practice, "link": question_address(question)}
        subject = _("Please confirm your question about “%(practice)s”") % said
        text = _(
            "Somebody, we think you, gave this address to ask about “%(practice)s”. Open the link and press the "
            "button; only then is the question sent on.\n\n%(link)s"
        )
        return Letter(
            unique=f"practice-question/{question.mark}/prove",
            address=question.email,
            language=question.language,
            subject=subject,
            text=addressed(question.name, text % said),
            about=(KIND, practice.key),
        )


def question_letter(question: PracticeQuestion, on: date) -> Letter:
    """Brings a question to the person, with the address of whoever asks."""
    practice = question.person.practice
    with override(practice.language):
        said = {
            "practice": practice,
            "who": aside(question.name, question.organisation),
            "email": question.email,
            "words": question.words,
        }
        subject = _("A question about “%(practice)s”") % said
        text = _(
            "%(who)s asks you about “%(practice)s”:\n\n%(words)s\n\n"
            "Please answer to %(email)s. Your own address was not shown."
        )
        return Letter(
            unique=f"practice-question/{question.mark}",
            address=address_of_role(question.person.role, on),
            language=practice.language,
            subject=subject,
            text=addressed(name_of(question.person.role), text % said),
            about=(KIND, practice.key),
        )


def follow_up_letter(follow_up: PracticeFollowUp, on: date) -> Letter:
    """Asks whether the practice still goes on, with the link."""
    practice = follow_up.practice
    with override(practice.language):
        said = {
            "practice": practice,
            "link": follow_up_address(follow_up),
            "day": figures.day(follow_up.link_until),
        }
        subject = _("One year on: %(practice)s") % said
        text = _(
            "What became of “%(practice)s”? Does it still go on, did it change, has it ended, and what came of it? "
            "This link opens a short form; no account is needed:\n\n%(link)s\n\n"
            "It is good until %(day)s and can be used once."
        )
        return Letter(
            unique=unique_of(follow_up),
            address=address_of(practice, on),
            language=practice.language,
            subject=subject,
            text=addressed("", text % said),
            about=(KIND, practice.key),
        )


def unique_of(follow_up: PracticeFollowUp) -> str:
    """What names the letter of a follow-up for good."""
    return f"practice-follow-up/{follow_up.key}/{follow_up.link_nonce}"


def letters_due(on: date) -> Iterator[tuple[Letter, date]]:
    """For the nightly planner: follow-ups whose day has come and that wait for an answer, with their day."""
    from koinon.cooperation.practices.follow_up_commands import ask_due
    from koinon.network.people.readers import SYSTEM

    ask_due(by=SYSTEM, on=on)
    rows = PracticeFollowUp.objects.waiting().exclude(link_nonce="").select_related("practice__body")
    for one in rows.filter(link_until__gte=on):
        yield follow_up_letter(one, on), one.asked_on or on
