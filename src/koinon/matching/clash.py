"""Rules that cannot all hold: a few of them that already cannot, proven by prices over all pairs."""

from dataclasses import replace

import numpy as np

from koinon.matching.answer import silent
from koinon.matching.generation import SLACK, converged, exact, first
from koinon.matching.limits import UNBOUNDED, Limits, limits, named_pairs
from koinon.matching.problem import Ints, Problem
from koinon.matching.programme import Floats, Programme
from koinon.matching.rules import Forbid, Pin


class Trial:
    """Some of a problem's rules (by their places), put to the test together; pins are rows like the others here."""

    def __init__(self, problem: Problem, kept: list[int]) -> None:
        """The rows of the kept rules and the pairs that one of them asks for and none forbids."""
        self.problem, self.kept = problem, kept
        rules = problem.rules
        self.counted = [at for at in kept if not isinstance(rules[at], Pin | Forbid)]
        self.pins = self._named(Pin)
        self.forbids = self._named(Forbid)
        bare = limits(replace(problem, rules=tuple(rules[at] for at in kept)))
        self.rows = dict(zip(self.counted, range(bare.cities, len(bare.low)), strict=True))
        self.limits = self._with_pins(bare)
        asked = self.limits.charged((self.limits.low > 0).astype(float)) > 0
        asked[list(self.forbids.values())] = False
        self.open = np.flatnonzero(asked).astype(np.int64)

    def _named(self, kind: type[Pin] | type[Forbid]) -> dict[int, int]:
        chosen = [at for at in self.kept if isinstance(self.problem.rules[at], kind)]
        pairs = named_pairs(self.problem, [self.problem.rules[at] for at in chosen])
        named = list(zip(chosen, pairs, strict=True))
        if kind is Forbid:
            return {at: pair for at, pair in named if pair >= 0}
        return {at: pair for at, pair in named if at == chosen[pairs.index(pair)]}

    def _with_pins(self, bare: Limits) -> Limits:
        layer = np.full(len(self.problem.pairs), -1, np.int64)
        for row, (at, pair) in enumerate(self.pins.items(), len(bare.low)):
            self.rows[at] = row
            if pair >= 0:
                layer[pair] = row
        ones = np.ones(len(self.pins), np.int64)
        return replace(
            bare,
            layers=(*bare.layers, layer),
            low=np.append(bare.low, ones),
            high=np.append(bare.high, ones * UNBOUNDED),
        )

    def clash(self) -> list[int] | None:
        """Kept rules that cannot hold together, as few as the prices name; None if all can hold."""
        vetoed = [at for at, pair in self.pins.items() if pair < 0]
        if vetoed:
            return vetoed[:1]
        if not (self.limits.low > 0).any():
            return None
        nothing = np.zeros(len(self.problem.pairs), np.int64)
        programme = Programme(self.limits, 1.0)
        begin = np.union1d(first(self.limits, self.open, self.problem.gain), self._pinned_open())
        programme.add(begin, np.zeros(len(begin)))
        prices, short = converged(programme, self.open, nothing, silent)
        if short > SLACK and exact(self.limits, self.open, nothing, prices).top < 0:
            return self._priced(prices)
        if short <= SLACK and self._whole(programme):
            return None
        return self.kept

    def _pinned_open(self) -> Ints:
        return np.intersect1d(np.array(list(self.pins.values()), np.int64), self.open)

    def _whole(self, programme: Programme) -> bool:
        """Whether whole pairs keep all rules."""
        for pairs in (programme.pairs, self.open):
            trial = Programme(self.limits)
            trial.add(pairs, np.zeros(len(pairs)))
            if trial.whole(0.5) is not None:
                return True
        return False

    def _priced(self, prices: Floats) -> list[int]:
        """The rules with a price, and the forbidden pairs that would mend it at these prices."""
        named = [at for at, row in self.rows.items() if abs(prices[row]) > SLACK]
        paid = self.limits.charged(prices)
        return sorted(named + [at for at, pair in self.forbids.items() if paid[pair] < -SLACK])


def clash(problem: Problem, kept: list[int]) -> list[int] | None:
    """Some of the kept rules that cannot all hold; None if they can.

    Mostly prices of a relaxed programme name them. Where parts of pairs could keep the rules and whole ones
    cannot, rules are left out one by one as long as the rest cannot hold either.
    """
    found = Trial(problem, kept).clash()
    if found is None or len(found) < len(kept):
        return found
    for at in kept:
        fewer = [other for other in found if other != at]
        if Trial(problem, fewer).clash() is not None:
            found = fewer
    return found
