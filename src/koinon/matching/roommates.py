"""Stable pairings in one pool: Irving's stable roommates with incomplete lists (1985), and stable fixtures.

Cities with several places are reduced to cities with one (Cechlárová and Fleiner 2005): every city becomes as many
copies as it has places, and a pair of two such cities becomes a ring of six in which either both ends or none are
taken from outside. Of all stable pairings the first in order is answered: a pair is forced by giving each of its
cities, in the partner's place, a stand-in that knows nobody else; as every stable pairing leaves the same cities
free, one run tells whether both stand-ins can be served.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from koinon.matching.matchings import Infeasible
from koinon.matching.problem import Ints, Problem

Lists = list[list[int]]
"""For every one its partners, best first; who lists somebody is listed by that one."""
RING = 6


@dataclass(frozen=True)
class Pool:
    """Cities with places and strict lists of the pairs they would make, best first; a pair is a number."""

    places: list[int]
    lists: Lists
    ends: dict[int, tuple[int, int]]

    def without(self, gone: set[int]) -> "Pool":
        """The pool in which these pairs are out of reach."""
        lists = [[pair for pair in listed if pair not in gone] for listed in self.lists]
        return Pool(self.places, lists, {pair: ends for pair, ends in self.ends.items() if pair not in gone})

    def forced(self, pair: int) -> "Pool":
        """The pool in which a pair is made: each of its cities keeps a stand-in in the partner's place."""
        first = min([0, *self.ends]) - 1
        stands, number = (first, first - 1), len(self.places)
        lists = [list(listed) for listed in self.lists]
        ends = {key: both for key, both in self.ends.items() if key != pair}
        for stand, city in zip(stands, self.ends[pair], strict=True):
            lists[city][lists[city].index(pair)] = stand
            ends[stand] = (city, number)
            lists.append([stand])
            number += 1
        return Pool([*self.places, 1, 1], lists, ends)


def stable(problem: Problem, rows: Ints, free: Ints) -> list[int]:
    """The first stable pairing in order among these pairs; raises Infeasible where there is none."""
    pool = _pool(problem, rows, free)
    made, pool = solved(pool)
    if made is None:
        raise Infeasible(
            "no stable pairing exists in this pool: whatever is made, two cities would rather have each other"
        )
    chosen: list[int] = []
    for pair in sorted(pool.ends):
        if pair not in pool.ends:
            continue
        wished = pool.forced(pair)
        trial, reduced = solved(wished)
        if trial is not None and trial.issuperset(stand for stand in wished.ends if stand < 0):
            chosen.append(pair)
            pool = reduced
    return chosen


def _pool(problem: Problem, rows: Ints, free: Ints) -> Pool:
    """The lists of the cities: own value first, ties by the smaller partner."""
    pairs = problem.pairs
    left, right = pairs.left[rows], pairs.right[rows]
    city = np.concatenate([left, right])
    partner = np.concatenate([right, left])
    value = np.concatenate([pairs.left_value[rows], pairs.right_value[rows]])
    order = np.lexsort((partner, -value, city))
    starts = np.searchsorted(city[order], np.arange(len(free) + 1))
    listed = np.concatenate([rows, rows])[order]
    lists = [listed[starts[at] : starts[at + 1]].tolist() for at in range(len(free))]
    ends = dict(zip(rows.tolist(), zip(left.tolist(), right.tolist(), strict=True), strict=True))
    closed = {pair for pair, (one, two) in ends.items() if not (free[one] and free[two])}
    return Pool(free.tolist(), lists, ends).without(closed)


def solved(pool: Pool) -> tuple[set[int] | None, Pool]:
    """The pairs of a stable pairing, None where there is none; and the pool without the pairs that are in none."""
    lists, named = expanded(pool)
    back = [{other: at for at, other in enumerate(listed)} for listed in lists]
    table = Table(lists, back)
    table.propose()
    alive = {named[one, two] for one, two in table.alive() if (one, two) in named}
    partner = table.rotate()
    reduced = pool.without(set(pool.ends) - alive)
    if partner is None:
        return None, reduced
    return {named[one, two] for one, two in enumerate(partner) if (one, two) in named}, reduced


def expanded(pool: Pool) -> tuple[Lists, dict[tuple[int, int], int]]:
    """The pool as one of cities with one place each, and which of its (one, other) stand for which pair."""
    copies: list[range] = []
    number = 0
    for places, listed in zip(pool.places, pool.lists, strict=True):
        copies.append(range(number, number + min(places, len(listed))))
        number += len(copies[-1])
    ring: dict[int, int] = {}
    for pair, (one, two) in pool.ends.items():
        if len(copies[one]) > 1 and len(copies[two]) > 1:
            ring[pair] = number
            number += RING
    lists: Lists = [[] for _ in range(number)]
    named: dict[tuple[int, int], int] = {}
    for city, listed in enumerate(pool.lists):
        for pair in listed:
            one, two = pool.ends[pair]
            near = ring.get(pair, -1) + (0 if city == one else RING // 2)
            others = range(near, near + 1) if pair in ring else copies[two if city == one else one]
            for copy in copies[city]:
                lists[copy].extend(others)
                if city == one:
                    named.update(((copy, other), pair) for other in others)
    for pair, start in ring.items():
        _close_ring(lists, start, [copies[city] for city in pool.ends[pair]])
    return lists, named


def _close_ring(lists: Lists, start: int, copies: list[range]) -> None:
    """Every one of the ring likes the next best, then whoever comes from outside, then the one before."""
    outside = {0: copies[0], RING // 2: copies[1]}
    for at in range(RING):
        after, before = start + (at + 1) % RING, start + (at - 1) % RING
        lists[start + at] = [after, *outside.get(at, ()), before]


class Table:
    """Irving's table of lists: entries only ever vanish from the tail of a list and, with it, from the other's.

    An entry is alive when neither of the two has cut it off: ``last`` is where each list now ends.
    """

    def __init__(self, lists: Lists, back: list[dict[int, int]]) -> None:
        self.lists, self.back = lists, back
        self.first = [0] * len(lists)
        self.last = [len(listed) - 1 for listed in lists]

    def _at(self, who: int, start: int) -> int:
        """The first place from ``start`` on at which the list of ``who`` is alive; beyond ``last`` if none is."""
        listed, last, back = self.lists[who], self.last, self.back
        while start <= last[who] and back[listed[start]][who] > last[listed[start]]:
            start += 1
        return start

    def propose(self) -> None:
        """Everyone proposes down the list until held by somebody; who holds, cuts off what is worse."""
        holds: dict[int, int] = {}
        for free in range(len(self.lists)):
            who: int | None = free
            while who is not None:
                at = self.first[who] = self._at(who, self.first[who])
                if at > self.last[who]:
                    break
                to = self.lists[who][at]
                self.last[to] = self.back[to][who]
                holds[to], who = who, holds.get(to)

    def alive(self) -> Iterator[tuple[int, int]]:
        """Every (one, other) that is left in the table."""
        for who, listed in enumerate(self.lists):
            for other in listed[: self.last[who] + 1]:
                if self.back[other][who] <= self.last[other]:
                    yield who, other

    def rotate(self) -> list[int] | None:
        """Take rotations out until every list has at most one entry: the partner of everyone (-1: none), or None."""
        before: list[int] = []
        served = [self._at(who, 0) <= self.last[who] for who in range(len(self.lists))]
        for who, is_served in enumerate(served):
            while is_served and not self._single(who):
                start = before.pop() if before else who
                if not self._rotation(start, before):
                    return None
        partner = [-1] * len(self.lists)
        for who, is_served in enumerate(served):
            if is_served:
                at = self._at(who, 0)
                if at > self.last[who]:
                    return None
                partner[who] = self.lists[who][at]
        return (
            partner if all(other < 0 or partner[other] == who for who, other in enumerate(partner)) else None
        )

    def _single(self, who: int) -> bool:
        """Whether a list has come down to one entry or none."""
        self.first[who] = self._at(who, self.first[who])
        return self._at(who, self.first[who] + 1) > self.last[who]

    def _rotation(self, start: int, path: list[int]) -> bool:
        """Walk from ``start`` to a rotation and take it out; False when somebody's list runs empty."""
        on_path = {who: at for at, who in enumerate(path)}
        while start not in on_path:
            on_path[start] = len(path)
            path.append(start)
            if self._single(start):
                return False
            second = self.lists[start][self._at(start, self.first[start] + 1)]
            start = self.lists[second][self.last[second]]
        cycle = path[on_path[start] :]
        del path[on_path[start] :]
        seconds = [self.lists[who][self._at(who, self.first[who] + 1)] for who in cycle]
        for who, second in zip(cycle, seconds, strict=True):
            self.last[second] = self.back[second][who]
        return all(self._at(who, self.first[who]) <= self.last[who] for who in cycle)
