"""The peers, each as the one step from features to pairs; one that is not installed is left out and named."""

import sys
from collections.abc import Callable
from importlib.util import find_spec
from types import ModuleType
from typing import Any

import numpy as np

from benchmarks.pairing.rounds import Matrix, Round

NEEDED = {
    "scipy": "scipy", "lapjv": "lapjv", "lapx": "lap", "ortools": "ortools", "rustworkx": "rustworkx",
    "algmatch": "algmatch", "matching": "matching", "highspy": "highspy", "POT": "ot",
}  # fmt: skip


def missing() -> list[str]:
    """Peers that are not installed here."""
    return [name for name, module in NEEDED.items() if find_spec(module) is None]


def scores(left: Matrix, right: Matrix) -> Matrix:
    return (left @ right.T).astype(np.int32)


def scipy_dense(left: Matrix, right: Matrix) -> Matrix:
    from scipy.optimize import linear_sum_assignment

    return np.asarray(linear_sum_assignment(scores(left, right).astype(np.float64), maximize=True)[1])


def lapjv_dense(left: Matrix, right: Matrix) -> Matrix:
    import lapjv

    worth = scores(left, right)
    return np.asarray(lapjv.lapjv((worth.max() - worth).astype(np.float32))[0])


def lapx_dense(left: Matrix, right: Matrix) -> Matrix:
    import lap

    worth = scores(left, right)
    return np.asarray(lap.lapjvs((worth.max() - worth).astype(np.float32), return_cost=False)[1])


def ortools_dense(left: Matrix, right: Matrix) -> Matrix:
    from ortools.graph.python.linear_sum_assignment import SimpleLinearSumAssignment

    worth = scores(left, right)
    solver, (rows, columns) = SimpleLinearSumAssignment(), np.indices(worth.shape)
    solver.add_arcs_with_cost(rows.ravel(), columns.ravel(), -worth.ravel().astype(np.int64))
    solver.solve()
    return np.array([solver.right_mate(row) for row in range(len(worth))])


def pot_dense(left: Matrix, right: Matrix) -> Matrix:
    import ot

    worth = scores(left, right)
    share = np.ones(len(worth))
    return np.asarray(
        ot.emd(share, share, (worth.max() - worth).astype(np.float64), numItermax=10**9).argmax(1)
    )


Dense = Callable[[Matrix, Matrix], Matrix]
DENSE: dict[str, Dense] = {
    "scipy": scipy_dense,
    "lapjv": lapjv_dense,
    "lapx": lapx_dense,
    "ortools": ortools_dense,
    "POT": pot_dense,
}


def dense(*names: str) -> dict[str, Dense]:
    """The dense solvers of these names that are installed."""
    return {name: DENSE[name] for name in names if find_spec(NEEDED[name])}


def numpy_stable(own: Matrix, theirs: Matrix) -> Matrix:
    """Deferred acceptance in whole-array steps: all who are free propose at once."""
    rows, columns = own.shape
    order = np.argsort(-own, 1, kind="stable")
    asked, mate, holder = np.zeros(rows, np.int64), np.full(rows, -1), np.full(columns, -1)
    free = np.arange(rows)
    while len(free):
        column = order[free, asked[free]]
        asked[free] += 1
        ranking = np.lexsort((free, -theirs[free, column], column))
        column, first = np.unique(column[ranking], return_index=True)
        winner, former = free[ranking][first], holder[column]
        better = (former < 0) | (theirs[winner, column] > theirs[np.maximum(former, 0), column])
        mate[former[better & (former >= 0)]] = -1
        holder[column[better]], mate[winner[better]] = winner[better], column[better]
        free = np.flatnonzero((mate < 0) & (asked < columns))
    return mate


class Absent(ModuleType):
    """Stands for a proprietary solver that algmatch imports at its head and stable marriage never uses."""

    def __getattr__(self, name: str) -> Any:
        return type(name, (), {})


def algmatch_stable(own: Matrix, theirs: Matrix) -> Matrix:
    if not find_spec("gurobipy"):
        sys.modules.setdefault("gurobipy", Absent("gurobipy"))
    from algmatch import SM

    lists = [np.argsort(-values, 1, kind="stable") + 1 for values in (own, theirs.T)]
    men, women = ({row + 1: line.tolist() for row, line in enumerate(side)} for side in lists)
    found = SM(dictionary={"men": men, "women": women}, optimised_side="men").get_stable_matching()
    mate = np.full(len(own), -1)
    for man, woman in found["man_sided"].items():
        mate[int(man[1:]) - 1] = int(str(woman)[1:]) - 1
    return mate


def matching_stable(own: Matrix, theirs: Matrix) -> Matrix:
    from matching.games import StableMarriage

    lists = [np.argsort(-values, 1, kind="stable").tolist() for values in (own, theirs.T)]
    left = {f"l{row}": [f"r{column}" for column in line] for row, line in enumerate(lists[0])}
    right = {f"r{column}": [f"l{row}" for row in line] for column, line in enumerate(lists[1])}
    found = StableMarriage.create_from_dictionaries(left, right).solve()
    mate = np.full(len(own), -1)
    for one, other in found.items():
        mate[int(str(one)[1:])] = int(str(other)[1:])
    return mate


def rustworkx_pool(weight: Matrix) -> int:
    """The best total of one pool over all pairs."""
    import rustworkx

    graph = rustworkx.PyGraph()
    graph.add_nodes_from(range(len(weight)))
    rows, columns = np.triu_indices(len(weight), 1)
    worth = weight[rows, columns]
    graph.add_edges_from(list(zip(rows.tolist(), columns.tolist(), worth.tolist(), strict=True)))
    made = rustworkx.max_weight_matching(graph, weight_fn=int)
    return sum(int(weight[a, b]) for a, b in made)


def own_values(made: Round) -> tuple[Matrix, Matrix]:
    """What peers of deferred acceptance start from."""
    one, other = (np.asarray(a @ b.T, np.int32) for a, b in (made.own, made.theirs))
    return one, other
