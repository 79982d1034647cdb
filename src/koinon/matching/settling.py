"""Of all choices of equal value the canonical one: fewest pairs, then the first in order (HiGHS).

The cities choose in order, each the first partner that still lets the whole be best. A relaxed programme answers
for several cities at once; what it wishes in whole pairs no whole choice can better, so once every pair is
decided that way the choice is proven canonical. Where it wishes in parts, a whole programme decides.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from koinon.matching.answer import Reporter, silent
from koinon.matching.generation import Priced
from koinon.matching.limits import Limits
from koinon.matching.problem import Ints
from koinon.matching.programme import Floats, Programme

Bools = NDArray[np.bool_]
BATCH = 20
"""How many pairs are settled in one programme; the first of them weighs 2 ** 19."""
WEIGHTS = 1 << 20
"""How large the weights of one programme may grow."""
PARTIAL = 1e-6
GAP = 0.5
"""Values are whole, so a bound nearer than one proves the answer."""


def settled(limits: Limits, gain: Ints, priced: Priced, found: Ints, reporter: Reporter = silent) -> Ints:
    """The canonical choice among all that are worth as much as the one found, which is worth most.

    Only pairs that the prices leave able to be in one are looked at. Mostly the found choice proves to be the
    only one, which takes one relaxed programme; otherwise the cities choose in order, some at a time.
    """
    pairs = np.union1d(priced.able(int(gain[found].sum())), found)
    worth = float(gain[found].sum())
    made = np.isin(pairs, found)
    if made.all() and (gain[found] > 0).all():
        return found

    def programme() -> Programme:
        fresh = Programme(limits)
        fresh.add(pairs, np.zeros(len(pairs)))
        fresh.require(gain[pairs].astype(float), worth, np.inf)
        return fresh

    relaxed = programme()
    fewer = np.where(made, -1.0, 1.0) - 2.0 * len(made)
    relaxed.revalue(fewer)
    parts = relaxed.parts()
    if parts is not None and parts @ fewer < made @ fewer + GAP:
        return found
    relaxed.keep_warm()
    if parts is None or parts.sum() < made.sum() - GAP:
        made = solved(programme(), fewer, made)
    relaxed.require(np.ones(len(pairs)), 0.0, float(made.sum()))
    exact = programme()
    exact.require(np.ones(len(pairs)), 0.0, float(made.sum()))
    choosing = Choosing(limits, pairs, relaxed, exact)
    choosing.tell = lambda: reporter("equal answers", int(worth), priced.bound)
    return pairs[choosing.choice(made)]


def solved(programme: Programme, value: NDArray[np.float64], known: Bools) -> Bools:
    """The choice of greatest value, begun from a known one."""
    programme.revalue(value)
    made = programme.whole(GAP, np.flatnonzero(known))
    return known if made is None or made @ value <= known @ value else made


def moving(programme: Programme, known: list[Bools], among: Bools) -> Bools:
    """The pairs among some that are made in one choice and not in another: every other one is decided."""
    seen_in, seen_out = np.logical_or.reduce(known), ~np.logical_and.reduce(known)
    seen_in, seen_out = seen_in | ~among, seen_out | ~among
    while True:
        value = np.where(seen_in, 0.0, 1.0) - np.where(seen_out, 0.0, 1.0)
        made = solved(programme, value, known[0])
        if made @ value <= known[0] @ value:
            return np.asarray(seen_in & seen_out & among)
        seen_in, seen_out = seen_in | made, seen_out | ~made


def in_order(programme: Programme, todo: Ints, made: Bools) -> Bools:
    """Settle the moving pairs in order, each made if it can be."""
    for begin in range(0, len(todo), BATCH):
        batch = todo[begin : begin + BATCH]
        value = np.zeros(len(made))
        value[batch] = 2.0 ** np.arange(len(batch) - 1, -1, -1)
        made = solved(programme, value, made)
        programme.settle(batch, made[batch])
    return made


class Choosing:
    """The cities choose in order among the pairs that can be part of a best choice."""

    def __init__(self, limits: Limits, pairs: Ints, relaxed: Programme, exact: Programme) -> None:
        """Two programmes of the same best choices, one relaxed and one whole."""
        self.pairs, self.relaxed, self.exact = pairs, relaxed, exact
        self.first, self.second = limits.first[pairs], limits.second[pairs]
        self.places = limits.high
        self.tell: Callable[[], None] = lambda: None

    def choice(self, known: Bools) -> Bools:
        """The first choice in order; ``known`` is any of them."""
        made = self._chosen(known, trusting=True)
        return made if made is not None else self._checked(self._chosen(known, trusting=False))

    @staticmethod
    def _checked(made: Bools | None) -> Bools:
        assert made is not None, "whole programmes begun from a known choice always have an answer"
        return made

    def _chosen(self, known: Bools, *, trusting: bool) -> Bools | None:
        """Let the cities choose; None if trusting relaxed programmes led where no whole choice is."""
        self.undecided = np.ones(len(self.pairs), bool)
        self.left = self.places.copy()
        made = np.zeros(len(self.pairs), bool)
        for programme in (self.relaxed, self.exact):
            programme.release(np.arange(len(self.pairs)))
        while self.undecided.any():
            self.tell()
            batch, value = self._batch()
            wish = self._wish(value) if trusting else None
            if wish is None or not _is_whole(wish[batch]):
                whole = self._whole(value, None if trusting else known)
                if whole is None:
                    return None
                known, wish = whole, whole.astype(float)
            made[batch] = wish[batch] > GAP
            self._decide(batch, made[batch])
        return made if not trusting or self._whole(np.zeros(len(made)), None) is not None else None

    def _batch(self) -> tuple[Ints, Floats]:
        """The undecided pairs of the next cities, and weights by which earlier cities and partners come first."""
        todo = np.flatnonzero(self.undecided)
        owners = self.first[todo]
        ends = np.append(np.flatnonzero(np.diff(owners)) + 1, len(todo))
        value, scale, begin = np.zeros(len(self.pairs)), 1.0, 0
        groups: list[tuple[Ints, float]] = []
        for end in ends.tolist():
            mine = todo[begin:end]
            steep = self.places[owners[begin]] > 1
            mine = mine[:BATCH] if steep else mine
            options = 2.0 ** len(mine) if steep else len(mine) + 1.0
            if groups and scale * options > WEIGHTS:
                break
            groups.append((mine, options))
            scale *= options
            begin = end
            if steep:
                break
        for mine, options in groups:
            scale /= options
            order = np.arange(len(mine) - 1, -1, -1)
            value[mine] = scale * (2.0**order if options == 2.0 ** len(mine) else order + 1.0)
        return np.concatenate([mine for mine, _ in groups]), value

    def _wish(self, value: Floats) -> Floats | None:
        self.relaxed.revalue(value)
        return self.relaxed.parts()

    def _whole(self, value: Floats, known: Bools | None) -> Bools | None:
        self.exact.revalue(value)
        return self.exact.whole(GAP, None if known is None else np.flatnonzero(known))

    def _decide(self, batch: Ints, made: Bools) -> None:
        """Decide these pairs, and against every other pair of a city that has no place left."""
        self.undecided[batch] = False
        for end in (self.first, self.second):
            np.subtract.at(self.left, end[batch[made]], 1)
        full = self.undecided & ((self.left[self.first] <= 0) | (self.left[self.second] <= 0))
        self.undecided &= ~full
        closed = np.flatnonzero(full)
        for programme in (self.relaxed, self.exact):
            programme.settle(batch, made)
            programme.settle(closed, np.zeros(len(closed), bool))


def _is_whole(parts: Floats) -> bool:
    return bool((np.abs(parts - np.rint(parts)) < PARTIAL).all())
