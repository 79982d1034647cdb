"""What an applicant is told of the screening: eligible or not, with the reason, in the language of the entry."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from koinon.cooperation.calls.call_wording import told
from koinon.cooperation.calls.entry_letters import letter_text
from koinon.cooperation.calls.links import own_address
from koinon.cooperation.calls.models import Entry
from koinon.network.people.reached import mail_on_record
from koinon.platform.accounts.models import User
from koinon.platform.notifications.commands import Letter, plan_message, withdraw_message

KIND = "calls.entry"


def unique_of(entry: Entry) -> str:
    """What names the letter of one screening for good; screened again, it is another letter."""
    moment = f"{entry.screened_at:%Y%m%d%H%M%S}" if entry.screened_at else ""
    return f"{KIND}/{entry.key}/screened/{moment}"[:200]


def address_of(entry: Entry, on: date) -> str:
    """Where the applicant is written to: the address the entry came from, else that of the body on record."""
    return entry.email or mail_on_record(on, body=entry.applicant_id)


def screening_letter(entry: Entry, on: date) -> Letter:
    """Says what the screening found."""
    with override(entry.language):
        words = {
            "call": told(entry.call, entry.language).title,
            "number": entry.receipt,
            "title": entry.title,
            "reason": entry.screening_reason,
        }
        if entry.eligible:
            found = _("The entry %(number)s, “%(title)s”, was found eligible and will be judged.") % words
            paragraphs = [found, *([entry.screening_reason] if entry.screening_reason else [])]
        else:
            paragraphs = [
                _("The entry %(number)s, “%(title)s”, was found not eligible and will not be judged.")
                % words,
                _("The reason: %(reason)s") % words,
                _("If a fact in it is wrong, please write to us soon."),
            ]
        return Letter(
            unique=unique_of(entry),
            address=address_of(entry, on),
            language=entry.language,
            subject=_("Screened: %(number)s, %(call)s") % words,
            text=letter_text([*paragraphs, own_address(entry)], entry.call),
            about=(KIND, entry.key),
        )


def write_screening(entry: Entry, *, on: date, by: User | None) -> None:
    """Plan the letter."""
    plan_message(screening_letter(entry, on), on=on, by=by)


def keep_back(entry: Entry) -> None:
    """What was planned after an earlier screening and has not left stays at home."""
    withdraw_message(unique_of(entry))
