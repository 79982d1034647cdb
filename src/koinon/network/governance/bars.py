"""Why a seat may not vote: rooms above, such as members, register what speaks against it on a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from koinon.network.people.models import Body


@dataclass(frozen=True, slots=True)
class Bar:
    """One reason in the reader's words; not sure where the record only says that it may be so."""

    words: str
    sure: bool = True


# The ids of bodies whose seats are looked at, the body that meets, and the day; the bars by id.
Asked = Callable[[Iterable[int], Body, date], Mapping[int, list[Bar]]]

_asked: list[Asked] = []


def register(asked: Asked) -> None:
    """Let a room above say which bodies may not vote; called in the `ready()` of its AppConfig."""
    if asked not in _asked:
        _asked.append(asked)


def bars_of(bodies: Iterable[int], meeting_of: Body, on: date) -> dict[int, list[Bar]]:
    """What every room has against the votes of these bodies on the day; each asks a fixed number of statements."""
    found: dict[int, list[Bar]] = {}
    ids = sorted(set(bodies))
    for asked in _asked:
        for body, bars in asked(ids, meeting_of, on).items():
            found.setdefault(body, []).extend(bars)
    return found
