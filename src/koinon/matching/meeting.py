"""One shortest way between a lone row and an idle column, searched from both ends at once.

Two searches that meet halfway see far fewer cities than one that goes all the way (Pohl 1971). Either may also end
alone: the row's way at a row content to be alone or at a free column, the column's way likewise. With ``forth`` the
distance from the row, ``back`` the distance to the column and radii that sum to the length of the best way, lowering
the one side's prices and raising the other's inside both circles keeps every price right.
"""

from typing import NamedTuple

import numpy as np

from koinon.matching.accelerated import njit
from koinon.matching.augmenting import FAR, Desk, Line, State, drop_first, fresh_desk, no_line, push
from koinon.matching.graphs import Graph
from koinon.matching.problem import Ints

MET, ALONE_ROW, ALONE_COLUMN = 0, 1, 2
"""The ways there are: to the other end, or each end to somebody content to be alone."""
LAST_ROW, LAST_COLUMN, FIRST_COLUMN, FIRST_ROW = 1, 2, 3, 4


class Circle(NamedTuple):
    """One search: its desk (its rows are the columns settled), and how many are on the heap (0) and settled (1)."""

    desk: Desk
    size: Ints


class Found(NamedTuple):
    """What was found so far: lengths of the ways MET, ALONE_ROW and ALONE_COLUMN, and where they end.

    ``end[MET]`` is the column where the searches met; a way alone ends at a LAST_ROW or at a free LAST_COLUMN, one of
    the column's side begins at a FIRST_COLUMN that is left alone or that a lone FIRST_ROW takes (−1: none).
    """

    length: Ints
    end: Ints


@njit
def circle(graph: Graph, state: State, line: Line) -> Circle:
    """A search that has seen nothing."""
    return Circle(fresh_desk(graph, state, line), np.zeros(2, np.int64))


@njit
def within(found: Found) -> int:
    """The length of the best way so far."""
    return int(min(found.length[MET], found.length[ALONE_ROW] + found.length[ALONE_COLUMN]))


@njit
def label(one: Circle, other: Circle, column: int, far: int, before: int, found: Found) -> None:
    """A column is reached at a distance; it may be where the searches meet."""
    desk = one.desk
    desk.distance[column] = far
    desk.before[column] = before
    one.size[0] = push(desk, one.size[0], far, column)
    both = far + other.desk.distance[column]
    if both < found.length[MET]:
        found.length[MET] = both
        found.end[MET] = column


@njit
def look_forth(
    graph: Graph, state: State, row: int, at: int, line: Line, circles: tuple[Circle, Circle], found: Found
) -> None:
    """Every column that the row could take."""
    forth, back = circles
    reach = at + state.u[row]
    if reach < found.length[ALONE_ROW]:
        found.length[ALONE_ROW], found.end[LAST_ROW], found.end[LAST_COLUMN] = reach, row, -1
    if row == line.city:
        to, gain, first, last = line.to, line.gain, 0, len(line.to)
    else:
        to, gain, first, last = graph.to, graph.gain, graph.start[row], graph.start[row + 1]
    most = within(found)
    for edge in range(first, last):
        column = to[edge]
        far = reach + state.v[column] - gain[edge]
        if far >= most or far >= forth.desk.distance[column]:
            continue
        label(forth, back, column, far, row, found)
        most = within(found)
        is_free = state.holder[column] < 0 and back.desk.distance[column] > 0
        if is_free and far < found.length[ALONE_ROW]:
            found.length[ALONE_ROW], found.end[LAST_ROW], found.end[LAST_COLUMN] = far, -1, column


@njit
def look_back(
    by_column: Graph, state: State, column: int, source: int, circles: tuple[Circle, Circle], found: Found
) -> None:
    """Every row that could take the column, but for the source, which looks for itself."""
    forth, back = circles
    reach = back.desk.distance[column] + state.v[column]
    if reach < found.length[ALONE_COLUMN]:
        found.length[ALONE_COLUMN], found.end[FIRST_COLUMN], found.end[FIRST_ROW] = reach, column, -1
    most = within(found)
    for edge in range(by_column.start[column], by_column.start[column + 1]):
        row = by_column.to[edge]
        far = reach + state.u[row] - by_column.gain[edge]
        if far >= most or row == source:
            continue
        mate = state.mate[row]
        if mate >= 0 and far < back.desk.distance[mate]:
            label(back, forth, mate, far, column, found)
            most = within(found)
        elif mate < 0 and far < found.length[ALONE_COLUMN]:
            found.length[ALONE_COLUMN], found.end[FIRST_COLUMN], found.end[FIRST_ROW] = far, column, row


@njit
def nearest(one: Circle) -> int:
    """The distance of the nearest column that is not settled, or FAR."""
    desk = one.desk
    while one.size[0] > 0:
        key, node = desk.key[0], desk.node[0]
        if not desk.done[node] and key == desk.distance[node]:
            return int(key)
        one.size[0] = drop_first(desk, one.size[0])
    return FAR


@njit
def settled(one: Circle) -> int:
    """Take the nearest column off the heap and note it."""
    desk = one.desk
    column = desk.node[0]
    one.size[0] = drop_first(desk, one.size[0])
    desk.done[column] = True
    desk.rows[one.size[1]] = column
    one.size[1] += 1
    return int(column)


@njit
def shift(one: Circle, state: State, radius: int, sign: int) -> None:
    """Raise the prices of the settled columns within the radius and lower their rows', or the other way round."""
    for at in range(one.size[1]):
        column = one.desk.rows[at]
        inside = radius - one.desk.distance[column]
        if inside > 0:
            state.v[column] += sign * inside
            if state.holder[column] >= 0:
                state.u[state.holder[column]] -= sign * inside


@njit
def pass_on(state: State, desk: Desk, column: int, target: int) -> None:
    """Who holds the column takes the next one on the way to the target, and so on."""
    row = state.holder[column]
    while column != target:
        column = desk.before[column]
        following = state.holder[column]
        state.mate[row], state.holder[column] = column, row
        row = following


@njit
def take(state: State, desk: Desk, column: int, source: int) -> None:
    """The row before the column takes it, the row before takes what that one had, and so on from the source."""
    while True:
        row = desk.before[column]
        following = state.mate[row]
        state.mate[row], state.holder[column] = column, row
        if row == source:
            return
        column = following


@njit
def make_way(state: State, source: int, target: int, circles: tuple[Circle, Circle], found: Found) -> None:
    """Make the pairs along the best way."""
    forth, back = circles[0].desk, circles[1].desk
    if found.length[MET] == within(found):
        column = found.end[MET]
        pass_on(state, back, column, target)
        take(state, forth, column, source)
        return
    column, row = found.end[FIRST_COLUMN], found.end[FIRST_ROW]
    pass_on(state, back, column, target)
    state.holder[column] = row
    if row >= 0:
        state.mate[row] = column
    column, row = found.end[LAST_COLUMN], found.end[LAST_ROW]
    if row >= 0 and row != source:
        column = state.mate[row]
        state.mate[row] = -1
    if column >= 0:
        take(state, forth, column, source)


@njit
def meet(graph: Graph, by_column: Graph, state: State, source: int, target: int, line: Line) -> None:
    """Give a lone row and an idle column their best places. ``line`` has the row's edges if they differ."""
    circles = (circle(graph, state, line), circle(by_column, state, no_line()))
    forth, back = circles
    found = Found(np.full(3, FAR, np.int64), np.full(5, -1, np.int64))
    label(back, forth, target, 0, -1, found)
    look_forth(graph, state, source, 0, line, circles, found)
    while True:
        ahead = min(nearest(forth), found.length[ALONE_ROW])
        behind = min(nearest(back), found.length[ALONE_COLUMN])
        if ahead + behind >= within(found):
            break
        can_go, can_come = ahead < found.length[ALONE_ROW], behind < found.length[ALONE_COLUMN]
        if can_go and (forth.size[1] <= back.size[1] or not can_come):
            column = settled(forth)
            row = state.holder[column]
            look_forth(graph, state, row, ahead, line, circles, found)
        else:
            look_back(by_column, state, settled(back), source, circles, found)
    ahead = min(ahead, within(found))
    state.u[source] -= ahead
    shift(forth, state, ahead, 1)
    shift(back, state, within(found) - ahead, -1)
    make_way(state, source, target, circles, found)
