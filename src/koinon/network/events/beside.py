"""What other rooms keep beside an event, such as a visit: they register how it is found, and its page links there."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from koinon.network.events.models import Event
from koinon.network.people.readers import Reader


@dataclass(frozen=True)
class Beside:
    """One page beside an event."""

    label: str
    url: str


Finder = Callable[[Event, Reader], Iterable[Beside]]

_finders: list[Finder] = []


def register(finder: Finder) -> None:
    """Let a room above say what it keeps of an event; called in the `ready()` of its AppConfig."""
    if finder not in _finders:
        _finders.append(finder)


def beside(event: Event, reader: Reader) -> tuple[Beside, ...]:
    """Every page beside this event that the reader may see."""
    return tuple(found for finder in _finders for found in finder(event, reader))
