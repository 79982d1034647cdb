"""What rooms above ask of the sides in a way of their own; they register it, so that one list tells what waits for whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from koinon.network.people.models import Body
from koinon.network.people.readers import Reader


@dataclass(frozen=True, slots=True)
class Waits:
    """One thing that waits: for the side to answer, or for us to deal with what it said."""

    subject: str
    href: str
    side: Body
    words: str
    is_ours: bool
    since: date | None = None


Source = Callable[[Reader, date], Iterable[Waits]]
_sources: dict[str, Source] = {}


def register(name: str, source: Source) -> None:
    """Let a room tell what waits in it; called in the `ready()` of its AppConfig. It tells each reader only their own."""
    _sources[name] = source


def waiting_elsewhere(reader: Reader, on: date) -> list[Waits]:
    """All of it: what waits for us first, then what has waited longest."""
    rows = [one for source in _sources.values() for one in source(reader, on)]
    return sorted(rows, key=lambda one: (not one.is_ours, one.since or on, one.subject, one.side.pk))
