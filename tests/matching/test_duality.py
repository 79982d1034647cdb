"""Prices prove bounds; and independent peers (scipy, OR-tools, OR-Library) find the same totals."""

import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from ortools.sat.python import cp_model
from scipy.optimize import linear_sum_assignment, linprog
from scipy.sparse import csr_array

from koinon.matching.constrained import best, opened
from koinon.matching.generation import exact
from koinon.matching.matchings import idle_total
from koinon.matching.problem import City, Mode, Pairs, Problem, problem
from koinon.matching.rules import AtLeast, AtMost, AtMostPairs, Rule, Side, groups
from koinon.matching.solve import solve
from koinon.matching.verify import proven_bound

from . import brute
from .rounds import rounds

ORLIB = Path(__file__).resolve().parents[3] / "shared" / "data" / "orlib"
SIZES = [100, 200, 300, 400, 500, 600, 700, 800]


def dense(values: NDArray[np.int64], places: int = 1, *, everyone: bool = False) -> Problem:
    """A round in which every pair is worth so much to its left city."""
    rows, columns = values.shape
    left = tuple(City(f"l{at:04}", 1 + at % places) for at in range(rows))
    right = tuple(City(f"r{at:04}", 1 + at % places) for at in range(columns))
    one, two = (np.ascontiguousarray(part.ravel()) for part in np.indices(values.shape))
    pairs = Pairs(one, two, values.ravel().astype(np.int64), np.zeros(values.size, np.int64))
    return Problem(left, right, pairs, (), everyone, Mode.BEST, Fraction(0))


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_prices_at_all_bound_every_choice(data: st.DataObject) -> None:
    """Weak duality: the bound does not rest on where the prices come from."""
    round_ = data.draw(rounds(ruled=False, pool=data.draw(st.booleans())))
    todo = opened(round_)
    drawn = data.draw(
        st.lists(st.floats(-9, 9), min_size=len(todo.limits.low), max_size=len(todo.limits.low))
    )
    priced = exact(todo.limits, todo.open, round_.gain, np.array(drawn))
    tried = brute.best(round_)
    assert tried is not None
    assert idle_total(round_) + priced.bound >= brute.total(round_, tried)


@settings(max_examples=40, deadline=None)
@given(rounds(ruled=False))
def test_the_bound_of_a_free_round_is_the_total(round_: Problem) -> None:
    """The relaxation of a pairing of two sides is whole, so the prices close the gap."""
    if not round_.everyone:
        assert proven_bound(round_) == solve(round_).total


@pytest.mark.parametrize("places", [1, 3])
def test_the_linear_programme_of_scipy(places: int) -> None:
    values = np.random.default_rng(7).integers(0, 40, (30, 24))
    round_ = dense(values, places)
    each = np.arange(values.size)
    use = csr_array(
        (
            np.ones(2 * values.size),
            (np.r_[round_.pairs.left, 30 + round_.pairs.right], np.r_[each, each]),
        )
    )
    capacity = [city.capacity for city in (*round_.left, *round_.others)]
    peer = linprog(-values.ravel(), A_ub=use, b_ub=capacity, bounds=(0, 1), method="highs")
    assert solve(round_).total == round(-peer.fun)
    assert best(round_).bound == round(-peer.fun)


def test_the_assignment_of_scipy() -> None:
    values = np.random.default_rng(8).integers(1, 1000, (70, 70))
    rows, columns = linear_sum_assignment(-values)
    told = solve(dense(values))
    assert (told.total, told.bound) == (values[rows, columns].sum(), told.total)


def ruled(values: NDArray[np.int64], seed: int) -> Problem:
    """A round with quotas, minima and caps between three countries a side."""
    draw = np.random.default_rng(seed)
    left = [City(f"l{at:02}", 1 + at % 2, 0, groups({"c": "XYZ"[at % 3]})) for at in range(len(values))]
    right = [City(f"r{at:02}", 1, 0, groups({"c": "XYZ"[draw.integers(3)]})) for at in range(values.shape[1])]
    rules: list[Rule] = [
        AtMost(Side.LEFT, groups({"c": "X"}), 3),
        AtMost(Side.RIGHT, groups({"c": "Y"}), 2),
        AtLeast(Side.LEFT, groups({"c": "Z"}), 4),
        *(AtMostPairs(groups({"c": one}), groups({"c": two}), 1) for one in "XYZ" for two in "XY"),
    ]
    rows = [(a.id, b.id, int(values[i, j]), 0) for i, a in enumerate(left) for j, b in enumerate(right)]
    return problem(left, right, rows, rules)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_the_constraint_programme_of_or_tools(seed: int) -> None:
    """Rules at a size beyond trying everything, against a solver of another kind."""
    values = np.random.default_rng(seed).integers(0, 50, (14, 13))
    round_ = ruled(values, seed)
    model = cp_model.CpModel()
    makes = [model.new_bool_var("") for _ in range(len(round_.pairs))]
    ends = list(zip(round_.pairs.left.tolist(), round_.pairs.right.tolist(), strict=True))
    for at, city in enumerate(round_.left):
        model.add(sum(make for make, end in zip(makes, ends, strict=True) if end[0] == at) <= city.capacity)
    for at, city in enumerate(round_.others):
        model.add(sum(make for make, end in zip(makes, ends, strict=True) if end[1] == at) <= city.capacity)
    for rule in round_.rules:
        if isinstance(rule, AtMostPairs):
            used = sum(make for pair, make in enumerate(makes) if brute.joins(round_, pair, rule))
        else:
            assert isinstance(rule, AtMost | AtLeast)
            used = sum(make for pair, make in enumerate(makes) if brute.used(round_, (pair,), rule))
        model.add(used >= rule.count if isinstance(rule, AtLeast) else used <= rule.count)
    model.maximize(sum(int(gain) * make for gain, make in zip(round_.gain, makes, strict=True)))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(model) == cp_model.OPTIMAL
    told = solve(round_)
    assert (told.total, told.bound) == (round(solver.objective_value), told.total)


@pytest.mark.slow
@pytest.mark.skipif(not ORLIB.exists(), reason="the problems of OR-Library are not beside this checkout")
@pytest.mark.parametrize("size", SIZES)
def test_the_assignments_of_or_library(size: int) -> None:
    costs = np.load(ORLIB / "orlib_assign.npz")[f"assign{size}"].astype(np.int64)
    least = json.loads((ORLIB / "orlib_assign_optimum.json").read_text())[f"assign{size}"]
    told = solve(dense(1000 - costs, everyone=True))
    assert len(told.pairs) == size
    assert (told.total, told.bound) == (1000 * size - least, told.total)
