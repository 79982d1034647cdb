"""What is asked: cities of two sides or of one pool, what each pair is worth, and the rules of the round."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from koinon.matching.rules import Groups, Rule

Ints = NDArray[np.int64]


class Mode(StrEnum):
    """What counts as the best answer."""

    BEST = "best"
    STABLE_LEFT = "stable_left"
    STABLE_RIGHT = "stable_right"
    TRADEOFF = "tradeoff"
    LEXIMIN = "leximin"


@dataclass(frozen=True, slots=True)
class City:
    """One participant: how many partners it can take, and what each of its places is worth left free."""

    id: str
    capacity: int = 1
    outside: int = 0
    groups: Groups = ()


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """The pairs nobody vetoed, as four columns of one length, ordered by (left, right).

    ``left`` and ``right`` are positions in the problem's sides (in one pool both in ``left``);
    ``left_value`` is what the pair is worth to its left city, ``right_value`` to its right one.
    """

    left: Ints
    right: Ints
    left_value: Ints
    right_value: Ints

    def __len__(self) -> int:
        return len(self.left)

    @property
    def weight(self) -> Ints:
        """What each pair is worth to both together."""
        return self.left_value + self.right_value


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """A whole round in canonical form: sides sorted by id, pairs by (left id, right id), rules sorted.

    Built by :func:`koinon.matching.problem.problem`, which sorts; because everything behind it sees
    only the canonical form, the order of the input can change nothing. ``right`` is None in one pool.
    """

    left: tuple[City, ...]
    right: tuple[City, ...] | None
    pairs: Pairs
    rules: tuple[Rule, ...] = ()
    everyone: bool = False
    mode: Mode = Mode.BEST
    max_loss: Fraction = Fraction(0)

    @property
    def one_pool(self) -> bool:
        """Whether the cities are paired among themselves."""
        return self.right is None

    @property
    def others(self) -> tuple[City, ...]:
        """The cities that the right end of a pair points into."""
        return self.left if self.right is None else self.right

    @property
    def gain(self) -> Ints:
        """What making each pair adds to the total: its weight less both outside values."""
        outside_left = np.array([city.outside for city in self.left], np.int64)
        outside_right = np.array([city.outside for city in self.others], np.int64)
        return self.pairs.weight - outside_left[self.pairs.left] - outside_right[self.pairs.right]


Row = tuple[str, str, int, int]
"""(left id, right id, left value, right value)."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The same rows as four columns, which a million of them are quicker as."""

    left: Sequence[str]
    right: Sequence[str]
    left_value: Sequence[int]
    right_value: Sequence[int]

    def __len__(self) -> int:
        return len(self.left)

    def __iter__(self) -> Iterator[Row]:
        return zip(self.left, self.right, self.left_value, self.right_value, strict=True)


def columns(rows: "Sequence[Row] | Columns") -> Columns:
    """Rows as columns."""
    if isinstance(rows, Columns):
        return rows
    return Columns(*zip(*rows, strict=True)) if rows else Columns((), (), (), ())


def problem(
    left: Sequence[City],
    right: Sequence[City] | None,
    pairs: Sequence[Row] | Columns,
    rules: Sequence[Rule] = (),
    *,
    everyone: bool = False,
    mode: Mode = Mode.BEST,
    max_loss: Fraction = Fraction(0),
) -> Problem:
    """The canonical problem from (left id, right id, left value, right value) rows in any order.

    It checks nothing: :mod:`koinon.matching.exchange_file` and :mod:`koinon.matching.checking` refuse what is wrong.
    """
    lefts = tuple(sorted(left, key=lambda city: city.id))
    rights = None if right is None else tuple(sorted(right, key=lambda city: city.id))
    row = {city.id: at for at, city in enumerate(lefts)}
    column = row if rights is None else {city.id: at for at, city in enumerate(rights)}
    given = columns(pairs)
    table = [
        np.fromiter(values, np.int64, len(given))
        for values in (
            map(row.__getitem__, given.left),
            map(column.__getitem__, given.right),
            given.left_value,
            given.right_value,
        )
    ]
    order = np.lexsort((table[1], table[0]))
    ordered = Pairs(*(values[order] for values in table))
    return Problem(lefts, rights, ordered, tuple(sorted(rules, key=str)), everyone, mode, max_loss)
