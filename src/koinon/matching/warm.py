"""A best pairing asked again with something otherwise: the pairs and prices found before are where the next begins.

Valid prices stay valid for all but what was changed. The pairs that no longer stand are undone, the prices they
broke are raised, and shortest augmenting paths fill the places that are free (as in :mod:`koinon.matching.flow`, which
also proves the end). The answer does not depend on where one began: of equally good ones the canonical is taken.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from koinon.matching.answer import Answer, Status
from koinon.matching.bipartite import TABLE, Solved, Task, canonical, solved, task, weights
from koinon.matching.flow import Flow, begun, fill
from koinon.matching.matchings import Infeasible, Matching
from koinon.matching.problem import City, Ints, Mode, Problem
from koinon.matching.reduction import ids
from koinon.matching.solve import described, free_of_quotas


@dataclass(frozen=True, slots=True, eq=False)
class Warm:
    """The best pairing of two sides under pins and forbidden pairs, ready for more questions."""

    before: Solved

    @classmethod
    def of(cls, problem: Problem) -> "Warm | None":
        """Solve it; nothing for one pool, other modes, rules that count pairs, and rounds too large for a table."""
        if problem.one_pool or problem.mode is not Mode.BEST or not free_of_quotas(problem):
            return None
        if len(problem.left) * len(problem.others) > TABLE:
            return None
        try:
            return cls(solved(task(problem)))
        except Infeasible:
            return None

    def takes(self, question: Problem) -> bool:
        """Whether a question is of the same kind: the same aim, for everyone or not, and no rule that counts."""
        asked = self.before.task.problem
        same = (question.one_pool, question.mode, question.everyone) == (False, asked.mode, asked.everyone)
        return same and free_of_quotas(question)

    def answered(self, question: Problem) -> Answer:
        """The answer to a question that is taken, the same as solving it anew, checked before it leaves."""
        from koinon.matching.relax import smallest
        from koinon.matching.verify import verify

        try:
            answer = described(question, self.best(question))
        except Infeasible:
            return Answer(Status.INFEASIBLE, relax=smallest(question))
        verify(question, answer)
        return answer

    def best(self, question: Problem) -> Matching:
        """The canonical best pairing. A premium larger than needed chooses no other pairs, so it is kept."""
        todo, kept = task(question), self.before.task.premium
        if todo.premium > kept:
            flow = fill(begun(weights(todo), *places(todo)))
        else:
            todo = replace(todo, premium=kept)
            flow = fill(self.begun(todo))
            if not flow.is_proven():
                flow = fill(begun(flow.weight, *places(todo)))
        canonical(flow)
        if not flow.is_proven():
            raise ArithmeticError("the flow's prices do not prove its pairs")
        pairs = question.pairs
        chosen = np.flatnonzero(todo.reduction.open & flow.made[pairs.left, pairs.right])
        return todo.matching(chosen, flow.bound())

    def begun(self, todo: Task) -> Flow:
        """The answer before as far as it still stands, with prices made valid. O(possible pairs)."""
        before, problem, weight = self.before.flow, todo.problem, weights(todo)
        asked = self.before.task.problem
        rows, columns = known(problem.left, asked.left), known(problem.others, asked.others)
        u = np.where(rows >= 0, before.u[rows], 0).astype(weight.dtype)
        v = np.where(columns >= 0, before.v[columns], 0).astype(weight.dtype)
        made = before.made[np.ix_(rows, columns)] & (weight > 0)
        left_places, right_places = places(todo)
        made[(rows < 0) | (made.sum(1) > left_places)] = False
        made[:, (columns < 0) | (made.sum(0) > right_places)] = False
        # Where a pair not made is wanted more than both prices allow, its left pays more.
        u = np.maximum(u, np.where(made | (weight == 0), 0, weight - v).max(1, initial=0))
        made &= weight - u[:, None] - v >= 0
        return Flow(weight, made, u, v, left_places, right_places)


def places(todo: Task) -> tuple[Ints, Ints]:
    """The places free on both sides."""
    return todo.reduction.left_places, todo.reduction.right_places


def known(cities: Sequence[City], before: tuple[City, ...]) -> Ints:
    """Where each city stood before, -1 for one that was not there."""
    at = ids(before)
    return np.array([at.get(city.id, -1) for city in cities], np.int64)
