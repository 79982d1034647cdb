"""Worths, the worst-off city and blocking pairs, against counting by hand and against the oracle."""

from itertools import islice

import numpy as np
import pytest
from hypothesis import given, settings

from koinon.matching import measures
from koinon.matching.answer import Worst
from koinon.matching.checking import Draft, checked
from koinon.matching.matchings import positions, total
from koinon.matching.problem import City, Problem, Row, problem
from koinon.matching.refusals import Unusable
from koinon.matching.rules import Forbid, Pin

from . import brute
from .rounds import rounds

LEFT = [City("a", 2, 1), City("b", 1, 4), City("c", 0, 0)]
RIGHT = [City("x", 1, 0), City("y", 1, 2)]
ROWS: list[Row] = [("a", "x", 5, 1), ("a", "y", 3, 3), ("b", "x", 9, 2), ("c", "x", 1, 1)]


def test_what_each_city_gets() -> None:
    round_ = problem(LEFT, RIGHT, ROWS)
    left, right = measures.worths(round_, np.array([0]))
    assert (left.tolist(), right.tolist()) == ([6, 4, 0], [1, 2])
    assert total(round_, np.array([0])) == 13
    assert measures.worst(round_, np.array([0])) == Worst("x", 1)


def test_who_would_rather_have_each_other() -> None:
    """a has a place for y, who gains; b and x would leave their places for each other; c has no place."""
    round_ = problem(LEFT, RIGHT, ROWS)
    assert measures.blocking_rows(round_, np.array([0])).tolist() == [1, 2]
    pinned = problem(LEFT, RIGHT, ROWS, [Pin("a", "x"), Forbid("a", "y")])
    assert measures.blocking(pinned, np.array([0])) == 0


def test_nobody_is_worst_off_without_a_place() -> None:
    assert measures.worst(problem([City("a", 0)], [City("x", 0)], []), positions([])) is None


@settings(max_examples=80, deadline=None)
@given(rounds(pool=False) | rounds(pool=True))
def test_against_the_oracle(round_: Problem) -> None:
    for choice in islice(brute.every_choice(round_), 0, 60, 5):
        rows = positions(choice)
        assert measures.blocking(round_, rows) == brute.blocking(round_, choice)
        left, right = measures.worths(round_, rows)
        assert total(round_, rows) == int(left.sum() + right.sum())


def test_problems_built_in_python_are_checked_too() -> None:
    draft = Draft(LEFT, RIGHT, [*ROWS, ("a", "z", 1, -1)], [Pin("a", "z")])
    with pytest.raises(Unusable) as refusal:
        checked(draft)
    assert str(refusal.value).splitlines() == [
        "pairs[4].right: nobody on the right is called z.",
        "pairs[4].right_value: -1 is below 0; leave the pair out to veto it.",
        "rules[0].right: nobody on that side is called z.",
    ]
    assert checked(Draft(LEFT, RIGHT, ROWS)).pairs.left.tolist() == [0, 0, 1, 2]
