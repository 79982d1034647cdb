"""The best total under any rules, proven over all pairs: column generation, then whole numbers (HiGHS).

The relaxation is solved on few pairs; its prices tell which of the others would gain, and these are added until
none would. The prices then bound the total over *all* pairs, in exact whole numbers, and rule out every pair
that cannot be part of a best answer; what is left is solved in whole numbers and settled canonically.
A pass over all pairs takes O(pairs); a round of 500 × 500 needs some ten passes.
"""

from dataclasses import dataclass, replace

import numpy as np

from koinon.matching.answer import Reporter, silent
from koinon.matching.generation import Priced, generated
from koinon.matching.limits import UNBOUNDED, Limits, limits, named_pairs
from koinon.matching.matchings import Infeasible, Matching, idle_total, positions
from koinon.matching.problem import Ints, Problem
from koinon.matching.programme import Programme
from koinon.matching.rules import Forbid, Pin
from koinon.matching.settling import settled

GAP = 0.99
"""Values are whole, so a bound nearer than one proves the answer."""


@dataclass(frozen=True, slots=True, eq=False)
class Round:
    """What is left to decide: the limits without what the pins use, and the pairs that may still be made."""

    limits: Limits
    open: Ints
    fixed: Ints


def opened(problem: Problem) -> Round:
    """The round once its pins have taken their places; Infeasible if they cannot."""
    pins = named_pairs(problem, [rule for rule in problem.rules if isinstance(rule, Pin)])
    barred = named_pairs(problem, [rule for rule in problem.rules if isinstance(rule, Forbid)])
    if -1 in pins:
        raise Infeasible("a pinned pair is vetoed")
    if set(pins) & set(barred):
        raise Infeasible("a pinned pair is forbidden")
    fixed = positions(set(pins))
    whole = limits(problem)
    used = whole.used(fixed)
    if (used > whole.high).any():
        raise Infeasible("the pinned pairs alone take more than a city or a rule allows")
    high = np.where(whole.high >= UNBOUNDED, UNBOUNDED, whole.high - used)
    left = replace(whole, low=np.maximum(whole.low - used, 0), high=high)
    closed = np.zeros(len(problem.pairs), bool)
    closed[fixed] = True
    closed[[at for at in barred if at >= 0]] = True
    closed |= (left.high[left.first] == 0) | (left.high[left.second] == 0)
    return Round(left, np.flatnonzero(~closed), fixed)


def best(problem: Problem, reporter: Reporter = silent) -> Matching:
    """The best total under all rules (with everyone: among the answers with most pairs), canonical.

    :raises Infeasible: no set of pairs keeps every rule.
    """
    todo, gain = opened(problem), problem.gain
    known = np.zeros(0, np.int64)
    if problem.everyone:
        known, _ = optimum(todo, np.ones_like(gain), gain, known, reporter)
        todo = replace(todo, limits=with_count(todo.limits, len(gain), len(known)))
    found, priced = optimum(todo, gain, gain, known, reporter)
    chosen = settled(todo.limits, gain, priced, found, reporter)
    total = idle_total(problem) + int(gain[todo.fixed].sum()) + int(gain[chosen].sum())
    return Matching(positions(np.concatenate([todo.fixed, chosen])), total)


def with_count(one: Limits, pairs: int, least: int) -> Limits:
    """The limits and one more: at least so many pairs in all."""
    layers = (*one.layers, np.full(pairs, len(one.low), np.int64))
    return replace(one, layers=layers, low=np.append(one.low, least), high=np.append(one.high, UNBOUNDED))


def optimum(todo: Round, value: Ints, prefer: Ints, known: Ints, reporter: Reporter) -> tuple[Ints, Priced]:
    """A choice of greatest value among all pairs, and the prices that prove it; ``prefer`` picks the first pairs."""
    if not len(todo.open):
        if (todo.limits.low > 0).any():
            raise Infeasible("no pair may be made, yet a rule asks for some")
        return todo.open, Priced(todo.open, todo.open, 0, 1, todo.open)
    priced = generated(todo.limits, todo.open, value, prefer, known, reporter)
    near = (priced.nearest(count * todo.limits.cities) for count in (1, 4))
    for tried in (*near, priced.generated, todo.open):
        found = whole(todo.limits, np.union1d(tried, known), value, known)
        if found is not None:
            break
    if found is None:
        raise Infeasible("no set of pairs keeps every rule")
    reporter("whole numbers", int(value[found].sum()), priced.bound)
    while int(value[found].sum()) < priced.bound:
        hopeful = priced.able(int(value[found].sum()) + 1)
        if np.isin(hopeful, tried).all():
            break
        tried = hopeful
        better = whole(todo.limits, np.union1d(tried, found), value, found)
        assert better is not None
        found = better
    return found, priced


def whole(limits: Limits, pairs: Ints, value: Ints, start: Ints) -> Ints | None:
    """The best choice among these pairs alone; None if they cannot keep the rules."""
    programme = Programme(limits)
    programme.add(pairs, value[pairs].astype(float))
    made = programme.whole(GAP, np.flatnonzero(np.isin(pairs, start)) if len(start) else None)
    return None if made is None else pairs[made]
