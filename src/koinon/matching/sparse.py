"""Best one-to-one pairs on a sparse graph with proven duals, cold by a scaled auction and warm by repair.

Cold: forward auction with ε-scaling down to 1 (Bertsekas 1988; the double-push of Goldberg & Kennedy 1995 is the
same step), then the few pairs that are not exactly tight are let go and found again by shortest augmenting paths. All
numbers are whole, so the result is exact, and it does not depend on threads.
"""

from typing import Self

import numpy as np

from koinon.matching.accelerated import njit
from koinon.matching.augmenting import State, augment, is_idle, other_side
from koinon.matching.graphs import Graph, graph_of, joined, turned
from koinon.matching.problem import Ints
from koinon.matching.tight import settle, tight_edges

FIRST_STEP, STEP_FACTOR = 40, 5
"""The first ε is the largest gain / FIRST_STEP, then each is a STEP_FACTOR-th of the one before."""

MANY, SOME, LATE_STEP = 12, 1000, 200
"""The auction begins again, with steps from the largest gain / LATE_STEP, when a MANY-th of the rows is alone."""


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
def take_turns(graph: Graph, state: State, row: int) -> None:
    """Augmenting row reduction (Jonker & Volgenant 1987): a chain of bids without a step, ended by the first tie."""
    start, to, gain = graph
    v, mate, holder = state.v, state.mate, state.holder
    for _ in range(len(mate)):
        first, second, column, other = 0, 0, -1, -1
        for edge in range(start[row], start[row + 1]):
            worth = gain[edge] - v[to[edge]]
            if worth > second:
                if worth > first:
                    second, other, first, column = first, column, worth, to[edge]
                else:
                    second, other = worth, to[edge]
        if first == second and column >= 0 and holder[column] >= 0:
            column = other if other >= 0 and holder[other] < 0 else -1
        if column < 0:
            return
        v[column] += first - second
        loser = holder[column]
        holder[column] = row
        mate[row] = column
        if loser < 0:
            return
        mate[loser] = -1
        row = loser


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
def solve_small(graph: Graph, state: State) -> int:
    """Best canonical pairs from nothing; the total gain, or −1 if the duals do not prove it. For few edges."""
    for _ in range(2):
        for row in range(len(state.mate)):
            if state.mate[row] < 0:
                take_turns(graph, state, row)
    tighten(graph, state)
    augment(graph, state)
    if is_idle(state):
        augment(turned(graph, len(state.v)), other_side(state))
    settle(tight_edges(graph, state), state)
    made = np.int64(0)
    for row in range(len(state.u)):
        for edge in range(graph.start[row], graph.start[row + 1]):
            if state.u[row] + state.v[graph.to[edge]] < graph.gain[edge]:
                return -1
            if graph.to[edge] == state.mate[row]:
                made += graph.gain[edge]
    return int(made) if made == state.u.sum() + state.v.sum() else -1


class Sparse:
    """The best pairs of a sparse graph, kept optimal while edges come, go and change.

    ``gain`` is what a pair adds over both staying alone. After :meth:`solve` or :meth:`repair` the duals prove the
    total: ``value`` = Σu + Σv = Σ gain of the pairs.
    """

    def __init__(self, graph: Graph, columns: int) -> None:
        rows = len(graph.start) - 1
        self.graph = graph
        self.columns: Graph | None = None
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
        augment(self.graph, self.state)
        if is_idle(self.state):
            augment(self.by_column(), other_side(self.state))
        return self.value

    def by_column(self) -> Graph:
        """The same edges by right city, made when first asked for."""
        if self.columns is None:
            self.columns = turned(self.graph, len(self.state.v))
        return self.columns

    def join(self, more: Graph) -> None:
        """Take new edges in (none of them known before), duals and pairs unchanged."""
        self.graph = joined(self.graph, more)
        columns, known = self.columns, len(self.state.v)
        fits = columns is not None and len(columns.start) == known + 1
        self.columns = joined(columns, turned(more, known)) if columns and fits else None

    def add(self, more: Graph) -> None:
        """Take new edges in, prices unchanged; the next repair makes the best of them.

        Where they unsettle many cities, the last rounds of the auction are cheaper than many paths.
        """
        self.join(more)
        tighten(self.graph, self.state)
        if np.count_nonzero(self.state.mate < 0) * MANY > len(self.state.mate) > SOME:
            auction(self.graph, self.state, max(1, int(self.graph.gain.max()) // LATE_STEP))
            tighten(self.graph, self.state)
