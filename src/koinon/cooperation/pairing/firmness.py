"""How firm an answer is: between which weights its pairs stay the best, and which of them stay when weights are shaken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Any

from koinon.cooperation.pairing.models import CriterionName, Scenario
from koinon.cooperation.pairing.naming import Named, Names
from koinon.cooperation.pairing.solving import Solved, ids_of, rows_of
from koinon.matching.answer import Reporter, Status, silent
from koinon.matching.criteria import Ints, features
from koinon.matching.problem import Mode
from koinon.matching.sensitivity import Edge, Interval, Weighted, intervals, revalued
from koinon.matching.solve import best

MOST_TRIED = 10_000
"""How many possible pairs a round may have for its weights to be shaken."""
NEAREST = 3
FIFTHS = (4, 6)
"""A fifth less and a fifth more, in fifths."""

Json = dict[str, Any]


def firmness(found: Solved, reporter: Reporter = silent) -> Json:
    """What is kept of it: an interval for each weight, and the pairs that stay whichever one is a fifth less or more.

    Asked of the best total only, and where the round is not too large for it.
    """
    asked = found.problem.mode is Mode.BEST and found.answer.status is not Status.INFEASIBLE
    if not asked or len(found.problem.pairs) > MOST_TRIED:
        return {"intervals": None, "steady": None}
    rows, criteria = rows_of(found), list(weighted(found))
    told = intervals(found.problem, rows, criteria, reporter=reporter)
    left = set(rows.tolist())
    for interval, criterion in zip(told, criteria, strict=True):
        for fifths in FIFTHS:
            if not holds(interval, Fraction(fifths * criterion.weight, 5)):
                left &= set(shaken(found, criterion, fifths).tolist())
    ids = ids_of(found.problem)
    return {
        "intervals": [kept(interval) for interval in told],
        "steady": sorted(list(ids[row]) for row in left),
    }


def weighted(found: Solved) -> Iterator[Weighted]:
    """The criteria of the round, each with the points it gives every possible pair."""
    values, pairs = found.values, found.problem.pairs
    lefts, rights = [one.told for one in values.lefts], [one.told for one in values.rights]
    for criterion, weight in found.setting.weights.items():
        to_left, to_right = features(lefts, rights, {criterion: 1}).values
        yield Weighted(criterion.value, weight, (to_left + to_right)[pairs.left, pairs.right])


def holds(interval: Interval, weight: Fraction) -> bool:
    """Whether the chosen pairs are the best at the weight beyond doubt: inside, where no other pairs are as good."""
    low, high = interval.low, interval.high
    return (low is None or low.weight < weight) and (high is None or weight < high.weight)


def shaken(found: Solved, criterion: Weighted, fifths: int) -> Ints:
    """The pairs of the best total where one weight is so many fifths of itself."""
    gain = 5 * found.problem.gain + (fifths - 5) * criterion.weight * criterion.points
    return best(revalued(found.problem, gain)).rows


def kept(interval: Interval) -> Json:
    """An interval as JSON; its ends as fractions, so that nothing is rounded away."""
    edges = {"low": edge(interval.low), "high": edge(interval.high)}
    return {"criterion": interval.name, "weight": interval.weight, **edges}


def edge(told: Edge | None) -> Json | None:
    if told is None:
        return None
    ends = {name: list(pair) if pair else None for name, pair in (("goes", told.goes), ("comes", told.comes))}
    return {"weight": [told.weight.numerator, told.weight.denominator], **ends}


# As a page shows it


@dataclass(frozen=True, slots=True)
class Beyond:
    """What happens past an end: the first pair to go there, and the one that comes."""

    weight: int
    is_below: bool
    goes: tuple[Named, Named] | None
    comes: tuple[Named, Named] | None


@dataclass(frozen=True, slots=True)
class Reach:
    """Within which whole weights of a criterion the pairs stay the best; None where nothing ends it."""

    criterion: str
    weight: int
    lowest: int | None
    highest: int | None
    beyond: list[Beyond]


def reaches(scenario: Scenario, names: Names) -> list[Reach]:
    """The intervals of a scenario, the heaviest criterion first; none where they were not asked for."""
    rows = scenario.answer.get("intervals") or ()
    return [reach(row, names) for row in sorted(rows, key=lambda row: (-row["weight"], row["criterion"]))]


def reach(row: Json, names: Names) -> Reach:
    lowest = ceil(Fraction(*row["low"]["weight"])) if row["low"] else None
    highest = floor(Fraction(*row["high"]["weight"])) if row["high"] else None
    beyond = [
        Beyond(weight, name == "low", couple(row[name]["goes"], names), couple(row[name]["comes"], names))
        for name, weight in (("low", lowest), ("high", highest))
        if weight is not None
    ]
    label = str(CriterionName(row["criterion"]).label)
    return Reach(label, row["weight"], lowest, highest, beyond)


def nearest(told: list[Reach]) -> list[tuple[Reach, Beyond]]:
    """The ends that lie nearest to their weights, with what goes and comes there; the first three."""
    found = [(one, end) for one in told for end in one.beyond if end.goes and end.comes]
    return sorted(found, key=lambda row: abs(row[1].weight - row[0].weight) / row[0].weight)[:NEAREST]


def couple(ends: list[str] | None, names: Names) -> tuple[Named, Named] | None:
    """Two cities by name, where both are in the round."""
    return (names[ends[0]], names[ends[1]]) if ends and {*ends} <= names.keys() else None
