"""Stable pairings of two sides: deferred acceptance with places on both sides (Gale and Shapley 1962; Roth 1984)."""

import numpy as np

from koinon.matching import deferred_arrays, roommates
from koinon.matching.accelerated import njit
from koinon.matching.matchings import Matching, idle_total, positions
from koinon.matching.measures import outsides
from koinon.matching.problem import Ints, Mode, Problem
from koinon.matching.reduction import Reduction, places, reduce


def stable(problem: Problem) -> Matching:
    """The stable pairing the proposing side likes best; in one pool the first stable one in order, if there is any.

    Pinned pairs take their places beforehand. Ties of own value go to the smaller partner id, so that lists are
    strict and the answer is unique. O(pairs · log pairs). Raises Infeasible in a pool without a stable pairing.
    """
    left = reduce(problem)
    rows, free = acceptable(problem, left), (left.left_places, left.right_places)
    if problem.one_pool:
        chosen = roommates.stable(problem, rows, left.left_places)
    elif problem.mode is Mode.STABLE_RIGHT:
        chosen = proposed(problem, rows, (free[1], free[0]), right_proposes=True)
    else:
        chosen = proposed(problem, rows, free, right_proposes=False)
    return Matching(positions([*left.pins, *chosen]), simple_bound(problem))


def acceptable(problem: Problem, left: Reduction) -> Ints:
    """The pairs that both cities prefer to a free place and that no rule decides."""
    pairs = problem.pairs
    content_left = pairs.left_value > outsides(problem.left)[pairs.left]
    content_right = pairs.right_value > outsides(problem.others)[pairs.right]
    return np.flatnonzero(content_left & content_right & left.open)


def simple_bound(problem: Problem) -> int:
    """A bound of the best total that needs no solver: every pair has a left and a right end; the stricter counts."""
    gain = np.maximum(problem.gain, 0)
    sides = ((problem.pairs.left, problem.left), (problem.pairs.right, problem.others))
    reach = [_best(gain, ends, places(side)) for ends, side in sides]
    return idle_total(problem) + min(reach)


def _best(gain: Ints, ends: Ints, capacity: Ints) -> int:
    """Over the cities of a side the sum of the greatest gains that its places can take."""
    if (capacity <= 1).all():
        top = np.zeros(len(capacity), np.int64)
        np.maximum.at(top, ends, gain)
        return int((top * capacity).sum())
    order = np.lexsort((-gain, ends))
    starts = np.searchsorted(ends[order], np.arange(len(capacity)))
    within = np.arange(len(order)) - starts[ends[order]]
    kept = order[within < capacity[ends[order]]]
    return int(gain[kept].sum())


def proposed(problem: Problem, rows: Ints, free: tuple[Ints, Ints], *, right_proposes: bool) -> list[int]:
    """The rows that deferred acceptance ends with, among those that both sides accept."""
    pairs = problem.pairs
    here, there, value, value_there = pairs.left, pairs.right, pairs.left_value, pairs.right_value
    if right_proposes:
        here, there, value, value_there = there, here, value_there, value
    here, there, value, value_there = here[rows], there[rows], value[rows], value_there[rows]
    if max(free[0].max(initial=0), free[1].max(initial=0)) <= 1 and _is_full(rows, value, value_there, free):
        own, likes = _tables(problem, rows, right_proposes=right_proposes)
        mate = deferred_arrays.stable(own, likes)
        return [int(row) for row in rows[mate[here] == there]]
    order = np.lexsort((there, -value, here))
    starts = np.searchsorted(here[order], np.arange(len(free[0]) + 1))
    slots = np.concatenate([[0], np.cumsum(free[1])])
    held = _accept(starts, order, (here, there, value_there), free[0].copy(), slots)
    return [int(rows[at]) for at in held[held >= 0]]


def _is_full(rows: Ints, value: Ints, value_there: Ints, free: tuple[Ints, Ints]) -> bool:
    """Whether most pairs are there, with values small enough to be sorted together with a position."""
    cells = len(free[0]) * len(free[1])
    highest = max(value.max(initial=0), value_there.max(initial=0), 1)
    return len(rows) * 4 >= cells > 0 and int(highest) * cells < 1 << 60


def _tables(problem: Problem, rows: Ints, *, right_proposes: bool) -> tuple[Ints, Ints]:
    """What each proposer gets from each receiver beyond a free place, and the other way round; 0 where unwanted."""
    pairs, sides = problem.pairs, (problem.left, problem.others)
    left, right = pairs.left[rows], pairs.right[rows]
    own, theirs = (np.zeros((len(sides[0]), len(sides[1])), np.int64) for _ in sides)
    own[left, right] = pairs.left_value[rows] - outsides(sides[0])[left]
    theirs[left, right] = pairs.right_value[rows] - outsides(sides[1])[right]
    if right_proposes:
        return np.ascontiguousarray(theirs.T), np.ascontiguousarray(own.T)
    return own, theirs


@njit
def _accept(starts: Ints, order: Ints, columns: tuple[Ints, Ints, Ints], free: Ints, slots: Ints) -> Ints:
    """Every proposer goes down its list while it has a place; every receiver keeps the best it has heard of."""
    here, there, value = columns
    following = starts[:-1].copy()
    held = np.full(slots[-1], -1, np.int64)
    waiting = np.arange(len(free))[::-1].copy()
    is_waiting = np.ones(len(free), np.bool_)
    top = len(free)
    while top > 0:
        who = waiting[top - 1]
        if free[who] == 0 or following[who] == starts[who + 1]:
            top -= 1
            is_waiting[who] = False
            continue
        at = order[following[who]]
        following[who] += 1
        begin, end = slots[there[at]], slots[there[at] + 1]
        if begin == end:
            continue
        slot = _weakest(held, begin, end, here, value)
        out = held[slot]
        if out >= 0 and (value[at] < value[out] or (value[at] == value[out] and here[at] > here[out])):
            continue
        held[slot] = at
        free[who] -= 1
        if out >= 0:
            loser = here[out]
            free[loser] += 1
            if not is_waiting[loser]:
                waiting[top] = loser
                is_waiting[loser] = True
                top += 1
    return held


@njit
def _weakest(held: Ints, begin: int, end: int, here: Ints, value: Ints) -> int:
    """The free slot among a receiver's, or else the one that holds what it likes least."""
    worst = begin
    for slot in range(begin, end):
        one, two = held[slot], held[worst]
        if one < 0:
            return slot
        if value[one] < value[two] or (value[one] == value[two] and here[one] > here[two]):
            worst = slot
    return worst
