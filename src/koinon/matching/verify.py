"""Checks an answer against its problem without trusting whoever found it: everything is counted again from the ids."""

from collections import Counter
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from koinon.matching.answer import Answer, Status, Worst
from koinon.matching.problem import City, Ints, Mode, Problem
from koinon.matching.rules import AtLeast, AtMost, AtMostPairs, Forbid, Groups, Pin, Rule, Side, belongs

NEVER = np.iinfo(np.int64).max
STABLE = {Mode.STABLE_LEFT, Mode.STABLE_RIGHT}


class Wrong(Exception):
    """The answer is not what it says; the message names every fault found."""


def verify(problem: Problem, answer: Answer) -> None:
    """Raise Wrong unless the answer keeps places, vetoes and rules and is worth what it says.

    Counted again: the pairs, every rule, the total, the bound, the worst-off city, the blocking pairs, and
    in the stable modes stability itself. O(pairs). Whether a bound holds is proven by :func:`proven_bound`.
    """
    if answer.status is Status.INFEASIBLE:
        faults = _of_infeasible(problem, answer)
    else:
        rows = chosen_rows(problem, answer)
        faults = [
            *_of_places(problem, rows),
            *broken(problem, rows),
            *_of_numbers(problem, answer, rows),
            *_of_aim(problem, answer, rows),
        ]
    if faults:
        raise Wrong("; ".join(faults))


def proven_bound(problem: Problem) -> int:
    """An upper bound of the total under the rules that holds by weak duality alone, in whole numbers.

    The prices come from HiGHS, but any prices whatever prove *some* bound, so nothing is trusted. Not for
    ``everyone``, where the total comes second.
    """
    from koinon.matching.answer import silent
    from koinon.matching.constrained import opened
    from koinon.matching.generation import generated
    from koinon.matching.matchings import idle_total

    todo, gain = opened(problem), problem.gain
    base = idle_total(problem) + int(gain[todo.fixed].sum())
    if not len(todo.open):
        return base
    return base + generated(todo.limits, todo.open, gain, gain, todo.open[:0], silent).bound


def chosen_rows(problem: Problem, answer: Answer) -> Ints:
    """Where the pairs of an answer stand in the problem; Wrong if one is not there, twice, or out of order."""
    if list(answer.pairs) != sorted(set(answer.pairs)):
        raise Wrong("the pairs are not in order, or one is given twice")
    rows = _found(problem, list(answer.pairs))
    if (rows < 0).any():
        raise Wrong(f"vetoed or unknown: {answer.pairs[int(np.argmin(rows))]}")
    return rows


def _found(problem: Problem, named: list[tuple[str, str]]) -> Ints:
    """Where these pairs of ids stand, -1 for one that does not."""
    left = {city.id: at for at, city in enumerate(problem.left)}
    right = {city.id: at for at, city in enumerate(problem.others)}
    width = len(problem.others)
    keys = problem.pairs.left * width + problem.pairs.right
    wanted = [left[a] * width + right[b] if a in left and b in right else -1 for a, b in named]
    at = np.searchsorted(keys, wanted).clip(max=len(keys) - 1)
    return np.where(keys[at] == wanted, at, -1) if len(keys) else np.full(len(wanted), -1, np.int64)


def taken(problem: Problem, rows: Ints) -> tuple[Ints, Ints]:
    """How many places of each left and each right city are used; in one pool both count the same cities."""
    left = np.bincount(problem.pairs.left[rows], minlength=len(problem.left)).astype(np.int64)
    right = np.bincount(problem.pairs.right[rows], minlength=len(problem.others)).astype(np.int64)
    return (left + right, left + right) if problem.one_pool else (left, right)


def _sides(problem: Problem) -> tuple[tuple[City, ...], ...]:
    return (problem.left,) if problem.right is None else (problem.left, problem.right)


def _of_places(problem: Problem, rows: Ints) -> list[str]:
    sides = zip(_sides(problem), taken(problem, rows), strict=False)
    return [
        f"{city.id} has {city.capacity} places and {used} partners"
        for cities, counts in sides
        for city, used in zip(cities, counts.tolist(), strict=True)
        if used > city.capacity
    ]


@lru_cache(maxsize=1 << 16)
def _within(theirs: Groups, wanted: Groups) -> bool:
    return belongs(theirs, wanted)


def broken(problem: Problem, rows: Ints) -> list[str]:
    """The rules that these pairs do not obey."""
    made = {(one.id, two.id) for one, two in _ends(problem, rows)}
    made |= {(two, one) for one, two in made} if problem.one_pool else set()
    kinds = Counter((one.groups, two.groups) for one, two in _ends(problem, rows))
    faults = []
    for rule in problem.rules:
        match rule:
            case Pin() | Forbid():
                kept = ((rule.left, rule.right) in made) == isinstance(rule, Pin)
            case AtMostPairs():
                joined = [count for ends, count in kinds.items() if _joins(ends, rule, pool=problem.one_pool)]
                kept = sum(joined) <= rule.count
            case AtMost() | AtLeast():
                used = sum(count * _units(problem, ends, rule) for ends, count in kinds.items())
                kept = used >= rule.count if isinstance(rule, AtLeast) else used <= rule.count
        if not kept:
            faults.append(f"not kept: {rule}")
    return faults


def _ends(problem: Problem, rows: Ints) -> list[tuple[City, City]]:
    lefts, rights = problem.pairs.left[rows].tolist(), problem.pairs.right[rows].tolist()
    return [(problem.left[one], problem.others[two]) for one, two in zip(lefts, rights, strict=True)]


def _units(problem: Problem, ends: tuple[Groups, Groups], rule: AtMost | AtLeast) -> int:
    if problem.one_pool:
        return sum(_within(end, rule.groups) for end in ends)
    return int(_within(ends[0] if rule.side is Side.LEFT else ends[1], rule.groups))


def _joins(ends: tuple[Groups, Groups], rule: AtMostPairs, *, pool: bool) -> bool:
    one, two = ends
    straight = _within(one, rule.left) and _within(two, rule.right)
    return straight or (pool and _within(two, rule.left) and _within(one, rule.right))


def _of_numbers(problem: Problem, answer: Answer, rows: Ints) -> list[str]:
    """The total, the bound, the worst-off city and the blocking pairs."""
    worths = _worths(problem, rows)
    least = min(((value, at) for at, (_, value, places) in enumerate(worths) if places), default=None)
    worst = None if least is None else Worst(worths[least[1]][0], least[0])
    blocking = int(tempted(problem, rows, strictly=True).sum())
    total = sum(value for _, value, _ in worths)
    told = (
        ("total", answer.total, total),
        ("worst", answer.worst, worst),
        ("blocking pairs", answer.blocking_pairs, blocking),
    )
    faults = [f"{name}: says {said}, is {found}" for name, said, found in told if said != found]
    return faults + [f"bound {answer.bound} below total {total}"] * (answer.bound < total)


def _worths(problem: Problem, rows: Ints) -> list[tuple[str, int, int]]:
    """Id, worth and places of every city, the left ones first and in order of their ids."""
    got: Counter[str] = Counter()
    free = {city.id: city.capacity for cities in _sides(problem) for city in cities}
    own = problem.pairs.left_value[rows].tolist(), problem.pairs.right_value[rows].tolist()
    for (one, two), left, right in zip(_ends(problem, rows), *own, strict=True):
        got[one.id] += left
        got[two.id] += right
        free[one.id] -= 1
        free[two.id] -= 1
    cities = sorted((city for side in _sides(problem) for city in side), key=lambda city: city.id)
    return [(city.id, got[city.id] + free[city.id] * city.outside, city.capacity) for city in cities]


def _of_aim(problem: Problem, answer: Answer, rows: Ints) -> list[str]:
    """What the mode promises, as far as it can be counted."""
    if problem.mode in STABLE:
        unstable = int(tempted(problem, rows, strictly=False).sum())
        return [f"{unstable} pairs would leave for each other"] * bool(unstable) + _unwilling(problem, rows)
    if problem.mode is Mode.BEST and answer.status is Status.OPTIMAL and answer.total != answer.bound:
        return [f"called optimal at {answer.total}, yet the bound is {answer.bound}"]
    if problem.mode is Mode.TRADEOFF and not problem.everyone:
        loss = int(answer.bound * problem.max_loss) if answer.bound > 0 else 0
        return [f"{answer.total} loses more than {loss} of {answer.bound}"] * (
            answer.total < answer.bound - loss
        )
    return []


def _pinned(problem: Problem) -> NDArray[np.bool_]:
    return _named(problem, Pin)


def _named(problem: Problem, kind: type[Pin] | type[Forbid]) -> NDArray[np.bool_]:
    """The pairs that a rule of this kind names."""
    named = [(rule.left, rule.right) for rule in problem.rules if isinstance(rule, kind)]
    named += [(two, one) for one, two in named] if problem.one_pool else []
    marks = np.zeros(len(problem.pairs) + 1, bool)
    marks[_found(problem, named)] = True
    return marks[:-1]


def _unwilling(problem: Problem, rows: Ints) -> list[str]:
    """Cities of a stable answer that hold what they would not accept."""
    loose = rows[~_pinned(problem)[rows]]
    own = problem.pairs.left_value[loose].tolist(), problem.pairs.right_value[loose].tolist()
    return [
        f"{one.id} and {two.id} would not both accept each other"
        for (one, two), left, right in zip(_ends(problem, loose), *own, strict=True)
        if left <= one.outside or right <= two.outside
    ]


def tempted(problem: Problem, rows: Ints, *, strictly: bool) -> NDArray[np.bool_]:
    """For every pair whether it blocks the answer: both cities would rather have each other.

    Strictly: by own value alone, against the outside value of a free place or the least of the partners held.
    Otherwise, as in the stable modes: ties go to the smaller partner, and only above the outside value.
    """
    pairs = problem.pairs
    would = ~_named(problem, Forbid)
    would[rows] = False
    loose = rows[~_pinned(problem)[rows]]
    free = taken(problem, rows)
    ends = ((pairs.left, pairs.left_value, pairs.right), (pairs.right, pairs.right_value, pairs.left))
    for side, (at, value, partner) in enumerate(ends):
        cities = problem.left if side == 0 else problem.others
        outside = np.array([city.outside for city in cities], np.int64)
        room = np.array([city.capacity for city in cities], np.int64) > free[side]
        least, last = _least(problem, loose, side)
        better = value > least[at]
        if strictly:
            better |= room[at] & (value > outside[at])
        else:
            better |= room[at] | ((value == least[at]) & (partner < last[at]))
            better &= value > outside[at]
        would &= better
    return would


def _least(problem: Problem, loose: Ints, side: int) -> tuple[Ints, Ints]:
    """For every city of a side the own value and the position of the partner it would leave first."""
    pairs = problem.pairs
    count = len(problem.left) if side == 0 else len(problem.others)
    held = [(pairs.left[loose], pairs.left_value[loose], pairs.right[loose])]
    held += [(pairs.right[loose], pairs.right_value[loose], pairs.left[loose])]
    use = held if problem.one_pool else held[side : side + 1]
    at, value, partner = (np.concatenate(column) for column in zip(*use, strict=True))
    order = np.lexsort((-partner, value, at))
    at, value, partner = at[order], value[order], partner[order]
    here, begin = np.unique(at, return_index=True)
    least, last = np.full(count, NEVER), np.full(count, -1, np.int64)
    least[here], last[here] = value[begin], partner[begin]
    return least, last


def _of_infeasible(problem: Problem, answer: Answer) -> list[str]:
    """What must give way are rules of the problem, and without them there is an answer, which is found and checked."""
    if answer.pairs:
        return ["called infeasible, yet it has pairs"]
    gone = [part.rule for part in answer.relax]
    if not gone:
        return [] if problem.one_pool and problem.mode in STABLE else ["infeasible, and no rule is named"]
    if any(rule not in problem.rules for rule in gone):
        return ["a rule that is not in the problem is to give way"]
    from koinon.matching.constrained import best
    from koinon.matching.matchings import Infeasible

    rest = replace(problem, rules=_without(problem.rules, gone), mode=Mode.BEST, everyone=False)
    try:
        rows = best(rest).rows
    except Infeasible:
        return ["the rules that stay cannot all hold either"]
    return _of_places(rest, rows) + broken(rest, rows)


def _without(rules: tuple[Rule, ...], gone: list[Rule]) -> tuple[Rule, ...]:
    left = list(rules)
    for rule in gone:
        left.remove(rule)
    return tuple(left)
