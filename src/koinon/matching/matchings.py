"""What every solver hands back: which of the problem's pairs are made, and what is proven about them."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from koinon.matching.problem import Ints, Problem


class Infeasible(Exception):
    """No answer keeps every rule, or no stable pairing exists; the message says in one line why."""


@dataclass(frozen=True, slots=True, eq=False)
class Matching:
    """The chosen pairs, as ascending positions into ``problem.pairs``.

    ``bound`` is an upper bound, in whole numbers, of the best total there is under the rules;
    ``proven`` tells whether what the mode asks for is proven (status optimal) or only measured (feasible).
    """

    rows: Ints
    bound: int
    proven: bool = True


def positions(chosen: Iterable[int] | Ints) -> Ints:
    """Chosen positions in ascending order, as every Matching holds them."""
    return np.array(sorted(int(at) for at in chosen), np.int64)


def idle_total(problem: Problem) -> int:
    """The total when no pair is made: every free place at its outside value."""
    cities = problem.left if problem.right is None else problem.left + problem.right
    return sum(city.capacity * city.outside for city in cities)


def total(problem: Problem, rows: Ints) -> int:
    """The total of an answer: the idle total and the gain of each pair made."""
    return idle_total(problem) + int(problem.gain[rows].sum())
