"""The best pairing of two sides where the only rules are pins and forbidden pairs: a flow, solved with its proof."""

from dataclasses import dataclass

import numpy as np

from koinon.matching.answer import Reporter, silent
from koinon.matching.assignment import assigned
from koinon.matching.canonical import Tight, settle
from koinon.matching.flow import Flow
from koinon.matching.matchings import Matching, idle_total
from koinon.matching.problem import Ints, Problem
from koinon.matching.reduction import Reduction, reduce

TABLE = 12_000_000
"""Above so many possible pairs the sides are not laid out as a table."""
LARGE = 1 << 45
"""From here on a premium is too large for the solver of single pairs."""
WIDE = 1 << 60
"""From here on weights are kept as Python's own integers, slowly and exactly."""


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """What is left to solve, and how its value is read back.

    ``premium`` is what each pair earns beyond its gain, so that more pairs come before a better total when
    everyone is to be paired; 0 otherwise.
    """

    problem: Problem
    reduction: Reduction
    premium: int

    def without_premium(self, value: int) -> int:
        """The gain in a value; the rest is premium."""
        if not self.premium:
            return value
        return value - self.premium * ((value + self.premium // 2) // self.premium)

    def rows(self, chosen: Ints) -> Ints:
        """The pairs of the answer, pins among them."""
        return np.sort(np.concatenate([chosen, self.reduction.pins]))

    def matching(self, chosen: Ints, bound: int) -> Matching:
        """The answer, with what was settled before: idle places, and the pins' gain."""
        fixed = idle_total(self.problem) + int(self.problem.gain[self.reduction.pins].sum())
        return Matching(self.rows(chosen), fixed + self.without_premium(bound))


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """An optimal flow for a task, in its canonical form."""

    task: Task
    flow: Flow
    chosen: Ints


def task(problem: Problem) -> Task:
    """What is left to solve; the premium is more than twice what all the gains of an answer can add up to."""
    reduction = reduce(problem)
    if not problem.everyone:
        return Task(problem, reduction, 0)
    most = min(int(reduction.left_places.sum()), int(reduction.right_places.sum()))
    return Task(problem, reduction, 2 * (most * int(np.abs(problem.gain).max(initial=0)) + 1))


def weights(task: Task) -> Ints:
    """The weight of each pair in the flow as a table, 0 where it would not be made."""
    problem = task.problem
    dtype = object if task.premium >= WIDE else np.int64
    gain = problem.gain.astype(dtype) + task.premium
    wanted = task.reduction.open & (gain > 0)
    table = np.zeros((len(problem.left), len(problem.others)), dtype)
    table[problem.pairs.left[wanted], problem.pairs.right[wanted]] = gain[wanted]
    return table


def canonical(flow: Flow) -> None:
    """Turn an optimal flow into the canonical one, in place."""
    reduced = flow.weight - flow.u[:, None] - flow.v
    left, right = np.nonzero((reduced == 0) & (flow.weight > 0))
    loose = flow.u == 0, flow.v == 0
    tight = Tight(left, right, flow.made[left, right], flow.spare(), flow.turned.spare(), *loose)
    flow.made[left, right] = settle(tight)


def solved(task: Task) -> Solved:
    """The canonical best pairing of two sides under pins and forbidden pairs, with prices that prove it.

    Time O(pairs · cities) at worst, memory O(lefts · rights).
    """
    pairs, reduction = task.problem.pairs, task.reduction
    flow = assigned(weights(task), reduction.left_places, reduction.right_places)
    canonical(flow)
    if not flow.is_proven():
        raise ArithmeticError("the flow's prices do not prove its pairs")
    return Solved(task, flow, np.flatnonzero(reduction.open & flow.made[pairs.left, pairs.right]))


def best(problem: Problem, reporter: Reporter = silent) -> Matching:
    """The canonical best pairing as every solver hands it back."""
    todo, gain = task(problem), problem.gain
    nothing = todo.matching(np.zeros(0, np.int64), 0).bound
    most = np.zeros(len(problem.left), np.int64)
    np.maximum.at(most, problem.pairs.left, gain)
    reporter("pairing", nothing, nothing + int(most @ todo.reduction.left_places))
    if len(problem.left) * len(problem.others) > TABLE:
        return large(todo, reporter)
    answer = solved(todo)
    found = todo.matching(answer.chosen, answer.flow.bound())
    reporter("paired", found.bound, found.bound)
    return found


def large(task: Task, reporter: Reporter) -> Matching:
    """The same for more cities than a table has room for: from the list of pairs, or by a linear programme."""
    from koinon.matching import constrained

    places = task.reduction.left_places, task.reduction.right_places
    if max(side.max(initial=0) for side in places) > 1 or task.premium >= LARGE:
        return constrained.best(task.problem, reporter)
    return from_list(task)


def from_list(task: Task) -> Matching:
    """The same one-to-one, from the list of pairs: O(pairs) memory."""
    from koinon.matching.graphs import graph_of
    from koinon.matching.sparse import Sparse
    from koinon.matching.tight import settle

    pairs, sides = task.problem.pairs, (len(task.problem.left), len(task.problem.others))
    gain = task.problem.gain + task.premium
    wanted = np.flatnonzero(task.reduction.open & (gain > 0))
    left, right, gain = pairs.left[wanted], pairs.right[wanted], gain[wanted]
    sparse = Sparse.of(sides, left, right, gain)
    bound = sparse.solve()
    over = gain - sparse.state.u[left] - sparse.state.v[right]
    tight = over == 0
    settle(graph_of(sides[0], left[tight], right[tight], gain[tight]), sparse.state)
    made = sparse.mate[left] == right
    if over.max(initial=0) > 0 or int(gain[made].sum()) != bound:
        raise ArithmeticError("the prices do not prove the pairs")
    return task.matching(wanted[made], bound)
