"""One answer among all that are equally good: fewest pairs, then the smallest partners in the order of the ids.

With optimal duals every best answer uses only tight pairs (gain = u + v), leaves alone only left cities with u = 0 and
right ones with v = 0, and two best answers differ by cycles in the residual graph of the tight pairs (complementary
slackness). So the left cities are gone through in order, each takes the smallest partner from which a way leads back
to its own place, and stays there. Being paired comes before being alone. O(cities · tight pairs) at worst; a search
sees only the cities that could still move, a handful in practice.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from koinon.matching.accelerated import njit
from koinon.matching.augmenting import State
from koinon.matching.graphs import Graph, turned
from koinon.matching.problem import Ints

ALONE, NOBODY = -1, -2


class Ways(NamedTuple):
    """Working space: what each row would take to give up its place, and by which search that was found."""

    taking: Ints
    found_in: Ints
    queue: Ints
    hubs: Ints
    """The column that becomes free, and the row that gets paired, on ways that pass those who are alone."""
    idle: Ints
    """Columns that nobody holds."""
    loose: NDArray[np.bool_]
    """Rows that lose nothing by being alone."""


@njit
def visit(row: int, take: int, search: int, ways: Ways, size: int) -> int:
    """Note that the row can make way by taking ``take``; the new length of the queue."""
    if row < search or ways.found_in[row] == search:
        return size
    ways.found_in[row] = search
    ways.taking[row] = take
    ways.queue[size] = row
    return size + 1


@njit
def visit_column(by_column: Graph, column: int, search: int, ways: Ways, size: int) -> int:
    """Every row that has a tight pair with the column could take it."""
    for edge in range(by_column.start[column], by_column.start[column + 1]):
        size = visit(by_column.to[edge], column, search, ways, size)
    return size


@njit
def explore(by_column: Graph, state: State, row: int, ways: Ways) -> None:
    """Find all rows later than ``row`` that can make way, the last of them taking the place of ``row``."""
    search = row
    ways.hubs[:] = NOBODY
    ways.queue[0] = row
    ways.found_in[row] = search
    at, size = 0, 1
    while at < size:
        mover = ways.queue[at]
        at += 1
        place = state.mate[mover]
        if place < 0:
            if ways.hubs[1] == NOBODY:
                ways.hubs[1] = mover
                for other in range(search + 1, len(state.mate)):
                    if ways.loose[other] and state.mate[other] >= 0:
                        size = visit(other, ALONE, search, ways, size)
            continue
        size = visit_column(by_column, place, search, ways, size)
        if state.v[place] == 0 and ways.hubs[0] == NOBODY:
            ways.hubs[0] = place
            for column in ways.idle:
                if state.holder[column] < 0:
                    size = visit_column(by_column, column, search, ways, size)


@njit
def smallest(tight: Graph, state: State, row: int, ways: Ways) -> int:
    """The smallest partner from which a way leads back to the row's place, or NOBODY."""
    now = state.mate[row]
    for edge in range(tight.start[row], tight.start[row + 1]):
        column = tight.to[edge]
        if column == now:
            break
        holder = state.holder[column]
        if ways.found_in[holder] == row if holder >= 0 else ways.hubs[0] != NOBODY:
            return int(column)
    return NOBODY


@njit
def rotate(state: State, row: int, column: int, ways: Ways) -> None:
    """The row takes the column, and everyone on the way back makes way."""
    mover, take = row, column
    while True:
        state.mate[mover] = take
        if take == ALONE:
            mover = ways.hubs[1]
        else:
            former = state.holder[take]
            state.holder[take] = mover
            if former < 0:
                former = state.holder[ways.hubs[0]]
                state.holder[ways.hubs[0]] = -1
            mover = former
        if mover == row:
            return
        take = ways.taking[mover]


@njit
def least(tight: Graph, by_column: Graph, state: State, ways: Ways) -> None:
    """Make the answer the lexicographically smallest of the equally good ones of as many pairs."""
    for row in range(len(state.mate)):
        edge, now = tight.start[row], state.mate[row]
        if edge == tight.start[row + 1] or tight.to[edge] == now:
            continue
        explore(by_column, state, row, ways)
        column = smallest(tight, state, row, ways)
        if column != NOBODY:
            rotate(state, row, column, ways)


@njit
def shorten(by_column: Graph, state: State, ways: Ways) -> bool:
    """Make one pair fewer at the same total, if there is a way; whether there was."""
    size = 0
    ways.found_in[:] = -1
    for row in range(len(state.mate)):
        if ways.loose[row] and state.mate[row] >= 0:
            ways.found_in[row] = 0
            ways.taking[row] = ALONE
            ways.queue[size] = row
            size += 1
    at = 0
    while at < size:
        row = ways.queue[at]
        at += 1
        place = state.mate[row]
        if state.v[place] == 0:
            state.holder[place] = -1
            while row >= 0:
                take = ways.taking[row]
                state.mate[row] = take
                if take < 0:
                    return True
                row, state.holder[take] = state.holder[take], row
        for edge in range(by_column.start[place], by_column.start[place + 1]):
            other = by_column.to[edge]
            if state.mate[other] >= 0 and ways.found_in[other] < 0:
                ways.found_in[other] = 0
                ways.taking[other] = place
                ways.queue[size] = other
                size += 1
    return False


@njit
def settle(tight: Graph, state: State) -> None:
    """Turn a best answer into the canonical one, in place.

    ``tight`` has every pair with gain = u + v > 0, columns ascending; ``state`` is optimal for the gains.
    """
    rows, by_column = len(state.mate), turned(tight, len(state.holder))
    ways = Ways(
        np.empty(rows, np.int64),
        np.full(rows, -1, np.int64),
        np.empty(rows + 1, np.int64),
        np.full(2, NOBODY, np.int64),
        np.flatnonzero(state.v == 0),
        state.u == 0,
    )
    if ways.loose.any():
        while shorten(by_column, state, ways):
            pass
        ways.found_in[:] = -1
    least(tight, by_column, state, ways)


@njit
def tight_edges(graph: Graph, state: State) -> Graph:
    """The edges with gain = u + v, in the order of the graph. O(edges)."""
    rows = len(state.u)
    start = np.zeros(rows + 1, np.int64)
    to = np.empty(len(graph.to), np.int32)
    gain = np.empty(len(graph.to), np.int64)
    count = 0
    for row in range(rows):
        for edge in range(graph.start[row], graph.start[row + 1]):
            if state.u[row] + state.v[graph.to[edge]] == graph.gain[edge]:
                to[count] = graph.to[edge]
                gain[count] = graph.gain[edge]
                count += 1
        start[row + 1] = count
    return Graph(start, to[:count], gain[:count])
