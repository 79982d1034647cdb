"""The fewest blocking pairs within a loss of the total, proven: a programme in whole numbers for small rounds (HiGHS).

Every pair that might block has a column that must be 1 unless the pair is made or one of its cities would not gain:
its places are filled with partners at least as dear (Vande Vate 1989; Rothblum 1992). Minimising their number is
NP-hard (Biró, Manlove & Mittal 2010), so that the search stops after a fixed number of branches.
"""

from dataclasses import dataclass

import numpy as np

from koinon.matching.constrained import opened
from koinon.matching.problem import Ints, Problem
from koinon.matching.programme import Floats, Programme
from koinon.matching.settling import GAP, Bools, in_order, moving, solved
from koinon.matching.unrest import Ends, Unrest

BRANCHES = 400
"""How many branches are looked at before the measured answer is taken as it is."""


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Where the columns of the programme stand: the open pairs, then who blocks, then whether an end is content."""

    pairs: int
    may_block: Ints
    content: dict[tuple[int, int], int]

    @property
    def count(self) -> int:
        """How many columns there are."""
        return self.pairs + len(self.may_block) + len(self.content)

    def vector(self, pairs: Ints | float = 0.0, blocks: float = 0.0) -> Floats:
        """A value for each column: some for the pairs, one for all that may block, nothing else."""
        values = np.zeros(self.count)
        values[: self.pairs] = pairs
        values[self.pairs : self.pairs + len(self.may_block)] = blocks
        return values


def calmest(problem: Problem, seen: Unrest, floor: int, most: int, known: Ints) -> Ints | None:
    """The canonical answer with fewest blocking pairs among those of ``floor`` or more in total and ``most`` or more pairs.

    ``known`` is one such answer; all are positions among the open pairs. None where the branches do not suffice.
    """
    columns = _columns(seen)
    programme = Programme(opened(problem).limits)
    programme.add(seen.rows, np.zeros(len(seen.rows)))
    for _ in range(columns.count - columns.pairs):
        programme.give(0, 0)
    _stability(programme, seen, columns)
    programme.stop_after(BRANCHES)
    programme.require(columns.vector(seen.gain), float(floor - seen.settled), np.inf)
    if most:
        programme.require(columns.vector(1.0), float(most), np.inf)
    programme.revalue(columns.vector(0.0, -1.0))
    made = programme.whole(GAP, np.flatnonzero(_columns_of(seen, columns, known)))
    if made is None:
        return None
    for aim in (columns.vector(0.0, -1.0), columns.vector(seen.gain), columns.vector(-1.0)):
        made = solved(programme, aim, made)
        programme.require(aim, float(np.rint(aim @ made)), np.inf)
    among = columns.vector(1.0) > 0
    loose = moving(programme, [made], among)
    programme.settle(np.flatnonzero(among & ~loose), made[among & ~loose])
    made = in_order(programme, np.flatnonzero(loose), made)
    return np.flatnonzero(made[: columns.pairs])


def _columns(seen: Unrest) -> Columns:
    """A column for every pair that could ever block, and for the contentment of its ends with several places."""
    could = np.ones(len(seen.rows), np.bool_)
    least = np.full(len(seen.places), np.iinfo(np.int64).max)
    for end in (seen.first, seen.second):
        np.minimum.at(least, end.city, end.value)
    least = np.minimum(least, seen.outside)
    for end in (seen.first, seen.second):
        could &= end.value > least[end.city]
    may_block = np.flatnonzero(could)
    content: dict[tuple[int, int], int] = {}
    for pair in may_block.tolist():
        for side, end in enumerate((seen.first, seen.second)):
            if seen.places[end.city[pair]] > 1:
                content[pair, side] = len(seen.rows) + len(may_block) + len(content)
    return Columns(len(seen.rows), may_block, content)


def _stability(programme: Programme, seen: Unrest, columns: Columns) -> None:
    """The rows that make a pair block unless it is made or one of its ends is content."""
    for at, pair in enumerate(columns.may_block.tolist()):
        row = np.zeros(columns.count)
        row[columns.pairs + at] = 1.0
        row[pair] = 1.0
        due = 1.0
        for side, end in enumerate((seen.first, seen.second)):
            dear, others = _others(seen, end, pair)
            sign = 1.0 if dear else -1.0
            places = int(seen.places[end.city[pair]])
            if places == 1:
                row[others] += sign
                due -= 0.0 if dear else 1.0
                continue
            place = columns.content[pair, side]
            row[place] = 1.0
            fills = np.zeros(columns.count)
            fills[others] = sign
            fills[place] = -float(places)
            programme.require(fills, 0.0 if dear else -float(places), np.inf)
        programme.require(row, due, np.inf)


def _others(seen: Unrest, end: Ends, pair: int) -> tuple[bool, Ints]:
    """What decides whether an end is content: enough partners at least as dear (True), or no partner less dear (False).

    The latter where the city would rather have a free place than this pair.
    """
    city, value = end.city[pair], end.value[pair]
    dear = bool(value > seen.outside[city])
    chosen = np.zeros(len(seen.rows), np.bool_)
    for other in (seen.first, seen.second):
        chosen |= (other.city == city) & ((other.value >= value) == dear)
    chosen[pair] = False
    return dear, np.flatnonzero(chosen)


def _columns_of(seen: Unrest, columns: Columns, known: Ints) -> Bools:
    """An answer as columns: its pairs, who blocks it, and which ends are content."""
    made = np.zeros(columns.count, np.bool_)
    made[known] = True
    blocking = np.isin(columns.may_block, seen.blocking(known))
    made[columns.pairs : columns.pairs + len(blocking)] = blocking
    for (pair, side), place in columns.content.items():
        end = (seen.first, seen.second)[side]
        dear, others = _others(seen, end, pair)
        partners = int(made[others].sum())
        made[place] = partners >= seen.places[end.city[pair]] if dear else partners == 0
    return made
