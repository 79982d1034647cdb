"""How firm an answer is, and why rules must give way: what the page says is what solving again would say."""

from fractions import Fraction
from typing import Any

import pytest

from koinon.cooperation.pairing import profile_commands, round_commands
from koinon.cooperation.pairing.firmness import FIFTHS, firmness, nearest, reaches
from koinon.cooperation.pairing.naming import names_of
from koinon.cooperation.pairing.relaxing import relaxed
from koinon.cooperation.pairing.scenario_page import to_relax
from koinon.cooperation.pairing.solving import Solved, changed, setting_of, solved
from koinon.matching.criteria import Criterion

from .conftest import Desk
from .conftest import solved as asked

pytestmark = pytest.mark.django_db


def pairs_at(found: Solved, weights: dict[str, int]) -> set[tuple[str, str]]:
    """The pairs of the best total with other weights, solved from nothing."""
    changes = [{"do": "weigh", "criterion": name, "weight": weight} for name, weight in weights.items()]
    return set(solved(changed(found.setting, changes)).answer.pairs)


def test_steady_pairs_are_those_that_every_solving_with_a_weight_shaken_makes(frozen: Desk) -> None:
    found = solved(setting_of(frozen.round))
    told = firmness(found)
    fivefold = {name.value: 5 * weight for name, weight in found.setting.weights.items()}
    left = set(found.answer.pairs)
    for name, weight in found.setting.weights.items():
        for fifths in FIFTHS:
            left &= pairs_at(found, fivefold | {name.value: fifths * weight})
    assert {tuple(pair) for pair in told["steady"]} == left


def test_within_an_interval_the_pairs_are_the_best_and_beyond_they_are_not(sent: Desk) -> None:
    """Yantai and Granada work on one goal: that counts against the best pairs, where offers and needs count little."""
    for name in ("yantai", "granada"):
        sent.send(name, sdgs="11")
    sent.send("granada", sdgs="11", offers="smart tourism; cultural heritage", interests="tourism; culture")
    sent.freeze()
    found = solved(setting_of(sent.round))
    chosen = set(found.answer.pairs)
    ends = 0
    for row in firmness(found)["intervals"]:
        for side, step in (("low", -1), ("high", 1)):
            edge = row[side]
            if edge is None:
                continue
            ends += 1
            weight = Fraction(*edge["weight"])
            beyond = (weight.numerator // weight.denominator) + (1 if step > 0 else 0)
            beyond = beyond if step > 0 or weight.denominator > 1 else beyond - 1
            if beyond >= 0:
                assert pairs_at(found, {row["criterion"]: beyond}) != chosen, row
            inside = (weight + row["weight"]) / 2
            scale = inside.denominator
            scaled = {name.value: scale * one for name, one in found.setting.weights.items()}
            assert pairs_at(found, scaled | {row["criterion"]: inside.numerator}) == chosen, row
    assert ends


def test_the_page_tells_whole_weights_and_the_nearest_ends(frozen: Desk) -> None:
    scenario = asked(frozen)
    told = reaches(scenario, names_of(frozen.round))
    assert [one.weight for one in told] == sorted((one.weight for one in told), reverse=True)
    assert all((one.lowest or 0) <= one.weight for one in told)
    assert all(one.highest is None or one.weight <= one.highest for one in told)
    assert len(nearest(told)) <= 3


def test_only_the_best_total_is_asked(frozen: Desk) -> None:
    fair = asked(frozen, "leximin")
    assert (fair.answer["steady"], fair.answer["intervals"]) == (None, None)
    assert reaches(fair, names_of(frozen.round)) == []


# Rules that must give way


def rule(desk: Desk, kind: str, **values: Any) -> None:
    for end in ("left", "right"):
        if end in values:
            values[end] = desk.part(values[end])
    round_commands.record_rule(desk.round, by=desk.expert, kind=kind, reason="so", **values)


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        (
            [("pin", {"left": "yantai", "right": "rome"}), ("pin", {"left": "kunming", "right": "rome"})],
            "Rome takes 1 partner and is to have 2 by the rules.",
        ),
        (
            [("pin", {"left": "yantai", "right": "rome"}), ("forbid", {"left": "yantai", "right": "rome"})],
            "Another rule asks for this pair.",
        ),
        (
            [("at_least", {"group": "country:ES", "count": 2})],
            "Vetoes, places and the other rules allow 1.",
        ),
        (
            [
                ("pin", {"left": "yantai", "right": "granada"}),
                ("at_most", {"group": "country:ES", "count": 0}),
            ],
            "The other rules need 1.",
        ),
    ],
)
def test_why_a_rule_must_give_way(frozen: Desk, rules: list[tuple[str, dict[str, Any]]], words: str) -> None:
    for kind, values in rules:
        rule(frozen, kind, **values)
    told = to_relax(asked(frozen), names_of(frozen.round))
    assert [why for _rule, why in told] == [words]


def test_a_pin_against_a_veto_names_who_ruled_out_whom(sent: Desk) -> None:
    sent.send("rome", profile_commands.Said("vetoes", sent.part("yantai"), 1, "too far"))
    sent.freeze()
    rule(sent, "pin", left="yantai", right="rome")
    assert to_relax(asked(sent), names_of(sent.round)) == [
        ("Yantai and Rome are a pair", "Rome ruled out Yantai.")
    ]


def test_every_rule_to_relax_is_told_once(frozen: Desk) -> None:
    for left in ("yantai", "kunming", "weinan"):
        rule(frozen, "pin", left=left, right="rome")
    found = solved(setting_of(frozen.round))
    assert len(relaxed(found)) == len(found.answer.relax) == 2
    assert Criterion.NEEDS in found.setting.weights
