"""The cities of a round by name: in the reader's language, with the name in the place's own script beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.utils.translation import get_language

from koinon.cooperation.pairing.models import Round
from koinon.cooperation.programmes.models import Participation
from koinon.network.places.models import City
from koinon.network.places.naming import territory_called
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
    has_left: bool = False

    def __str__(self) -> str:
        return self.name

    @property
    def side_name(self) -> str:
        """The side as this reader would call it."""
        return side_name(self.side)


def side_name(side: str) -> str:
    """A side in the reader's language where it bears the name of a country or a continent."""
    return territory_called(side, get_language() or "en")


Names = dict[str, Named]


def with_cities(rows: QuerySet[Participation]) -> QuerySet[Participation]:
    """The participations with all that is needed to name their cities: two statements."""
    return rows.select_related("body__city__country").prefetch_related("body__city__names")


def called_to(round_: Round) -> QuerySet[Participation]:
    """Every participation called to the round, with whether it has left again."""
    called = Participation.objects.filter(profiles__round=round_)
    return with_cities(called.annotate(left_at=F("profiles__withdrawn_at"))).order_by("key")


def names_of(round_: Round) -> Names:
    """Every city called to the round, by the key of its participation: two statements."""
    return named(called_to(round_))


def roster(round_: Round) -> tuple[Names, dict[str, Participation]]:
    """The cities of a round by name, and their participations, both by key: two statements."""
    rows = list(called_to(round_))
    return named(rows), {row.key: row for row in rows}


def named(rows: Iterable[Participation]) -> Names:
    """Participations by key, as they are printed."""
    return {row.key: named_one(row) for row in rows}


def named_one(row: Participation) -> Named:
    """One participation: its city's name, or its body's where it has no city."""
    city, has_left = row.body.city, bool(getattr(row, "left_at", None))
    if city is None:
        return Named(row.key, str(row.body), side=row.side, has_left=has_left)
    told: Printed = printed(city, city.names.all(), get_language() or "en")
    return Named(row.key, told.name, told.language, told.other, told.other_language, row.side, city, has_left)
