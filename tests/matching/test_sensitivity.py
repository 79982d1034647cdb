"""How far a weight may move: exact ends, checked by trying everything on either side of them."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from koinon.matching.problem import City, Problem, problem
from koinon.matching.sensitivity import Edge, Interval, Weighted, edge, intervals

from . import brute
from .rounds import rounds


def two_ways() -> Problem:
    """ax and by are worth 10 + 6; ay and bx 7 + 7, of which two points come of language at weight 3."""
    rows = [("a", "x", 10, 0), ("a", "y", 7, 0), ("b", "x", 7, 0), ("b", "y", 6, 0)]
    return problem([City("a"), City("b")], [City("x"), City("y")], rows)


def test_the_weight_at_which_other_pairs_take_over() -> None:
    language = Weighted("language", 3, np.array([0, 1, 0, 0]))
    assert intervals(two_ways(), np.array([0, 3]), [language]) == (
        Interval("language", 3, None, Edge(Fraction(5), ("a", "x"), ("a", "y"))),
    )


def test_a_criterion_that_nothing_hangs_on() -> None:
    same = Weighted("size", 2, np.ones(4, np.int64))
    assert intervals(two_ways(), np.array([0, 3]), [same]) == (Interval("size", 2, None, None),)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_best_up_to_the_edge_and_not_beyond(data: st.DataObject) -> None:
    round_ = data.draw(rounds(pool=data.draw(st.booleans()), most=3))
    found = brute.best(round_)
    assume(found is not None)
    assert found is not None
    points = data.draw(st.lists(st.integers(0, 4), min_size=len(round_.pairs), max_size=len(round_.pairs)))
    choices = brute.fullest(round_, brute.allowed(round_, round_.rules))

    def is_best(weight: Fraction) -> bool:
        values = [int(gain) + (weight - 3) * units for gain, units in zip(round_.gain, points, strict=True)]
        return sum(values[at] for at in found) == max(sum(values[at] for at in made) for made in choices)

    criterion = Weighted("points", 3, np.array(points, np.int64))
    for limit, beyond in ((0, -Fraction(1, 10**6)), (12, Fraction(1, 10**6))):
        end = edge(round_, np.array(found, np.int64), criterion, limit)
        assert is_best(Fraction(limit) if end is None else end.weight)
        assert end is None or not is_best(end.weight + beyond)
