"""The network on the map: so many dots and arcs that it still tells something, and the tables beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from markupsafe import Markup

from koinon.cooperation.agreements.joining import CityPair, city_pairs, joining, with_cities
from koinon.network.members.models import Membership, MembershipQuerySet
from koinon.network.members.queries import home_network
from koinon.network.people.readers import Reader
from koinon.network.places.models import City
from koinon.platform.audit.answers import Answers
from koinon.platform.ui.figures import now_language
from koinon.platform.ui.pictures import Pictures
from koinon.site.portal import pictures

# A picture of more than this tells nothing; the lists of members and of agreements have them all.
MOST_DOTS, MOST_ARCS = 300, 150
FEW_MEMBERS = 50
ROWS = 50

_pictures, _tables = Answers(most=24), Answers(most=100)


@dataclass(frozen=True, slots=True)
class Table:
    """One page of the agreements in force between cities, as pairs."""

    page: Page[int]
    pairs: tuple[CityPair, ...]


@dataclass(frozen=True, slots=True)
class Roll:
    """The first of the members by name, and how many there are."""

    cities: tuple[City, ...]
    count: int

    @property
    def further(self) -> int:
        return self.count - len(self.cities)


def picture(on: date, reader: Reader) -> Markup:
    """The map, drawn anew after each act: three statements."""
    return _pictures.recall((on, reader.sight, now_language()), lambda: _drawn(on, reader))


def table(on: date, reader: Reader, number: str | None) -> Table:
    """The agreements between cities, fifty to a page."""
    asked = on, reader.sight
    count = _tables.recall(asked, lambda: joining(on, reader).count())
    page = Paginator(range(count), ROWS).get_page(number)
    pairs = _tables.recall((*asked, page.number), lambda: _pairs(on, reader, page))
    return Table(page, pairs)


def _pairs(on: date, reader: Reader, page: Page[int]) -> tuple[CityPair, ...]:
    first, last = max(page.start_index() - 1, 0), page.end_index()
    return tuple(city_pairs(with_cities(joining(on, reader)[first:last], reader)))


def roll(on: date, reader: Reader) -> Roll:
    """The home cities of the first members by name: two statements."""

    def looked_up() -> Roll:
        rows = _members(on, reader).filter(body__city__isnull=False)
        first = rows.select_related("body__city__country").order_by("body__city__name", "body__city_id", "id")
        cities = {row.body.city_id: row.body.city for row in first[:FEW_MEMBERS] if row.body.city}
        return Roll(tuple(cities.values()), rows.values("body__city").distinct().count())

    return _tables.recall(("roll", on, reader.sight), looked_up)


def _drawn(on: date, reader: Reader) -> Markup:
    """Those who have belonged longest as dots, and the latest agreements as arcs."""
    located = _members(on, reader).filter(
        body__city__latitude__isnull=False, body__city__longitude__isnull=False
    )
    oldest = located.select_related("body__city").order_by("starts_earliest", "id")[:MOST_DOTS]
    cities = {row.body.city_id: row.body.city for row in oldest if row.body.city}
    rows = with_cities(joining(on, reader)[:MOST_ARCS], reader)
    return Pictures.world(pictures.world(cities.values(), city_pairs(rows)[:MOST_ARCS]))


def _members(on: date, reader: Reader) -> MembershipQuerySet:
    return Membership.objects.visible_to(reader).filter(network=home_network()).holding(on)
