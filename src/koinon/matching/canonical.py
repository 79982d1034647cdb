"""One answer out of all equally good ones: fewest pairs, then the smallest list of pairs, whatever found the optimum.

Complementary slackness says which pairs an optimal solution may or may not make (the *tight* ones) once any optimal
duals are known. Two optimal answers differ by cycles in the residual graph of the tight pairs (Ahuja, Magnanti &
Orlin, *Network Flows*, 1993, ch. 3), so the smallest answer is found by rotating along such cycles, city by city.
Sets of nodes are Python integers, one bit a node: a search step costs one machine word per 64 nodes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from koinon.matching.problem import Ints
from koinon.matching.reduction import Flags


@dataclass(frozen=True, slots=True, eq=False)
class Tight:
    """The pairs that may be made or not at the optimum, and how free their cities are.

    ``spare_*`` counts places not taken, ``loose_*`` tells whether the city's dual is 0, so that it may take fewer.
    """

    left: Ints
    right: Ints
    chosen: Flags
    spare_left: Ints
    spare_right: Ints
    loose_left: Flags
    loose_right: Flags


def bits(members: int) -> Iterator[int]:
    """The members of a set of bits, ascending."""
    while members:
        low = members & -members
        yield low.bit_length() - 1
        members ^= low


def packed(tails: Ints, heads: Ints, length: int, width: int) -> list[int]:
    """For every tail the set of its heads."""
    sets: list[int] = []
    order = np.argsort(tails, kind="stable")
    tails, heads = tails[order], heads[order]
    block = max(1, (1 << 22) // max(width, 1))
    for start in range(0, length, block):
        part = slice(*np.searchsorted(tails, (start, start + block)))
        table = np.zeros((min(block, length - start), width), np.bool_)
        table[tails[part] - start, heads[part]] = True
        rows = np.packbits(table, axis=1, bitorder="little")
        sets += [int.from_bytes(row.tobytes(), "little") for row in rows]
    return sets


class Residual:
    """The residual graph of the tight pairs: lefts, rights, and one node a side for the places left free.

    Nodes: 0…n-1 the lefts, n…n+m-1 the rights, then where lefts and where rights put their free places. These two
    are not joined, so that a cycle keeps the number of pairs.
    """

    def __init__(self, tight: Tight) -> None:
        self.n, self.m = len(tight.spare_left), len(tight.spare_right)
        self.idle_left, self.idle_right = self.n + self.m, self.n + self.m + 1
        self.spare = tight.spare_left.tolist() + tight.spare_right.tolist()
        self.loose = tight.loose_left.tolist() + tight.loose_right.tolist()
        self.pairs = [0] * (self.n + self.m)
        may = ~tight.chosen
        onward = packed(tight.left[may], tight.right[may], self.n, self.m)
        self.after = [there << self.n for there in onward] + [0] * (self.m + 2)
        self.before = [0] * self.n + packed(tight.right[may], tight.left[may], self.m, self.n) + [0, 0]
        for a, b in zip(tight.left[~may].tolist(), (tight.right[~may] + self.n).tolist(), strict=True):
            self.pairs[a] += 1
            self.pairs[b] += 1
            self.join(b, a)
        for node in range(self.n + self.m):
            self.idle(node)

    def join(self, tail: int, head: int) -> None:
        """There is an arc from the one to the other."""
        self.after[tail] |= 1 << head
        self.before[head] |= 1 << tail

    def part(self, tail: int, head: int) -> None:
        """There is no arc from the one to the other."""
        self.after[tail] &= ~(1 << head)
        self.before[head] &= ~(1 << tail)

    def idle(self, node: int) -> None:
        """Set the arcs between a city and the free places of its side."""
        away, back = (self.idle_left, node), (node, self.idle_left)
        if node >= self.n:
            away, back = (node, self.idle_right), (self.idle_right, node)
        for arc, there in (
            (away, self.loose[node] and self.spare[node] > 0),
            (back, self.loose[node] and self.pairs[node] > 0),
        ):
            (self.join if there else self.part)(*arc)

    def push(self, tail: int, head: int) -> None:
        """Send one unit along an arc, which turns it round."""
        self.part(tail, head)
        if tail < self.idle_left and head < self.idle_left:
            self.join(head, tail)
            step = 1 if tail < self.n else -1
            self.pairs[tail] += step
            self.pairs[head] += step
            return
        city = min(tail, head)
        opens = (tail < self.n) or (tail == self.idle_right)
        self.spare[city] += 1 if opens else -1

    def path(self, start: int, goals: int, within: int) -> list[int]:
        """A path to ``start`` backwards from the lowest goal that reaches it, as nodes from goal to start; or none.

        All of ``within`` that reaches ``start`` is searched until the lowest of the goals is met.
        """
        layers, reached, lowest = [1 << start], 1 << start, goals & -goals
        while layers[-1] and not reached & lowest:
            layer = 0
            for node in bits(layers[-1]):
                layer |= self.before[node]
            layers.append(layer & within & ~reached)
            reached |= layer & within
        met = reached & goals
        if not met:
            return []
        met &= -met
        depth = next(at for at, layer in enumerate(layers) if layer & met)
        found = [met.bit_length() - 1]
        for layer in reversed(layers[:depth]):
            step = self.after[found[-1]] & layer
            found.append((step & -step).bit_length() - 1)
        return found

    def rotate(self, nodes: list[int]) -> None:
        """Send one unit along a path."""
        for tail, head in pairwise(nodes):
            self.push(tail, head)
        for node in nodes:
            if node < self.idle_left:
                self.idle(node)


def components(graph: Residual) -> list[int]:
    """The strongly connected components with two nodes or more, as sets (Kosaraju & Sharir)."""
    unseen, order = (1 << len(graph.after)) - 1, []
    for root in range(len(graph.after)):
        if not unseen >> root & 1:
            continue
        unseen &= ~(1 << root)
        stack = [root]
        while stack:
            onward = graph.after[stack[-1]] & unseen
            if onward:
                low = onward & -onward
                unseen ^= low
                stack.append(low.bit_length() - 1)
            else:
                order.append(stack.pop())
    unseen, found = (1 << len(graph.after)) - 1, []
    for root in reversed(order):
        if not unseen >> root & 1:
            continue
        members = frontier = 1 << root
        unseen &= ~members
        while frontier:
            low = frontier & -frontier
            onward = graph.before[low.bit_length() - 1] & unseen
            unseen &= ~onward
            members |= onward
            frontier = (frontier ^ low) | onward
        if members & (members - 1):
            found.append(members)
    return found


def _thin(graph: Residual) -> None:
    """Unmake pairs as long as the total stays the same."""
    everything = (1 << len(graph.after)) - 1
    while nodes := graph.path(graph.idle_left, 1 << graph.idle_right, everything):
        graph.rotate(nodes)


def _place(graph: Residual, left: int, within: int) -> list[int]:
    """Give one city, in order, each of the smallest partners that still allow an optimum; its partners, held."""
    rights = ((1 << graph.m) - 1) << graph.n
    later = rights
    partners: list[int] = []
    while True:
        made, wanted = graph.before[left] & rights, graph.after[left] & later & within
        first = made & -made
        earlier = wanted & (first - 1) if first else wanted
        if earlier and (nodes := graph.path(left, earlier, within)):
            graph.rotate([left, *nodes])
            first = 1 << nodes[0]
        if not first:
            return partners
        later &= -first << 1
        partners.append(first.bit_length() - 1)
        graph.part(partners[-1], left)


def settle(tight: Tight) -> Flags:
    """Which of the tight pairs the canonical optimum makes.

    First as few pairs as the optimum allows; then the smallest list of (left, right)
    of that many pairs. Each city costs one search of its component: O(cities · (cities + pairs) / 64) words at worst.
    """
    graph = Residual(tight)
    _thin(graph)
    held: set[tuple[int, int]] = set()
    for members in components(graph):
        for left in bits(members & ((1 << graph.n) - 1)):
            held.update((left, right) for right in _place(graph, left, members))
            members &= ~(1 << left)
    ends = zip(tight.left.tolist(), (tight.right + graph.n).tolist(), strict=True)
    return np.array([(a, b) in held or graph.after[b] >> a & 1 for a, b in ends], np.bool_)
