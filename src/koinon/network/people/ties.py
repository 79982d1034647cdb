"""What ties bodies to each other, found by the rooms that know of it: whoever asks names bodies and years, and no room.

As with drawers on pages (decision 0020), a room above registers what it knows in the ``ready()`` of its AppConfig.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


class TieKind(StrEnum):
    """What sort of tie it is."""

    BODY = "body"
    AGREEMENT = "agreement"
    PAIR = "pair"
    GRANT = "grant"
    VISIT = "visit"
    HUB = "hub"
    NETWORK = "network"


@dataclass(frozen=True, slots=True, order=True)
class Tie:
    """Two bodies, what ties them, where it is on record, and between which days it may have held."""

    kind: TieKind
    one: int
    other: int
    words: str
    href: str
    earliest: date
    latest: date


@dataclass(frozen=True, slots=True)
class Told:
    """What a tie is told by: its record's words, its page, its days."""

    words: str
    href: str
    earliest: date
    latest: date


def told(words: str, href: str, days: tuple[date, date], *, audience: str = "public") -> Told:
    """What is on record for everybody is told by its words and page; of anything else only that it is."""
    return Told(words, href, *days) if audience == "public" else Told("", "", *days)


Finder = Callable[[frozenset[int], date, date], Iterable[Tie]]
"""Bodies, since, until → the ties of these bodies to others that may have held then; a fixed number of statements."""

_finders: dict[str, Finder] = {}


def register(name: str, finder: Finder) -> None:
    """Let a room tell of the ties it knows; ``name`` is the room's, so that registering twice is registering once."""
    _finders[name] = finder


def ties_of(bodies: Iterable[int], since: date, until: date) -> Iterator[Tie]:
    """Everything that tied one of these bodies (it stands first in the tie) to another between the days, both counted.

    What is not dated may have held then, and is told. A tie between two of the bodies is told from both sides.
    """
    wanted = frozenset(bodies)
    if not wanted:
        return
    for name in sorted(_finders):
        for tie in _finders[name](wanted, since, until):
            if tie.earliest <= until and tie.latest >= since:
                yield tie


def among(
    kind: TieKind,
    bodies: frozenset[int],
    members: Iterable[tuple[T, int]],
    by: Mapping[T, Told],
) -> Iterator[Tie]:
    """Ties between bodies that belong to one thing together: rows (thing, body), and what each thing is told by."""
    together: dict[T, set[int]] = {}
    for thing, body in members:
        together.setdefault(thing, set()).add(body)
    for thing, parts in together.items():
        ours = sorted(parts & bodies)
        if not ours or len(parts) < 2:
            continue
        found = by[thing]
        tie = partial(Tie, words=found.words, href=found.href, earliest=found.earliest, latest=found.latest)
        for one in ours:
            yield from (tie(kind, one, other) for other in sorted(parts - {one}))
