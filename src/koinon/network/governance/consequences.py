"""What became of decisions: rooms above tell what rests on them, from agreement to promise, evidence and money."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from koinon.network.people.readers import Reader


@dataclass(frozen=True, slots=True)
class Consequence:
    """One link of the chain: what it is, its words, where it leads, how it stands, and what follows from it."""

    stage: str
    words: str
    href: str = ""
    note: str = ""
    mark: tuple[str, str] | None = None
    then: tuple[Consequence, ...] = ()


# The ids of decisions, who reads, as of when; what rests on each. A fixed number of statements.
Tell = Callable[[Sequence[int], Reader, date], dict[int, list[Consequence]]]

_tellers: list[Tell] = []


def register(tell: Tell) -> None:
    """Let a room above say what rests on decisions; called in the `ready()` of its AppConfig."""
    if tell not in _tellers:
        _tellers.append(tell)


def consequences_of(decisions: Sequence[int], reader: Reader, on: date) -> dict[int, list[Consequence]]:
    """What every room has to tell, by decision; nothing is asked where there are no decisions."""
    found: dict[int, list[Consequence]] = {}
    if not decisions:
        return found
    for tell in _tellers:
        for decision, links in tell(decisions, reader, on).items():
            found.setdefault(decision, []).extend(links)
    return found
