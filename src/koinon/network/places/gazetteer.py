"""The gazetteer: cities of 15,000 inhabitants and more, found by any of their names. Data by GeoNames, CC BY 4.0."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from rapidfuzz import fuzz, process

from koinon.network.places.gazetteer_file import MAIN, OTHER, ensure, squeeze
from koinon.platform.folding import is_han

USUAL, DETAILED = 15_000, 1_000  # GeoNames' lists by least number of inhabitants; 500 and 5,000 exist too
SIMILAR = 80  # of 100: less alike is not worth showing
_PLACE = "place.id, place.name, place.country, latitude, longitude, time_zone, population, division, others"


@dataclass(frozen=True, slots=True)
class Place:
    """A city of the gazetteer. ``division`` is GeoNames' code of the first administrative level."""

    geonames_id: int
    name: str
    country: str
    latitude: float
    longitude: float
    time_zone: str
    population: int
    division: str
    others: tuple[str, ...]


class Likeness(IntEnum):
    """How a name was recognised, the surest first."""

    EXACT = 0
    FOLDED = 1
    ALTERNATE = 2
    SPELLING = 3
    SIMILAR = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean; ``score`` is 100 unless the name is only similar."""

    place: Place
    likeness: Likeness
    score: float = 100.0

    @property
    def order(self) -> tuple[int, float, int]:
        return self.likeness, -self.score, -self.place.population


class Gazetteer:
    """One gazetteer file, open for reading. Safe for threads: each has its own connection."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()

    def place(self, geonames_id: int) -> Place | None:
        """The place of that GeoNames number."""
        rows = self._ask(f"SELECT {_PLACE} FROM place WHERE id = ?", (geonames_id,))
        return _place(rows[0]) if rows else None

    def find(self, name: str, country: str | None = None, *, limit: int = 12, similar: bool = True) -> list[Candidate]:
        """The places a written name may mean, best first; similar names only where no name is the same.

        ``country`` is a two-letter code; without it namesakes of the whole world are answered.
        """
        folded = squeeze(name)
        if not folded:
            return []
        where, given = ("AND name.country = ?", (country.upper(),)) if country else ("", ())
        rows = self._ask(
            f"SELECT {_PLACE}, kind FROM name JOIN place ON place.id = name.place WHERE folded = ? {where} "
            "ORDER BY rank LIMIT 60",
            (folded, *given),
        )
        found = [Candidate(place := _place(row), _likeness(place, name, row[9])) for row in rows]
        if not found and similar:
            found = self._similar(folded, country)
        return sorted(found, key=lambda one: one.order)[:limit]

    def suggest(self, text: str, country: str | None = None, *, limit: int = 10) -> list[Place]:
        """What the beginning of a name in any script, or in pinyin, may become; the largest cities first.

        A name written in full comes before those that only begin so.
        """
        folded = squeeze(text)
        if len(folded) < 2 and not is_han(folded):
            return []
        rows = self._beginning(folded, country, limit)
        ids = [row[0] for row in sorted(rows, key=lambda row: (row[1], row[2]))[:limit]]
        if not ids and len(folded) > 3:
            return [candidate.place for candidate in self._similar(folded, country)[:limit]]
        return self._places(ids)

    def within(self, country: str) -> Sequence[tuple[str, int]]:
        """Every folded name of a country's places, spellings left out, with the number of its place."""
        return _names_within(self, country.upper())

    def _beginning(self, folded: str, country: str | None, limit: int) -> list[tuple[int, int, int]]:
        where, given = ("AND country = ?", (country.upper(),)) if country else ("", ())
        # Short beginnings have many ends: walk those by rank. Longer ones: all of them.
        head = "substr(folded, 1, 2) = substr(?1, 1, 2) AND" if len(folded) < 4 and not is_han(folded) else ""
        return self._ask(
            "SELECT place, min(folded <> ?1 OR kind = 2) AS longer, rank FROM "
            f"(SELECT * FROM name WHERE {head} folded >= ?1 AND folded < ?2 {where.replace('?', '?3')} "
            f"ORDER BY rank LIMIT {limit * 12}) GROUP BY place",
            (folded, folded + "\U0010ffff", *given),
        )

    def _similar(self, folded: str, country: str | None) -> list[Candidate]:
        """Places with a name that differs by a letter or two; without a country, names that begin alike."""
        names = self.within(country) if country else self._alike_at_first(folded)
        near = [name for name in names if abs(len(name[0]) - len(folded)) <= 3]
        best: dict[int, float] = {}
        for _, score, index in process.extract(
            folded, [name for name, _ in near], scorer=fuzz.ratio, score_cutoff=SIMILAR, limit=24
        ):
            best[near[index][1]] = max(score, best.get(near[index][1], 0))
        return sorted(
            (Candidate(place, Likeness.SIMILAR, best[place.geonames_id]) for place in self._places(best)),
            key=lambda one: one.order,
        )

    def _alike_at_first(self, folded: str) -> Sequence[tuple[str, int]]:
        return self._ask(
            "SELECT folded, place FROM name WHERE substr(folded, 1, 2) = ? AND kind < 2 ORDER BY rank LIMIT 6000",
            (folded[:2],),
        )

    def _places(self, ids: Iterable[int]) -> list[Place]:
        wanted = list(ids)
        marks = ",".join("?" * len(wanted))
        rows = self._ask(f"SELECT {_PLACE} FROM place WHERE id IN ({marks})", tuple(wanted))
        found = {row[0]: _place(row) for row in rows}
        return [found[one] for one in wanted]

    def _ask(self, sql: str, given: tuple[object, ...]) -> list[tuple]:  # type: ignore[type-arg]
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            address = f"{self.path.absolute().as_uri()}?mode=ro&immutable=1"
            connection = self._local.connection = sqlite3.connect(address, uri=True)
        return connection.execute(sql, given).fetchall()


@lru_cache(maxsize=2)
def gazetteer(at_least: int = USUAL) -> Gazetteer:
    """The gazetteer of cities of at least so many inhabitants, built in KOINON_HOME when first asked for."""
    return Gazetteer(ensure(settings.HOME / "gazetteer", at_least))


@lru_cache(maxsize=12)
def _names_within(source: Gazetteer, country: str) -> Sequence[tuple[str, int]]:
    return source._ask("SELECT folded, place FROM name WHERE country = ? AND kind < 2", (country,))


def _place(row: tuple[object, ...]) -> Place:
    *plain, others = row[:9]
    return Place(*plain, tuple(str(others).split("\n")) if others else ())  # type: ignore[arg-type]


def _likeness(place: Place, name: str, kind: int) -> Likeness:
    if place.name == name:
        return Likeness.EXACT
    return {MAIN: Likeness.FOLDED, OTHER: Likeness.ALTERNATE}.get(kind, Likeness.SPELLING)
