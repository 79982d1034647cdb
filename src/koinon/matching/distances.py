"""What every pair would cost, all at once: shortest ways through the reduced prices of a best one-to-one answer.

Making pair (i, j) displaces j's partner; the cheapest way for everybody to make room ends at the place that i gave up.
With reduced prices u + v − gain ≥ 0 that is a shortest path, so one all-pairs run (Floyd 1962; Warshall 1962) answers
for all n² pairs. One node more, OUT, stands for being alone: every distance is at most the way through it, u + v, so
longer edges are cut there and 32 bits suffice.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from koinon.matching.accelerated import njit
from koinon.matching.augmenting import State
from koinon.matching.features import Best
from koinon.matching.problem import Ints


class Costs(NamedTuple):
    """What the total gain loses: by making each pair, and for each left city by not making the pair it has."""

    force: Ints
    forbid: Ints


@njit
def shortest(ways: NDArray[np.integer]) -> None:
    """All-pairs shortest distances, in place; lengths ≥ 0, and no sum of two may overflow. O(n³), vectorised."""
    nodes = len(ways)
    for through in range(nodes):
        onward = ways[through].copy()
        for node in range(nodes):
            first = ways[node, through]
            for goal in range(nodes):
                longer = ways.dtype.type(first + onward[goal])
                ways[node, goal] = min(ways[node, goal], longer)


@njit
def residual(over: Ints, state: State, ways: NDArray[np.integer], farthest: int) -> None:
    """The lengths of single steps: a row takes a column and displaces its holder; the last node is OUT."""
    rows, columns = over.shape
    for row in range(rows):
        out = state.u[row]
        for column in range(columns):
            holder, step = state.holder[column], over[row, column]
            if holder < 0:
                out = min(out, step)
            else:
                ways[row, holder] = min(step, farthest)
        ways[row, rows] = out
        ways[rows, row] = 0 if state.mate[row] < 0 else state.v[state.mate[row]]
    for node in range(rows + 1):
        ways[node, node] = 0


@njit
def costs(over: Ints, state: State, ways: NDArray[np.integer]) -> Costs:
    """Read the costs off all distances: forcing displaces the holder, forbidding takes the next best way."""
    rows, columns = over.shape
    force, forbid = np.empty((rows, columns), np.int64), np.zeros(rows, np.int64)
    for row in range(rows):
        mate, least = state.mate[row], state.u[row] + np.int64(ways[rows, row])
        for column in range(columns):
            holder = state.holder[column]
            force[row, column] = over[row, column] + ways[rows if holder < 0 else holder, row]
            if column != mate:
                least = min(least, force[row, column])
        if mate >= 0:
            forbid[row] = least
    return Costs(force, forbid)


def all_costs(best: Best) -> Costs:
    """The cost of making and of not making every pair. O(n³) time, O(n²) memory; meant for up to 1,000 cities.

    A city without a pair has nothing to forbid: 0.
    """
    state, nodes = best.sparse.state, len(best.mate) + 1
    over = state.u[:, None] + state.v - best.scores.matrix()
    farthest = int(state.u.max() + state.v.max() + 1)
    ways = np.full((nodes, nodes), farthest, np.int32 if farthest < 1 << 29 else np.int64)
    residual(over, state, ways, farthest)
    shortest(ways)
    return costs(over, state, ways)
