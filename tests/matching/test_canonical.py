"""One answer whatever found it: order of the input, names in another order, another optimum to start from."""

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koinon.matching import bipartite, constrained
from koinon.matching.bipartite import Task, canonical, task, weights
from koinon.matching.canonical import bits
from koinon.matching.exchange_writing import written
from koinon.matching.flow import Flow, begun, fill
from koinon.matching.matchings import total
from koinon.matching.problem import City, Mode, Problem, Row, problem
from koinon.matching.rules import Forbid
from koinon.matching.solve import solve

from . import brute
from .rounds import rounds


def shuffled(round_: Problem, seed: int) -> Problem:
    """The same round, given in another order."""
    dice = random.Random(seed)
    pairs = round_.pairs
    columns = (
        pairs.left.tolist(),
        pairs.right.tolist(),
        pairs.left_value.tolist(),
        pairs.right_value.tolist(),
    )
    rows: list[Row] = [
        (round_.left[a].id, round_.others[b].id, x, y) for a, b, x, y in zip(*columns, strict=True)
    ]
    left, right = list(round_.left), None if round_.right is None else list(round_.right)
    for given_ in (left, right, rows):
        if given_ is not None:
            dice.shuffle(given_)
    rules = dice.sample(round_.rules, len(round_.rules))
    return problem(
        left, right, rows, rules, everyone=round_.everyone, mode=round_.mode, max_loss=round_.max_loss
    )


@settings(max_examples=60, deadline=None)
@given(rounds(counting=False), st.integers(0, 1000))
def test_the_order_of_the_input_changes_nothing(round_: Problem, seed: int) -> None:
    other = shuffled(round_, seed)
    assert written(other, solve(other)) == written(round_, solve(round_))


def turned(flow: Flow) -> Flow:
    """The flow solved again from the other end, so that it finds other pairs and other prices."""
    n, m = flow.weight.shape
    weight = np.ascontiguousarray(flow.weight[::-1, ::-1].T)
    found = fill(begun(weight, flow.right_places[::-1].copy(), flow.left_places[::-1].copy())).turned
    made = np.ascontiguousarray(found.made[::-1, ::-1])
    assert made.shape == (n, m)
    return Flow(
        flow.weight, made, found.u[::-1].copy(), found.v[::-1].copy(), flow.left_places, flow.right_places
    )


@settings(max_examples=150, deadline=None)
@given(rounds(counting=False, most=5))
def test_every_optimum_leads_to_the_same_pairs(round_: Problem) -> None:
    if brute.best(replace(round_, everyone=False)) is None:
        return
    one = solved_flow(task(round_))
    other = turned(one)
    assert other.is_proven()
    canonical(one)
    canonical(other)
    assert one.made.tobytes() == other.made.tobytes()


def solved_flow(todo: Task) -> Flow:
    """An optimum of a task, not yet canonical."""
    places = todo.reduction.left_places, todo.reduction.right_places
    return fill(begun(weights(todo), *places))


def test_a_pair_that_gains_nothing_is_not_made() -> None:
    round_ = problem([City("a", outside=2)], [City("x", outside=3)], [("a", "x", 1, 4)])
    answer = solve(round_)
    assert (answer.pairs, answer.total, answer.bound) == ((), 5, 5)
    assert solve(replace(round_, everyone=True)).pairs == (("a", "x"),)


def test_one_pair_before_two_of_the_same_worth() -> None:
    rows = [("a", "x", 3, 2), ("b", "y", 1, 4), ("a", "y", 5, 5)]
    round_ = problem([City("a"), City("b")], [City("x"), City("y")], rows)
    assert solve(round_).pairs == (("a", "y"),)
    assert solve(replace(round_, everyone=True)).pairs == (("a", "x"), ("b", "y"))


def test_hubs_take_the_first_partners_in_order() -> None:
    left, right = [City("a", 2), City("b", 2)], [City(name) for name in "wxyz"]
    rows = [(city.id, other.id, 1, 1) for city in left for other in right]
    assert solve(problem(left, right, rows)).pairs == (("a", "w"), ("a", "x"), ("b", "y"), ("b", "z"))


def test_bits_are_told_in_order() -> None:
    assert list(bits(0b1011)) == [0, 1, 3]
    assert list(bits(1 << 5000)) == [5000]


@settings(max_examples=30, deadline=None)
@given(rounds(Mode.STABLE_LEFT), st.integers(0, 1000))
def test_stable_pairs_do_not_depend_on_the_order_either(round_: Problem, seed: int) -> None:
    other = shuffled(round_, seed)
    assert written(other, solve(other)) == written(round_, solve(round_))


def tied(seed: int) -> Problem:
    """A round of some dozen cities with many equal values, hubs in two of three, everyone in every second."""
    dice = np.random.default_rng(seed)
    places = [[1], [1, 1, 2], [0, 1, 3]][seed % 3]
    left, right = (
        [City(f"{side}{at:02}", int(dice.choice(places)), int(dice.integers(0, 3))) for at in range(size)]
        for side, size in zip("lr", dice.integers(5, 40, 2), strict=True)
    )
    most, share = int(dice.choice([3, 8, 50])), dice.choice([0.3, 0.6, 1.0])
    rows = [
        (a.id, b.id, int(dice.integers(0, most)), int(dice.integers(0, most)))
        for a in left
        for b in right
        if dice.random() < share
    ]
    return problem(left, right, rows, [Forbid(*rows[0][:2])], everyone=seed % 2 == 1)


@pytest.mark.parametrize("seed", range(48))
def test_flows_and_programmes_settle_on_the_same_pairs(seed: int) -> None:
    round_ = tied(seed)
    flow, programme = bipartite.best(round_), constrained.best(round_)
    assert flow.rows.tolist() == programme.rows.tolist()
    assert flow.bound == programme.bound == total(round_, flow.rows)
    if seed % 3 == 0:
        assert bipartite.from_list(task(round_)).rows.tolist() == flow.rows.tolist()
