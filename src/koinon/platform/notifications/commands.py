"""What is done with letters: plan, withdraw, hear that one arrived, came back or was acted on."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from koinon.platform.accounts.models import User
from koinon.platform.notifications.letters import Letter, mark_of, one_line
from koinon.platform.notifications.models import Mailbox, Message, State, Words

__all__ = ["Letter", "mark_acted_on", "plan_message", "withdraw_message"]


def plan_message(letter: Letter, *, on: date, by: User | None) -> Message:
    """Put a letter into the ledger, to leave on the day; it is the same letter if its ``unique`` is known already.

    What was planned before and has not left is brought up to date. It is written in the transaction of whoever
    asks: when that fails, there is no letter. A worker sends it.
    """
    values = {
        "mailbox": mailbox_of(letter.address),
        "language": letter.language,
        "subject": one_line(letter.subject)[:254],
        "about_kind": letter.about[0],
        "about_key": letter.about[1],
        "due_on": on,
    }
    with transaction.atomic():
        own = {"mark": mark_of(letter.unique), "planned_by": by}
        message, made = Message.objects.get_or_create(unique=letter.unique, defaults=values | own)
        if made or _brought_up_to_date(message, values):
            Words.objects.update_or_create(message=message, defaults={"text": letter.text})
            transaction.on_commit(wake)
    return message


def _brought_up_to_date(message: Message, values: dict[str, Any]) -> bool:
    """Whether the letter was still at home and is told something new; it then says what it is told now."""
    moved = message.mailbox != values["mailbox"]
    if message.state == State.HELD and not moved:
        return False  # a person has to look at it first
    if message.state == State.PLANNED and all(getattr(message, name) == values[name] for name in values):
        return False
    at_home = Q(state=State.PLANNED, attempts=0) | Q(state__in=(State.WITHDRAWN, State.HELD))
    told = values | {"state": State.PLANNED, "problem": "", "attempts": 0, "next_try_at": None}
    if not Message.objects.filter(at_home, pk=message.pk).update(**told):
        return False
    message.refresh_from_db()
    return True


def wake() -> None:
    """Let a worker send what is due."""
    from koinon.platform.notifications.tasks import send_due

    send_due.enqueue()


def mailbox_of(address: str) -> Mailbox | None:
    """The mailbox of an address, in capitals or small letters; none for no address."""
    address = address.strip()
    if not address:
        return None
    there = Mailbox.objects.filter(address__iexact=address).first()
    return there or Mailbox.objects.create(address=address)


def withdraw_message(unique: str) -> bool:
    """What has not left stays at home; whether it did."""
    waiting = Message.objects.filter(unique=unique, state__in=(State.PLANNED, State.HELD))
    return bool(waiting.update(state=State.WITHDRAWN, problem=""))


def mark_acted_on(unique: str, *, moment: datetime) -> bool:
    """What the letter asked for was done, or its link was used; whether there was such a letter. The first time counts."""
    found = Message.objects.filter(unique=unique)
    found.filter(acted_at=None).update(acted_at=moment)
    return found.exists()


def mark_delivered(mark: str, *, moment: datetime) -> bool:
    """The other side took it: that also settles a doubt whether it left."""
    waiting = Message.objects.filter(
        mark=mark, state__in=(State.SENDING, State.SENT, State.DOUBTFUL, State.DELIVERED)
    )
    waiting.filter(sent_at=None).update(sent_at=moment)
    return bool(waiting.update(state=State.DELIVERED, delivered_at=moment, problem=""))


def mark_bounced(mark: str, reason: str, *, moment: datetime) -> bool:
    """It came back. Nothing more is sent to that address until somebody mends it."""
    with transaction.atomic():
        message = Message.objects.select_for_update().filter(mark=mark).first()
        if message is None:
            return False
        message.state, message.bounced_at, message.problem = State.BOUNCED, moment, reason[:250]
        message.sent_at = message.sent_at or moment
        message.save(update_fields=["state", "bounced_at", "problem", "sent_at"])
        Mailbox.objects.filter(messages=message).update(bounced_at=moment, reason=reason[:250])
    return True
