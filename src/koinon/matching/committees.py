"""Who judges what: entries, jurors, what is forbidden or kept, and the aims in their order; what is answered, in data.

The aims, each only after the one before it: every entry gets its jurors, and what cannot be had is lacking evenly;
loads are as even as can be; then the fewest penalties (a juror who does not read the entry's language, one from the
applicant's region, more jurors from one region than are wanted). Assigning reviewers is a transportation problem
(Taylor, *On the optimal assignment of conference papers to reviewers*, 2008), with convex costs of loads (Harvey,
Ladner, Lovász & Tamir, *Semi-matchings*, 2006), so that the optimum can be proven by prices.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from koinon.matching.refusals import Unusable

Given = tuple[str, str]
"""(entry id, juror id)."""


class Reading(StrEnum):
    """Whether a juror has to read the language of an entry."""

    REQUIRED = "required"
    PREFERRED = "preferred"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """What is judged: the language it is written in and the region of its applicant ("" where not known)."""

    id: str
    language: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class Juror:
    """Who judges: languages read, region, and how many entries at most (None: as the terms say; 0: no more)."""

    id: str
    languages: frozenset[str] = frozenset()
    region: str = ""
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """What is wanted. Penalties are whole numbers, compared with each other only.

    ``region_most`` jurors of one entry may be from one region without a penalty (None: half of them, rounded up);
    ``ease`` is by how many entries a load may lie off the fair share before it counts as uneven.
    """

    per_entry: int
    load_max: int
    reading: Reading = Reading.REQUIRED
    unread: int = 20
    home: int = 10
    region_most: int | None = None
    crowded: int = 5
    ease: int = 0

    @property
    def from_one_region(self) -> int:
        """How many jurors of an entry may be from one region without a penalty."""
        return -(-self.per_entry // 2) if self.region_most is None else self.region_most


@dataclass(frozen=True, slots=True)
class Committees:
    """The whole question in canonical form: everything sorted by id; build it by :func:`committees`."""

    entries: tuple[Entry, ...]
    jurors: tuple[Juror, ...]
    terms: Terms
    forbidden: tuple[Given, ...] = ()
    kept: tuple[Given, ...] = ()


def committees(
    entries: Iterable[Entry],
    jurors: Iterable[Juror],
    terms: Terms,
    forbidden: Iterable[Given] = (),
    kept: Iterable[Given] = (),
) -> Committees:
    """The question from parts in any order; the answer to it cannot depend on that order.

    ``kept`` are assignments that stand, made or pinned, even where they are forbidden or exceed a load.
    :raises Unusable: for two of one id, unknown ids, or numbers below zero.
    """
    asked = Committees(
        tuple(sorted(entries)),
        tuple(sorted(jurors, key=lambda juror: juror.id)),
        terms,
        tuple(sorted(set(forbidden))),
        tuple(sorted(set(kept))),
    )
    _refuse_meaningless(asked)
    return asked


def _refuse_meaningless(asked: Committees) -> None:
    known = {one.id for one in asked.entries}, {one.id for one in asked.jurors}
    for what, ids, count in (
        ("entries", known[0], len(asked.entries)),
        ("jurors", known[1], len(asked.jurors)),
    ):
        if len(ids) < count:
            raise Unusable(f"{what}: two of them have one id.")
    for name, pairs in (("forbidden", asked.forbidden), ("kept", asked.kept)):
        for entry, juror in pairs:
            if entry not in known[0] or juror not in known[1]:
                raise Unusable(f"{name}: {entry}, {juror}: no such entry or juror.")
    terms = asked.terms
    numbers = (terms.load_max, terms.unread, terms.home, terms.from_one_region, terms.crowded, terms.ease)
    if terms.per_entry < 1 or min(numbers) < 0 or any((juror.most or 0) < 0 for juror in asked.jurors):
        raise Unusable("terms: at least one juror an entry, and nothing below zero.")


class Cause(StrEnum):
    """Why an entry lacks a juror; what is mended more easily comes first."""

    LOAD = "load"
    CONFLICT = "conflict"
    LANGUAGE = "language"
    JURORS = "jurors"


@dataclass(frozen=True, slots=True, order=True)
class Lacking:
    """An entry with fewer jurors than wanted, and why: what stands in the way of how many of the other jurors."""

    entry: str
    has: int
    wanted: int
    causes: tuple[tuple[Cause, int], ...]

    @property
    def main(self) -> Cause:
        """What is mended most easily: jurors who could, but have enough; then conflicts; then languages."""
        return self.causes[0][0]


@dataclass(frozen=True, slots=True)
class Worth:
    """How far an answer is from the aims: smaller is better, the first aim before the second before the third."""

    lacking: int
    """How many jurors are lacking in all."""
    uneven: int
    """The squares of what loads lie off the fair share."""
    penalty: int
    """The penalties of the assignments made anew."""


@dataclass(frozen=True, slots=True)
class Answer:
    """New assignments, sorted, and what they are worth; ``cost - bound`` is the most that any other could be better.

    Costs weigh the aims so that none of the first is worth any number of the next: a gap below ``coverage_unit``
    proves that nobody could have more jurors, one below ``load_unit`` that loads could not be more even either.
    """

    given: tuple[Given, ...]
    loads: tuple[tuple[str, int], ...]
    """Every juror's load with what was kept."""
    worth: Worth
    cost: int
    bound: int
    coverage_unit: int
    load_unit: int
    prices: tuple[int, ...] = field(repr=False)
    """The price of one place of each juror, which proves the bound."""
    lacking: tuple[Lacking, ...] = ()
    unread: tuple[Given, ...] = ()
    """New assignments to somebody who does not read the language."""
    home: tuple[Given, ...] = ()
    """New assignments to somebody from the applicant's region."""
    crowded: tuple[tuple[str, str, int], ...] = ()
    """Entries with more jurors from a region than wanted: entry, region, how many."""

    @property
    def gap(self) -> int:
        """The most that any other answer could cost less."""
        return self.cost - self.bound

    @property
    def is_best(self) -> bool:
        """Whether it is proven that no other answer is better."""
        return self.gap == 0

    @property
    def coverage_is_best(self) -> bool:
        """Whether it is proven that nobody could have more jurors."""
        return self.gap < self.coverage_unit

    @property
    def loads_are_best(self) -> bool:
        """Whether it is proven that, with that, loads could not be more even."""
        return self.gap < self.load_unit
