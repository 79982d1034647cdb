"""Who sees what lies on the desk: the secretariat; a hand-over is accepted by whoever takes over."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.http import HttpRequest

from koinon.network.people.doors import Request
from koinon.network.people.permissions import can_record
from koinon.network.people.readers import Reader

if TYPE_CHECKING:
    from koinon.site.desk.models import HandOver


def can_see_desk(reader: Reader) -> bool:
    """Whether the reader has a desk here."""
    return can_record(reader)


def sees_desk(request: HttpRequest) -> bool:
    """The same, for the links of the header."""
    reader = getattr(cast(Request, request), "reader", None)
    return reader is not None and can_see_desk(reader)


def can_keep_letters(reader: Reader) -> bool:
    """Whether the reader sees the ledger of letters, with addresses, and settles what is in doubt."""
    return can_record(reader)


def can_give_portfolio(reader: Reader) -> bool:
    """Whether the reader says which bodies are in whose care."""
    return can_record(reader)


def can_hand_over(reader: Reader) -> bool:
    """Whether the reader lays out a hand-over and adds to it."""
    return can_record(reader)


def can_accept(reader: Reader, handover: HandOver) -> bool:
    """Whether the reader takes over: the successor, and nobody in their place."""
    return (
        can_record(reader)
        and reader.person_id is not None
        and reader.person_id == handover.successor_id
        and handover.closed_on is None
    )
