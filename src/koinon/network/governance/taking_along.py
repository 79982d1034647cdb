"""Meetings and decisions as rows of a file: what the page shows, all of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from koinon.network.governance.models import Decision, Meeting
from koinon.network.governance.states import state_of

MEETING = ("key", "body", "title", "held", "state")
DECISION = ("reference", "decision", "meeting", "held", "owner", "due", "follow-up")


def meetings(rows: Iterable[Meeting], on: date) -> Iterator[list[object]]:
    """One line a meeting, with how it stands on the day."""
    for one in rows:
        yield [one.key, one.body, one.title, one.held.words or one.held.edtf, state_of(one, on)]


def decisions(rows: Iterable[Decision]) -> Iterator[list[object]]:
    """One line a decision, with who carries it out."""
    for one in rows:
        meeting = one.item.meeting
        owner = "; ".join(str(who) for who in (one.owner_body, one.owner_person) if who)
        due = "" if one.due.is_unknown else one.due.words or one.due.edtf
        held = meeting.held.words or meeting.held.edtf
        yield [one.reference, one.title, meeting, held, owner, due, one.get_follow_up_display()]
