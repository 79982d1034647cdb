"""The verifier lets every right answer pass and catches every kind of wrong one."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koinon.matching.answer import Answer, Relaxation, Status, Worst
from koinon.matching.problem import City, Mode, Problem, problem
from koinon.matching.rules import AtMost, AtMostPairs, Forbid, Pin, Side, groups
from koinon.matching.verify import Wrong, proven_bound, verify

from . import brute
from .rounds import rounds


def round_of(mode: Mode = Mode.BEST) -> Problem:
    """Two cities a side; x is wanted by both, and the pair of b and y was vetoed."""
    left, right = [City("a", groups=groups({"c": "CN"})), City("b")], [City("x"), City("y", outside=1)]
    rows = [("a", "x", 5, 3), ("a", "y", 2, 3), ("b", "x", 4, 1)]
    return problem(
        left, right, rows, [AtMost(Side.LEFT, groups({"c": "CN"}), 1)] * (mode is Mode.BEST), mode=mode
    )


RIGHT = Answer(Status.OPTIMAL, (("a", "y"), ("b", "x")), 10, 10, 1, Worst("x", 1))


def test_the_right_answer_passes() -> None:
    verify(round_of(), RIGHT)
    assert brute.solve(round_of()) == RIGHT


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"total": 11}, "total: says 11, is 10"),
        ({"bound": 9}, "bound 9 below total 10"),
        ({"bound": 12}, "called optimal at 10, yet the bound is 12"),
        ({"blocking_pairs": 0}, "blocking pairs: says 0, is 1"),
        ({"worst": Worst("a", 1)}, "worst"),
        ({"pairs": (("b", "x"), ("a", "y"))}, "not in order"),
        ({"pairs": (("a", "y"), ("a", "y"))}, "given twice"),
        ({"pairs": (("a", "y"), ("b", "y"))}, r"vetoed or unknown: \('b', 'y'\)"),
        ({"pairs": (("nobody", "y"),)}, "unknown"),
        ({"pairs": (("a", "x"), ("a", "y"))}, "a has 1 places and 2 partners.*not kept: AtMost"),
        ({"status": Status.INFEASIBLE}, "yet it has pairs"),
        ({"status": Status.INFEASIBLE, "pairs": ()}, "no rule is named"),
    ],
)
def test_a_wrong_answer_is_caught(change: dict[str, object], fault: str) -> None:
    with pytest.raises(Wrong, match=fault):
        verify(round_of(), replace(RIGHT, **change))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "rule", [Pin("a", "x"), Forbid("b", "x"), AtMostPairs(groups({}), groups({}), 1)], ids=str
)
def test_a_rule_not_kept_is_caught(rule: Pin) -> None:
    with pytest.raises(Wrong, match="not kept"):
        verify(replace(round_of(), rules=(rule,)), RIGHT)


def test_an_unstable_answer_is_caught() -> None:
    with pytest.raises(Wrong, match="1 pairs would leave for each other"):
        verify(round_of(Mode.STABLE_LEFT), RIGHT)


def test_too_much_given_up_is_caught() -> None:
    round_ = round_of(Mode.TRADEOFF)
    with pytest.raises(Wrong, match="loses more than 0 of 11"):
        verify(round_, replace(RIGHT, bound=11))


def test_rules_that_do_not_help_are_caught() -> None:
    round_ = replace(round_of(), rules=(Pin("a", "x"), Pin("b", "y")))
    told = Answer(Status.INFEASIBLE, relax=(Relaxation(Pin("a", "x"), "why"),))
    with pytest.raises(Wrong, match="that stay cannot all hold"):
        verify(round_, told)
    verify(round_, replace(told, relax=(Relaxation(Pin("b", "y"), "why"),)))


@pytest.mark.slow
@pytest.mark.parametrize("mode", list(Mode))
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_what_trying_everything_finds_passes(mode: Mode, data: st.DataObject) -> None:
    round_ = data.draw(rounds(mode, pool=data.draw(st.booleans())))
    told = brute.solve(round_)
    if told.status is Status.INFEASIBLE:
        return
    verify(round_, told)
    if mode is Mode.BEST and not round_.everyone:
        assert proven_bound(round_) >= told.total
