"""The flow, the library's pairs with prices, and the list of pairs: one answer, proven, whichever found it."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy.optimize import Bounds, LinearConstraint, linear_sum_assignment, milp

from koinon.matching import assignment, bipartite
from koinon.matching.flow import Flow, begun, fill
from koinon.matching.problem import City, Ints, Problem, problem

from . import brute
from .rounds import rounds


@st.composite
def tables(draw: st.DrawFn, places: int, most: int = 8) -> tuple[Ints, Ints, Ints]:
    """Weights (0 for unwanted pairs) and the places of both sides."""
    shape = draw(st.tuples(st.integers(1, most), st.integers(1, most)))
    weight = draw(arrays.arrays(np.int64, shape, elements=st.integers(0, 12)))
    left, right = (draw(arrays.arrays(np.int64, side, elements=st.integers(0, places))) for side in shape)
    weight[left == 0] = 0
    weight[:, right == 0] = 0
    return weight, left, right


def by_programme(weight: Ints, left: Ints, right: Ints) -> int:
    """The same optimum by an integer programme of scipy's."""
    n, m = weight.shape
    rows = np.kron(np.eye(n), np.ones(m))
    columns = np.kron(np.ones(n), np.eye(m))
    limits = LinearConstraint(np.vstack([rows, columns]), -np.inf, np.concatenate([left, right]))
    found = milp(-weight.ravel(), constraints=limits, bounds=Bounds(0, 1), integrality=np.ones(n * m))
    best: int = round(-found.fun)
    return best


def keeps_places(flow: Flow) -> bool:
    return bool((flow.spare() >= 0).all() and (flow.turned.spare() >= 0).all())


@settings(max_examples=100, deadline=None)
@given(tables(places=3, most=6))
def test_a_flow_is_the_optimum_and_proves_it(table: tuple[Ints, Ints, Ints]) -> None:
    flow = fill(begun(*table))
    assert keeps_places(flow)
    assert flow.is_proven()
    assert flow.value() == flow.bound() == by_programme(*table)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("shape", [(40, 40), (30, 70), (70, 30)])
def test_the_library_and_the_flow_agree(seed: int, shape: tuple[int, int]) -> None:
    dice = np.random.default_rng(seed)
    weight = np.maximum(0, dice.integers(-20, [50, 5000][seed % 2], shape))
    one = [np.ones(side, np.int64) for side in shape]
    quick, slow = assignment.assigned(weight, *one), fill(begun(weight, *one))
    assert quick.is_proven()
    rows, columns = linear_sum_assignment(weight, maximize=True)
    assert quick.value() == slow.value() == weight[rows, columns].sum()
    bipartite.canonical(quick)
    bipartite.canonical(slow)
    assert quick.made.tobytes() == slow.made.tobytes()


@pytest.mark.parametrize("seed", range(6))
def test_hubs_of_several_places(seed: int) -> None:
    dice = np.random.default_rng(seed)
    weight = np.maximum(0, dice.integers(-20, 60, (40, 50)))
    left, right = dice.choice([1, 1, 1, 1, 0, 3], 40), dice.choice([1, 1, 1, 2], 50)
    weight[left == 0] = 0
    quick, slow = assignment.assigned(weight, left, right), fill(begun(weight, left, right))
    assert quick.is_proven()
    assert keeps_places(quick)
    bipartite.canonical(quick)
    bipartite.canonical(slow)
    assert quick.made.tobytes() == slow.made.tobytes()


def test_prices_of_wrong_pairs_do_not_prove_them() -> None:
    weight = np.array([[5, 9], [9, 5]])
    one = np.ones(2, np.int64)
    u, v = assignment.prices(weight, np.array([0, 1]))
    assert not Flow(weight, np.eye(2, dtype=np.bool_), u, v, one, one).is_proven()


def test_weights_beyond_64_bits_stay_exact() -> None:
    huge = 1 << 70
    weight = np.array([[huge + 1, huge, 0], [huge, 0, huge + 3]], object)
    flow = fill(begun(weight, np.array([1, 1]), np.array([1, 1, 1])))
    bipartite.canonical(flow)
    assert flow.is_proven()
    assert flow.value() == 2 * huge + 4


def test_everyone_with_values_near_the_limit() -> None:
    value = 1 << 49
    rows = [("a", "x", value, 1), ("a", "y", 0, 0), ("b", "x", 0, 1)]
    round_ = problem([City("a"), City("b", 600)], [City("x"), City("y", 600)], rows, everyone=True)
    task = bipartite.task(round_)
    assert bipartite.best(round_).rows.tolist() == [1, 2]
    assert task.premium > value


def one_to_one(round_: Problem) -> Problem:
    """The same round with one place a city."""
    single = [
        tuple(replace(city, capacity=min(city.capacity, 1)) for city in side)
        for side in (round_.left, round_.others)
    ]
    return replace(round_, left=single[0], right=single[1])


@settings(max_examples=60, deadline=None)
@given(rounds(counting=False).map(one_to_one))
def test_from_the_list_of_pairs(round_: Problem) -> None:
    if brute.best(round_) is None:
        return
    task = bipartite.task(round_)
    assert bipartite.from_list(task).rows.tolist() == bipartite.best(round_).rows.tolist()


@pytest.mark.parametrize("contested", [False, True])
def test_three_hundred_cities_all_alike(contested: bool) -> None:
    """Every pairing is optimal: the canonical one pairs them in the order of their ids."""
    weight = np.full((300, 300), 7)
    if contested:
        weight[:, 150] = 9
    one = np.ones(300, np.int64)
    flow = assignment.assigned(weight, one, one)
    bipartite.canonical(flow)
    assert (flow.made == np.eye(300, dtype=np.bool_)).all()
