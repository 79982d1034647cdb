"""Kernels of what-if: one city's pairs changed, and the answer mended by one search from either end of the change.

The edges of the round stay as they are and are shared by all questions; a question brings the changed edges of one
city along as a :class:`~koinon.matching.augmenting.Line` and its own duals, O(cities) to copy.
"""

import numpy as np

from koinon.matching.accelerated import njit
from koinon.matching.augmenting import (
    Desk,
    Line,
    State,
    augment_row,
    drop_first,
    fresh_desk,
    no_line,
    other_side,
    push,
)
from koinon.matching.graphs import Graph
from koinon.matching.meeting import meet
from koinon.matching.problem import Ints

BARRED = 1 << 55
"""The price of a city that no search may pass: past every sum of gains, and far from overflowing."""


@njit
def with_gain(graph: Graph, city: int, other: int, gain: int) -> Line:
    """The edges of a city with another gain of its pair with ``other``; under 1 the pair is left out."""
    first, last = graph.start[city], graph.start[city + 1]
    to = np.empty(last - first + 1, np.int32)
    gains = np.empty(last - first + 1, np.int64)
    count = 0
    for edge in range(first, last):
        if graph.to[edge] != other:
            to[count] = graph.to[edge]
            gains[count] = graph.gain[edge]
            count += 1
    if gain > 0:
        to[count] = other
        gains[count] = gain
        count += 1
    return Line(city, to[:count], gains[:count])


@njit
def willing(city: int, gains: Ints) -> Line:
    """The edges of a city that comes: every one that gains."""
    to = np.flatnonzero(gains > 0).astype(np.int32)
    return Line(city, to, gains[to])


@njit
def tighten_line(line: Line, state: State) -> None:
    """Set u of the line's city to its best worth at today's prices, and let its pair go if it is not the best."""
    best, own, mate = np.int64(0), np.int64(-1), state.mate[line.city]
    for edge in range(len(line.to)):
        worth = line.gain[edge] - state.v[line.to[edge]]
        best = max(best, worth)
        if line.to[edge] == mate:
            own = worth
    state.u[line.city] = best
    if mate >= 0 and own != best:
        state.holder[mate] = -1
        state.mate[line.city] = -1


@njit
def find_place(graph: Graph, state: State, row: int, line: Line) -> None:
    """Give the row (−1: none) its best place if it is alone and could gain."""
    if row >= 0 and state.mate[row] < 0 and state.u[row] > 0:
        augment_row(graph, state, row, fresh_desk(graph, state, line), line)


@njit
def find_places(graph: Graph, by_column: Graph, state: State, row: int, column: int, line: Line) -> None:
    """Give a row and a column (−1: none) their best places, if they are alone; ``line`` as in a search."""
    if row < 0:
        find_place(by_column, other_side(state), column, no_line())
    elif column < 0:
        find_place(graph, state, row, line)
    else:
        meet(graph, by_column, state, row, column, line)


@njit
def change_pair(graph: Graph, by_column: Graph, state: State, row: int, column: int, gain: int) -> None:
    """Mend the answer after another gain of one pair."""
    former, line = state.mate[row], with_gain(graph, row, column, gain)
    tighten_line(line, state)
    if state.mate[row] < 0:
        find_places(graph, by_column, state, row, former, line)


@njit
def fix(graph: Graph, by_column: Graph, state: State, row: int, column: int) -> None:
    """Make a pair that nothing may part, at no worth; those who had its cities find other places."""
    mate, holder = state.mate[row], state.holder[column]
    if mate >= 0:
        state.holder[mate] = -1
    if holder >= 0:
        state.mate[holder] = -1
    state.mate[row], state.holder[column] = column, row
    state.u[row], state.v[column] = BARRED, BARRED
    if mate != column:
        find_places(graph, by_column, state, holder, mate, no_line())
    state.u[row], state.v[column] = 0, 0


@njit
def come(graph: Graph, state: State, gains: Ints) -> None:
    """Mend the answer after the last row came, with these gains."""
    line = willing(len(state.mate) - 1, gains)
    tighten_line(line, state)
    find_place(graph, state, line.city, line)


@njit
def leave(graph: Graph, state: State, column: int) -> None:
    """Mend the answer after a column left: who held it finds another place, and no way may pass it."""
    holder = state.holder[column]
    state.holder[column] = -1
    state.v[column] = BARRED
    if holder >= 0:
        state.mate[holder] = -1
    find_place(graph, state, holder, no_line())
    state.v[column] = 0


@njit
def reach_on(graph: Graph, state: State, row: int, at: int, far: Ints, desk: Desk, size: int) -> int:
    """Shorten the ways of all columns that the row could take; the new size of the heap."""
    reach = at + state.u[row]
    for edge in range(graph.start[row], graph.start[row + 1]):
        column = graph.to[edge]
        length = reach + state.v[column] - graph.gain[edge]
        if length < far[column]:
            far[column] = length
            size = push(desk, size, length, column)
    return size


@njit
def distances_to_leave(graph: Graph, state: State) -> Ints:
    """What it would cost to leave each column alone, among these edges: shortest ways, from their ends (Dijkstra)."""
    far, size = state.v.copy(), 0
    desk = fresh_desk(graph, state, Line(-1, np.empty(len(far), np.int32), np.empty(0, np.int64)))
    for column in range(len(far)):
        size = push(desk, size, far[column], column)
    for row in range(len(state.mate)):
        if state.mate[row] < 0:
            size = reach_on(graph, state, row, 0, far, desk, size)
    while size > 0:
        at, column = desk.key[0], desk.node[0]
        size = drop_first(desk, size)
        if at == far[column] and state.holder[column] >= 0:
            size = reach_on(graph, state, state.holder[column], at, far, desk, size)
    return far


@njit
def favour_rows(graph: Graph, state: State) -> None:
    """Move as much of the prices to the rows as these edges allow: what a column then asks is what it adds.

    A way from a column to somebody content to be alone has then length 0, so that a search for it sees only those who
    are on such ways. O(edges · log).
    """
    far = distances_to_leave(graph, state)
    for column in range(len(far)):
        state.v[column] -= far[column]
        if state.holder[column] >= 0:
            state.u[state.holder[column]] += far[column]
