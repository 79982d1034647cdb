"""Column generation: prices of the limits that bound the value of every choice, proven over all pairs."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from koinon.matching.answer import Reporter
from koinon.matching.limits import UNBOUNDED, Limits
from koinon.matching.matchings import Infeasible
from koinon.matching.problem import Ints
from koinon.matching.programme import Floats, Programme

FIRST, MORE = 8, 4
"""How many pairs of each city to begin with, and to add in each round."""
SPARSE = 16
"""A table of all cities is worth filling from this share of its cells on: one in so many."""
SLACK = 1e-6
"""Gains smaller than this are left to the exact bound."""


@dataclass(frozen=True, slots=True, eq=False)
class Priced:
    """What prices prove: no choice is worth more than ``top``, and a choice with a pair loses at least its loss.

    Everything is in whole numbers, ``unit`` of them to one of the values.
    """

    open: Ints
    loss: Ints
    top: int
    unit: int
    generated: Ints
    """The pairs that were looked at on the way: a good choice can be made of them."""

    @property
    def bound(self) -> int:
        """No choice is worth more."""
        return self.top // self.unit

    def able(self, least: int) -> Ints:
        """The pairs that may be part of a choice worth so much or more; no other pair can."""
        hopeful: Ints = self.open[self.loss <= self.top - least * self.unit]
        return hopeful

    def nearest(self, count: int) -> Ints:
        """Of the pairs looked at so many that lose least, and those that lose no more than the last of them."""
        loss = self.loss[np.searchsorted(self.open, self.generated)]
        if count >= len(loss):
            return self.generated
        near: Ints = self.generated[loss <= np.partition(loss, count)[count]]
        return near


def generated(
    limits: Limits, open_: Ints, value: Ints, prefer: Ints, known: Ints, reporter: Reporter
) -> Priced:
    """Prices under which no open pair outside the programme would gain.

    :raises Infeasible: even with parts of pairs the minima cannot be met.
    """
    penalty = 4.0 * float(np.abs(value[open_]).max(initial=1))
    programme = Programme(limits, penalty)
    begin = np.union1d(first(limits, open_, prefer), known)
    programme.add(begin, value[begin].astype(float))
    prices, short = converged(programme, open_, value, reporter)
    if short > SLACK:
        programme.revalue(np.zeros(len(programme.pairs)))
        programme.punish(1.0)
        _, short = converged(programme, open_, np.zeros_like(value), reporter)
        if short > SLACK:
            raise Infeasible("no set of pairs meets every minimum")
        programme.revalue(value[programme.pairs].astype(float))
        programme.forbid_shortfall()
        prices, _ = converged(programme, open_, value, reporter)
    return replace(exact(limits, open_, value, prices), generated=np.sort(programme.pairs))


def converged(programme: Programme, open_: Ints, value: Ints, reporter: Reporter) -> tuple[Floats, float]:
    """Solve and add the pairs that would gain, until none would: the prices, and by how much minima are missed."""
    limits = programme.limits
    while True:
        prices, short = programme.relaxed()
        left = value[open_] - limits.charged(prices)[open_]
        left[np.searchsorted(open_, programme.pairs)] = 0.0
        gains = np.flatnonzero(left > SLACK * (1 + np.abs(value).max(initial=0)))
        reporter("prices", len(gains), len(programme.pairs))
        if not len(gains):
            return prices, short
        more = best_of_each(limits, open_[gains], left[gains], MORE)
        programme.add(more, value[more].astype(float))


def first(limits: Limits, open_: Ints, prefer: Ints) -> Ints:
    """The pairs that each city likes best."""
    return best_of_each(limits, open_, prefer[open_], FIRST)


def best_of_each(limits: Limits, pairs: Ints, value: Floats | Ints, count: int) -> Ints:
    """For every city its ``count`` best of these pairs; of equals those that spread best over the others."""
    if len(pairs) * SPARSE > limits.cities**2:
        good = _of_table(limits, pairs, value, count)
        pairs, value = pairs[good], value[good]
    kept = np.zeros(len(pairs), bool)
    apart = (limits.second[pairs] - limits.first[pairs]) % limits.cities
    for end in (limits.first[pairs], limits.second[pairs]):
        order = np.lexsort((apart, -value, end))
        sorted_end = end[order]
        rank = np.arange(len(order)) - np.searchsorted(sorted_end, sorted_end)
        kept[order[rank < count]] = True
    return pairs[kept]


def _of_table(limits: Limits, pairs: Ints, value: Floats | Ints, count: int) -> NDArray[np.bool_]:
    """Which pairs are as good as the ``count``-th best of a city: by a table of all, faster than sorting them."""
    one, two = limits.first[pairs], limits.second[pairs]
    across = two - int(two.min())
    table = np.full((int(one.max()) + 1, int(across.max()) + 1), -np.inf)
    table[one, across] = value
    return np.asarray((value >= _nth(table, count)[one]) | (value >= _nth(table.T, count)[across]))


def _nth(table: Floats, count: int) -> Floats:
    """The ``count``-th best value of each row."""
    if table.shape[1] <= count:
        return np.full(len(table), -np.inf)
    nth: Floats = np.partition(table, table.shape[1] - count, axis=1)[:, -count]
    return nth


def exact(limits: Limits, open_: Ints, value: Ints, prices: Floats) -> Priced:
    """What these prices prove in whole numbers, whatever rounding they went through (weak duality)."""
    size = int(np.abs(value).max(initial=0)) + int(np.abs(prices).max(initial=0)) + 1
    unit = 1 << max(0, min(20, 60 - (size * max(len(limits.low), 1)).bit_length()))
    whole = np.rint(prices * unit).astype(np.int64)
    whole = np.where(limits.high >= UNBOUNDED, np.minimum(whole, 0), whole)
    whole = np.where(limits.low <= 0, np.maximum(whole, 0), whole)
    high = np.where(limits.high >= UNBOUNDED, 0, limits.high)
    paid = np.where(whole > 0, whole * high, whole * limits.low)
    left = value[open_] * unit - limits.charged(whole)[open_]
    top = int(paid.sum()) + int(np.maximum(left, 0).sum())
    return Priced(open_, np.maximum(-left, 0), top, unit, open_)
