"""Sparse rounds: exact totals with duals that prove them, cold, with edges joining, and with unequal sides."""

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from koinon.matching import sparse
from koinon.matching.graphs import Graph, graph_of, turned
from koinon.matching.problem import Ints
from koinon.matching.sparse import Sparse

Edges = NDArray[np.bool_]


def drawn(seed: int) -> tuple[Ints, Edges]:
    """Gains of a random round, and which pairs are edges."""
    random = np.random.default_rng(seed)
    shape = random.integers(1, 30, 2)
    return random.integers(-5, 60, shape), random.random(shape) < random.random()


def ends(edges: Edges) -> tuple[Ints, Ints]:
    left, right = np.nonzero(edges)
    return left, right


def prove(problem: Sparse, gains: Ints, edges: Edges) -> None:
    """LP duality: feasible duals, tight pairs, and the total that scipy finds."""
    u, v, mate, holder = problem.state
    assert u.min(initial=0) >= 0
    assert v.min(initial=0) >= 0
    assert ((u[:, None] + v[None, :] - gains)[edges] >= 0).all()
    made = np.flatnonzero(mate >= 0)
    assert edges[made, mate[made]].all()
    assert (holder[mate[made]] == made).all()
    assert int((holder >= 0).sum()) == len(made)
    wanted = np.where(edges, np.maximum(gains, 0), 0)
    rows, columns = linear_sum_assignment(wanted, maximize=True)
    assert problem.value == int(gains[made, mate[made]].sum()) == int(wanted[rows, columns].sum())


@pytest.mark.parametrize("seed", range(80))
def test_best_and_proven(seed: int) -> None:
    gains, edges = drawn(seed)
    left, right = np.nonzero(edges)
    problem = Sparse.of((len(gains), gains.shape[1]), left, right, gains[left, right])
    problem.solve()
    prove(problem, gains, edges)


@pytest.mark.parametrize("seed", range(80))
def test_edges_that_join_are_made_the_best_of(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    if seed % 2:
        monkeypatch.setattr(sparse, "SOME", 0)
    gains, edges = drawn(seed)
    later = np.random.default_rng(seed).random(gains.shape) < 0.5
    now, more = edges & ~later, edges & later
    problem = Sparse.of((len(gains), gains.shape[1]), *ends(now), gains[now])
    problem.solve()
    problem.add(graph_of(len(gains), *ends(more), gains[more]))
    problem.repair()
    prove(problem, gains, edges)


def test_a_graph_turned_twice_is_itself() -> None:
    gains, edges = drawn(3)
    left, right = np.nonzero(edges)
    graph = graph_of(len(gains), left, right, gains[left, right])
    back: Graph = turned(turned(graph, gains.shape[1]), len(gains))
    assert np.array_equal(graph.start, back.start)
    assert np.array_equal(graph.to, back.to)
    assert np.array_equal(graph.gain, back.gain)


def test_nobody_to_pair_with() -> None:
    nothing = np.array([], np.int64)
    problem = Sparse.of((2, 3), nothing, nothing, nothing)
    assert problem.solve() == 0
    assert problem.mate.tolist() == [-1, -1]
