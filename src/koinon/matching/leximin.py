"""Leximin: raise the city that gets least, then the next, and so on; of equals fewest pairs, then the first in order."""

import numpy as np

from koinon.matching.answer import Reporter, silent
from koinon.matching.levelling import levelled
from koinon.matching.matchings import Matching, positions
from koinon.matching.measures import outsides, worths
from koinon.matching.problem import Ints, Problem
from koinon.matching.reduction import Reduction, reduce
from koinon.matching.rising import Levels, raised
from koinon.matching.rules import Forbid, Pin


def leximin(problem: Problem, best: Matching, reporter: Reporter = silent) -> Matching:
    """The choice whose worths, sorted ascending, are lexicographically greatest (with everyone: of the fullest).

    Two sides with one place a city and no quota are solved exactly by flows; everything else through HiGHS.
    Raises Infeasible where the rules cannot all hold.
    """
    left = reduce(problem)
    if is_simple(problem, left):
        rows = np.flatnonzero(left.open)
        chosen = rows[raised(_levels(problem, left, rows), everyone=problem.everyone, reporter=reporter)]
    else:
        chosen = levelled(problem, left, best.rows, reporter)
    return Matching(positions([*left.pins, *chosen]), best.bound)


def is_simple(problem: Problem, left: Reduction) -> bool:
    """Whether there are two sides, pins and forbidden pairs only, and no city with two places to fill."""
    named = all(isinstance(rule, Pin | Forbid) for rule in problem.rules)
    one_place = (left.left_places <= 1).all() and (left.right_places <= 1).all()
    return named and not problem.one_pool and bool(one_place)


def _levels(problem: Problem, left: Reduction, rows: Ints) -> Levels:
    """What every choice gives each city, pinned pairs included."""
    pairs = problem.pairs
    alone_left, alone_right = worths(problem, left.pins)
    here = alone_left - outsides(problem.left)
    there = alone_right - outsides(problem.others)
    at, to = pairs.left[rows], pairs.right[rows]
    own = pairs.left_value[rows] + here[at], pairs.right_value[rows] + there[to]
    takes_part = left.left_places > 0, left.right_places > 0
    return Levels(at, to, *own, alone_left, alone_right, takes_part)
