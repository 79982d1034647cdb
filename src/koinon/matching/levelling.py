"""Leximin under any rules, in one pool or with several places a city: level by level in whole numbers (HiGHS).

Sorted worths are lexicographically greatest where, level by level from below, as few cities as can be are worth less
(Ogryczak & Śliwiński 2006). Each programme asks for one level how few cities must stay under it, and keeps in mind
what was proven for the levels below. For a city with one place that number is linear in the pairs; a city with more
has a column of its own for each level that is asked about. Meant for rounds of up to some fifty cities in all.
"""

from dataclasses import dataclass

import numpy as np

from koinon.matching.answer import Reporter
from koinon.matching.constrained import opened
from koinon.matching.measures import worths
from koinon.matching.problem import Ints, Problem
from koinon.matching.programme import Floats, Programme
from koinon.matching.reduction import Reduction
from koinon.matching.settling import Bools, in_order, moving, solved
from koinon.matching.unrest import Unrest, unrest

LEAN = 0.4
"""The weight of all wishes beside the number of cities below a level: too little to change the number."""
WITHIN = 0.05
"""A programme may stop so near to its best: with the wishes still less than one city."""
STEEPNESS = 12
"""Among answers with equally many below, those are wished for whose low worths are fewer, the more so the lower."""


def levelled(problem: Problem, left: Reduction, best: Ints, reporter: Reporter) -> Ints:
    """The canonical leximin choice, pins left out, from a choice that keeps the rules (and is full, with everyone)."""
    seen = unrest(problem, left)
    known = np.searchsorted(seen.rows, np.setdiff1d(best, left.pins))
    if not len(seen.rows):
        return seen.rows
    ladder = Ladder(problem, seen, left, known)
    while ladder.under < ladder.cities:
        level = ladder.climb()
        reporter("the worst-off", level, level)
    return ladder.seen.rows[ladder.canonical(fewest=not problem.everyone)]


@dataclass(frozen=True, slots=True, eq=False)
class Worth:
    """What each city has with no pair made, what each pair adds at either end, and the most each city can have."""

    start: Ints
    first: Ints
    second: Ints
    most: Ints
    least: Ints


def _worth(problem: Problem, seen: Unrest, left: Reduction) -> Worth:
    start = np.concatenate(worths(problem, left.pins))[: len(seen.places)]
    first = seen.first.value - seen.outside[seen.first.city]
    second = seen.second.value - seen.outside[seen.second.city]
    most, least = start.copy(), start.copy()
    for city, places in enumerate(seen.places.tolist()):
        adds = np.concatenate([first[seen.first.city == city], second[seen.second.city == city]])
        adds.sort()
        most[city] += int(np.maximum(adds[len(adds) - places :], 0).sum()) if places else 0
        least[city] += int(np.minimum(adds[:places], 0).sum())
    return Worth(start, first, second, most, least)


class Ladder:
    """The programme with all that is proven so far, and the best choice known."""

    def __init__(self, problem: Problem, seen: Unrest, left: Reduction, known: Ints) -> None:
        self.seen, self.worth = seen, _worth(problem, seen, left)
        self.served = seen.places > 0
        self.cities, self.under = int(self.served.sum()), 0
        self.hub_columns: list[tuple[int, int, int]] = []
        self.made = np.isin(np.arange(len(seen.rows)), known)
        self.programme = Programme(opened(problem).limits)
        self.programme.add(seen.rows, np.zeros(len(seen.rows)))
        if problem.everyone:
            self.programme.require(np.ones(len(self.made)), float(len(known)), np.inf)
        self.wish = self._wish()

    def _wish(self) -> Floats:
        """A small cost for pairs that leave their cities low."""
        worth, seen = self.worth, self.seen
        top, low = int(worth.most.max(initial=0)), int(worth.least.min(initial=0))
        cost = np.zeros(len(seen.rows))
        for end, adds in ((seen.first, worth.first), (seen.second, worth.second)):
            start = worth.start[end.city]
            cost += ((top - start - adds) / max(1, top - low)) ** STEEPNESS
            cost -= ((top - start) / max(1, top - low)) ** STEEPNESS
        size = np.sort(np.abs(cost))[::-1][: int(seen.places.sum())].sum()
        return np.asarray(cost * (LEAN / 2 / max(float(size), 1e-9)))

    def worths(self, made: Bools) -> Ints:
        """What a choice is worth to each city."""
        worth, seen, pairs = self.worth.start.copy(), self.seen, np.flatnonzero(made)
        np.add.at(worth, seen.first.city[pairs], self.worth.first[pairs])
        np.add.at(worth, seen.second.city[pairs], self.worth.second[pairs])
        return worth

    def level(self) -> int:
        """The worth of the worst-off city beyond those already settled."""
        return int(np.sort(self.worths(self.made)[self.served])[self.under])

    def climb(self) -> int:
        """Find the level that the worst-off city beyond those settled must stay at, and settle those that do."""
        able, step = self._able(), 1
        while True:
            level = self.level()
            above = int(np.searchsorted(able, level, side="right"))
            leap = int(able[min(above + step, len(able)) - 1]) if step > 1 else level + 1
            row, floor = self._below(max(level + 1, leap))
            found, fewest = self._ask(row, floor)
            if fewest <= self.under:
                self.made, step = found, 2 * step
            elif step == 1:
                break
            else:
                step = 1
        base, rest = self._below(level)
        self.programme.require(base, -np.inf, float(self.under - rest))
        if int((self.worths(found)[self.served] < level).sum()) > self.under:
            found, fewest = self._ask(self._padded(row), floor)
        self.made, self.under = found, fewest
        return level

    def _able(self) -> Ints:
        """The levels that can occur, ascending: all of them or, where sums are too many, those of single pairs."""
        start, seen = self.worth.start, self.seen
        first, second = start[seen.first.city] + self.worth.first, start[seen.second.city] + self.worth.second
        return np.unique(np.concatenate([first, second, start, self.worth.most]))

    def _below(self, level: int) -> tuple[Floats, int]:
        """The number of cities worth less than a level: what each column adds to it, and what it is without them."""
        worth, seen = self.worth, self.seen
        single = (seen.places == 1) & self.served
        is_low = worth.start < level
        row, floor = np.zeros(len(seen.rows)), int((single & is_low).sum())
        for end, adds in ((seen.first, worth.first), (seen.second, worth.second)):
            now_low = worth.start[end.city] + adds < level
            row += single[end.city] * (now_low.astype(np.int64) - is_low[end.city])
        fresh = []
        for city in np.flatnonzero((seen.places > 1) & (worth.least < level)).tolist():
            self.programme.give(0, 0)
            fresh.append(len(self.programme.pairs) - 1)
            self.hub_columns.append((city, level, fresh[-1]))
            self._admit(city, level)
        row = self._padded(row)
        row[fresh] = 1.0
        return row, floor

    def _admit(self, city: int, level: int) -> None:
        """A city with several places reaches a level unless its latest column says that it does not."""
        row = self._padded(np.zeros(len(self.seen.rows)))
        for end, adds in ((self.seen.first, self.worth.first), (self.seen.second, self.worth.second)):
            mine = np.flatnonzero(end.city == city)
            row[mine] += adds[mine]
        row[-1] = level - self.worth.least[city]
        self.programme.require(row, float(level - self.worth.start[city]), np.inf)

    def _padded(self, pairs: Floats) -> Floats:
        """The same, with a zero for every column that is no pair."""
        return np.concatenate([pairs, np.zeros(len(self.programme.pairs) - len(pairs))])

    def _columns(self) -> Bools:
        """The choice known as columns."""
        columns = self._padded(self.made.astype(np.float64)) > 0
        worths = self.worths(self.made)
        for city, level, place in self.hub_columns:
            columns[place] = worths[city] < level
        return columns

    def _ask(self, row: Floats, floor: int) -> tuple[Bools, int]:
        """A choice with as few cities below a level as can be, and how few they are."""
        self.programme.revalue(-row - self._padded(self.wish))
        found = self.programme.whole(WITHIN, np.flatnonzero(self._columns()))
        if found is None:
            raise ArithmeticError("the programme lost the choice that was known")
        return found[: len(self.seen.rows)], int(np.rint(row @ found)) + floor

    def canonical(self, *, fewest: bool) -> Ints:
        """Of all equal choices the one with fewest pairs, then the first in order."""
        pairs, made = self._padded(np.ones(len(self.seen.rows))), self._columns()
        if fewest:
            made = solved(self.programme, -pairs, made)
        self.programme.require(pairs, float(pairs @ made), float(pairs @ made))
        loose = moving(self.programme, [made], pairs > 0)
        settled = (pairs > 0) & ~loose
        self.programme.settle(np.flatnonzero(settled), made[settled])
        return np.flatnonzero(in_order(self.programme, np.flatnonzero(loose), made)[: len(self.seen.rows)])
