"""One end of a twinning: the city of the gazetteer that name and country mean, or why that is doubtful."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from math import asin, cos, radians, sin, sqrt

from koinon.cooperation.agreements.twinning_readings import Reading, names_an_area, readings, tidy
from koinon.network.places.divisions import division_code
from koinon.network.places.gazetteer import Candidate, Gazetteer, Likeness, Place
from koinon.network.places.naming import Meant, country_meant

NEAR, CLOSE, SAME = (
    60.0,
    15.0,
    12.0,
)  # kilometres: a part from its city; one so called besides; a second entry
OUTSHINES, KNOWN = (
    10,
    5_000,
)  # so many times more inhabitants, and at least so many, for a bare name to mean it
SHOWN = 6


class Doubt(Enum):
    """Why an end is left to a person."""

    COUNTRY = "country"
    UNKNOWN = "unknown"
    SEVERAL = "several"
    PART = "part"
    AREA = "area"


@dataclass(frozen=True, slots=True)
class End:
    """One end of a row: as written, and either the place it means or a doubt with candidates."""

    name: str
    country: str
    alpha2: str = ""
    place: Place | None = None
    doubt: Doubt | None = None
    candidates: tuple[Candidate, ...] = ()
    likeness: Likeness | None = None


class Reader:
    """Reads ends against one gazetteer, each different one once."""

    def __init__(self, source: Gazetteer) -> None:
        self.source = source
        self._read: dict[tuple[str, str, str], End] = {}

    def end(self, name: str, country: str, number: str = "") -> End:
        """The end; a GeoNames number, where a person has given one, decides."""
        asked = (name, country, number)
        if asked not in self._read:
            self._read[asked] = self._numbered(*asked) if number else self._named(name, country)
        return self._read[asked]

    def _numbered(self, name: str, country: str, number: str) -> End:
        place = self.source.place(int(number)) if number.isdecimal() else None
        if place is None:
            return End(name, country, doubt=Doubt.UNKNOWN)
        return End(name, country, place.country, place, likeness=Likeness.EXACT)

    def _named(self, name: str, country: str) -> End:
        meant = country_meant(country)
        if meant is None and not country.strip():  # “Varna, Bulgaria” with nothing beside it
            name, _, last = name.rpartition(",")
            meant = country_meant(last)
        if meant is None or not name.strip():
            return End(name, country, doubt=Doubt.COUNTRY)
        return self._in_country(name, country, meant)

    def _in_country(self, name: str, country: str, meant: Meant) -> End:
        found: list[Candidate] = []
        doubt = Doubt.UNKNOWN
        for reading in readings(name):
            found = self._same_named(reading.name, meant)
            if chosen := self._choose(reading, found, meant.alpha2):
                return End(name, country, meant.alpha2, chosen.place, likeness=chosen.likeness)
            if found:
                doubt = Doubt.PART if reading.within else Doubt.SEVERAL
                break
        if doubt is Doubt.UNKNOWN:
            # A name that is only similar is never taken: on real lists it was another place half the time.
            wholes = [
                one for reading in readings(name) for one in self._same_named(reading.within, meant)[:2]
            ]
            doubt = Doubt.PART if wholes else doubt
            beginning = self._same_named(tidy(name).partition(" ")[0], meant)[:2]
            found = [*self._similar(tidy(name), meant)[:3], *wholes, *beginning]
        doubt = Doubt.AREA if names_an_area(name) else doubt
        shown = tuple({one.place.geonames_id: one for one in reversed(found)}.values())[::-1]
        return End(name, country, meant.alpha2, doubt=doubt, candidates=shown[:SHOWN])

    def _same_named(self, name: str, meant: Meant) -> list[Candidate]:
        """The places of that very name in the country, and in the part of it that was named."""
        found = self.source.find(name, meant.alpha2, limit=40, similar=False)
        found = [one for one in found if one.likeness < Likeness.SPELLING]
        if meant.part:
            code = division_code(meant.alpha2, meant.part)
            found = [one for one in found if one.place.division == code]
        return _merged(found)

    def _choose(self, reading: Reading, found: list[Candidate], alpha2: str) -> Candidate | None:
        if reading.within:
            found = self._inside(found, reading.within, alpha2)
            return found[0] if len(found) == 1 else None
        return _outstanding(found)

    def _inside(self, found: list[Candidate], within: str, alpha2: str) -> list[Candidate]:
        """Those in the unit of that name, or else those near the city of that name."""
        if code := division_code(alpha2, within):
            return [one for one in found if one.place.division == code]
        whole = _outstanding(_merged(self.source.find(within, alpha2, limit=40, similar=False)))
        if whole is None or whole.likeness >= Likeness.SPELLING:
            return []
        return [one for one in found if one.place != whole.place and _near(one, whole.place)]

    def _similar(self, name: str, meant: Meant) -> list[Candidate]:
        found = self.source.find(name, meant.alpha2, limit=SHOWN * 2)
        if meant.part and (code := division_code(meant.alpha2, meant.part)):
            found = [one for one in found if one.place.division == code]
        return _merged([one for one in found if one.likeness is Likeness.SIMILAR])


def kilometres(one: Place, other: Place) -> float:
    """The distance of two places along the ground."""
    a, b = radians(one.latitude), radians(other.latitude)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other.longitude - one.longitude) / 2) ** 2
    return 12_742 * asin(sqrt(half))


def _near(one: Candidate, whole: Place) -> bool:
    reach = NEAR if one.likeness <= Likeness.FOLDED else CLOSE
    return kilometres(one.place, whole) <= reach


def _merged(found: Iterable[Candidate]) -> list[Candidate]:
    """Without the second entry of one city, such as its seat of government: the larger stays."""
    kept: list[Candidate] = []
    for one in sorted(found, key=lambda one: -one.place.population):
        if all(kilometres(one.place, other.place) > SAME for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.order)


def _outstanding(found: list[Candidate]) -> Candidate | None:
    """The one place a bare name means: the only one so called, or one far larger than all namesakes together.

    A place that has it among its other names only counts where it is the larger one: Kiel is not Kehl.
    """
    called = [one for one in found if one.likeness <= Likeness.FOLDED]
    largest = max((one.place.population for one in called), default=0)
    found = called + [
        one for one in found if one.likeness > Likeness.FOLDED and one.place.population > largest
    ]
    if len(found) < 2:
        return found[0] if found else None
    first, *others = sorted(found, key=lambda one: -one.place.population)
    rest = sum(one.place.population for one in others)
    return first if first.place.population >= max(KNOWN, OUTSHINES * rest) else None
