"""Sending: each letter is claimed in a transaction of its own, handed over once, and judged if the worker falls.

*At most once beyond doubt.* A letter is first marked as on its way out, and only then handed to the mail server.
Where a worker falls between the two, the outbox is asked: the folder of letters knows. A mail server does not tell,
so the letter then is *perhaps sent*, stands in red, and waits for a person: it is never sent again by itself.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPResponseException, SMTPSenderRefused
from typing import Any

from django.core.mail import get_connection
from django.utils import timezone
from django.utils.translation import gettext_noop

from koinon.platform.notifications import outbox
from koinon.platform.notifications.commands import mark_bounced
from koinon.platform.notifications.letters import mail_of, without_address
from koinon.platform.notifications.models import Message, State

log = logging.getLogger(__name__)

AT_ONCE = 100
# Nobody hands over one letter for as long as this: whoever claimed it has fallen.
FALLEN_AFTER = timedelta(minutes=10)
WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360)]
# A mail server that has refused a letter for so long will not take it (six days, at the last wait).
PATIENCE = 30
NO_ADDRESS = gettext_noop("There is no address to write to.")
CAME_BACK_BEFORE = gettext_noop("An earlier letter to this address came back.")
UNKNOWN_END = gettext_noop("The worker stopped while handing it to the mail server.")


class ServerAwayError(Exception):
    """The mail server cannot be reached: no letter of this run has a chance."""


@dataclass(slots=True)
class Tally:
    """What a run came to."""

    sent: int = 0
    bounced: int = 0
    held: int = 0
    doubtful: int = 0
    put_off: int = 0


def send_waiting(on: date) -> Tally:
    """Send what is due, in batches over one connection each; what the server does not take now waits and is tried again."""
    tally = Tally()
    judge_fallen(tally, timezone.now())
    with suppress(ServerAwayError):
        for batch in batches(on):
            _send_batch(batch, tally)
    return tally


def batches(on: date) -> Iterator[list[Message]]:
    """What is waiting now, a hundred at a time, until nothing is."""
    moment = timezone.now()
    while found := list(
        Message.objects.waiting(on, moment)
        .select_related("mailbox", "words")
        .order_by("due_on", "id")[:AT_ONCE]
    ):
        yield found


def judge_fallen(tally: Tally, moment: datetime) -> None:
    """Letters a fallen worker left on their way out: the outbox knows of them, or a person has to say."""
    fallen = Message.objects.filter(state=State.SENDING, claimed_at__lt=moment - FALLEN_AFTER)
    for message in fallen:
        mine = Message.objects.filter(pk=message.pk, state=State.SENDING, claimed_at=message.claimed_at)
        sent = outbox.is_sent(message)
        if sent is None:
            tally.doubtful += mine.update(state=State.DOUBTFUL, problem=UNKNOWN_END)
        elif sent:
            tally.sent += mine.update(state=State.SENT, sent_at=moment)
        else:
            tally.put_off += mine.update(state=State.PLANNED)


def _send_batch(batch: list[Message], tally: Tally) -> None:
    connection = get_connection()
    try:
        connection.open()
    except Exception as away:  # whatever a backend raises before it has been given anything
        put_off(batch, away, tally)
        raise ServerAwayError from away
    try:
        for message in batch:
            send_one(message, connection, tally)
    finally:
        with suppress(Exception):  # everything is handed over by now
            connection.close()


def send_one(message: Message, connection: Any, tally: Tally) -> None:
    """Claim the letter and hand it over; another worker that was faster keeps it."""
    moment = timezone.now()
    mine = Message.objects.filter(pk=message.pk, state=State.PLANNED)
    mailbox = message.mailbox
    if mailbox is None or mailbox.is_dead:
        why = CAME_BACK_BEFORE if mailbox else NO_ADDRESS
        tally.held += mine.update(state=State.HELD, problem=why)
        return
    claim = {"state": State.SENDING, "claimed_at": moment, "attempts": message.attempts + 1, "problem": ""}
    if not mine.update(**claim):
        return
    message.attempts, message.state = message.attempts + 1, State.SENDING
    claimed = Message.objects.filter(pk=message.pk, state=State.SENDING, claimed_at=moment)
    try:
        connection.send_messages([mail_of(message, mailbox.address, message.words.text)])
    except Exception as failed:
        _judge(message, mailbox.address, failed, tally)
    else:
        tally.sent += claimed.update(state=State.SENT, sent_at=timezone.now())


def _judge(message: Message, address: str, failed: Exception, tally: Tally) -> None:
    """Whether a letter surely stayed here, surely is refused, or perhaps left."""
    why = without_address(f"{type(failed).__name__}: {failed}", address)
    log.warning("letter %s was not taken: %s", message.mark, type(failed).__name__)
    if refused_for_good(failed):
        tally.bounced += mark_bounced(message.mark, why, moment=timezone.now())
    elif surely_not_taken(failed):
        put_off([message], why, tally)
    else:
        tally.doubtful += Message.objects.filter(pk=message.pk, state=State.SENDING).update(
            state=State.DOUBTFUL, problem=why
        )


def refused_for_good(failed: Exception) -> bool:
    """The server says that there is no such recipient."""
    if isinstance(failed, SMTPRecipientsRefused):
        return any(code >= 500 for code, _words in failed.recipients.values())
    return type(failed).__name__ in {"AnymailRecipientsRefused", "AnymailInvalidAddress"}


def surely_not_taken(failed: Exception) -> bool:
    """The server answered that it did not take it. A connection lost in between answers nothing."""
    if isinstance(failed, SMTPRecipientsRefused | SMTPSenderRefused | SMTPDataError | SMTPResponseException):
        return True
    status = getattr(failed, "status_code", None)  # of django-anymail
    return isinstance(status, int) and 400 <= status < 500


def put_off(batch: list[Message], problem: object, tally: Tally) -> None:
    """Try again later, each time a little later; after days it is held back for a person."""
    moment = timezone.now()
    for message in batch:
        address = message.mailbox.address if message.mailbox else ""
        attempts = message.attempts + (message.state == State.PLANNED)
        waits = {
            "state": State.PLANNED if attempts < PATIENCE else State.HELD,
            "attempts": attempts,
            "next_try_at": moment + WAITS[min(attempts, len(WAITS)) - 1],
            "problem": without_address(problem, address),
        }
        rows = Message.objects.filter(pk=message.pk, state__in=(State.PLANNED, State.SENDING))
        tally.put_off += rows.update(**waits)
