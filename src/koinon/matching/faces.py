"""The pairs that an answer may still make while the worst-off are raised level by level (one place a city).

Everyone is served by a flow: a left city sends one unit to a right city or, staying alone, to a hub; a right city
receives one from a left city or, staying alone, from the hub. What is best at one level leaves a *face*: the arcs
that are tight at optimal prices. Every flow in the face is optimal at all the levels so far, so that the next level
only has to look inside it (complementary slackness; Ahuja, Magnanti & Orlin, *Network Flows*, 1993, ch. 9).
Nodes: 0 … n-1 the lefts, n … n+m-1 the rights, n+m the hub.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from koinon.matching.accelerated import njit
from koinon.matching.problem import Ints

Flags = NDArray[np.bool_]
FAR = 1 << 60
UNSEEN = -2


class Face(NamedTuple):
    """What may still be done, and one way of doing it; changed in place by the kernels.

    ``to`` is the right end of each arc, those of left city i at start[i] … start[i + 1]. A city has a pair, or is
    alone, or (while a kernel is at work) is looking for either.
    """

    start: Ints
    to: Ints
    open: Flags
    open_left: Flags
    open_right: Flags
    arc: Ints
    holder: Ints
    alone_left: Flags
    alone_right: Flags


class Trail(NamedTuple):
    """Working space of a search."""

    before: Ints
    via: Ints
    queue: Ints
    distance: Ints
    done: Flags


def lonely(start: Ints, to: Ints, lefts: Flags, rights: Flags) -> Face:
    """Everything is possible, and everyone (of those flagged: who takes part) is alone."""
    n, m = len(lefts), len(rights)
    holder = np.full(m, -1, np.int64)
    arc = np.full(n, -1, np.int64)
    alone = lefts.copy(), rights.copy()
    return Face(start, to, np.ones(len(to), np.bool_), lefts.copy(), rights.copy(), arc, holder, *alone)


def copied(face: Face) -> Face:
    """The same face, on its own."""
    return Face(
        face.start,
        face.to,
        face.open.copy(),
        face.open_left.copy(),
        face.open_right.copy(),
        face.arc.copy(),
        face.holder.copy(),
        face.alone_left.copy(),
        face.alone_right.copy(),
    )


def trail(face: Face) -> Trail:
    """Fresh working space."""
    nodes = len(face.arc) + len(face.holder) + 1
    return Trail(
        np.full(nodes, UNSEEN, np.int64),
        np.full(nodes, -1, np.int64),
        np.zeros(nodes, np.int64),
        np.full(nodes, FAR, np.int64),
        np.zeros(nodes, np.bool_),
    )


@njit
def path(face: Face, source: int, target: int, desk: Trail) -> bool:
    """Whether a unit can be sent from one node to another through the arcs still open (breadth first). O(arcs)."""
    n, m = len(face.arc), len(face.holder)
    before, queue = desk.before, desk.queue
    before[:] = UNSEEN
    before[source] = -1
    queue[0] = source
    head, tail = 0, 1
    while head < tail and before[target] == UNSEEN:
        node = queue[head]
        head += 1
        if node < n:
            for arc in range(face.start[node], face.start[node + 1]):
                right = n + face.to[arc]
                if face.open[arc] and before[right] == UNSEEN and arc != face.arc[node]:
                    before[right] = node
                    desk.via[right] = arc
                    queue[tail] = right
                    tail += 1
            if face.open_left[node] and not face.alone_left[node] and before[n + m] == UNSEEN:
                before[n + m] = node
                queue[tail] = n + m
                tail += 1
        elif node < n + m:
            back = n + m if face.alone_right[node - n] else face.holder[node - n]
            if back >= 0 and before[back] == UNSEEN:
                before[back] = node
                queue[tail] = back
                tail += 1
        else:
            for left in range(n):
                if face.alone_left[left] and before[left] == UNSEEN:
                    before[left] = node
                    queue[tail] = left
                    tail += 1
            for at in range(m):
                if face.open_right[at] and not face.alone_right[at] and before[n + at] == UNSEEN:
                    before[n + at] = node
                    queue[tail] = n + at
                    tail += 1
    return bool(before[target] != UNSEEN)


@njit
def send(face: Face, target: int, desk: Trail) -> None:
    """Send the unit along the path found: first what it takes back, then what it makes."""
    n, m = len(face.arc), len(face.holder)
    node = target
    while desk.before[node] >= 0:
        tail = desk.before[node]
        if n <= tail < n + m and node == n + m:
            face.alone_right[tail - n] = False
        elif n <= tail < n + m:
            face.arc[node] = -1
            face.holder[tail - n] = -1
        elif tail == n + m and node < n:
            face.alone_left[node] = False
        node = tail
    node = target
    while desk.before[node] >= 0:
        tail = desk.before[node]
        if tail < n and node == n + m:
            face.alone_left[tail] = True
        elif tail < n:
            face.arc[tail] = desk.via[node]
            face.holder[node - n] = tail
        elif tail == n + m and node >= n:
            face.alone_right[node - n] = True
        node = tail


@njit
def close_arc(face: Face, left: int, arc: int, desk: Trail) -> bool:
    """Do without an arc; False (and nothing changed) where every way of serving everyone needs it."""
    n = len(face.arc)
    face.open[arc] = False
    if face.arc[left] != arc:
        return True
    right = face.to[arc]
    face.arc[left] = -1
    face.holder[right] = -1
    if path(face, left, n + right, desk):
        send(face, n + right, desk)
        return True
    face.open[arc] = True
    face.arc[left] = arc
    face.holder[right] = left
    return False


@njit
def close_alone(face: Face, node: int, desk: Trail) -> bool:
    """Do without a city's staying alone; False (and nothing changed) where it must."""
    n, hub = len(face.arc), len(face.arc) + len(face.holder)
    is_left = node < n
    may = face.open_left if is_left else face.open_right
    alone = face.alone_left if is_left else face.alone_right
    at = node if is_left else node - n
    may[at] = False
    if not alone[at]:
        return True
    alone[at] = False
    source, target = (node, hub) if is_left else (hub, node)
    if path(face, source, target, desk):
        send(face, target, desk)
        return True
    may[at] = True
    alone[at] = True
    return False


@njit
def risen(face: Face, arcs: Ints, left: Ints, right: Ints, least: int) -> bool:
    """Whether everyone can be served by what lies at ``least`` or higher; the face is spoilt where not.

    ``arcs``, ``left`` and ``right`` are the lowest levels of the arcs and of staying alone.
    """
    n, m = len(face.arc), len(face.holder)
    desk = Trail(
        np.full(n + m + 1, UNSEEN, np.int64),
        np.full(n + m + 1, -1, np.int64),
        np.zeros(n + m + 1, np.int64),
        np.full(1, FAR, np.int64),
        np.zeros(1, np.bool_),
    )
    used = face.arc.copy()
    for arc in range(len(arcs)):
        if arcs[arc] < least:
            face.open[arc] = False
    for city in range(n):
        if used[city] >= 0 and arcs[used[city]] < least:
            face.open[used[city]] = True
            if not close_arc(face, city, used[city], desk):
                return False
            used[city] = -1
    for city in range(n):
        if face.open_left[city] and left[city] < least and not close_alone(face, city, desk):
            return False
    for city in range(m):
        if face.open_right[city] and right[city] < least and not close_alone(face, n + city, desk):
            return False
    return True


class Events(NamedTuple):
    """When each way of serving a city stops being good enough: levels ascending, and what stops there.

    ``what`` is an arc (its left city in ``left``), or, counted on from the number of arcs, a city's staying alone.
    """

    level: Ints
    what: Ints
    left: Ints


@njit
def climb(face: Face, events: Events, begin: int, desk: Trail) -> int:
    """Settle level after level; where the first one begins that :func:`narrow` must settle, or the end."""
    was_open = np.zeros(len(events.level), np.bool_)
    while begin < len(events.level):
        end = begin + 1
        while end < len(events.level) and events.level[end] == events.level[begin]:
            end += 1
        if not close_level(face, events, begin, end, was_open, desk):
            return begin
        begin = end
    return begin


@njit
def close_level(face: Face, events: Events, begin: int, end: int, was_open: Flags, desk: Trail) -> bool:
    """Close all of a level but what every way of serving everyone needs; False (all open again) where there is a choice.

    If each of those that could not be closed is needed even beside all the others, they alone are what must stay.
    """
    stays = False
    for at in range(begin, end):
        was_open[at] = is_open(face, events.what[at])
        if was_open[at] and not close(face, events, events.what[at], desk):
            stays = True
    if not stays:
        return True
    for at in range(begin, end):
        if was_open[at]:
            set_open(face, events.what[at], True)
    for at in range(begin, end):
        what = events.what[at]
        if was_open[at] and in_use(face, events, what) and close(face, events, what, desk):
            set_open(face, what, True)
            return False
    for at in range(begin, end):
        what = events.what[at]
        if was_open[at] and in_use(face, events, what):
            isolate(face, events, what)
        elif was_open[at]:
            set_open(face, what, False)
    return True


@njit
def close(face: Face, events: Events, what: int, desk: Trail) -> bool:
    """Do without an arc or without a city's staying alone; False where neither can be spared."""
    if what < len(face.to):
        return close_arc(face, events.left[what], what, desk)
    return close_alone(face, what - len(face.to), desk)


@njit
def is_open(face: Face, what: int) -> bool:
    """Whether an arc, or a city's staying alone, is allowed."""
    arcs, n = len(face.to), len(face.arc)
    if what < arcs:
        return bool(face.open[what])
    return bool(face.open_left[what - arcs] if what - arcs < n else face.open_right[what - arcs - n])


@njit
def set_open(face: Face, what: int, allowed: bool) -> None:
    """Allow an arc, or a city's staying alone, or not."""
    arcs, n = len(face.to), len(face.arc)
    if what < arcs:
        face.open[what] = allowed
    elif what - arcs < n:
        face.open_left[what - arcs] = allowed
    else:
        face.open_right[what - arcs - n] = allowed


@njit
def in_use(face: Face, events: Events, what: int) -> bool:
    """Whether the flow takes an arc, or a city's staying alone."""
    arcs, n = len(face.to), len(face.arc)
    if what < arcs:
        return bool(face.arc[events.left[what]] == what)
    return bool(face.alone_left[what - arcs] if what - arcs < n else face.alone_right[what - arcs - n])


@njit
def isolate(face: Face, events: Events, what: int) -> None:
    """What is needed for good: nothing else of its left city is open (nor its right city's staying alone)."""
    arcs, n = len(face.to), len(face.arc)
    if what >= arcs + n:
        return
    left = events.left[what] if what < arcs else what - arcs
    for arc in range(face.start[left], face.start[left + 1]):
        face.open[arc] = arc == what
    face.open_left[left] = what >= arcs
    if what < arcs:
        face.open_right[face.to[what]] = False
