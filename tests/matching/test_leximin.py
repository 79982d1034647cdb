"""Leximin by flows and by whole numbers: the same answer, and the one that trying everything gives."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koinon.matching import leximin, rising
from koinon.matching.answer import silent
from koinon.matching.levelling import levelled
from koinon.matching.measures import worths
from koinon.matching.problem import City, Mode, Pairs, Problem, problem
from koinon.matching.reduction import reduce
from koinon.matching.solve import best

from . import brute
from .made import two_sides
from .rounds import rounds


def one_place_each(round_: Problem) -> Problem:
    sides = (
        tuple(replace(city, capacity=min(city.capacity, 1)) for city in side)
        for side in (round_.left, round_.others)
    )
    left, right = sides
    return replace(round_, left=left, right=right)


def vector(round_: Problem, rows: np.ndarray) -> list[int]:
    return sorted(np.concatenate(worths(round_, rows)).tolist())


@settings(max_examples=80, deadline=None)
@given(rounds(Mode.LEXIMIN, ruled=False).map(one_place_each))
def test_flows_answer_what_trying_everything_answers(round_: Problem) -> None:
    told = leximin.leximin(round_, best(round_))
    assert leximin.is_simple(round_, reduce(round_))
    assert tuple(told.rows.tolist()) == brute.leximin(round_)


@pytest.mark.parametrize("few", [0, 10])
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_bisection_and_closing_one_by_one_agree(few: int, data: st.DataObject) -> None:
    round_ = data.draw(rounds(Mode.LEXIMIN, ruled=False, most=4).map(one_place_each))
    kept, rising.FEW = rising.FEW, few
    try:
        assert tuple(leximin.leximin(round_, best(round_)).rows.tolist()) == brute.leximin(round_)
    finally:
        rising.FEW = kept


@pytest.mark.slow
@pytest.mark.parametrize(("size", "highest"), [(7, 3), (8, 40), (9, 2000)])
def test_flows_and_whole_numbers_agree(size: int, highest: int) -> None:
    dice = np.random.default_rng(size)
    shape = two_sides(size, size)
    values = dice.integers(0, highest + 1, (2, size * size))
    kept = np.flatnonzero(dice.random(size * size) < 0.8)
    columns = shape.pairs.left, shape.pairs.right, values[0], values[1]
    round_ = replace(shape, mode=Mode.LEXIMIN, pairs=Pairs(*(column[kept] for column in columns)))
    first = best(round_)
    by_flow = leximin.leximin(round_, first).rows
    assert by_flow.tolist() == levelled(round_, reduce(round_), first.rows, silent).tolist()


def test_the_worst_off_is_raised_and_the_bound_stays_that_of_the_best_total() -> None:
    round_ = replace(two_sides(40, 1), mode=Mode.LEXIMIN)
    first = best(round_)
    told = leximin.leximin(round_, first)
    assert told.bound == first.bound
    assert told.proven
    assert vector(round_, told.rows) > vector(round_, first.rows)


def test_more_cities_on_one_side_leave_as_few_alone_as_can_be() -> None:
    square = two_sides(12, 2)
    few = square.pairs.left < 9
    columns = square.pairs
    pairs = Pairs(
        *(column[few] for column in (columns.left, columns.right, columns.left_value, columns.right_value))
    )
    round_ = replace(square, left=square.left[:9], pairs=pairs, mode=Mode.LEXIMIN)
    assert len(leximin.leximin(round_, best(round_)).rows) == 9


def test_a_pinned_partner_counts_for_its_city() -> None:
    """The hub has 7 from its pin, so the last place goes to the city that has nothing."""
    rows = [("hub", "a", 7, 7), ("hub", "b", 5, 1), ("poor", "b", 3, 1), ("poor", "c", 2, 2)]
    left, right = [City("hub", 2), City("poor")], [City("a"), City("b"), City("c")]
    round_ = problem(left, right, rows, mode=Mode.LEXIMIN)
    assert tuple(leximin.leximin(round_, best(round_)).rows.tolist()) == brute.leximin(round_) == (0, 1, 3)


def test_a_city_below_nothing_is_raised_before_one_above() -> None:
    """Levels below 0 are levels too: a hub whose free places cost it 4 comes first, though the pair gives nothing else."""
    rows = [("x", "a", 2, 3), ("x", "b", 9, 1), ("x", "hub", 0, 0)]
    round_ = problem(
        [City("x")], [City("a"), City("b", outside=1), City("hub", 2, -2)], rows, mode=Mode.LEXIMIN
    )
    assert tuple(leximin.leximin(round_, best(round_)).rows.tolist()) == brute.leximin(round_) == (2,)
