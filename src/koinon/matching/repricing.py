"""What every other choice would cost where no flow tells: each choice is decided and the rest solved again.

A linear programme that keeps its basis answers most of them in a few steps: where its solution is in whole pairs, it
is the best there is. Where everyone is to be paired, another one counts first how many pairs there can be. What stays
in parts is solved as a problem of its own with one rule more.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from koinon.matching.answer import Answer, Reporter
from koinon.matching.constrained import Round, opened
from koinon.matching.matchings import Infeasible, Matching, idle_total, total
from koinon.matching.problem import Problem
from koinon.matching.programme import Floats, Programme
from koinon.matching.reduction import marked
from koinon.matching.rules import Forbid, Pin

Price = int | None
Best = Callable[[Problem], Matching]
NEAR = 1e-6
"""A part of a pair nearer than this to a whole number is one."""


def is_whole(parts: Floats) -> bool:
    """Whether no pair is made in part."""
    return bool(np.abs(parts - np.rint(parts)).max(initial=0) <= NEAR)


def joined(one: list[int], two: list[int]) -> list[list[int]]:
    """The cities of each connected set of pairs."""
    sets: dict[int, set[int]] = {}
    for a, b in zip(one, two, strict=True):
        both = sets.get(a, {a}) | sets.get(b, {b})
        for city in both:
            sets[city] = both
    return [sorted(found) for found in {id(found): found for found in sets.values()}.values()]


class Again:
    """The best total of a problem once one more pair is decided."""

    def __init__(self, problem: Problem, best: Best) -> None:
        """The programmes of all open pairs are kept from pair to pair."""
        self.problem, self.best, self.gain = problem, best, problem.gain
        self.todo: Round = opened(problem)
        self.place = {row: place for place, row in enumerate(self.todo.open.tolist())}
        self.counting = self.valued(np.ones(len(self.todo.open)))
        self.gaining: dict[int, Programme] = {}

    def valued(self, value: Floats) -> Programme:
        """A programme of all open pairs at these values."""
        programme = Programme(self.todo.limits)
        programme.add(self.todo.open, value)
        return programme

    def with_pairs(self, least: int) -> Programme:
        """The programme of the best total with so many pairs or more."""
        if least not in self.gaining:
            programme = self.gaining[least] = self.valued(self.gain[self.todo.open].astype(float))
            if least:
                programme.require(np.ones(len(self.todo.open)), float(least), np.inf)
        return self.gaining[least]

    def total(self, row: int, made: bool) -> Price:
        """The best total with the pair made, or not made; None where nothing keeps the rules."""
        if row not in self.place:
            return None
        least, parts = 0, np.zeros(0)
        if self.problem.everyone:
            counted = self.decided(self.counting, row, made)
            if counted is None:
                return None
            least, parts = int(np.rint(counted.sum())), counted
        if is_whole(parts):
            found = self.decided(self.with_pairs(least), row, made)
            if found is None:
                return None
            parts = found
        if not is_whole(parts):
            return self.anew(row, made)
        rows = np.concatenate([self.todo.fixed, self.todo.open[parts > NEAR]])
        return idle_total(self.problem) + int(self.gain[rows].sum())

    def decided(self, programme: Programme, row: int, made: bool) -> Floats | None:
        """How much of each pair the programme makes once this one is decided; None if nothing keeps the rules."""
        which = np.array([self.place[row]])
        programme.settle(which, np.array([made]))
        parts = programme.parts()
        while parts is not None and not is_whole(parts) and self.cut(programme, parts):
            parts = programme.parts()
        programme.release(which)
        return parts

    def anew(self, row: int, made: bool) -> Price:
        """The same from nothing, with one rule more."""
        pairs = self.problem.pairs
        ends = self.problem.left[pairs.left[row]].id, self.problem.others[pairs.right[row]].id
        rules = (*self.problem.rules, Pin(*ends) if made else Forbid(*ends))
        more = replace(self.problem, rules=tuple(sorted(rules, key=str)))
        try:
            return total(more, self.best(more).rows)
        except Infeasible:
            return None

    def cut(self, programme: Programme, parts: Floats) -> bool:
        """In one pool, forbid more pairs among some cities than half their places (Edmonds 1965); whether it helps.

        Only cities joined by parts of pairs are looked at: mostly a ring of an odd number, each with two halves.
        """
        if not self.problem.one_pool:
            return False
        helped = False
        limits, pairs = self.todo.limits, self.todo.open
        one, two = limits.first[pairs], limits.second[pairs]
        torn = np.abs(parts - np.rint(parts)) > NEAR
        for ring in joined(one[torn].tolist(), two[torn].tolist()):
            within = np.isin(one, ring) & np.isin(two, ring)
            most = int(limits.high[ring].sum()) // 2
            if parts[within].sum() > most + NEAR:
                programme.require(within.astype(float), -np.inf, float(most))
                helped = True
        return helped


def again(
    problem: Problem, answer: Answer, best: Best, reporter: Reporter
) -> tuple[list[Price], dict[int, Price]]:
    """What the total loses by forcing each pair, and by forbidding each chosen one that is not pinned.

    A warm linear programme for each pair, some milliseconds at 50 × 50: for small rounds.
    """
    pairs, chosen, totals = problem.pairs, set(answer.pairs), Again(problem, best)
    barred, pinned = marked(problem, Forbid)[0].tolist(), marked(problem, Pin)[0].tolist()
    force: list[Price] = []
    forbid: dict[int, Price] = {}
    for row, (a, b) in enumerate(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True)):
        reporter("pricing", answer.total, answer.bound)
        made = (problem.left[a].id, problem.others[b].id) in chosen
        found = None if barred[row] or pinned[row] else totals.total(row, not made)
        loss = None if found is None else answer.total - found
        force.append(0 if made else loss)
        if made:
            forbid[row] = loss
    return force, forbid
