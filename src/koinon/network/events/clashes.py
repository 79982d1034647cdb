"""What cannot both be true of a programme: two sessions in one room at overlapping hours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from django.utils.translation import gettext as _

from koinon.network.events.programme import Session
from koinon.platform.ui.figures import day


def clashing(sessions: Sequence[Session]) -> Iterator[str]:
    """Pairs of sessions in one room at one time, in words, for somebody who can move them; no statement."""
    for one, other in combinations(sessions, 2):
        if _room(one) and one.day == other.day and _room(one) == _room(other) and _meet(one, other):
            yield _("“%(one)s” and “%(other)s” are in one room at the same time: %(room)s, %(when)s.") % {
                "one": one.title,
                "other": other.title,
                "room": one.room,
                "when": day(one.day),
            }


def _room(session: Session) -> tuple[int | None, str] | None:
    """The room in its city, where one is said: halls of two stages may bear one name."""
    name = " ".join(session.room.split()).casefold()
    return (session.stage_id, name) if name else None


def _meet(one: Session, other: Session) -> bool:
    """Whether the hours overlap; without an hour nothing is known, and without an end a session only begins."""
    if one.begins_at is None or other.begins_at is None:
        return False
    first, second = (one, other) if one.begins_at <= other.begins_at else (other, one)
    assert first.begins_at is not None
    assert second.begins_at is not None
    return second.begins_at < (first.closes_at or first.begins_at) or second.begins_at == first.begins_at
