"""The best pairing of two sides by shortest augmenting paths: any capacities, each pair at most once, exact duals.

The problem is a b-matching: max Σ w x, at most ``a`` pairs a left, ``b`` a right, 0 ≤ x ≤ 1. Its dual has a price
u ≥ 0 for a place of each left, v ≥ 0 of each right, and z = max(0, w - u - v) for each pair made. The method is the
primal-dual one of Kuhn, Jonker and Volgenant (*Computing* 38, 1987) with the option to leave a place free: prices
are always valid, each step fills one place. All numbers are whole: nothing is rounded, LB = UB is checked as such.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from koinon.matching.problem import Ints
from koinon.matching.reduction import Flags

FAR = 1 << 61
FARTHEST = 1 << 200
"""Farther than any path; the second for weights too large for 64 bits, which are kept as Python's own integers."""

AT_ONCE = 32
"""So many rows are looked at in one step."""


@dataclass(slots=True, eq=False)
class Flow:
    """Weights (0 where no pair is wanted), which pairs are made, and the prices of the places of both sides."""

    weight: Ints
    made: Flags
    u: Ints
    v: Ints
    left_places: Ints
    right_places: Ints

    @property
    def turned(self) -> "Flow":
        """The same flow seen from the other side, in the same memory."""
        return Flow(self.weight.T, self.made.T, self.v, self.u, self.right_places, self.left_places)

    def spare(self) -> Ints:
        """How many places of each left are free."""
        return np.asarray(self.left_places - self.made.sum(1))

    def value(self) -> int:
        """The weight of the pairs made: the lower bound."""
        return int(self.weight[self.made].sum())

    def bound(self) -> int:
        """The dual value: the upper bound, if the prices are valid."""
        left, right = np.nonzero(self.made)
        over = np.maximum(0, self.weight[left, right] - self.u[left] - self.v[right])
        return int(self.left_places @ self.u + self.right_places @ self.v + over.sum())

    def is_proven(self) -> bool:
        """Whether the prices are valid and meet the pairs: no answer is worth more."""
        if (self.u < 0).any() or (self.v < 0).any() or self.value() != self.bound():
            return False
        free = self.right_places > 0
        for row in range(0, len(self.u), AT_ONCE):
            rows = slice(row, row + AT_ONCE)
            lacking = self.weight[rows] - self.v > self.u[rows, None]
            lacking &= ~self.made[rows] & free
            if lacking[self.left_places[rows] > 0].any():
                return False
        return True


def begun(weight: Ints, left_places: Ints, right_places: Ints) -> Flow:
    """A flow with no pair made and prices that are valid: each left may have the best it sees."""
    u = weight.max(1, initial=0)
    return Flow(
        weight,
        np.zeros(weight.shape, np.bool_),
        u,
        np.zeros(weight.shape[1], weight.dtype),
        left_places,
        right_places,
    )


def fill(flow: Flow) -> Flow:
    """Fill the places of the lefts, then of the rights, until none is free that has a price; in place."""
    for view in (flow, flow.turned):
        spare = view.spare()
        for left in np.flatnonzero((spare > 0) & (view.u > 0)).tolist():
            for _ in range(int(min(spare[left], len(view.v) + 1))):
                if view.u[left] > 0:
                    _augment(view, left)
    return flow


def _augment(flow: Flow, source: int) -> None:
    """Fill one place of one left along a shortest path (Dijkstra on reduced prices), or price it at nothing.

    Distances stand in one array, lefts first; ``came`` is the node before, as it was when the distance was set.
    """
    n = len(flow.u)
    out_of_reach = FARTHEST if flow.weight.dtype == object else FAR
    far = np.full(n + len(flow.v), out_of_reach, flow.weight.dtype)
    unsettled = far.copy()
    came = np.full(len(far), -1, np.int64)
    room = flow.right_places > flow.made.sum(0)
    far[source] = unsettled[source] = 0
    best, last = flow.u[source], source
    while True:
        node = int(unsettled.argmin())
        if unsettled[node] >= best:
            break
        unsettled[node] = out_of_reach
        if node < n:
            reached, rest = slice(n, None), ~flow.made[node] & (flow.weight[node] > 0)
            cost = far[node] + flow.u[node] + flow.v - flow.weight[node]
            if node != source and far[node] + flow.u[node] < best:
                best, last = far[node] + flow.u[node], node
        elif room[node - n]:
            best, last = far[node], node
            break
        else:
            right = node - n
            reached, rest = slice(0, n), flow.made[:, right]
            cost = far[node] + flow.weight[:, right] - flow.u - flow.v[right]
        nearer = rest & (cost < far[reached])
        far[reached][nearer] = cost[nearer]
        unsettled[reached][nearer] = cost[nearer]
        came[reached][nearer] = node
    _settle_prices(flow, far, best)
    _turn(flow.made, came, last, source)


def _settle_prices(flow: Flow, far: NDArray[np.int64], best: int) -> None:
    n = len(flow.u)
    nearer = np.maximum(0, best - far)
    flow.u -= nearer[:n]
    flow.v += nearer[n:]


def _turn(made: Flags, came: Ints, last: int, source: int) -> None:
    n = made.shape[0]
    while last != source:
        before = int(came[last])
        left, right = (last, before - n) if last < n else (before, last - n)
        made[left, right] = last >= n
        last = before
