"""When the rules cannot all hold: a smallest set of them that must give way, the first in order, and why, in words.

Rules that clash name a set of which one must go. A smallest set that meets all clashes seen so far is tried; if the
rules that stay clash again, that is one more to meet, otherwise nothing smaller can do (implicit hitting sets, as in
Chandrasekaran, Karp, Moreno-Centeno & Vempala 2011).
"""

from dataclasses import replace

import numpy as np

from koinon.matching.answer import Relaxation, silent
from koinon.matching.clash import clash
from koinon.matching.constrained import opened, optimum
from koinon.matching.limits import Limits, limits, named_pairs
from koinon.matching.problem import Ints, Problem
from koinon.matching.programme import Programme
from koinon.matching.rules import AtLeast, AtMost, AtMostPairs, Forbid, Groups, Pin, Side
from koinon.matching.settling import in_order, moving

NONE: Ints = np.zeros(0, np.int64)


def smallest(problem: Problem) -> tuple[Relaxation, ...]:
    """The smallest set of rules without which the others can hold, the first in order among equals; with reasons.

    Empty when the rules can hold.
    """
    gone: list[int] = []
    clashes: list[list[int]] = []
    while True:
        kept = [at for at in range(len(problem.rules)) if at not in gone]
        found = clash(problem, kept)
        if found is None:
            break
        clashes.append(found)
        gone = meeting(clashes)
    return tuple(Relaxation(problem.rules[at], why(problem, gone, at)) for at in gone)


def meeting(clashes: list[list[int]]) -> list[int]:
    """The fewest numbers that meet every set, the first in order among equals."""
    named = sorted({at for found in clashes for at in found})
    nothing = Limits(NONE, NONE, np.zeros((0, 0), np.int64), (), NONE, NONE)
    programme = Programme(nothing)
    for _ in named:
        programme.give(0, 0)
    for found in clashes:
        programme.require(np.isin(named, found).astype(float), 1.0, np.inf)
    programme.revalue(-np.ones(len(named)))
    made = programme.whole(0.5)
    assert made is not None
    programme.require(np.ones(len(named)), 0.0, float(made.sum()))
    loose = moving(programme, [made], np.ones(len(named), bool))
    programme.settle(np.flatnonzero(~loose), made[~loose])
    return [named[at] for at in np.flatnonzero(in_order(programme, np.flatnonzero(loose), made))]


def reach(problem: Problem, gone: list[int], at: int) -> int:
    """With the rules gone: the most units of a minimum, or the fewest of a maximum, that the rest allow."""
    rest = tuple(rule for other, rule in enumerate(problem.rules) if other not in gone)
    todo = opened(replace(problem, rules=rest))
    alone = limits(replace(problem, rules=(problem.rules[at],)))
    price = np.zeros(len(alone.low), np.int64)
    price[-1] = 1
    units = alone.charged(price)
    wanted = units if isinstance(problem.rules[at], AtLeast) else -units
    found, _ = optimum(todo, wanted, problem.gain, NONE, silent)
    return int(units[found].sum()) + int(units[todo.fixed].sum())


def obstacle(problem: Problem, at: int) -> str:
    """What stands against a pin."""
    pin = problem.rules[at]
    assert isinstance(pin, Pin)
    pair = named_pairs(problem, [pin])[0]
    if pair < 0:
        return "their pair was vetoed"
    if pair in named_pairs(problem, [rule for rule in problem.rules if isinstance(rule, Forbid)]):
        return "their pair is forbidden as well"
    pins = {(rule.left, rule.right) for rule in problem.rules if isinstance(rule, Pin)}
    cities = problem.left + (problem.right or ())
    for city in (city for city in cities if city.id in (pin.left, pin.right)):
        held = sum(city.id in ends for ends in pins)
        if held > city.capacity:
            return f"{city.id} has {_many(city.capacity, 'place')} and is pinned to {held}"
    return "the other rules leave no room for their pair"


def why(problem: Problem, gone: list[int], at: int) -> str:
    """Why a rule of the smallest set cannot be kept, in words."""
    rule = problem.rules[at]
    match rule:
        case Pin():
            return f"{rule.left} and {rule.right} are pinned, but {obstacle(problem, at)}."
        case Forbid():
            return f"The pair of {rule.left} and {rule.right} is forbidden, but another rule asks for it."
        case AtLeast():
            wanted = f"{rule.count} or more {_counted(rule, pool=problem.one_pool)}"
            allowed = reach(problem, gone, at)
            return f"{wanted} are asked for, but vetoes, places and the other rules allow {allowed}."
        case AtMost():
            capped = f"{_counted(rule, pool=problem.one_pool)} are capped at {rule.count}"
        case AtMostPairs():
            capped = f"pairs between {_named(rule.left)} and {_named(rule.right)} are capped at {rule.count}"
    return f"{capped[0].upper()}{capped[1:]}, but the other rules need {reach(problem, gone, at)}."


def _counted(rule: AtMost | AtLeast, *, pool: bool) -> str:
    """What a quota counts, in words."""
    if pool:
        return f"places of {_named(rule.groups)}"
    return f"pairs with {_named(rule.groups)} on the {'left' if rule.side is Side.LEFT else 'right'}"


def _named(groups: Groups) -> str:
    return " and ".join(f"{kind} {name}" for kind, name in groups) or "any city"


def _many(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"
