"""What is answered: pairs, proven bounds, who is worst off, what every other choice would cost, and what to relax."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from koinon.matching.rules import Rule


class Status(StrEnum):
    """How sure the answer is."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"


@dataclass(frozen=True, slots=True)
class Worst:
    """The city that gets least, and what it gets (ties: the first id)."""

    id: str
    value: int


@dataclass(frozen=True, slots=True)
class Prices:
    """What the total loses: by making each pair, and by not making each chosen one; None where it cannot be done."""

    force: tuple[tuple[str, str, int | None], ...]
    forbid: tuple[tuple[str, str, int | None], ...]


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A rule of a smallest set that must give way, and why, in words."""

    rule: Rule
    why: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to one problem; pairs are ids in the orientation of the input, sorted."""

    status: Status
    pairs: tuple[tuple[str, str], ...] = ()
    total: int = 0
    bound: int = 0
    blocking_pairs: int = 0
    worst: Worst | None = None
    prices: Prices | None = None
    relax: tuple[Relaxation, ...] = ()


Reporter = Callable[[str, int, int], None]
"""Told (what is being done, lower bound, upper bound) now and then; raises Cancelled to stop the work."""


def silent(doing: str, lower: int, upper: int) -> None:
    """The reporter of whoever does not want to know."""
