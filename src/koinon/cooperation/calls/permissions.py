"""What a reader may do with calls and with what was entered for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koinon.network.people.permissions import can_record
from koinon.network.people.readers import Reader

if TYPE_CHECKING:
    from koinon.cooperation.calls.models import Call, Entry


def can_run(reader: Reader) -> bool:
    """Whether the reader may set up calls, screen entries and announce stages: those who may record."""
    return can_record(reader)


def can_screen(reader: Reader, call: Call) -> bool:
    """Whether the reader may say of entries whether they are eligible."""
    return can_run(reader) and call.cancelled_at is None


def can_enter_for(reader: Reader, entry: Entry) -> bool:
    """Whether the reader may fill in, send and withdraw an entry: the applicant's own people, and nobody else."""
    return entry.applicant_id in reader.bodies
