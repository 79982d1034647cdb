"""Which cities are joined by agreements: for the map."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch

from koinon.cooperation.agreements.querysets import AgreementQuerySet
from koinon.cooperation.agreements.terms import Agreement, Party
from koinon.network.people.readers import Reader
from koinon.network.places.models import City
from koinon.platform.dates import Holds


@dataclass(frozen=True, slots=True)
class CityPair:
    """Two cities joined by agreements in force, each with whether it surely is."""

    first: City
    second: City
    agreements: tuple[tuple[Agreement, Holds], ...]


def joining(on: date, reader: Reader) -> AgreementQuerySet:
    """The agreements in force on the day between bodies of two cities or more, the latest first."""
    parties = Party.objects.visible_to(reader)
    another = parties.filter(agreement=OuterRef("agreement"), body__city__gt=OuterRef("body__city"))
    joined = Exists(parties.filter(Exists(another), agreement=OuterRef("pk")))
    rows = Agreement.objects.visible_to(reader).filter(joined).in_force(on, reader)
    # As the index of the list goes, so that the first of many are found without looking at all.
    return rows.order_by("-starts_earliest", "title", "id")


def with_cities(agreements: AgreementQuerySet, reader: Reader) -> AgreementQuerySet:
    """The agreements with the home cities of their parties: one more statement."""
    parties = Party.objects.visible_to(reader).select_related("body__city__country")
    return agreements.prefetch_related(Prefetch("parties", parties))


def city_pairs(agreements: Iterable[Agreement]) -> list[CityPair]:
    """The pairs of cities whose bodies are parties to the same agreement, in the order of the agreements."""
    joined: dict[tuple[int, int], dict[int, tuple[Agreement, Holds]]] = {}
    cities: dict[int, City] = {}
    for row in agreements:
        present = {p.body.city.pk: p.body.city for p in row.parties.all() if p.body.city}
        cities |= present
        ids = sorted(present)
        for index, first in enumerate(ids):
            for second in ids[index + 1 :]:
                joined.setdefault((first, second), {})[row.pk] = (row, Holds(row.held))
    return [CityPair(cities[a], cities[b], tuple(rows.values())) for (a, b), rows in joined.items()]
