"""Rules that cannot all hold: a smallest set that must give way, with reasons a mayor can read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koinon.matching.problem import City, Problem, problem
from koinon.matching.relax import smallest
from koinon.matching.rules import AtLeast, AtMost, AtMostPairs, Forbid, Pin, Rule, Side, groups

from . import brute
from .rounds import rounds

CN, ES = groups({"country": "CN"}), groups({"country": "ES", "region": "south"})


def ruled(*rules: Rule) -> Problem:
    """Two Chinese cities before two Spanish ones, all pairs possible but one."""
    left, right = [City("a", groups=CN), City("b", groups=CN)], [City("x", groups=ES), City("y", groups=ES)]
    return problem(left, right, [(*ends, 1, 1) for ends in ("ax", "ay", "bx")], rules)


@pytest.mark.parametrize(
    ("rules", "why"),
    [
        ([Pin("b", "y")], "b and y are pinned, but their pair was vetoed."),
        (
            [Pin("a", "x"), Forbid("a", "x")],
            "The pair of a and x is forbidden, but another rule asks for it.",
        ),
        ([Pin("a", "x"), Pin("b", "x")], "a and x are pinned, but x has 1 place and is pinned to 2."),
        (
            [AtLeast(Side.LEFT, CN, 3)],
            (
                "3 or more pairs with country CN on the left are asked for, "
                "but vetoes, places and the other rules allow 2."
            ),
        ),
        (
            [AtMost(Side.RIGHT, ES, 1), AtLeast(Side.LEFT, CN, 1), Pin("a", "y"), Pin("b", "x")],
            "Pairs with country ES and region south on the right are capped at 1, but the other rules need 2.",
        ),
        (
            [AtMostPairs(CN, ES, 0), Pin("a", "y"), Pin("b", "x")],
            (
                "Pairs between country CN and country ES and region south are capped at 0, "
                "but the other rules need 2."
            ),
        ),
    ],
)
def test_one_rule_gives_way(rules: list[Rule], why: str) -> None:
    assert [part.why for part in smallest(ruled(*rules))] == [why]


def test_rules_that_can_hold_stay() -> None:
    assert smallest(ruled(Pin("a", "y"), AtLeast(Side.LEFT, CN, 2))) == ()
    assert smallest(ruled()) == ()


def test_two_where_one_is_not_enough() -> None:
    parts = smallest(ruled(Pin("b", "y"), AtLeast(Side.LEFT, CN, 3), AtMost(Side.RIGHT, ES, 2)))
    assert [type(part.rule) for part in parts] == [AtLeast, Pin]


def test_a_pin_given_twice_goes_twice() -> None:
    twice = [Pin("a", "x"), Pin("a", "x")]
    assert [part.rule for part in smallest(ruled(*twice, Forbid("a", "x")))] == [Forbid("a", "x")]
    assert [part.rule for part in smallest(ruled(*twice, AtMost(Side.LEFT, CN, 0)))] == [
        AtMost(Side.LEFT, CN, 0)
    ]
    assert [part.rule for part in smallest(ruled(*twice, *2 * [Forbid("a", "x")]))] == 2 * [Forbid("a", "x")]


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_as_few_and_as_early_as_trying_everything_finds(data: st.DataObject) -> None:
    round_ = data.draw(rounds(pool=data.draw(st.booleans()), most=3))
    assert tuple(part.rule for part in smallest(round_)) == brute.smallest_relaxation(round_)
