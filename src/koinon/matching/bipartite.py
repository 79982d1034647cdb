"""The best pairing of two sides where the only rules are pins and forbidden pairs: a flow, solved with its proof."""

from dataclasses import dataclass

import numpy as np

from koinon.matching.assignment import assigned
from koinon.matching.canonical import Tight, settle
from koinon.matching.flow import Flow, begun, fill
from koinon.matching.matchings import Matching, idle_total
from koinon.matching.problem import Ints, Problem
from koinon.matching.reduction import Reduction, reduce

WIDE = 1 << 60
"""Weights from here on are kept as Python's own integers, slowly and exactly."""


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """An optimal flow and what it says about the problem.

    ``premium`` is what each pair earns beyond its gain, so that more pairs come before a better total when
    everyone is to be paired; 0 otherwise.
    """

    problem: Problem
    reduction: Reduction
    flow: Flow
    premium: int
    chosen: Ints

    @property
    def rows(self) -> Ints:
        """The pairs of the answer, pins among them."""
        return np.sort(np.concatenate([self.chosen, self.reduction.pins]))

    def without_premium(self, value: int) -> int:
        """The gain in a flow's value; the rest is premium."""
        if not self.premium:
            return value
        return value - self.premium * ((value + self.premium // 2) // self.premium)

    @property
    def fixed(self) -> int:
        """The part of the total that was settled before: idle places, and the pins' gain."""
        return idle_total(self.problem) + int(self.problem.gain[self.reduction.pins].sum())


def premium(problem: Problem, reduction: Reduction) -> int:
    """More than twice what all the gains of an answer can add up to, if everyone is to be paired."""
    if not problem.everyone:
        return 0
    most = min(int(reduction.left_places.sum()), int(reduction.right_places.sum()))
    return 2 * (most * int(np.abs(problem.gain).max(initial=0)) + 1)


def weights(problem: Problem, reduction: Reduction, more: int) -> Ints:
    """The weight of each pair in the flow as a matrix, 0 where it would not be made."""
    dtype = object if more >= WIDE else np.int64
    gain = problem.gain.astype(dtype) + more
    wanted = reduction.open & (gain > 0)
    table = np.zeros((len(problem.left), len(problem.others)), dtype)
    table[problem.pairs.left[wanted], problem.pairs.right[wanted]] = gain[wanted]
    return table


def optimal_flow(weight: Ints, left_places: Ints, right_places: Ints) -> Flow:
    """The best flow by whichever solver suits the places."""
    if left_places.max(initial=0) <= 1 and right_places.max(initial=0) <= 1:
        return assigned(weight, left_places, right_places)
    return fill(begun(weight, left_places, right_places))


def canonical(flow: Flow, *, fewest: bool) -> None:
    """Make the canonical optimum of an optimal flow, in place."""
    reduced = flow.weight - flow.u[:, None] - flow.v
    left, right = np.nonzero((reduced == 0) & (flow.weight > 0))
    tight = Tight(
        left,
        right,
        flow.made[left, right],
        flow.spare(),
        flow.turned.spare(),
        flow.u == 0,
        flow.v == 0,
    )
    flow.made[left, right] = settle(tight, fewest=fewest)


def solved(problem: Problem) -> Solved:
    """The canonical best pairing of two sides under pins and forbidden pairs, with prices that prove it.

    Time O(pairs · cities) at worst, memory O(lefts · rights).
    """
    reduction = reduce(problem)
    more = premium(problem, reduction)
    weight = weights(problem, reduction, more)
    flow = optimal_flow(weight, reduction.left_places, reduction.right_places)
    canonical(flow, fewest=not problem.everyone)
    if not flow.is_proven():
        raise ArithmeticError("the flow's prices do not prove its pairs")
    chosen = np.flatnonzero(reduction.open & flow.made[problem.pairs.left, problem.pairs.right])
    return Solved(problem, reduction, flow, more, chosen.astype(np.int64))


def best(problem: Problem) -> Matching:
    """The canonical best pairing as every solver hands it back."""
    answer = solved(problem)
    return Matching(answer.rows, answer.fixed + answer.without_premium(answer.flow.bound()))
