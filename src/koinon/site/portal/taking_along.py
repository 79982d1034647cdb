"""The rolls of cities, bodies and people as rows of a file: what the page shows, all of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from koinon.network.people.models import Body, Person
from koinon.network.people.readers import Reader
from koinon.network.places.models import City
from koinon.site.portal.lists import lay_offices

CITY = ("key", "name", "name in Chinese", "country", "latitude", "longitude", "GeoNames")
BODY = ("key", "name", "short name", "kind", "part of", "city")
PERSON = ("key", "name", "offices")
AT_ONCE = 500


def cities(rows: Iterable[City]) -> Iterator[list[object]]:
    """One line a city."""
    for one in rows:
        chinese = next((name.text for name in one.chinese), "")  # type: ignore[attr-defined]
        place = one.country.alpha2, one.latitude, one.longitude
        yield [one.key, one.name, chinese, *place, one.geonames_id or ""]


def bodies(rows: Iterable[Body]) -> Iterator[list[object]]:
    """One line a body."""
    for one in rows:
        yield [one.key, one.name, one.short_name, one.kind, one.parent or "", one.city or ""]


def people(rows: Iterable[Person], on: date, reader: Reader) -> Iterator[list[object]]:
    """One line a person, with the offices of the day: one statement for five hundred of them."""
    left = iter(rows)
    while some := list(islice(left, AT_ONCE)):
        lay_offices(some, on, reader)
        for one in some:
            held = (f"{role}, {role.of}" for role in one.held_roles)  # type: ignore[attr-defined]
            yield [one.key, one.display(), "; ".join(held)]
