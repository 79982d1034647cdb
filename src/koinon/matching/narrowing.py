"""How few cities must stay at a level, and what of a face is left then: cheapest flows in a face.

Prices of the nodes prove the flow; what is not tight at them is in no cheapest flow and is closed.
"""

from typing import NamedTuple

import numpy as np

from koinon.matching.accelerated import njit
from koinon.matching.faces import FAR, Face, Trail, send
from koinon.matching.problem import Ints


class Costs(NamedTuple):
    """What each arc, and staying alone on each side, costs at a level."""

    arcs: Ints
    left: Ints
    right: Ints


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
                return int(node)
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
