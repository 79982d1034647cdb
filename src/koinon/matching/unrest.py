"""Who would break an answer: the pairs that block it, counted fast, and what would keep each of them from it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from koinon.matching.matchings import idle_total
from koinon.matching.measures import outsides
from koinon.matching.problem import Ints, Problem
from koinon.matching.reduction import Reduction

NEVER = 1 << 62


@dataclass(frozen=True, slots=True, eq=False)
class Ends:
    """One end of every open pair: the city, its own value of the pair, and who is at least as dear to it.

    ``order`` sorts the pairs by city and own value; there the pairs that a city likes at least as well as pair e
    stand from ``begin[e]`` to before ``end[e]``.
    """

    city: Ints
    value: Ints
    order: Ints
    begin: Ints
    end: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Unrest:
    """The open pairs of a problem as seen from both ends; pinned pairs are settled and have taken their places."""

    rows: Ints
    gain: Ints
    settled: int
    places: Ints
    outside: Ints
    first: Ends
    second: Ends

    def blocking(self, chosen: Ints) -> Ints:
        """The open pairs not chosen that both cities would strictly gain by, as positions among the open pairs."""
        one, two = self.first, self.second
        used = np.bincount(one.city[chosen], minlength=len(self.places))
        used += np.bincount(two.city[chosen], minlength=len(self.places))
        level = np.where(used < self.places, self.outside, NEVER)
        np.minimum.at(level, one.city[chosen], one.value[chosen])
        np.minimum.at(level, two.city[chosen], two.value[chosen])
        would = (one.value > level[one.city]) & (two.value > level[two.city])
        would[chosen] = False
        return np.flatnonzero(would)

    def total(self, chosen: Ints) -> int:
        """The total of an answer, pins and free places included."""
        return self.settled + int(self.gain[chosen].sum())

    def cures(self, blocking: Ints) -> Ints:
        """For every open pair, how many of these blocking pairs would no longer block if it were made."""
        cured = _counted(self.first, blocking) + _counted(self.second, blocking)
        cured[blocking] -= 1
        return cured


def _counted(ends: Ends, blocking: Ints) -> Ints:
    step = np.bincount(ends.begin[blocking], minlength=len(ends.city) + 1)
    step -= np.bincount(ends.end[blocking], minlength=len(ends.city) + 1)
    counted: NDArray[np.int64] = np.empty(len(ends.city), np.int64)
    counted[ends.order] = np.cumsum(step[:-1])
    return counted


def unrest(problem: Problem, left: Reduction) -> Unrest:
    """The open pairs of a problem, prepared for counting."""
    rows = np.flatnonzero(left.open)
    pairs, start = problem.pairs, 0 if problem.one_pool else len(problem.left)
    cities = problem.left if problem.right is None else problem.left + problem.right
    places = left.left_places if problem.one_pool else np.concatenate([left.left_places, left.right_places])
    return Unrest(
        rows,
        problem.gain[rows],
        idle_total(problem) + int(problem.gain[left.pins].sum()),
        places,
        outsides(cities),
        _ends(pairs.left[rows], pairs.left_value[rows]),
        _ends(pairs.right[rows] + start, pairs.right_value[rows]),
    )


def _ends(city: Ints, value: Ints) -> Ends:
    """One end of the pairs, with the runs of its order: equal values are equally dear."""
    order = np.lexsort((value, city))
    by_city, by_value = city[order], value[order]
    fresh = np.ones(len(order), np.bool_)
    fresh[1:] = (by_city[1:] != by_city[:-1]) | (by_value[1:] != by_value[:-1])
    begin, end = np.empty(len(order), np.int64), np.empty(len(order), np.int64)
    begin[order] = np.flatnonzero(fresh)[np.cumsum(fresh) - 1]
    end[order] = np.searchsorted(by_city, by_city, side="right")
    return Ends(city, value, order, begin, end)
