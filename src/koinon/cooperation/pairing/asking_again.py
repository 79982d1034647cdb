"""What-ifs asked of a scenario at hand: its round is read once, and its best answer is where the next begins.

Pins, bans and withdrawals under the aim of the best total are answered warm. Everything else is solved anew: other
weights change every pair, a city that joins again has no pairs yet, and other aims and rules that count have no prices.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
from django.utils.translation import get_language

from koinon.cooperation.pairing.models import Scenario
from koinon.cooperation.pairing.ruling import refuse_rules_about_small
from koinon.cooperation.pairing.setting import NotSolvable, Setting
from koinon.cooperation.pairing.solving import Solved, Values, changed, problem_of, setting_of, values_of
from koinon.matching import problem as workshop
from koinon.matching import rules as hard
from koinon.matching.warm import Warm
from koinon.platform.audit.answers import Answers

WARM = ("pin", "forbid", "leave")

_at_hand = Answers(most=2)
"""A round of 500 cities a side keeps some ten megabytes: that is for one who asks one question after the other."""


@dataclass(eq=False)
class AtHand:
    """A scenario as it was asked: its setting, and what pairs are worth in it."""

    setting: Setting
    mode: workshop.Mode
    max_loss: Fraction

    @cached_property
    def values(self) -> Values:
        """What every pair is worth."""
        return values_of(self.setting)

    @cached_property
    def warm(self) -> Warm | None:
        """The scenario's own answer as a beginning for others, where there can be one."""
        if self.mode is not workshop.Mode.BEST:
            return None
        try:
            return Warm.of(problem_of(self.setting, self.values, self.mode, self.max_loss))
        except NotSolvable:
            return None


def at_hand(scenario: Scenario) -> AtHand:
    """The scenario, read in four statements and kept until anything is written."""
    return _at_hand.recall((scenario.pk, get_language()), lambda: read(scenario))


def read(scenario: Scenario) -> AtHand:
    """The scenario as it was asked. Raises ProfileChanged and WeightsChanged."""
    setting = changed(setting_of(scenario.round), scenario.changes)
    return AtHand(setting, workshop.Mode(scenario.mode), Fraction(str(scenario.max_loss)))


def asked_again(hand: AtHand, setting: Setting, change: Mapping[str, Any]) -> Solved | None:
    """The same scenario with one change more, ``setting``, answered warm; nothing where it has to be solved anew."""
    if change["do"] not in WARM or hand.warm is None:
        return None
    refuse_rules_about_small(setting)
    before = hand.warm.before.task.problem
    found = without(hand.values, before, change["city"]) if "city" in change else (hand.values, before)
    if found is None:
        return None
    values, question = found[0], replace(found[1], rules=tuple(sorted(setting.rules, key=str)))
    if not is_sound(question) or not hand.warm.takes(question):
        return None
    return Solved(setting, values, question, hand.warm.answered(question))


def is_sound(question: workshop.Problem) -> bool:
    """Whether every pin and ban names a city of either side; what does not is told of where it is solved anew."""
    sides = [{city.id for city in side} for side in (question.left, question.others)]
    named = [rule for rule in question.rules if isinstance(rule, hard.Pin | hard.Forbid)]
    return all(rule.left in sides[0] and rule.right in sides[1] for rule in named)


def without(values: Values, problem: workshop.Problem, city: str) -> tuple[Values, workshop.Problem] | None:
    """Both without a city; nothing where nobody is left on its side."""
    sides = (problem.left, problem.others)
    for axis, side in enumerate(sides):
        at = next((place for place, one in enumerate(side) if one.id == city), None)
        if at is None:
            continue
        if len(side) == 1:
            return None
        left = [tuple(one for one in half if one.id != city) for half in sides]
        return fewer(values, city, axis), replace(
            problem, left=left[0], right=left[1], pairs=shifted(problem.pairs, axis, at)
        )
    return values, problem


def shifted(pairs: workshop.Pairs, axis: int, at: int) -> workshop.Pairs:
    """The pairs of the others, whose places move up by one behind the one who is gone."""
    ends = [pairs.left, pairs.right]
    kept = ends[axis] != at
    ends[axis] = ends[axis] - (ends[axis] > at)
    return workshop.Pairs(ends[0][kept], ends[1][kept], pairs.left_value[kept], pairs.right_value[kept])


def fewer(values: Values, city: str, axis: int) -> Values:
    """What pairs are worth without a city of the side."""
    sides = [values.lefts, values.rights]
    at = next(place for place, one in enumerate(sides[axis]) if one.id == city)
    sides[axis] = tuple(one for one in sides[axis] if one.id != city)
    told = (np.delete(table, at, axis) for table in (values.to_left, values.to_right, values.allowed))
    return Values(sides[0], sides[1], *told)
