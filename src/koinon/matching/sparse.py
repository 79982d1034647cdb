"""Best one-to-one pairs on a sparse graph with proven duals, cold by a scaled auction and warm by repair.

Cold: forward auction with ε-scaling down to 1 (Bertsekas 1988; the double-push of Goldberg & Kennedy 1995 is the
same step), then the few pairs that are not exactly tight are let go and found again by shortest augmenting paths. All
numbers are whole, so the result is exact, and it does not depend on threads.
"""

from typing import Self

import numpy as np

from koinon.matching.accelerated import njit
from koinon.matching.augmenting import Graph, Places, State, augment, desk
from koinon.matching.problem import Ints

FIRST_STEP, STEP_FACTOR = 40, 5
"""The first ε is the largest gain / FIRST_STEP, then each is a STEP_FACTOR-th of the one before."""


@njit
def bid(graph: Graph, state: State, step: int, waiting: Ints, count: int) -> None:
    """Auction: each waiting row takes its best column and raises its price past the second best, by ``step``."""
    start, to, gain = graph
    v, mate, holder = state.v, state.mate, state.holder
    while count > 0:
        count -= 1
        row = waiting[count]
        first, second, column = 0, 0, -1
        for edge in range(start[row], start[row + 1]):
            worth = gain[edge] - v[to[edge]]
            if worth > second:
                if worth > first:
                    second, first, column = first, worth, to[edge]
                else:
                    second = worth
        if column < 0:
            continue
        v[column] += first - second + step
        loser = holder[column]
        holder[column] = row
        mate[row] = column
        if loser >= 0:
            mate[loser] = -1
            waiting[count] = loser
            count += 1


@njit
def open_prices(state: State) -> None:
    """Let every pair go; a column that nobody holds asks for nothing."""
    for column in range(len(state.v)):
        if state.holder[column] < 0:
            state.v[column] = 0


@njit
def auction(graph: Graph, state: State, step: int) -> None:
    """Rounds of bids with ever smaller steps, the last with step 1; leaves nearly optimal pairs and prices."""
    rows = len(state.mate)
    waiting = np.empty(rows + 1, np.int64)
    while True:
        open_prices(state)
        state.mate[:] = -1
        state.holder[:] = -1
        for at in range(rows):
            waiting[at] = rows - 1 - at
        bid(graph, state, step, waiting, rows)
        if step <= 1:
            break
        step = max(1, step // STEP_FACTOR)
    open_prices(state)


@njit
def tighten_row(graph: Graph, state: State, row: int) -> None:
    """Set u of a row to its best worth at today's prices, and let its pair go if it is not the best."""
    best, own, mate = 0, -1, state.mate[row]
    for edge in range(graph.start[row], graph.start[row + 1]):
        worth = graph.gain[edge] - state.v[graph.to[edge]]
        best = max(best, worth)
        if graph.to[edge] == mate:
            own = worth
    state.u[row] = best
    if mate >= 0 and own != best:
        state.holder[mate] = -1
        state.mate[row] = -1


@njit
def tighten(graph: Graph, state: State) -> None:
    """Tighten every row. O(edges)."""
    for row in range(len(state.u)):
        tighten_row(graph, state, row)


@njit
def turned(graph: Graph, columns: int) -> Graph:
    """The same edges by right city (counting sort). O(edges)."""
    start = np.zeros(columns + 1, np.int64)
    for column in graph.to:
        start[column + 1] += 1
    for column in range(columns):
        start[column + 1] += start[column]
    place = start[:-1].copy()
    to = np.empty(len(graph.to), np.int32)
    gain = np.empty(len(graph.to), np.int64)
    for row in range(len(graph.start) - 1):
        for edge in range(graph.start[row], graph.start[row + 1]):
            at = place[graph.to[edge]]
            place[graph.to[edge]] += 1
            to[at] = row
            gain[at] = graph.gain[edge]
    return Graph(start, to, gain)


@njit
def joined(graph: Graph, more: Graph) -> Graph:
    """The edges of both graphs, those of the second behind those of the first. O(edges)."""
    rows = len(graph.start) - 1
    start = graph.start + more.start
    to = np.empty(start[rows], np.int32)
    gain = np.empty(start[rows], np.int64)
    for row in range(rows):
        at = start[row]
        for edge in range(graph.start[row], graph.start[row + 1]):
            to[at] = graph.to[edge]
            gain[at] = graph.gain[edge]
            at += 1
        for edge in range(more.start[row], more.start[row + 1]):
            to[at] = more.to[edge]
            gain[at] = more.gain[edge]
            at += 1
    return Graph(start, to, gain)


def graph_of(rows: int, left: Ints, right: Ints, gain: Ints) -> Graph:
    """A graph from three columns in any order; no pair may come twice."""
    order = np.argsort(left, kind="stable")
    start = np.zeros(rows + 1, np.int64)
    np.cumsum(np.bincount(left, minlength=rows), out=start[1:])
    return Graph(start, right[order].astype(np.int32), np.ascontiguousarray(gain[order], np.int64))


class Sparse:
    """The best pairs of a sparse graph, kept optimal while edges come, go and change.

    ``gain`` is what a pair adds over both staying alone. After :meth:`solve` or :meth:`repair` the duals prove the
    total: ``value`` = Σu + Σv = Σ gain of the pairs.
    """

    def __init__(self, graph: Graph, columns: int) -> None:
        rows = len(graph.start) - 1
        self.graph = graph
        self.state = State(
            np.zeros(rows, np.int64),
            np.zeros(columns, np.int64),
            np.full(rows, -1, np.int64),
            np.full(columns, -1, np.int64),
        )

    @classmethod
    def of(cls, sides: tuple[int, int], left: Ints, right: Ints, gain: Ints) -> Self:
        """From three columns in any order."""
        return cls(graph_of(sides[0], left, right, gain), sides[1])

    @property
    def value(self) -> int:
        """The total gain, read off the duals."""
        return int(self.state.u.sum() + self.state.v.sum())

    @property
    def mate(self) -> Ints:
        """The partner of each left city, −1 for none."""
        return self.state.mate

    def solve(self) -> int:
        """Best pairs from nothing; the total gain."""
        largest = int(self.graph.gain.max(initial=0))
        auction(self.graph, self.state, max(1, largest // FIRST_STEP))
        tighten(self.graph, self.state)
        return self.repair()

    def repair(self) -> int:
        """Best pairs again after rows were let go or prices changed (u feasible, pairs tight); the total gain."""
        state = self.state
        lone = np.flatnonzero((state.mate < 0) & (state.u > 0))
        if len(lone):
            augment(self.graph, state, lone, desk(self.graph, state))
        idle = np.flatnonzero((state.holder < 0) & (state.v > 0))
        if len(idle):
            graph, other = self.by_column(), State(state.v, state.u, state.holder, state.mate)
            augment(graph, other, idle, desk(graph, other))
        return self.value

    def by_column(self) -> Graph:
        """The same edges by right city."""
        return turned(self.graph, len(self.state.v))

    def add(self, more: Graph) -> None:
        """Take new edges in (none of them known before); the next repair makes the best of them."""
        self.graph = joined(self.graph, more)
        tighten(self.graph, self.state)


__all__ = ["Graph", "Places", "Sparse", "graph_of", "joined", "turned"]
