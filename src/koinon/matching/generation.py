"""Column generation: prices of the limits that bound the value of every choice, proven over all pairs."""

from dataclasses import dataclass

import numpy as np

from koinon.matching.answer import Reporter
from koinon.matching.limits import UNBOUNDED, Limits
from koinon.matching.matchings import Infeasible
from koinon.matching.problem import Ints
from koinon.matching.programme import Floats, Programme

FIRST, MORE = 8, 4
"""How many pairs of each city to begin with, and to add in each round."""
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

    @property
    def bound(self) -> int:
        """No choice is worth more."""
        return self.top // self.unit

    def able(self, least: int) -> Ints:
        """The pairs that may be part of a choice worth so much or more; no other pair can."""
        return self.open[self.loss <= self.top - least * self.unit]

    def nearest(self, count: int) -> Ints:
        """So many pairs that lose least, and those that lose no more than the last of them."""
        if count >= len(self.open):
            return self.open
        return self.open[self.loss <= np.partition(self.loss, count)[count]]


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
    return exact(limits, open_, value, prices)


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
    """For every city its ``count`` best of these pairs."""
    kept = np.zeros(len(pairs), bool)
    for end in (limits.first[pairs], limits.second[pairs]):
        order = np.lexsort((-value, end))
        sorted_end = end[order]
        rank = np.arange(len(order)) - np.searchsorted(sorted_end, sorted_end)
        kept[order[rank < count]] = True
    return pairs[kept]


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
    return Priced(open_, np.maximum(-left, 0), top, unit)
