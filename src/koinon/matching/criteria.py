"""What a pair of cities is worth: named, weighted whole-number criteria over two profiles, and their parts.

Every criterion gives each of the two cities *points*; points times the weight of the round are a part, and the
parts of a city sum exactly to its value. Most criteria are bilinear: products of small whole-number features
of either city, so that a whole round is two products of matrices. Those that speak of two cities in
particular (earlier contact, twinning, preference) are listed pair by pair.

>>> yantai = Profile("cn-ynt", needs=frozenset({"heritage"}), interests=frozenset({"tourism"}))
>>> rome = Profile("it-rom", offers=frozenset({"heritage"}), interests=frozenset({"tourism"}))
>>> told = score(yantai, rome, {Criterion.NEEDS: 12, Criterion.INTERESTS: 5})
>>> told.left_value, told.right_value, told.total
(17, 5, 22)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from koinon.matching.refusals import Unusable
from koinon.matching.weights import MOST_WEIGHT

Ints = NDArray[np.int64]
SIZES = (100_000, 250_000, 500_000, 1_000_000, 2_500_000, 5_000_000, 10_000_000)
"""Where one band of inhabitants ends and the next begins."""
NEAR_IN_SIZE = 3
BEST_PREFERENCE = 5
QUARTER_DAY = 360


class Criterion(StrEnum):
    """What is looked at. The values are what the record, the workbook and the machine interface say."""

    NEEDS = "needs"
    INTERESTS = "interests"
    SDGS = "sdgs"
    SIZE = "size"
    LANGUAGES = "languages"
    TIME_ZONE = "time_zone"
    CONTACT = "contact"
    TWINNING = "twinning"
    PREFERENCE = "preference"


ONE_SIDED = frozenset({Criterion.NEEDS, Criterion.PREFERENCE})
"""What may be worth more to the one city than to the other; all else is worth the same to both."""

Weights = Mapping[Criterion, int]


@dataclass(frozen=True, slots=True)
class Profile:
    """What a city said of itself and what is on record of it. Terms are compared as they are written.

    ``offset`` is its time in minutes from UTC, ``preferred`` the ids of cities it would like, best first,
    ``acquainted`` and ``twins`` the ids of cities it has worked with or is twinned with.
    """

    id: str
    offers: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    interests: frozenset[str] = frozenset()
    sdgs: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    population: int | None = None
    offset: int | None = None
    preferred: tuple[str, ...] = ()
    acquainted: frozenset[str] = frozenset()
    twins: frozenset[str] = frozenset()

    @property
    def band(self) -> int | None:
        """The band of its size; none where its size is not known."""
        return None if self.population is None else sum(self.population >= edge for edge in SIZES)


@dataclass(frozen=True, slots=True)
class Points:
    """What one criterion gives either city, and the terms it is for: (to the left, to the right)."""

    left: int = 0
    right: int = 0
    because: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())


@dataclass(frozen=True, slots=True)
class Part:
    """A criterion's part of a score: its points to either city, times its weight."""

    criterion: Criterion
    weight: int
    points: Points

    @property
    def left_value(self) -> int:
        return self.weight * self.points.left

    @property
    def right_value(self) -> int:
        return self.weight * self.points.right

    @property
    def total(self) -> int:
        return self.left_value + self.right_value


@dataclass(frozen=True, slots=True)
class Score:
    """What a pair is worth to either city, part by part, in the order of the criteria."""

    parts: tuple[Part, ...]

    @property
    def left_value(self) -> int:
        return sum(part.left_value for part in self.parts)

    @property
    def right_value(self) -> int:
        return sum(part.right_value for part in self.parts)

    @property
    def total(self) -> int:
        return self.left_value + self.right_value


def score(left: Profile, right: Profile, weights: Weights) -> Score:
    """The value of one pair with its parts; criteria without weight or without points leave no part."""
    check_weights(weights)
    told = ((criterion, weights.get(criterion, 0)) for criterion in Criterion)
    parts = (Part(one, weight, points(one, left, right)) for one, weight in told if weight)
    return Score(tuple(part for part in parts if part.points.left or part.points.right))


def check_weights(weights: Weights) -> None:
    """Refuse what is no whole number from 0 to MOST_WEIGHT. Raises Unusable naming every one."""
    wrong = [
        f"weights.{criterion}: {weight!r} is not a whole number from 0 to {MOST_WEIGHT}"
        for criterion, weight in weights.items()
        if isinstance(weight, bool) or not isinstance(weight, int) or not 0 <= weight <= MOST_WEIGHT
    ]
    if wrong:
        raise Unusable("\n".join(wrong))


def points(criterion: Criterion, left: Profile, right: Profile) -> Points:
    """What the criterion gives either city."""
    return RULES[criterion](left, right)


def _needs(left: Profile, right: Profile) -> Points:
    to_left, to_right = left.needs & right.offers, right.needs & left.offers
    return Points(len(to_left), len(to_right), (tuple(sorted(to_left)), tuple(sorted(to_right))))


def _both(count: int, because: frozenset[str] = frozenset()) -> Points:
    named = tuple(sorted(because))
    return Points(count, count, (named, named))


def _shared(name: str) -> Callable[[Profile, Profile], Points]:
    def rule(left: Profile, right: Profile) -> Points:
        common: frozenset[str] = getattr(left, name) & getattr(right, name)
        return _both(len(common), common)

    return rule


def nearness_in_size(one: int | None, other: int | None) -> int:
    """3 in one band, 2 in the next, 1 in the one after; nothing further off or where a size is not known."""
    return 0 if one is None or other is None else max(0, NEAR_IN_SIZE - abs(one - other))


def nearness_in_time(one: int | None, other: int | None) -> int:
    """2 less than six hours apart, 1 less than twelve, by the shorter way round; else nothing."""
    if one is None or other is None:
        return 0
    apart = abs(one - other) % 1440
    return 2 - min(apart, 1440 - apart) // QUARTER_DAY


def _preference(left: Profile, right: Profile) -> Points:
    return Points(liking(left, right.id), liking(right, left.id))


def liking(city: Profile, other: str) -> int:
    """5 for the city it named first, 4 for the second, down to 1 for the fifth; nothing for any other."""
    return max(0, BEST_PREFERENCE - city.preferred.index(other)) if other in city.preferred else 0


def _known(name: str) -> Callable[[Profile, Profile], Points]:
    def rule(left: Profile, right: Profile) -> Points:
        return _both(int(right.id in getattr(left, name) or left.id in getattr(right, name)))

    return rule


RULES: dict[Criterion, Callable[[Profile, Profile], Points]] = {
    Criterion.NEEDS: _needs,
    Criterion.INTERESTS: _shared("interests"),
    Criterion.SDGS: _shared("sdgs"),
    Criterion.SIZE: lambda left, right: _both(nearness_in_size(left.band, right.band)),
    Criterion.LANGUAGES: _shared("languages"),
    Criterion.TIME_ZONE: lambda left, right: _both(nearness_in_time(left.offset, right.offset)),
    Criterion.CONTACT: _known("acquainted"),
    Criterion.TWINNING: _known("twins"),
    Criterion.PREFERENCE: _preference,
}


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """A round in bilinear form: ``left_value = seeks_left @ gives_right.T + …`` and the mirror of it.

    ``seeks_left`` (n, k) and ``gives_right`` (m, k) make what pairs are worth to the left cities,
    ``gives_left`` (n, l) and ``seeks_right`` (m, l) what they are worth to the right ones; the weights stand in
    the seeking matrices. ``special`` holds rows (left, right, more to the left, more to the right) of what no
    feature tells.
    """

    seeks_left: Ints
    gives_right: Ints
    gives_left: Ints
    seeks_right: Ints
    special: Ints

    @property
    def values(self) -> tuple[Ints, Ints]:
        """The two dense (n, m) matrices of values."""
        to_left = product(self.seeks_left, self.gives_right)
        to_right = product(self.gives_left, self.seeks_right)
        rows, columns = self.special[:, 0], self.special[:, 1]
        np.add.at(to_left, (rows, columns), self.special[:, 2])
        np.add.at(to_right, (rows, columns), self.special[:, 3])
        return to_left, to_right


def product(one: Ints, other: Ints) -> Ints:
    """one @ other.T: by floating point, which is exact for whole numbers this small and much faster."""
    return np.rint(one.astype(np.float64) @ other.astype(np.float64).T).astype(np.int64)


def features(lefts: Sequence[Profile], rights: Sequence[Profile], weights: Weights) -> Features:
    """The round in bilinear form. O((n + m)(terms)) time and space, apart from the special pairs."""
    check_weights(weights)
    used = {criterion: weight for criterion in Criterion if (weight := weights.get(criterion, 0))}
    to_left = [block for one, weight in used.items() for block in _blocks(one, lefts, rights, weight)]
    to_right = [block for one, weight in used.items() for block in _blocks(one, rights, lefts, weight)]
    seeks_left, gives_right = _side_by_side(to_left, len(lefts), len(rights))
    seeks_right, gives_left = _side_by_side(to_right, len(rights), len(lefts))
    special = sorted(_special(lefts, rights, used))
    rows = np.array(special, np.int64).reshape(-1, 4)
    return Features(seeks_left, gives_right, gives_left, seeks_right, rows)


Block = tuple[Ints, Ints]
TERMS = {
    Criterion.NEEDS: ("needs", "offers"),
    Criterion.INTERESTS: ("interests", "interests"),
    Criterion.SDGS: ("sdgs", "sdgs"),
    Criterion.LANGUAGES: ("languages", "languages"),
}
Nearness = Callable[[int | None, int | None], int]
TABLES: dict[Criterion, tuple[str, Nearness]] = {
    Criterion.SIZE: ("band", nearness_in_size),
    Criterion.TIME_ZONE: ("offset", nearness_in_time),
}


def _blocks(
    criterion: Criterion, seekers: Sequence[Profile], givers: Sequence[Profile], weight: int
) -> Iterator[Block]:
    """The features of one criterion: what it is worth to the seekers, if it is bilinear."""
    if criterion in TERMS:
        wanted, given = TERMS[criterion]
        terms = sorted({term for one in seekers for term in getattr(one, wanted)})
        yield _indicator(seekers, wanted, terms) * weight, _indicator(givers, given, terms)
    elif criterion in TABLES:
        name, nearness = TABLES[criterion]
        known = sorted({getattr(one, name) for one in seekers} - {None})
        own = [[int(getattr(one, name) == value) for value in known] for one in seekers]
        near = [[nearness(value, getattr(one, name)) for value in known] for one in givers]
        yield _table(own, len(seekers), known) * weight, _table(near, len(givers), known)


def _indicator(profiles: Sequence[Profile], name: str, terms: Sequence[str]) -> Ints:
    column = {term: at for at, term in enumerate(terms)}
    told = np.zeros((len(profiles), len(terms)), np.int64)
    for row, one in enumerate(profiles):
        for term in getattr(one, name):
            if term in column:
                told[row, column[term]] = 1
    return told


def _table(rows: list[list[int]], count: int, columns: Sequence[int]) -> Ints:
    return np.array(rows, np.int64).reshape(count, len(columns))


def _side_by_side(blocks: Sequence[Block], seekers: int, givers: int) -> Block:
    seeks = [block[0] for block in blocks] or [np.zeros((seekers, 0), np.int64)]
    gives = [block[1] for block in blocks] or [np.zeros((givers, 0), np.int64)]
    return np.hstack(seeks), np.hstack(gives)


def _special(
    lefts: Sequence[Profile], rights: Sequence[Profile], used: Mapping[Criterion, int]
) -> Iterator[tuple[int, int, int, int]]:
    """What pairs are worth by criteria that speak of two cities in particular."""
    rows = {one.id: at for at, one in enumerate(lefts)}
    columns = {one.id: at for at, one in enumerate(rights)}
    for criterion in (Criterion.CONTACT, Criterion.TWINNING, Criterion.PREFERENCE):
        if weight := used.get(criterion, 0):
            for row, column in sorted(_spoken_of(criterion, lefts, rights, rows, columns)):
                told = points(criterion, lefts[row], rights[column])
                yield row, column, weight * told.left, weight * told.right


def _spoken_of(
    criterion: Criterion,
    lefts: Sequence[Profile],
    rights: Sequence[Profile],
    rows: Mapping[str, int],
    columns: Mapping[str, int],
) -> set[tuple[int, int]]:
    """The pairs of which either city speaks, each once; a city does not speak of itself."""
    name = {Criterion.CONTACT: "acquainted", Criterion.TWINNING: "twins", Criterion.PREFERENCE: "preferred"}[
        criterion
    ]
    found = {(rows[a.id], columns[b]) for a in lefts for b in getattr(a, name) if b in columns and b != a.id}
    return found | {
        (rows[a], columns[b.id]) for b in rights for a in getattr(b, name) if a in rows and a != b.id
    }
