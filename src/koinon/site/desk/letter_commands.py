"""What a person says of letters the machine cannot judge: it arrived, send it again, here is an address that works."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import act
from koinon.platform.errors import Refused
from koinon.platform.notifications.commands import mailbox_of, wake
from koinon.platform.notifications.models import Mailbox, Message, State
from koinon.site.desk.permissions import can_keep_letters


class NotInDoubt(Refused):
    """Only a letter that perhaps left waits for a person's word."""


class NothingWrong(Refused):
    """Only a letter that came back or was held back needs another address."""


def settle_doubt(message: Message, *, arrived: bool, by: Reader, moment: datetime) -> Message:
    """Somebody asked: it arrived; or it did not, and is to be sent once more."""
    refuse_unless(can_keep_letters(by))
    if message.state != State.DOUBTFUL:
        raise NotInDoubt(_("There is no doubt about this letter any more."))
    with act("settle_doubt", by=by.user) as doing:
        if arrived:
            return doing.change(message, state=State.SENT, sent_at=moment, problem="")
        transaction.on_commit(wake)
        return doing.change(message, state=State.PLANNED, next_try_at=None, problem="", attempts=0)


def mend_address(message: Message, address: str, *, by: Reader) -> Message:
    """Give a letter that came back or was held back an address that works; others held for the old one go with it.

    The same address again says that it works now.
    """
    refuse_unless(can_keep_letters(by))
    if message.state not in (State.BOUNCED, State.HELD):
        raise NothingWrong(_("Nothing is wrong with the address of this letter."))
    new = mailbox_of(address)
    if new is None:
        raise NothingWrong(_("Write the address."), field="address")
    with act("mend_address", by=by.user) as doing:
        # Past the audit, which must not hold the address.
        Mailbox.objects.filter(pk=new.pk).update(bounced_at=None, reason="")
        old = message.mailbox
        held = list(Message.objects.filter(mailbox=old, state=State.HELD)) if old else []
        for one in {message, *held}:
            doing.change(
                one,
                mailbox=new,
                state=State.PLANNED,
                next_try_at=None,
                problem="",
                attempts=0,
                bounced_at=None,
                sent_at=None,
            )
        doing.about(message)
        transaction.on_commit(wake)
    return message
