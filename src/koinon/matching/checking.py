"""Whether a problem has a meaning: every fault with its place and what to mend, before any solver sees it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, repeat

import numpy as np

from koinon.matching.problem import City, Columns, Ints, Mode, Problem, Row, columns, problem
from koinon.matching.refusals import Unusable
from koinon.matching.rules import AtLeast, AtMost, AtMostPairs, Forbid, Pin, Rule, Side, belongs

SHOWN = 20
LARGEST = 1 << 53
"""Everything added up stays below this, where double precision is still exact."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A problem as it was given, in the order it was given, not yet checked."""

    left: Sequence[City]
    right: Sequence[City] | None
    pairs: Sequence[Row] | Columns
    rules: Sequence[Rule | None] = ()
    """None stands for one that could not be read, so that the others keep their numbers."""
    everyone: bool = False
    mode: Mode = Mode.BEST
    max_loss: Fraction = Fraction(0)

    def problem(self) -> Problem:
        """The canonical problem; it has been checked."""
        options = {"everyone": self.everyone, "mode": self.mode, "max_loss": self.max_loss}
        rules = [rule for rule in self.rules if rule is not None]
        return problem(self.left, self.right, self.pairs, rules, **options)  # type: ignore[arg-type]


def checked(draft: Draft) -> Problem:
    """The problem of a draft without fault; refuses one with faults, naming the first twenty."""
    refuse(faults(draft))
    return draft.problem()


def refuse(found: Iterable[str]) -> None:
    """Raise Unusable if there are faults, with the first twenty of them, one a line."""
    listed = list(islice(found, SHOWN + 1))
    if listed:
        more = ["… and more; only the first 20 are shown."] if len(listed) > SHOWN else []
        raise Unusable("\n".join(listed[:SHOWN] + more))


def faults(draft: Draft) -> Iterator[str]:
    """Every fault of a draft, each beginning with its place."""
    yield from city_faults(draft)
    if draft.left and (draft.right is None or draft.right):
        yield from pair_faults(draft)
        yield from rule_faults(draft)
    yield from size_faults(draft)
    if not 0 <= draft.max_loss <= 1:
        yield f"max_loss: {draft.max_loss} is not a share; give a number from 0 to 1."


def city_faults(draft: Draft) -> Iterator[str]:
    """Cities given twice or on both sides, capacities below nothing, sides with nobody."""
    sides: dict[str, str] = {}
    for side, cities in (("left", draft.left), ("right", draft.right)):
        if cities is not None and not cities:
            yield f"{side}: there are no cities; name at least one."
        for at, city in enumerate(cities or ()):
            if city.capacity < 0:
                yield f"{side}[{at}].capacity: {city.capacity} is below 0; give 0 or more."
            if city.id not in sides:
                sides[city.id] = side
            elif sides[city.id] == side:
                yield f"{side}[{at}].id: {city.id} is given twice; keep one."
            else:
                yield f"{side}[{at}].id: {city.id} is on both sides; keep it on one, or leave out right for one pool."


def pair_faults(draft: Draft) -> Iterator[str]:
    """Pairs with strangers, of a city with itself, given twice, or worth less than nothing."""
    if pairs_are_sound(draft):
        return
    left = {city.id for city in draft.left}
    right = left if draft.right is None else {city.id for city in draft.right}
    seen: set[tuple[str, str]] = set()
    for at, (a, b, x, y) in enumerate(draft.pairs):
        if a not in left:
            yield f"pairs[{at}].left: nobody on the left is called {a}."
        if b not in right:
            yield f"pairs[{at}].right: nobody {'in the pool' if draft.right is None else 'on the right'} is called {b}."
        if x < 0:
            yield f"pairs[{at}].left_value: {x} is below 0; leave the pair out to veto it."
        if y < 0:
            yield f"pairs[{at}].right_value: {y} is below 0; leave the pair out to veto it."
        if a == b:
            yield f"pairs[{at}]: {a} cannot be paired with itself."
        if (a, b) in seen:
            yield f"pairs[{at}]: {a} with {b} is given twice; keep one."
        elif draft.right is None and (b, a) in seen:
            yield f"pairs[{at}]: {a} with {b} is given both ways round; in one pool keep one."
        seen.add((a, b))


def pairs_are_sound(draft: Draft) -> bool:
    """Whether no pair has a fault, found column by column; a million pairs are looked through in a second."""
    given = columns(draft.pairs)
    if not len(given):
        return True
    if min(given.left_value) < 0 or min(given.right_value) < 0:
        return False
    others = draft.left if draft.right is None else draft.right
    left, right = positions(given.left, draft.left), positions(given.right, others)
    if min(left.min(), right.min()) < 0:
        return False
    if draft.right is None:
        left, right = np.minimum(left, right), np.maximum(left, right)
        if (left == right).any():
            return False
    keys = np.sort(left * len(others) + right)
    return bool((keys[1:] > keys[:-1]).all())


def positions(names: Sequence[str], cities: Sequence[City]) -> Ints:
    """Where each name stands among the cities, -1 for strangers."""
    at = {city.id: position for position, city in enumerate(cities)}
    return np.fromiter(map(at.get, names, repeat(-1)), np.int64, len(names))


def rule_faults(draft: Draft) -> Iterator[str]:
    """Rules that name strangers, the wrong side, or counts below nothing."""
    others = draft.left if draft.right is None else draft.right
    left, right = {city.id for city in draft.left}, {city.id for city in others}
    for at, rule in enumerate(draft.rules):
        if isinstance(rule, Pin | Forbid):
            if rule.left not in left:
                yield f"rules[{at}].left: nobody on the left is called {rule.left}."
            if rule.right not in right:
                yield f"rules[{at}].right: nobody on that side is called {rule.right}."
            if rule.left == rule.right:
                yield f"rules[{at}]: {rule.left} cannot be paired with itself."
            continue
        if rule is None:
            continue
        if rule.count < 0:
            yield f"rules[{at}].count: {rule.count} is below 0; give 0 or more."
        if rule.count >= LARGEST:
            yield f"rules[{at}].count: this passes 2^53; no round has so many pairs."
        if isinstance(rule, AtMost | AtLeast) and draft.right is None and rule.side is Side.RIGHT:
            yield f"rules[{at}].side: in one pool every city is on the left; write left."


def notes(problem: Problem) -> tuple[str, ...]:
    """What has a meaning but may be meant otherwise: rules of groups that nobody is in, each once."""
    found = dict.fromkeys(note for rule in problem.rules for note in _rule_notes(problem, rule))
    return tuple(found)


def _rule_notes(problem: Problem, rule: Rule) -> Iterator[str]:
    if isinstance(rule, AtMostPairs):
        sides = [(problem.left, rule.left), (problem.others, rule.right)]
    elif isinstance(rule, AtMost | AtLeast):
        sides = [(problem.left if rule.side is Side.LEFT else problem.others, rule.groups)]
    else:
        return
    for cities, wanted in sides:
        if not any(belongs(city.groups, wanted) for city in cities):
            named = ", ".join(f"{kind} {name}" for kind, name in wanted)
            yield f"No city there has {named}: the rule counts nobody. Check the spelling."


def size_faults(draft: Draft) -> Iterator[str]:
    """Numbers so large that a total could no longer be exact."""
    cities = [*draft.left, *(draft.right or ())]
    if sum(abs(city.capacity) for city in cities) >= LARGEST:
        yield "left: the capacities together pass 2^53; no city has so many places."
        return
    free = sum(abs(city.capacity * city.outside) for city in cities)
    given = columns(draft.pairs)
    made = sum(map(abs, given.left_value)) + sum(map(abs, given.right_value))
    if free + made >= LARGEST:
        yield (
            "pairs: the values together pass 2^53, with what free places are worth (outside); "
            "divide them all by the same number."
        )
