"""What is left to decide once pins and forbidden pairs are settled: places on both sides, and pairs with a weight."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from koinon.matching.matchings import Infeasible
from koinon.matching.problem import City, Ints, Problem
from koinon.matching.rules import Forbid, Pin

Flags = NDArray[np.bool_]


def ids(cities: tuple[City, ...]) -> dict[str, int]:
    """Where each id stands."""
    return {city.id: at for at, city in enumerate(cities)}


def finder(problem: Problem) -> Callable[[str, str], int]:
    """Finds where among the pairs a pair of ids stands (either way round in one pool), or -1 where it is vetoed."""
    left, right = ids(problem.left), ids(problem.others)
    width = len(problem.others)
    keys = problem.pairs.left * width + problem.pairs.right

    def at(a: int, b: int) -> int:
        key = a * width + b
        found = int(np.searchsorted(keys, key))
        return found if found < len(keys) and int(keys[found]) == key else -1

    def find(one: str, other: str) -> int:
        found = at(left[one], right[other])
        return at(left[other], right[one]) if found < 0 and problem.one_pool else found

    return find


def marked(problem: Problem, kind: type[Pin] | type[Forbid]) -> tuple[Flags, list[Pin | Forbid]]:
    """Which pairs the pins (or the forbidden pairs) name, and those rules that name a vetoed pair."""
    flags = np.zeros(len(problem.pairs), np.bool_)
    vetoed: list[Pin | Forbid] = []
    rules = [rule for rule in problem.rules if isinstance(rule, kind)]
    if rules:
        find = finder(problem)
        for rule in rules:
            if (row := find(rule.left, rule.right)) < 0:
                vetoed.append(rule)
            else:
                flags[row] = True
    return flags, vetoed


def places(cities: tuple[City, ...]) -> Ints:
    """How many places each city has."""
    return np.array([city.capacity for city in cities], np.int64)


def taken(problem: Problem, rows: Ints) -> tuple[Ints, Ints]:
    """How many places of each left and each right city the pairs take; in one pool both are the same array."""
    left = np.bincount(problem.pairs.left[rows], minlength=len(problem.left)).astype(np.int64)
    right = np.bincount(problem.pairs.right[rows], minlength=len(problem.others)).astype(np.int64)
    return (left + right, left + right) if problem.one_pool else (left, right)


@dataclass(frozen=True, slots=True, eq=False)
class Reduction:
    """The places still free beside the pins, and which pairs may still be made.

    ``pinned``, ``barred`` and ``open`` are flags over the problem's pairs: made by rule, forbidden by rule, and
    neither, with a free place at both ends.
    """

    left_places: Ints
    right_places: Ints
    pinned: Flags
    barred: Flags
    open: Flags

    @property
    def pins(self) -> Ints:
        """The pinned pairs, as positions."""
        return np.flatnonzero(self.pinned).astype(np.int64)


def reduce(problem: Problem) -> Reduction:
    """Take the pins out of the problem; refuses pins that cannot be kept."""
    pinned, vetoed = marked(problem, Pin)
    if vetoed:
        raise Infeasible(
            f"The pair of {vetoed[0].left} and {vetoed[0].right} is pinned, but somebody vetoed it."
        )
    barred, _ = marked(problem, Forbid)
    if both := np.flatnonzero(pinned & barred).tolist():
        a, b = problem.pairs.left[both[0]], problem.pairs.right[both[0]]
        raise Infeasible(
            f"The pair of {problem.left[a].id} and {problem.others[b].id} is pinned and forbidden."
        )
    left, right = taken(problem, np.flatnonzero(pinned).astype(np.int64))
    left, right = places(problem.left) - left, places(problem.others) - right
    for cities, free in ((problem.left, left), (problem.others, right)):
        if over := np.flatnonzero(free < 0).tolist():
            raise Infeasible(f"More pairs of {cities[over[0]].id} are pinned than it has places.")
    possible = ~pinned & ~barred & (left[problem.pairs.left] > 0) & (right[problem.pairs.right] > 0)
    return Reduction(left, right, pinned, barred, possible)
