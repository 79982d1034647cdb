"""The trade-off: how few blocking pairs a given loss of the total can buy.

Priced stability (Lagrangean): every pair that would keep a blocking pair from blocking is rewarded, and the best
total at these rewards is sought again, below the loss with smaller rewards, above it with larger ones. The stable
pairings themselves are candidates where the loss allows. In small rounds the fewest are then proven in whole numbers.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from koinon.matching import constrained, pool
from koinon.matching.answer import Reporter, silent
from koinon.matching.assignment import mates
from koinon.matching.calm import calmest
from koinon.matching.matchings import Infeasible, Matching, positions, total
from koinon.matching.problem import Ints, Mode, Problem
from koinon.matching.reduction import Reduction, reduce
from koinon.matching.rules import Forbid, Pin
from koinon.matching.unrest import Unrest, unrest

UNIT = 32
"""Rewards are counted in parts of a value."""
STEPS = (2, 4, 10)
"""A reward is first so many thousandths of the mean gain; each is followed for a number of rounds."""
SMALL = 330
"""Up to so many open pairs the fewest are proven."""
Solver = Callable[[Ints], Ints]
"""The best choice at rewarded gains: positions among the open pairs."""


@dataclass(frozen=True, slots=True)
class Search:
    """What the search goes by: the open pairs, the smallest total allowed, and the fewest pairs allowed."""

    problem: Problem
    left: Reduction
    seen: Unrest
    floor: int
    most: int

    def rank(self, chosen: Ints) -> tuple[int, int, int, list[int]]:
        """The order of preference: fewest blocking pairs, best total, fewest pairs, first in order."""
        return len(self.seen.blocking(chosen)), -self.seen.total(chosen), len(chosen), sorted(chosen.tolist())

    def allows(self, chosen: Ints) -> bool:
        """Whether an answer keeps within the loss, and is full where everyone is to be paired."""
        return self.seen.total(chosen) >= self.floor and len(chosen) >= self.most


def tradeoff(problem: Problem, best: Matching, reporter: Reporter = silent) -> Matching:
    """The answer with fewest blocking pairs among those that give up no more than ``max_loss`` of the best total.

    Proven (status optimal) where no pair blocks or the round is small enough; measured (feasible) otherwise.
    Time some hundred times that of a best total up to 100 cities a side, less for more.
    """
    left = reduce(problem)
    top = total(problem, best.rows)
    floor = top - int(top * problem.max_loss) if top > 0 else top
    most = len(best.rows) - len(left.pins) if problem.everyone else 0
    search = Search(problem, left, unrest(problem, left), floor, most)
    found = np.searchsorted(search.seen.rows, np.setdiff1d(best.rows, left.pins))
    proven = not len(search.seen.blocking(found))
    if not proven:
        found = measured(search, found, reporter)
        exact = None
        if len(search.seen.rows) <= SMALL:
            exact = calmest(problem, search.seen, floor, most, found)
        proven = exact is not None or not len(search.seen.blocking(found))
        found = found if exact is None else exact
    return Matching(positions([*left.pins, *search.seen.rows[found]]), best.bound, proven)


def measured(search: Search, best: Ints, reporter: Reporter) -> Ints:
    """The best of all candidates that the loss allows."""
    found = best
    for chosen in candidates(search, reporter):
        if search.allows(chosen):
            found = min(found, chosen, key=search.rank)
    return found


def candidates(search: Search, reporter: Reporter) -> Iterator[Ints]:
    """Stable pairings, then what priced stability comes by."""
    yield from stable_ends(search)
    solver, rounds = solver_of(search)
    if len(search.seen.rows):
        for step in STEPS[: 3 if rounds > 60 else 1]:
            yield from priced(search, solver, (step, rounds), reporter)


def stable_ends(search: Search) -> Iterator[Ints]:
    """The stable pairings best for either side (in one pool the first stable one), where there are any."""
    from koinon.matching.deferred import stable

    if search.problem.everyone or not all(isinstance(rule, Pin | Forbid) for rule in search.problem.rules):
        return
    for mode in (Mode.STABLE_LEFT, Mode.STABLE_RIGHT)[: 1 if search.problem.one_pool else 2]:
        try:
            rows = stable(replace(search.problem, mode=mode)).rows
        except Infeasible:
            return
        yield np.searchsorted(search.seen.rows, np.setdiff1d(rows, search.left.pins))


def priced(search: Search, solver: Solver, effort: tuple[int, int], reporter: Reporter) -> Iterator[Ints]:
    """What is best at rewards that follow the blocking pairs, round after round."""
    seen = search.seen
    reward = np.zeros(len(seen.rows), np.int64)
    step = max(1, UNIT * effort[0] * int(np.abs(seen.gain).sum()) // (1000 * len(seen.rows)))
    for _ in range(effort[1]):
        chosen = solver(UNIT * seen.gain + reward)
        yield chosen
        blocking = seen.blocking(chosen)
        reporter("trade-off", len(blocking), seen.total(chosen))
        if search.allows(chosen):
            if not len(blocking):
                return
            reward += step * seen.cures(blocking)
        else:
            reward = reward * 4 // 5


def solver_of(search: Search) -> tuple[Solver, int]:
    """How the best at rewarded gains is found, and for how many rounds that is worth while."""
    problem, left = search.problem, search.left
    named = all(isinstance(rule, Pin | Forbid) for rule in problem.rules)
    if not named or max(left.left_places.max(), left.right_places.max()) > 1:
        return general(search), max(5, min(30, 20_000 // len(search.seen.rows)))
    rounds = max(10, min(100, 30_000 // max(len(problem.left), len(problem.others))))
    return (covering(search) if problem.one_pool else dense(search)), rounds


def premium(search: Search, value: Ints) -> int:
    """What a pair earns beside its rewarded gain, so that more pairs come first where everyone is to be paired."""
    cities = len(search.problem.left) + len(search.problem.others)
    return 1 + cities * int(np.abs(value).max()) if search.problem.everyone else 0


def covering(search: Search) -> Solver:
    """One pool, one place each: a good pairing out of the double cover."""

    def solve(value: Ints) -> Ints:
        weight = value + premium(search, value)
        wanted = np.flatnonzero(weight > 0)
        rows = search.seen.rows[wanted]
        return wanted[pool.covered(search.problem, rows, weight[wanted], search.left).found]

    return solve


def dense(search: Search) -> Solver:
    """Two sides, one place each: an assignment."""
    problem, rows = search.problem, search.seen.rows
    one, two = problem.pairs.left[rows], problem.pairs.right[rows]
    shape = len(problem.left), len(problem.others)

    def solve(value: Ints) -> Ints:
        table = np.zeros(shape, np.int64)
        table[one, two] = np.maximum(value + premium(search, value), 0)
        return np.flatnonzero(mates(table)[one] == two)

    return solve


def general(search: Search) -> Solver:
    """Anything else: the general programme on rewarded values."""
    problem, rows = search.problem, search.seen.rows

    def solve(value: Ints) -> Ints:
        changed = (problem.gain * UNIT).copy()
        changed[rows] = value
        pairs = replace(problem.pairs, left_value=changed, right_value=np.zeros_like(changed))
        idle = [[replace(city, outside=0) for city in side] for side in (problem.left, problem.others)]
        right = None if problem.one_pool else tuple(idle[1])
        other = replace(problem, left=tuple(idle[0]), right=right, pairs=pairs, mode=Mode.BEST)
        return np.searchsorted(rows, np.setdiff1d(constrained.best(other).rows, search.left.pins))

    return solve
