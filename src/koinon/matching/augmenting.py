"""One shortest augmenting path in a sparse graph: kernels shared by every exact solver of one-to-one pairs.

The dual of a left city is ``u``, of a right one ``v``; both are ≥ 0 because staying alone is worth 0 (outside values
are already taken off the gains). The invariant that each kernel keeps: u + v ≥ gain on every edge, = on pairs made,
and a left city that is alone has u = 0. Source: Edmonds & Karp 1972; Jonker & Volgenant 1987, with the outside option
as one more end of a path.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from koinon.matching.accelerated import njit
from koinon.matching.graphs import Graph, Places
from koinon.matching.problem import Ints

FAR = 1 << 60
"""Further than any distance: gains sum to less than 2^53."""


class State(NamedTuple):
    """Duals and partners (−1: alone) of both sides; changed in place by the kernels."""

    u: Ints
    v: Ints
    mate: Ints
    holder: Ints


class Desk(NamedTuple):
    """Working space of a search: clean between searches, so that a search costs only what it reaches."""

    distance: Ints
    before: Ints
    done: NDArray[np.bool_]
    touched: Ints
    rows: Ints
    at: Ints
    key: Ints
    node: Ints


class Line(NamedTuple):
    """Other edges of one city than the graph has of it (city −1: of none): how a what-if changes the graph."""

    city: int
    to: Places
    gain: Ints


class Reach(NamedTuple):
    """Where a search ended: its length, its last row or last column (the other is −1), rows and columns seen."""

    length: int
    row: int
    column: int
    rows: int
    columns: int


@njit
def no_line() -> Line:
    """The graph as it is."""
    return Line(-1, np.empty(0, np.int32), np.empty(0, np.int64))


@njit
def fresh_desk(graph: Graph, state: State, line: Line) -> Desk:
    """Clean working space for searches in this graph."""
    columns, rows, heap = len(state.v), len(state.u) + 1, len(graph.to) + len(line.to) + 8
    return Desk(
        np.full(columns, FAR, np.int64),
        np.empty(columns, np.int64),
        np.zeros(columns, np.bool_),
        np.empty(columns, np.int64),
        np.empty(rows, np.int64),
        np.empty(rows, np.int64),
        np.empty(heap, np.int64),
        np.empty(heap, np.int64),
    )


@njit
def push(desk: Desk, size: int, key: int, node: int) -> int:
    """Put (key, node) on the binary heap; the new size. O(log size)."""
    keys, nodes = desk.key, desk.node
    at = size
    while at > 0:
        up = (at - 1) >> 1
        if keys[up] < key or (keys[up] == key and nodes[up] <= node):
            break
        keys[at] = keys[up]
        nodes[at] = nodes[up]
        at = up
    keys[at] = key
    nodes[at] = node
    return size + 1


@njit
def drop_first(desk: Desk, size: int) -> int:
    """Take the smallest (key, node) off the heap; the new size. O(log size)."""
    keys, nodes = desk.key, desk.node
    size -= 1
    key, node = keys[size], nodes[size]
    at = 0
    while True:
        child = 2 * at + 1
        if child >= size:
            break
        other = child + 1
        if other < size and (
            keys[other] < keys[child] or (keys[other] == keys[child] and nodes[other] < nodes[child])
        ):
            child = other
        if keys[child] > key or (keys[child] == key and nodes[child] >= node):
            break
        keys[at] = keys[child]
        nodes[at] = nodes[child]
        at = child
    keys[at] = key
    nodes[at] = node
    return size


@njit
def search(graph: Graph, state: State, source: int, desk: Desk, line: Line) -> Reach:
    """Shortest way from a lone row to a free column, or to a row content to stay alone (Dijkstra, stopped there)."""
    best, last_row, last_column = state.u[source], source, -1
    row, at, size, columns, rows = source, 0, 0, 0, 1
    desk.rows[0] = source
    desk.at[0] = 0
    while True:
        reach = at + state.u[row]
        if row == line.city:
            to, gain, first, last = line.to, line.gain, 0, len(line.to)
        else:
            to, gain, first, last = graph.to, graph.gain, graph.start[row], graph.start[row + 1]
        for edge in range(first, last):
            column = to[edge]
            far = reach + state.v[column] - gain[edge]
            if far > best or far >= desk.distance[column]:
                continue
            free = state.holder[column] < 0
            if far == best and not (free and last_column < 0):
                continue
            if desk.distance[column] == FAR:
                desk.touched[columns] = column
                columns += 1
            desk.distance[column] = far
            desk.before[column] = row
            if free:
                best, last_row, last_column = far, -1, column
            else:
                size = push(desk, size, far, column)
        column = -1
        while size > 0 and desk.key[0] < best and column < 0:
            far, node = desk.key[0], desk.node[0]
            size = drop_first(desk, size)
            if not desk.done[node] and far == desk.distance[node]:
                column = node
        if column < 0:
            return Reach(best, last_row, last_column, rows, columns)
        desk.done[column] = True
        row, at = state.holder[column], desk.distance[column]
        desk.rows[rows] = row
        desk.at[rows] = at
        rows += 1
        if at + state.u[row] < best:
            best, last_row, last_column = at + state.u[row], row, -1


@njit
def settle_duals(state: State, desk: Desk, reach: Reach) -> None:
    """Shift the duals of what the search passed, and clean the desk."""
    for at in range(reach.rows):
        state.u[desk.rows[at]] -= reach.length - desk.at[at]
    for at in range(reach.columns):
        column = desk.touched[at]
        if desk.done[column]:
            state.v[column] += reach.length - desk.distance[column]
        desk.distance[column] = FAR
        desk.done[column] = False


@njit
def flip(state: State, desk: Desk, source: int, reach: Reach) -> None:
    """Make the pairs along the path that the search found."""
    column = reach.column
    if column < 0:
        if reach.row == source:
            return
        column = state.mate[reach.row]
        state.mate[reach.row] = -1
    while True:
        row = desk.before[column]
        following = state.mate[row]
        state.mate[row] = column
        state.holder[column] = row
        if row == source:
            return
        column = following


@njit
def augment_row(graph: Graph, state: State, source: int, desk: Desk, line: Line) -> None:
    """Give a lone row its best place, by one path. A search sees some ten rows in warm repairs."""
    reach = search(graph, state, source, desk, line)
    settle_duals(state, desk, reach)
    flip(state, desk, source, reach)


@njit
def augment(graph: Graph, state: State) -> None:
    """Give each lone row that could gain its best place, one path after the other. O(rows · edges · log) at worst."""
    line = no_line()
    desk = fresh_desk(graph, state, line)
    for source in range(len(state.mate)):
        if state.mate[source] < 0 and state.u[source] > 0:
            augment_row(graph, state, source, desk, line)


@njit
def is_idle(state: State) -> bool:
    """Whether a column that nobody holds still asks a price."""
    idle = False
    for column in range(len(state.v)):
        idle |= state.holder[column] < 0 and state.v[column] > 0
    return idle


@njit
def other_side(state: State) -> State:
    """The same state as the columns see it."""
    return State(state.v, state.u, state.holder, state.mate)
