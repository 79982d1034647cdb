"""The letter that carries the link, in the language of the side asked."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from koinon.network.confirmations.models import Confirmation
from koinon.network.confirmations.permissions import can_ask
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.platform.notifications.commands import plan_message
from koinon.platform.notifications.letters import Letter, addressed
from koinon.platform.ui.figures import day


def unique_of(confirmation: Confirmation) -> str:
    """What the letter is called in the ledger: one for each question."""
    return f"confirmation/{confirmation.key}"


def send_link(
    confirmation: Confirmation, record: Record, address: str, *, link: str, by: Reader, on: date
) -> None:
    """Plan the letter with the link to an e-mail address; the ledger tells whether it arrived."""
    refuse_unless(can_ask(by))
    plan_message(_letter(confirmation, record, address, link), on=on, by=by.user)


def _letter(confirmation: Confirmation, record: Record, address: str, link: str) -> Letter:
    with override(confirmation.language):
        text = _(
            "We keep a record of “%(record)s” and ask %(side)s whether it is right.\n\n"
            "%(link)s\n\n"
            "The page needs no account. Say that all is right, or correct a line. "
            "The link is good for one answer until %(day)s."
        ) % {
            "record": record,
            "side": confirmation.side,
            "link": link,
            "day": day(confirmation.link_until, "long"),
        }
        return Letter(
            unique=unique_of(confirmation),
            address=address,
            language=confirmation.language,
            subject=_("Is this right? %(record)s") % {"record": record},
            text=addressed(confirmation.person.display() if confirmation.person else "", text),
            about=("confirmations.confirmation", confirmation.key),
        )
