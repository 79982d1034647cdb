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


class Costs(NamedTuple):
    """What each arc, and staying alone on each side, costs at a level."""

    arcs: Ints
    left: Ints
    right: Ints


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
    return Face(face.start, face.to, *(part.copy() for part in face[2:]))


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
    return before[target] != UNSEEN


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


@njit
def shortest(face: Face, costs: Costs, price: Ints, excess: Ints, desk: Trail) -> int:
    """The nearest node that still wants a unit from the nodes that still have one, at reduced costs; prices follow.

    Positive ``excess`` is what a node still has, negative what it still wants. Nodes are settled in rounds of equal
    distance, because costs are 0, 1 and 2 and almost every arc is free.
    """
    nodes = len(price)
    desk.before[:] = -1
    desk.distance[:] = FAR
    desk.done[:] = False
    for node in range(nodes):
        if excess[node] > 0:
            desk.distance[node] = 0
    while True:
        nearest, size = FAR, 0
        for node in range(nodes):
            if not desk.done[node] and desk.distance[node] < nearest:
                nearest, size = desk.distance[node], 0
            if not desk.done[node] and desk.distance[node] == nearest and nearest < FAR:
                desk.queue[size] = node
                size += 1
        if nearest == FAR:
            return -1
        while size > 0:
            size -= 1
            node = desk.queue[size]
            if desk.done[node]:
                continue
            desk.done[node] = True
            if excess[node] < 0:
                for other in range(nodes):
                    price[other] += min(desk.distance[other], nearest)
                return node
            size = relax(face, costs, price, node, size, desk)


@njit
def reach(tail: int, head: int, cost: int, price: Ints, size: int, desk: Trail) -> int:
    """Take one step from a settled node; the size of the queue of those as near as it."""
    far = desk.distance[tail] + cost + price[tail] - price[head]
    if not desk.done[head] and far < desk.distance[head]:
        desk.distance[head] = far
        desk.before[head] = tail
        if far == desk.distance[tail]:
            desk.queue[size] = head
            size += 1
    return size


@njit
def relax(face: Face, costs: Costs, price: Ints, node: int, size: int, desk: Trail) -> int:
    """Take every step that leads away from a node.

    Also along what is in use already: such a step leads nowhere else, but keeps the reduced cost of what is used 0.
    """
    n, m = len(face.arc), len(face.holder)
    if node < n:
        for arc in range(face.start[node], face.start[node + 1]):
            right = n + face.to[arc]
            if face.open[arc]:
                was = desk.distance[right]
                size = reach(node, right, costs.arcs[arc], price, size, desk)
                if desk.distance[right] != was:
                    desk.via[right] = arc
        if face.open_left[node]:
            size = reach(node, n + m, costs.left[node], price, size, desk)
    elif node < n + m:
        at = node - n
        if face.alone_right[at]:
            size = reach(node, n + m, -costs.right[at], price, size, desk)
        elif face.holder[at] >= 0:
            left = face.holder[at]
            size = reach(node, left, -costs.arcs[face.arc[left]], price, size, desk)
    else:
        for left in range(n):
            if face.alone_left[left]:
                size = reach(node, left, -costs.left[left], price, size, desk)
        for at in range(m):
            if face.open_right[at]:
                size = reach(node, n + at, costs.right[at], price, size, desk)
    return size


@njit
def narrow(face: Face, costs: Costs, desk: Trail) -> int:
    """Serve everyone as cheaply as can be, and close all that no cheapest way uses; what it costs.

    Successive shortest paths from the free part of what is done now. O(paid arcs in use · arcs).
    """
    n, m = len(face.arc), len(face.holder)
    excess = np.zeros(n + m + 1, np.int64)
    price = np.zeros(n + m + 1, np.int64)
    for left in range(n):
        arc = face.arc[left]
        if arc >= 0 and costs.arcs[arc] > 0:
            excess[left] += 1
            excess[n + face.to[arc]] -= 1
            face.holder[face.to[arc]] = -1
            face.arc[left] = -1
        if face.alone_left[left] and costs.left[left] > 0:
            excess[left] += 1
            excess[n + m] -= 1
            face.alone_left[left] = False
    for at in range(m):
        if face.alone_right[at] and costs.right[at] > 0:
            excess[n + m] += 1
            excess[n + at] -= 1
            face.alone_right[at] = False
    while (excess > 0).any():
        target = shortest(face, costs, price, excess, desk)
        send(face, target, desk)
        source = target
        while desk.before[source] >= 0:
            source = desk.before[source]
        excess[source] -= 1
        excess[target] += 1
    return prune(face, costs, price)


@njit
def prune(face: Face, costs: Costs, price: Ints) -> int:
    """Close what is not tight at these prices; what the flow costs."""
    n, m = len(face.arc), len(face.holder)
    hub, paid = n + m, 0
    for left in range(n):
        for arc in range(face.start[left], face.start[left + 1]):
            if face.open[arc] and costs.arcs[arc] + price[left] > price[n + face.to[arc]]:
                face.open[arc] = False
        if face.open_left[left] and costs.left[left] + price[left] > price[hub]:
            face.open_left[left] = False
        if face.alone_left[left]:
            paid += costs.left[left]
        elif face.arc[left] >= 0:
            paid += costs.arcs[face.arc[left]]
    for at in range(m):
        if face.open_right[at] and costs.right[at] + price[hub] > price[n + at]:
            face.open_right[at] = False
        if face.alone_right[at]:
            paid += costs.right[at]
    return paid


class Events(NamedTuple):
    """When each way of serving a city stops being good enough: levels ascending, and what stops there.

    ``what`` is an arc (its left city in ``left``), or, counted on from the number of arcs, a city's staying alone.
    """

    level: Ints
    what: Ints
    left: Ints


@njit
def climb(face: Face, events: Events, begin: int, desk: Trail) -> int:
    """Close level after level; where the first one that cannot be closed whole begins (open again), or the end."""
    arcs, n = len(face.to), len(face.arc)
    closed = np.zeros(len(events.level), np.bool_)
    while begin < len(events.level):
        end = begin
        holds = True
        while end < len(events.level) and events.level[end] == events.level[begin]:
            what = events.what[end]
            city = what - arcs
            if what < arcs:
                closed[end] = face.open[what]
                if holds and face.open[what]:
                    holds = close_arc(face, events.left[what], what, desk)
            else:
                closed[end] = face.open_left[city] if city < n else face.open_right[city - n]
                if holds and closed[end]:
                    holds = close_alone(face, city, desk)
            end += 1
        if not holds:
            for at in range(begin, end):
                if closed[at]:
                    reopen(face, events.what[at])
            return begin
        begin = end
    return begin


@njit
def reopen(face: Face, what: int) -> None:
    """Allow an arc, or a city's staying alone, again."""
    arcs, n = len(face.to), len(face.arc)
    if what < arcs:
        face.open[what] = True
    elif what - arcs < n:
        face.open_left[what - arcs] = True
    else:
        face.open_right[what - arcs - n] = True
