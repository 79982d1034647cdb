"""The best total in one pool, proven: the double cover rules out almost every pair, an exact programme decides the rest.

Pairing every city of the pool with every city of a copy of it (the double cover) is an assignment, and half its
value bounds every pairing (Balinski 1965). Its even cycles split into pairs without loss; each odd cycle leaves a
city out, and exchanges of partners bring it back in. Between that answer and the bound lies a small gap, and by the
prices no pair whose reduced loss exceeds the gap can be in any best answer (Edmonds's odd sets, if there are any,
are then found by branching on the few pairs left).
"""

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from koinon.matching import constrained
from koinon.matching.answer import Reporter, silent
from koinon.matching.assignment import assigned
from koinon.matching.matchings import Matching, idle_total, positions
from koinon.matching.problem import Ints, Pairs, Problem
from koinon.matching.reduction import Reduction, reduce

NOBODY = -1
WIDE = 1 << 45
"""Premiums from here on are left to the general programme, which does not need them."""


class Cover(NamedTuple):
    """The pairs that may be in a best answer, those of a good answer, how much better another may be, and whether
    the good one is the only best one."""

    hopeful: Ints
    found: Ints
    slack: int
    sole: bool


def best(problem: Problem, reporter: Reporter = silent) -> Matching:
    """The canonical best pairing in one pool under pins and forbidden pairs; with everyone the best of the fullest.

    Time that of one assignment of the pool to itself, memory O(cities²); a city with several places to fill goes
    to the general programme. Raises Infeasible where the pins cannot be kept.
    """
    left = reduce(problem)
    if left.left_places.max(initial=0) > 1 or _premium(problem) >= WIDE:
        return constrained.best(problem, reporter)
    gain, more = problem.gain, _premium(problem)
    rows = np.flatnonzero(left.open & (gain + more > 0))
    weight = gain[rows] + more
    hopeful, found, slack, sole = covered(problem, rows, weight, left)
    idle = idle_total(problem) + int(gain[left.pins].sum())
    reporter("one pool", idle, idle + int(weight[found].sum()) + slack)
    if slack == 0 and (sole or len(hopeful) == len(found)):
        chosen = rows[found]
        return Matching(positions([*left.pins, *chosen]), idle + int(gain[chosen].sum()))
    kept = np.union1d(rows[hopeful], left.pins)
    smaller = replace(problem, pairs=_some(problem.pairs, kept))
    answer = constrained.best(smaller, reporter)
    return replace(answer, rows=kept[answer.rows])


def _premium(problem: Problem) -> int:
    """What a pair earns beside its gain, so that with everyone more pairs come before a better total."""
    if not problem.everyone:
        return 0
    return len(problem.left) * int(np.abs(problem.gain).max(initial=0)) + 1


def _some(pairs: Pairs, rows: Ints) -> Pairs:
    return Pairs(pairs.left[rows], pairs.right[rows], pairs.left_value[rows], pairs.right_value[rows])


def covered(problem: Problem, rows: Ints, weight: Ints, left: Reduction) -> Cover:
    """What the double cover proves about these rows."""
    one, two = problem.pairs.left[rows], problem.pairs.right[rows]
    cities = len(problem.left)
    table = np.zeros((cities, cities), np.int64)
    table[one, two] = weight
    table += table.T
    flow = assigned(table, left.left_places, left.right_places)
    price = flow.u + flow.v
    mate = np.where(flow.made.any(1), flow.made.argmax(1), NOBODY)
    partner = improved(table, split(table, mate))
    found = np.flatnonzero(partner[one] == two)
    gap = int(price.sum()) - 2 * int(weight[found].sum())
    hopeful = np.flatnonzero(price[one] + price[two] - 2 * weight <= gap)
    sole = gap == 0 and is_sole(one[hopeful].tolist(), two[hopeful].tolist(), (price > 0).tolist())
    return Cover(hopeful, found, gap // 2, sole)


def is_sole(one: list[int], two: list[int], must: list[bool]) -> bool:
    """Whether there is but one way to pair by these pairs all cities that must be: a city with one choice takes it."""
    near: list[set[int]] = [set() for _ in must]
    for a, b in zip(one, two, strict=True):
        near[a].add(b)
        near[b].add(a)
    waiting = [city for city, choices in enumerate(near) if must[city] and len(choices) == 1]
    while waiting:
        city = waiting.pop()
        for taken in (city, *near[city]):
            for other in near[taken]:
                near[other].discard(taken)
                if must[other] and len(near[other]) == 1:
                    waiting.append(other)
            near[taken] = set()
    return not any(near)


def split(table: Ints, mate: Ints) -> Ints:
    """Partners from an assignment of the pool to itself: every second pair of each cycle and path of it.

    Even ones split without loss (of two equal ways the first); of an odd one the city is left out that costs least.
    """
    partner = np.full(len(mate), NOBODY, np.int64)
    both = np.flatnonzero((mate >= 0) & (mate[mate] == np.arange(len(mate))) & (mate != np.arange(len(mate))))
    partner[both] = mate[both]
    longer = mate.copy()
    longer[both] = NOBODY
    for ring, is_closed in _rings(longer.tolist()):
        worth = [int(table[a, b]) for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)]
        if not is_closed:
            worth[-1] = 0
        size = len(ring)
        starts = range(size) if size % 2 else range(2)
        steps = size // 2
        best_start = max(starts, key=lambda start: sum(worth[(start + 2 * at) % size] for at in range(steps)))
        for at in range(steps):
            one, two = ring[(best_start + 2 * at) % size], ring[(best_start + 2 * at + 1) % size]
            if table[one, two] > 0 and (is_closed or (best_start + 2 * at) % size != size - 1):
                partner[one], partner[two] = two, one
    return partner


def _rings(mate: list[int]) -> list[tuple[list[int], bool]]:
    """The cycles (True) and paths (False) in which each city is followed by its mate; those of two cities or more."""
    heads = set(range(len(mate))) - set(mate)
    seen: set[int] = set()
    rings: list[tuple[list[int], bool]] = []
    for start in [*sorted(heads), *range(len(mate))]:
        ring, city = [], start
        while city != NOBODY and city not in seen:
            seen.add(city)
            ring.append(city)
            city = mate[city]
        if len(ring) > 1:
            rings.append((ring, city == start))
    return rings


def improved(table: Ints, partner: Ints) -> Ints:
    """Exchange partners between two pairs (or a pair and a city left out) as long as that gains, best gain first.

    Cities left out are put together for a start, at no worth where they have none. Only what was changed is tried
    anew: the pairs of the split are optimal among themselves.
    """
    cities = len(partner)
    wide = np.zeros((cities + 1, cities + 1), np.int64)
    wide[:cities, :cities] = table
    other = np.append(np.where(partner < 0, cities, partner), cities)
    waiting = [city for city in range(cities) if other[city] == cities and table[city].any()]
    for one, two in zip(waiting[::2], waiting[1::2], strict=False):
        other[one], other[two] = two, one
    for _ in range(8 * cities):
        if not waiting:
            break
        city = waiting.pop()
        now = other[city]
        with_next = wide[city] + wide[now][other] - wide[city, now] - wide[np.arange(cities + 1), other]
        with_next[[city, now]] = 0
        chosen = int(with_next.argmax())
        if with_next[chosen] <= 0:
            continue
        third = other[chosen]
        for one, two in ((city, chosen), (now, third)):
            if one < cities:
                other[one] = two
            if two < cities:
                other[two] = one
        waiting += [one for one in (city, third if now == cities else now) if one < cities]
        other[cities] = cities
    made = wide[np.arange(cities), other[:cities]] > 0
    return np.where(made, other[:cities], NOBODY)
