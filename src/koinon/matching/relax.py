"""When the rules cannot all hold: a smallest set of them that must give way, the first in order, and why, in words."""

import numpy as np
from numpy.typing import NDArray

from koinon.matching.answer import Relaxation
from koinon.matching.limits import limits, named_pairs
from koinon.matching.problem import Ints, Problem
from koinon.matching.programme import Programme
from koinon.matching.rules import AtLeast, AtMost, AtMostPairs, Forbid, Groups, Pin, Side
from koinon.matching.settling import in_order, moving, solved

Bools = NDArray[np.bool_]


class Court:
    """The problem with one more yes-or-no for every rule: whether it gives way. Places never do."""

    def __init__(self, problem: Problem) -> None:
        """The pairs that some rule asks for (any other may as well stay unmade), and every rule."""
        self.problem = problem
        self.rules = list(problem.rules)
        self.limits = limits(problem)
        counted = [at for at, rule in enumerate(self.rules) if not isinstance(rule, Pin | Forbid)]
        self._row = {at: row for row, at in enumerate(counted, self.limits.cities)}
        self._named = {
            at: pair
            for at, rule in enumerate(self.rules)
            if isinstance(rule, Pin | Forbid)
            for pair in named_pairs(problem, [rule])
        }
        self.pairs = self._wanted()
        self.programme = Programme(self.limits)
        self.programme.add(self.pairs, np.zeros(len(self.pairs)))
        for at in range(len(self.rules)):
            self.programme.give(*self._gift(at))
        for at, pair in self._named.items():
            self._bind(at, pair)

    def _wanted(self) -> Ints:
        """The pairs that are pinned or count towards a minimum."""
        wanted = np.zeros(len(self.problem.pairs), bool)
        for at, pair in self._named.items():
            if pair >= 0 and isinstance(self.rules[at], Pin):
                wanted[pair] = True
        asked = np.append(np.where(self.limits.low > 0, 1, 0), 0)[self.limits.city_rules].sum(1) > 0
        wanted |= asked[self.limits.first] | asked[self.limits.second]
        return np.flatnonzero(wanted)

    def _gift(self, at: int) -> tuple[int, int]:
        """On which row a rule that gives way has an effect, and of how many units."""
        rule = self.rules[at]
        if isinstance(rule, Pin | Forbid):
            return 0, 0
        if isinstance(rule, AtLeast):
            return self._row[at], rule.count
        return self._row[at], -int(self.limits.high[: self.limits.cities].sum())

    def _bind(self, at: int, pair: int) -> None:
        """A pin or a forbid holds its pair unless it gives way."""
        units = np.zeros(len(self.programme.pairs))
        units[len(self.pairs) + at] = 1.0
        pin = isinstance(self.rules[at], Pin)
        if pair in self.pairs:
            units[np.searchsorted(self.pairs, pair)] = 1.0 if pin else -1.0
        self.programme.require(units, 1.0 if pin else 0.0, np.inf)

    def fewest(self) -> list[int]:
        """The rules of the smallest set, by their places."""
        among = self.programme.pairs < 0
        self.programme.revalue(np.where(among, -1.0, 0.0))
        made = self.programme.whole(0.5)
        assert made is not None
        self.programme.require(among.astype(float), 0.0, float(made[among].sum()))
        loose = moving(self.programme, [made], among)
        self.programme.settle(np.flatnonzero(among & ~loose), made[among & ~loose])
        made = in_order(self.programme, np.flatnonzero(loose), made)
        self.programme.settle(np.flatnonzero(among), made[among])
        self._made = made
        return np.flatnonzero(made[among]).tolist()

    def reach(self, at: int) -> int:
        """With the chosen rules gone: the most pairs of a minimum, or the fewest of a maximum, that the rest allow."""
        value = np.append(self._uses(self._row[at]), np.zeros(len(self.rules)))
        made = solved(self.programme, value if isinstance(self.rules[at], AtLeast) else -value, self._made)
        return int(made @ value)

    def _uses(self, row: int) -> NDArray[np.float64]:
        starts, index, units = self.limits.columns(self.pairs)
        column = np.repeat(np.arange(len(self.pairs)), np.diff(starts))
        return np.bincount(column[index == row], units[index == row], len(self.pairs))

    def obstacle(self, pin: Pin, at: int) -> str:
        """What stands against a pin."""
        if self._named[at] < 0:
            return "their pair was vetoed"
        if any(self._named[other] == self._named[at] for other in self._named if self._is_forbid(other)):
            return "their pair is forbidden as well"
        cities = self.problem.left + (self.problem.right or ())
        pins = {(rule.left, rule.right) for rule in self.rules if isinstance(rule, Pin)}
        for city in (city for city in cities if city.id in (pin.left, pin.right)):
            held = sum(city.id in ends for ends in pins)
            if held > city.capacity:
                return f"{city.id} has {_many(city.capacity, 'place')} and is pinned to {held}"
        return "the other rules leave no room for their pair"

    def _is_forbid(self, at: int) -> bool:
        return isinstance(self.rules[at], Forbid)


def smallest(problem: Problem) -> tuple[Relaxation, ...]:
    """The smallest set of rules without which the others can hold, the first in order among equals; with reasons.

    Empty when the rules can hold. Proven (HiGHS), over the pairs that rules ask for: O(pairs) columns.
    """
    if not problem.rules:
        return ()
    court = Court(problem)
    return tuple(Relaxation(problem.rules[at], why(court, at)) for at in court.fewest())


def why(court: Court, at: int) -> str:
    """Why a rule of the smallest set cannot be kept, in words."""
    rule = court.rules[at]
    match rule:
        case Pin():
            return f"{rule.left} and {rule.right} are pinned, but {court.obstacle(rule, at)}."
        case Forbid():
            return f"The pair of {rule.left} and {rule.right} is forbidden, but another rule asks for it."
        case AtLeast():
            wanted = f"{rule.count} or more {_counted(rule, pool=court.problem.one_pool)}"
            return f"{wanted} are asked for, but vetoes, places and the other rules allow {court.reach(at)}."
        case AtMost():
            capped = f"{_counted(rule, pool=court.problem.one_pool)} are capped at {rule.count}"
        case AtMostPairs():
            capped = f"pairs between {_named(rule.left)} and {_named(rule.right)} are capped at {rule.count}"
    return f"{capped[0].upper()}{capped[1:]}, but the other rules need {court.reach(at)}."


def _counted(rule: AtMost | AtLeast, *, pool: bool) -> str:
    """What a quota counts, in words."""
    if pool:
        return f"places of {_named(rule.groups)}"
    return f"pairs with {_named(rule.groups)} on the {'left' if rule.side is Side.LEFT else 'right'}"


def _named(groups: Groups) -> str:
    return " and ".join(f"{kind} {name}" for kind, name in groups) or "any city"


def _many(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"
