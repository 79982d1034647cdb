"""The letters of plans, each in the language of the side it goes to: an update is asked for, an update came back, agree."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from koinon.cooperation.plans.links import consent_address, update_address
from koinon.cooperation.plans.plans import PlanSide
from koinon.cooperation.plans.quarters import last_ended, quarter_words
from koinon.cooperation.plans.updates import MeasureUpdate, UpdateState
from koinon.network.people.reached import mail_on_record
from koinon.platform.notifications.letters import Letter, addressed
from koinon.platform.ui import figures


def unique_of(update: MeasureUpdate) -> str:
    """What names the letter of an update for good: one for each time it was asked for or sent back."""
    return f"plan-update/{update.key}/{update.asks}"


def request_letter(update: MeasureUpdate, on: date) -> Letter:
    """Asks a side for its update, with the link."""
    side = update.side
    with override(side.language):
        said = {
            "measure": title_in(update, side.language),
            "quarter": quarter_words(update.quarter),
            "link": update_address(update),
            "day": figures.day(update.link_until),
        }
        subject = _("Two minutes: your update on “%(measure)s”, %(quarter)s") % said
        text = _(
            "How far has “%(measure)s” come in the %(quarter)s? This link opens a short form; no account is needed:\n\n"
            "%(link)s\n\nIt is good until %(day)s and can be used once."
        )
        return Letter(
            unique=unique_of(update),
            address=address_of(side, on),
            language=side.language,
            subject=subject,
            text=addressed(name_of(side), text % said),
            about=("plans.measure", update.measure.key),
        )


def return_letter(update: MeasureUpdate, on: date) -> Letter:
    """Sends an update back, with the reason and a fresh link."""
    side = update.side
    with override(side.language):
        said = {
            "measure": title_in(update, side.language),
            "quarter": quarter_words(update.quarter),
            "reason": update.reason,
            "link": update_address(update),
            "day": figures.day(update.link_until),
        }
        subject = _("Please look again: your update on “%(measure)s”, %(quarter)s") % said
        text = _(
            "Your update on “%(measure)s” for the %(quarter)s came back, for this reason:\n\n%(reason)s\n\n"
            "What you sent is kept. Mend it by this link; no account is needed:\n\n%(link)s\n\n"
            "It is good until %(day)s and can be used once."
        )
        return Letter(
            unique=unique_of(update),
            address=address_of(side, on),
            language=side.language,
            subject=subject,
            text=addressed(name_of(side), text % said),
            about=("plans.measure", update.measure.key),
        )


def consent_letter(side: PlanSide, on: date) -> Letter:
    """Asks a side to agree to the measures that are open."""
    with override(side.language):
        own = side.language == side.plan.other_language
        said = {
            "plan": (side.plan.other_title if own else "") or side.plan.title,
            "link": consent_address(side),
            "day": figures.day(side.link_until),
        }
        subject = _("To agree on: %(plan)s") % said
        text = _(
            "These measures wait for your side: agree to each, or say what you would have otherwise. "
            "No account is needed:\n\n%(link)s\n\nThe link is good until %(day)s."
        )
        return Letter(
            unique=f"plan-consent/{side.key}/{side.version}",
            address=address_of(side, on),
            language=side.language,
            subject=subject,
            text=addressed(name_of(side), text % said),
            about=("plans.plan", side.plan.key),
        )


def name_of(side: PlanSide) -> str:
    """Whom its letters greet: the person who reports, where there is one."""
    return side.contact.display() if side.contact else ""


def title_in(update: MeasureUpdate, language: str) -> str:
    """The title of the measure in a language of its plan, or as it was written."""
    measure = update.measure
    return (measure.other_title if language == measure.plan.other_language else "") or measure.title


def address_of(side: PlanSide, on: date) -> str:
    """Where the side is written to: the person who reports, else the body; nothing where no address is on record."""
    return mail_on_record(on, person=side.contact_id) or mail_on_record(on, body=side.body_id)


def letters_due(on: date) -> Iterator[tuple[Letter, date]]:
    """For the nightly planner: whatever was asked for the quarter last ended and is still open, with its day."""
    from koinon.cooperation.plans.update_commands import ask_for_updates
    from koinon.network.people.readers import SYSTEM

    ask_for_updates(by=SYSTEM, on=on)
    rows = MeasureUpdate.objects.filter(quarter=last_ended(on), state=UpdateState.ASKED).exclude(
        link_nonce=""
    )
    for update in rows.select_related("measure__plan", "side__body", "side__plan", "side__contact"):
        yield request_letter(update, on), update.asked_on or on
