"""The cities of a round by name: in the reader's language, with the name in the place's own script beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import get_language

from koinon.cooperation.pairing.models import Round
from koinon.cooperation.programmes.models import Participation
from koinon.network.places.models import City
from koinon.network.places.queries import Printed, printed


@dataclass(frozen=True, slots=True)
class Named:
    """A city of a round as a page prints it."""

    id: str
    name: str
    language: str = ""
    other: str = ""
    other_language: str = ""
    side: str = ""
    city: City | None = None

    def __str__(self) -> str:
        return self.name


Names = dict[str, Named]


def with_cities(rows: QuerySet[Participation]) -> QuerySet[Participation]:
    """The participations with all that is needed to name their cities: two statements."""
    return rows.select_related("body__city__country").prefetch_related("body__city__names")


def names_of(round_: Round) -> Names:
    """Every city called to the round, by the key of its participation: two statements."""
    rows = Participation.objects.filter(profiles__round=round_)
    return named(with_cities(rows).order_by("key"))


def roster(round_: Round) -> tuple[Names, dict[str, Participation]]:
    """The cities of a round by name, and their participations, both by key: two statements."""
    rows = list(with_cities(Participation.objects.filter(profiles__round=round_)).order_by("key"))
    return named(rows), {row.key: row for row in rows}


def named(rows: Iterable[Participation]) -> Names:
    """Participations by key, as they are printed."""
    return {row.key: named_one(row) for row in rows}


def named_one(row: Participation) -> Named:
    """One participation: its city's name, or its body's where it has no city."""
    city = row.body.city
    if city is None:
        return Named(row.key, str(row.body), side=row.side)
    told: Printed = printed(city, city.names.all(), get_language() or "en")
    return Named(row.key, told.name, told.language, told.other, told.other_language, row.side, city)
