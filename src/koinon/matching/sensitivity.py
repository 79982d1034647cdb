"""How far each weight may move before the chosen pairs are no longer the best, and which pair goes first.

For one criterion the total of every choice is a straight line over its weight, and the best total their upper
envelope: the chosen pairs are best on one interval. Its ends are found exactly, as fractions, by Newton's method
on that envelope (Gusfield 1983; each step is one pairing, and few are needed). With rules as well as without.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from koinon.matching.answer import Reporter, silent
from koinon.matching.problem import Ints, Pairs, Problem
from koinon.matching.solve import best

LARGEST_WEIGHT = 10_000


@dataclass(frozen=True, slots=True, eq=False)
class Weighted:
    """A criterion: its name, its weight, and for each pair the points it gives both cities together."""

    name: str
    weight: int
    points: Ints


@dataclass(frozen=True, slots=True)
class Edge:
    """A weight beyond which the chosen pairs are not the best, and the first of them (by id) to go there."""

    weight: Fraction
    goes: tuple[str, str] | None
    comes: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Interval:
    """Between which weights of a criterion the chosen pairs stay best; None where no weight allowed ends it."""

    name: str
    weight: int
    low: Edge | None
    high: Edge | None


def intervals(
    problem: Problem,
    rows: Ints,
    criteria: Iterable[Weighted],
    *,
    largest: int = LARGEST_WEIGHT,
    reporter: Reporter = silent,
) -> tuple[Interval, ...]:
    """The interval of every criterion's weight from 0 to ``largest``, all other weights as they are.

    ``rows`` are the pairs of the answer in mode best; the problem's values are those at the weights given.
    """
    found = []
    for one in criteria:
        reporter(f"weight of {one.name}", 0, largest)
        found.append(
            Interval(
                one.name,
                one.weight,
                edge(problem, rows, one, min(0, one.weight)),
                edge(problem, rows, one, max(largest, one.weight)),
            )
        )
    return tuple(found)


def edge(problem: Problem, rows: Ints, one: Weighted, limit: int) -> Edge | None:
    """Where the chosen pairs stop being the best on the way from the weight to its limit; None if they never do."""
    gain, shift = problem.gain, Fraction(limit - one.weight)
    rival: Ints | None = None
    while shift:
        tilted = gain * shift.denominator + one.points * shift.numerator
        other = best(revalued(problem, tilted)).rows
        if int(tilted[other].sum()) <= int(tilted[rows].sum()):
            break
        rival = other
        lead = int(gain[rows].sum()) - int(gain[other].sum())
        faster = int(one.points[other].sum()) - int(one.points[rows].sum())
        shift = Fraction(lead, faster)
    if rival is None:
        return None
    goes, comes = np.setdiff1d(rows, rival), np.setdiff1d(rival, rows)
    return Edge(one.weight + shift, _name(problem, goes), _name(problem, comes))


def revalued(problem: Problem, gain: Ints) -> Problem:
    """The same cities and rules, where each pair adds so much to the total."""
    sides = [
        None if cities is None else tuple(replace(city, outside=0) for city in cities)
        for cities in (problem.left, problem.right)
    ]
    pairs = Pairs(problem.pairs.left, problem.pairs.right, gain, np.zeros_like(gain))
    assert sides[0] is not None
    return replace(problem, left=sides[0], right=sides[1], pairs=pairs)


def _name(problem: Problem, rows: Ints) -> tuple[str, str] | None:
    if not len(rows):
        return None
    at = int(rows[0])
    return problem.left[problem.pairs.left[at]].id, problem.others[problem.pairs.right[at]].id
