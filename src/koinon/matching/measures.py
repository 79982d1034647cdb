"""What an answer is worth, measured from its pairs alone: to each city, to the worst off, to who would break it."""

import numpy as np

from koinon.matching.answer import Worst
from koinon.matching.problem import City, Ints, Problem
from koinon.matching.reduction import marked, places, taken
from koinon.matching.rules import Forbid, Pin


def outsides(cities: tuple[City, ...]) -> Ints:
    """What a free place is worth to each city."""
    return np.array([city.outside for city in cities], np.int64)


def _summed(at: Ints, values: Ints, length: int) -> Ints:
    sums = np.zeros(length, np.int64)
    np.add.at(sums, at, values)
    return sums


def worths(problem: Problem, rows: Ints) -> tuple[Ints, Ints]:
    """What each left and each right city gets: own values of its pairs, and outside for each free place.

    In one pool the second array is empty.
    """
    pairs = problem.pairs
    left = _summed(pairs.left[rows], pairs.left_value[rows], len(problem.left))
    right = _summed(pairs.right[rows], pairs.right_value[rows], len(problem.others))
    used_left, used_right = taken(problem, rows)
    left += outsides(problem.left) * (places(problem.left) - used_left)
    if problem.right is None:
        return left + right, np.zeros(0, np.int64)
    return left, right + outsides(problem.right) * (places(problem.right) - used_right)


def worst(problem: Problem, rows: Ints) -> Worst | None:
    """The city with a place that gets least; among equals the first id, left before right."""
    sides = zip((problem.left, problem.right or ()), worths(problem, rows), strict=True)
    least = [
        (value, city.id, side)
        for side, (cities, values) in enumerate(sides)
        for city, value in zip(cities, values.tolist(), strict=True)
        if city.capacity
    ]
    if not least:
        return None
    value, name, _ = min(least)
    return Worst(name, value)


def _temptation(problem: Problem, rows: Ints) -> tuple[Ints, Ints]:
    """Above what own value each left and each right city would rather have another partner.

    A city with a free place is tempted above its outside value, one with partners above the least of them;
    a pinned partner cannot be left.
    """
    pairs = problem.pairs
    pinned, _ = marked(problem, Pin)
    unpinned = rows[~pinned[rows]]
    never = np.iinfo(np.int64).max
    left = np.full(len(problem.left), never, np.int64)
    right = left if problem.one_pool else np.full(len(problem.others), never, np.int64)
    np.minimum.at(left, pairs.left[unpinned], pairs.left_value[unpinned])
    np.minimum.at(right, pairs.right[unpinned], pairs.right_value[unpinned])
    used_left, used_right = taken(problem, rows)
    for least, used, cities in ((left, used_left, problem.left), (right, used_right, problem.others)):
        free = places(cities) > used
        least[free] = np.minimum(least[free], outsides(cities)[free])
    return left, right


def blocking_rows(problem: Problem, rows: Ints) -> Ints:
    """The pairs not made, neither vetoed nor forbidden, that both cities would strictly gain by making."""
    pairs = problem.pairs
    left, right = _temptation(problem, rows)
    would = (pairs.left_value > left[pairs.left]) & (pairs.right_value > right[pairs.right])
    would[rows] = False
    barred, _ = marked(problem, Forbid)
    return np.flatnonzero(would & ~barred).astype(np.int64)


def blocking(problem: Problem, rows: Ints) -> int:
    """How many pairs block the answer."""
    return len(blocking_rows(problem, rows))
