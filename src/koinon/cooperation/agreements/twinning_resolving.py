"""A list of twin cities resolved to pairs of places; pure reckoning: the record is not touched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from koinon.cooperation.agreements.twinning_ends import End, Reader
from koinon.network.places.gazetteer import DETAILED, Gazetteer, Likeness, Place, gazetteer

EVERY = 200  # ends between two reports of progress

Progress = Callable[[int, int], None]


class TwinningRow(NamedTuple):
    """A row as written. ``number`` is its row in the file; GeoNames numbers are a person's decision."""

    number: int
    city1: str
    country1: str
    city2: str
    country2: str
    geonames1: str = ""
    geonames2: str = ""

    @property
    def ends(self) -> tuple[tuple[str, str, str], tuple[str, str, str]]:
        """Name, country and decided number of each end."""
        return (self.city1, self.country1, self.geonames1), (self.city2, self.country2, self.geonames2)


class Pair(NamedTuple):
    """A row whose two ends are known, the smaller number first, and the less sure of the two recognitions."""

    row: TwinningRow
    first: Place
    second: Place
    likeness: Likeness


class Repeated(NamedTuple):
    """A row that says again, perhaps the other way round, what an earlier one said."""

    row: TwinningRow
    earlier: TwinningRow


class Doubtful(NamedTuple):
    """A row with at least one end left to a person."""

    row: TwinningRow
    ends: tuple[End, End]


@dataclass(slots=True)
class TwinningPlan:
    """What a list comes to. Every row is in exactly one of the four lists."""

    pairs: list[Pair] = field(default_factory=list)
    repeated: list[Repeated] = field(default_factory=list)
    selves: list[Pair] = field(default_factory=list)
    doubtful: list[Doubtful] = field(default_factory=list)
    ends_resolved: int = 0

    @property
    def rows(self) -> int:
        """How many rows were read."""
        return len(self.pairs) + len(self.repeated) + len(self.selves) + len(self.doubtful)

    @property
    def ends(self) -> int:
        """How many ends these have."""
        return 2 * self.rows

    @property
    def places(self) -> dict[int, Place]:
        """The places of the pairs, each once, by GeoNames number."""
        return {place.geonames_id: place for pair in self.pairs for place in (pair.first, pair.second)}


def resolve_twinnings(
    rows: Sequence[TwinningRow], *, source: Gazetteer | None = None, progress: Progress | None = None
) -> TwinningPlan:
    """Resolve every row; the same rows always give the same plan.

    ``progress(done, total)`` counts the different ends and is called now and then; raising from it stops
    the work. ``source`` is the gazetteer: that of 1,000 inhabitants and more unless another is given.
    """
    reader, plan = Reader(source or gazetteer(DETAILED)), TwinningPlan()
    # One country after the other and by length, because the gazetteer then has at hand what it compares with.
    ends = sorted({end for row in rows for end in row.ends}, key=lambda end: (end[1], len(end[0]), end))
    for done, end in enumerate(ends):
        if progress and done % EVERY == 0:
            progress(done, len(ends))
        reader.end(*end)
    if progress:
        progress(len(ends), len(ends))
    met: dict[tuple[int, int], TwinningRow] = {}
    for row in rows:
        one, other = row.ends
        _sort_in(plan, met, row, (reader.end(*one), reader.end(*other)))
    return plan


def _sort_in(
    plan: TwinningPlan, met: dict[tuple[int, int], TwinningRow], row: TwinningRow, ends: tuple[End, End]
) -> None:
    """Put a row in the list it belongs to."""
    places = [end.place for end in ends if end.place]
    plan.ends_resolved += len(places)
    if len(places) < 2:
        plan.doubtful.append(Doubtful(row, ends))
        return
    first, second = sorted(places, key=lambda place: place.geonames_id)
    pair = Pair(row, first, second, max(end.likeness for end in ends if end.likeness is not None))
    both = (first.geonames_id, second.geonames_id)
    if first == second:
        plan.selves.append(pair)
    elif both in met:
        plan.repeated.append(Repeated(row, met[both]))
    else:
        met[both] = row
        plan.pairs.append(pair)
