"""Rules of every kind: proven over all pairs, settled canonically, and refused in words when they cannot hold."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koinon.matching import constrained
from koinon.matching.limits import limits
from koinon.matching.matchings import Infeasible
from koinon.matching.problem import City, Problem, problem
from koinon.matching.refusals import Cancelled
from koinon.matching.rules import AtLeast, AtMost, AtMostPairs, Forbid, Pin, Rule, Side, groups

from . import brute
from .rounds import rounds

CN, ES, FR = (groups({"country": name}) for name in ("CN", "ES", "FR"))


def four() -> Problem:
    """Two Chinese cities and a Spanish one before two French ones and another Spanish one."""
    left = [City("a", groups=CN), City("b", groups=CN), City("c", groups=ES)]
    right = [City("x", groups=FR), City("y", groups=FR), City("z", groups=ES)]
    worth = {"ax": 9, "ay": 8, "az": 1, "bx": 8, "by": 6, "bz": 2, "cx": 5, "cy": 4, "cz": 3}
    return problem(left, right, [(ends[0], ends[1], value, 0) for ends, value in worth.items()])


def made(round_: Problem) -> list[str]:
    """The pairs of the best answer, written ax."""
    return ["".join(brute.names(round_, pair)) for pair in constrained.best(round_).rows.tolist()]


def test_without_rules_the_best_total() -> None:
    assert made(four()) == ["ay", "bx", "cz"]


@pytest.mark.parametrize(
    ("rule", "pairs"),
    [
        (Pin("c", "y"), ["ax", "bz", "cy"]),
        (Forbid("b", "x"), ["ax", "by", "cz"]),
        (AtMost(Side.LEFT, CN, 1), ["ax", "cy"]),
        (AtMost(Side.RIGHT, FR, 0), ["cz"]),
        (AtMostPairs(CN, FR, 1), ["ax", "bz", "cy"]),
        (AtLeast(Side.RIGHT, ES, 1), ["ay", "bx", "cz"]),
        (AtMostPairs(groups({}), groups({}), 2), ["ay", "bx"]),
    ],
    ids=str,
)
def test_one_rule(rule: Pin, pairs: list[str]) -> None:
    assert made(replace(four(), rules=(rule,))) == pairs


@pytest.mark.parametrize(
    ("rules", "why"),
    [
        ((Pin("a", "x"), Pin("b", "x")), "takes|take more"),
        ((Pin("a", "x"), Forbid("a", "x")), "forbidden"),
        ((AtLeast(Side.LEFT, CN, 3),), "minimum"),
        ((AtLeast(Side.LEFT, CN, 2), AtMost(Side.LEFT, CN, 1)), "minimum"),
        ((AtMost(Side.LEFT, groups({}), 0), AtLeast(Side.RIGHT, ES, 1)), "."),
    ],
    ids=str,
)
def test_rules_that_cannot_hold(rules: tuple[Pin, ...], why: str) -> None:
    with pytest.raises(Infeasible, match=why):
        constrained.best(replace(four(), rules=rules))


def test_a_pinned_pair_that_was_vetoed() -> None:
    round_ = problem([City("a"), City("b")], [City("x")], [("a", "x", 1, 1)], [Pin("b", "x")])
    with pytest.raises(Infeasible, match="vetoed"):
        constrained.best(round_)


def test_halves_are_no_answer() -> None:
    """Three cities of one pool, two of whom can be paired: a relaxation would pair each by halves."""
    left = [City(name, groups=CN) for name in "abc"]
    rows = [("a", "b", 5, 5), ("b", "c", 5, 5), ("a", "c", 5, 5)]
    matching = constrained.best(problem(left, None, rows, [AtMost(Side.LEFT, CN, 3)]))
    assert (matching.rows.tolist(), matching.bound) == ([0], 10)


def test_both_ends_in_the_group_take_two_places() -> None:
    left = [City(name, groups=CN) for name in "abcd"]
    round_ = problem(left, None, [("a", "b", 1, 1), ("d", "c", 9, 9)], [AtMost(Side.LEFT, CN, 3)])
    table = limits(round_)
    assert table.used(np.array([0, 1]))[4:].tolist() == [4]
    assert table.charged(np.array([0, 0, 0, 0, 7])).tolist() == [14, 14]
    assert made(round_) == ["dc"]


def test_whoever_asked_may_stop_it() -> None:
    def impatient(doing: str, lower: int, upper: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        constrained.best(four(), impatient)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_the_solver_of_rules_agrees_where_there_are_none(data: st.DataObject) -> None:
    round_ = data.draw(rounds(pool=data.draw(st.booleans()), counting=False))
    tried = brute.best(round_)
    if tried is not None:
        assert tuple(constrained.best(round_).rows.tolist()) == tried


@pytest.mark.parametrize("value", [1, 10**6, 10**11])
def test_ties_go_to_the_first_in_order(value: int) -> None:
    """All pairs worth the same: of 5! answers the one that pairs in order."""
    left, right = ([City(f"{side}{at}", groups=CN) for at in range(5)] for side in "lr")
    rows = [(a.id, b.id, value, value) for a in left for b in right]
    rules: list[Rule] = [AtMost(Side.LEFT, CN, 4), AtMostPairs(CN, CN, 4)]
    matching = constrained.best(problem(left, right, rows, rules))
    assert (matching.rows.tolist(), matching.bound) == ([0, 6, 12, 18], 8 * value)
