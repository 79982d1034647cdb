"""The gazetteer: cities of 15,000 inhabitants and more, found by any name. Data by GeoNames, CC BY 4.0."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from rapidfuzz import fuzz, process

from koinon.network.places.divisions import division_name
from koinon.network.places.gazetteer_file import MAIN, OTHER, SPELT, ensure, squeeze
from koinon.platform.folding import is_han

USUAL, DETAILED = 15_000, 1_000  # GeoNames' lists by least number of inhabitants; 500 and 5,000 exist too
SIMILAR, ALIKE = 80, 86  # of 100: less alike is not worth showing to a person, or to one still typing
KIND_COUNTS = (1, 6, 20)  # a name counts as one of so many times smaller a city, by its kind
WHOLE_COUNTS = 1000  # and a name written in full as one of a far larger city
_OF_NAME = """
SELECT p.id, p.name, p.country, p.latitude, p.longitude, p.time_zone, p.population, p.division, p.others,
       n.kind
FROM name n JOIN place p ON p.id = n.place
WHERE n.folded = ?1 AND (?2 = '' OR n.country = ?2) ORDER BY n.rank LIMIT 60
"""
_BY_ID = """
SELECT id, name, country, latitude, longitude, time_zone, population, division, others
FROM place WHERE id IN (SELECT value FROM json_each(?))
"""
_BEGINNING = """
SELECT place, kind, rank, folded = ?1 FROM name
WHERE folded >= ?1 AND folded < ?2 AND (?3 = '' OR country = ?3) ORDER BY rank LIMIT ?4
"""
# Short beginnings have many ends, so those are walked from the largest city down.
_BEGINNING_SHORT = """
SELECT place, kind, rank, folded = ?1 FROM name
WHERE substr(folded, 1, 2) = substr(?1, 1, 2) AND folded >= ?1 AND folded < ?2 AND (?3 = '' OR country = ?3)
ORDER BY rank LIMIT ?4
"""
_ALIKE_AT_FIRST = """
SELECT folded, place FROM name
WHERE substr(folded, 1, 2) = ? AND kind < 2 AND length(folded) BETWEEN ? AND ? ORDER BY rank LIMIT 6000
"""
_OF_COUNTRY = """
SELECT folded, place FROM name WHERE country = ? AND kind < 2
"""


Names = tuple[list[str], list[int]]  # folded names, and the number of the place of each


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

    @property
    def unit(self) -> str:
        """The name of the administrative unit, where it is known."""
        return division_name(self.country, self.division)


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
        return next(iter(self._places([geonames_id])), None)

    def find(
        self, name: str, country: str | None = None, *, limit: int = 12, similar: bool = True
    ) -> list[Candidate]:
        """The places a written name may mean, best first; similar names only where no name is the same.

        ``country`` is a two-letter code; without it namesakes of the whole world are answered.
        """
        folded = squeeze(name)
        if not folded:
            return []
        rows = self._ask(_OF_NAME, (folded, (country or "").upper()))
        found = [Candidate(place := _place(row), _likeness(place, name, row[9])) for row in rows]
        if not found and similar:
            found = self._similar(folded, country, SIMILAR)
        return sorted(found, key=lambda one: one.order)[:limit]

    def suggest(self, text: str, country: str | None = None, *, limit: int = 10) -> list[Place]:
        """What the beginning of a name in any script, or in pinyin, may become.

        Names written in full come before those that only begin so, large cities before small ones.
        """
        folded = squeeze(text)
        if len(folded) < 2 and not is_han(folded):
            return []
        best: dict[int, float] = {}
        for place, kind, rank, whole in self._beginning(folded, country, limit * 12):
            weight = (rank - 1) / KIND_COUNTS[kind] * (WHOLE_COUNTS if whole and kind < SPELT else 1)
            best[place] = min(weight, best.get(place, 0))
        if not best and len(folded) > 3:
            return [one.place for one in self._similar(folded, country, ALIKE)[:limit]]
        return self._places(sorted(best, key=lambda place: (best[place], place))[:limit])

    def _beginning(self, folded: str, country: str | None, limit: int) -> list[tuple[int, int, int, int]]:
        sql = _BEGINNING_SHORT if 1 < len(folded) < 4 else _BEGINNING
        return self._ask(sql, (folded, folded + "\U0010ffff", (country or "").upper(), limit))

    def _similar(self, folded: str, country: str | None, least: int) -> list[Candidate]:
        """Places with a name that differs by a letter or two; without a country, names that begin alike."""
        names, ids = _near(self, country.upper(), len(folded)) if country else self._alike_at_first(folded)
        best: dict[int, float] = {}
        for _, score, index in process.extract(
            folded, names, scorer=fuzz.ratio, score_cutoff=least, limit=24
        ):
            best[ids[index]] = max(score, best.get(ids[index], 0))
        found = (Candidate(place, Likeness.SIMILAR, best[place.geonames_id]) for place in self._places(best))
        return sorted(found, key=lambda one: one.order)

    def _alike_at_first(self, folded: str) -> Names:
        return _parted(self._ask(_ALIKE_AT_FIRST, (folded[:2], len(folded) - 2, len(folded) + 2)))

    def _places(self, ids: Iterable[int]) -> list[Place]:
        wanted = list(ids)
        found = {row[0]: _place(row) for row in self._ask(_BY_ID, (json.dumps(wanted),))}
        return [found[one] for one in wanted if one in found]

    def _ask(self, sql: str, given: tuple[object, ...]) -> list[tuple[Any, ...]]:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            address = f"{self.path.absolute().as_uri()}?mode=ro&immutable=1"
            connection = self._local.connection = sqlite3.connect(address, uri=True)
        return connection.execute(sql, given).fetchall()


@lru_cache(maxsize=2)
def gazetteer(at_least: int = USUAL) -> Gazetteer:
    """The gazetteer of cities of at least so many inhabitants, built in KOINON_HOME when first asked for."""
    return Gazetteer(ensure(getattr(settings, "GAZETTEER_FOLDER", settings.HOME / "gazetteer"), at_least))


@lru_cache(maxsize=16)
def _near(source: Gazetteer, country: str, length: int) -> Names:
    """The folded names of a country's places that are about as long, spellings left out."""
    by_length = _by_length(source, country)
    near = [by_length[one] for one in range(length - 2, length + 3) if one in by_length]
    return [name for names, _ in near for name in names], [place for _, places in near for place in places]


@lru_cache(maxsize=2)
def _by_length(source: Gazetteer, country: str) -> dict[int, Names]:
    found: dict[int, Names] = {}
    for name, place in source._ask(_OF_COUNTRY, (country,)):
        names, places = found.setdefault(len(name), ([], []))
        names.append(name)
        places.append(place)
    return found


def _parted(rows: list[tuple[Any, ...]]) -> Names:
    return [name for name, _ in rows], [place for _, place in rows]


def _place(row: tuple[Any, ...]) -> Place:
    others = tuple(row[8].split("\n")) if row[8] else ()
    return Place(row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7], others)


def _likeness(place: Place, name: str, kind: int) -> Likeness:
    if place.name == name:
        return Likeness.EXACT
    return {MAIN: Likeness.FOLDED, OTHER: Likeness.ALTERNATE}.get(kind, Likeness.SPELLING)
