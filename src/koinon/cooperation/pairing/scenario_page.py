"""A solved scenario as its page shows it: the pairs with reasons, what stands beside them, and what to relax."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from koinon.cooperation.pairing.explaining import Ranks, bars, next_best, place_of, ranks, reasons
from koinon.cooperation.pairing.models import Scenario, ScenarioPair
from koinon.cooperation.pairing.naming import Named, Names
from koinon.cooperation.pairing.relaxing import in_words
from koinon.cooperation.pairing.rule_words import frame_in_words, frame_of, rule_in_words
from koinon.cooperation.pairing.solving import Values

MANY = 24
"""Beyond so many pairs the page links to the explanations instead of writing all of them out."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """The next best partner of a city, how many points fewer it brings, and what forcing it costs the round."""

    city: Named
    other: Named
    fewer: int
    price: int | None


@dataclass(frozen=True, slots=True)
class PairRow:
    """A pair as a row: who, why, how it is ranked, and what else there was."""

    pair: ScenarioPair
    left: Named
    right: Named
    bars: list[tuple[int, str]]
    reasons: list[str]
    is_pinned: bool
    is_worst: bool
    is_steady: bool
    of_left: int
    of_right: int
    price: int | None
    alternatives: list[Alternative] = field(default_factory=list)

    @property
    def id(self) -> str:
        return f"pair-{self.pair.pk}"


@dataclass(frozen=True, slots=True)
class Prices:
    """What the total loses by making each pair, and by not making each chosen one."""

    force: dict[frozenset[str], int | None]
    forbid: dict[frozenset[str], int | None]

    @classmethod
    def of(cls, scenario: Scenario) -> Prices:
        """The prices kept with a scenario; none where it was not priced."""
        told: dict[str, dict[frozenset[str], int | None]] = {
            name: {frozenset(row[:2]): row[2] for row in scenario.answer.get(name, ())}
            for name in ("force", "forbid")
        }
        return cls(told["force"], told["forbid"])


def pair_rows(
    scenario: Scenario, pairs: Iterable[ScenarioPair], values: Values | None, names: Names
) -> list[PairRow]:
    """The pairs of a scenario in the order they are kept; without values there are no alternatives."""
    prices = Prices.of(scenario)
    pins = {frozenset((rule["left"], rule["right"])) for rule in scenario.rules if rule["rule"] == "pin"}
    steady = {frozenset(pair) for pair in scenario.answer.get("steady") or ()}
    told = []
    for pair in pairs:
        ends = frozenset((pair.left.key, pair.right.key))
        left, right = names[pair.left.key], names[pair.right.key]
        found = ranks_of(pair, values)
        told.append(
            PairRow(
                pair,
                left,
                right,
                bars(pair.parts),
                reasons(pair.parts, left, right),
                is_pinned=ends in pins,
                is_worst=scenario.worst in ends,
                is_steady=ends in steady,
                of_left=found.of_left if found else 0,
                of_right=found.of_right if found else 0,
                price=prices.forbid.get(ends),
                alternatives=list(alternatives(pair, values, names, prices)) if values else [],
            )
        )
    return told


def ranks_of(pair: ScenarioPair, values: Values | None) -> Ranks | None:
    """How high the two rank each other, and among how many each; None where the values can no longer be told."""
    at = place_of(values, pair.left.key, pair.right.key) if values else None
    return ranks(values, *at) if values and at else None


def alternatives(pair: ScenarioPair, values: Values, names: Names, prices: Prices) -> Iterable[Alternative]:
    """The next best partner of either end."""
    at = place_of(values, pair.left.key, pair.right.key)
    if at is None:
        return
    row, column = at
    for is_left in (True, False):
        found = next_best(values, row, column, left=is_left)
        if found is not None:
            price = prices.force.get(frozenset((found.city, found.other)))
            yield Alternative(names[found.city], names[found.other], found.fewer, price)


def rules_kept(scenario: Scenario, names: Names) -> list[str]:
    """The rules the scenario was solved with, in words; a stable pairing cannot promise to pair as many as possible."""
    frame = frame_of(scenario.round)
    frame["everyone"] = frame["everyone"] and not scenario.mode.startswith("stable")
    return [*frame_in_words(frame), *(rule_in_words(rule, names) for rule in scenario.rules)]


def to_relax(scenario: Scenario, names: Names) -> list[tuple[str, str]]:
    """A smallest set of rules that must give way, each with the reason, in words."""
    return [in_words(one, names) for one in scenario.answer.get("relax", ())]


def partners_now(
    scenario: Scenario, cities: Iterable[str], names: Names
) -> list[tuple[Named, list[ScenarioPair]]]:
    """The pairs that some cities have in a scenario: one statement."""
    pairs = list(scenario.pairs.select_related("left", "right").order_by("id"))
    return [(names[city], [one for one in pairs if city in (one.left.key, one.right.key)]) for city in cities]


def tempted(scenario: Scenario, names: Names) -> list[tuple[Named, Named]]:
    """The pairs of cities that would rather have each other."""
    told = scenario.answer.get("blocking", ())
    return [(names[left], names[right]) for left, right in told if {left, right} <= names.keys()]


def lonely(scenario: Scenario, names: Names) -> list[Named]:
    """The cities the scenario leaves alone."""
    return [names[key] for key in scenario.answer.get("alone", ()) if key in names]


def too_small(scenario: Scenario, names: Names) -> list[Named]:
    """The cities that took no part because they are too small."""
    return [names[key] for key in scenario.answer.get("too_small", ()) if key in names]
