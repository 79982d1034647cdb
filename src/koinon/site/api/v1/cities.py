"""Cities, with their names and figures."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from koinon.network.people.readers import Reader
from koinon.network.places.models import City, CityName
from koinon.platform.search.narrowing import named_like
from koinon.site.api.answers import Asked, AsOf, DayOut, ListOf, day, day_of, listed, reader_of, single

router = Router()


class NameOut(Schema):
    text: str
    language: str
    kind: str


class FigureOut(Schema):
    key: str
    quantity: str
    value: Decimal
    unit: str
    definition: str
    qualifier: str
    as_of: DayOut
    house_value_for: list[str]


class CityOut(Schema):
    key: str
    name: str
    country: str
    division: str
    geonames_id: int | None
    latitude: float | None
    longitude: float | None
    time_zone: str
    names: list[NameOut]
    figures: list[FigureOut]


class CityFilter(Schema):
    q: str = ""
    country: str = ""


def rows(reader: Reader) -> QuerySet[City]:
    return (
        City.objects.visible_to(reader)
        .select_related("country")
        .prefetch_related("names", "figures__chosen_as")
    )


def told(city: City, on: date) -> dict[str, Any]:
    figures = [one for one in city.figures.all() if one.as_of.earliest <= on]
    return {
        "key": city.key,
        "name": city.name,
        "country": city.country.alpha2,
        "division": city.division,
        "geonames_id": city.geonames_id,
        "latitude": city.latitude,
        "longitude": city.longitude,
        "time_zone": city.time_zone,
        "names": [{"text": one.text, "language": one.language, "kind": one.kind} for one in city.names.all()],
        "figures": [
            {
                "key": one.key,
                "quantity": one.quantity,
                "value": one.value.normalize() if one.value % 1 else int(one.value),
                "unit": one.unit,
                "definition": one.definition,
                "qualifier": one.qualifier,
                "as_of": day(one.as_of),
                "house_value_for": [chosen.purpose for chosen in one.chosen_as.all()],
            }
            for one in figures
        ],
    }


@router.get("/cities", response=ListOf[CityOut])
def cities(request: HttpRequest, asked: Asked, wanted: Query[CityFilter]) -> HttpResponse:
    """Cities by name; `country` is a two-letter code."""
    found = rows(reader_of(request))
    if wanted.q:
        named = CityName.objects.filter(text__icontains=wanted.q).values("city")
        found = found.filter(Q(name__icontains=wanted.q) | Q(pk__in=named) | named_like(City, wanted.q))
    if wanted.country:
        found = found.filter(country__alpha2=wanted.country.upper())
    on = day_of(request, asked)
    return listed(request, found, asked, lambda city: told(city, on))


@router.get("/cities/{key}", response=CityOut)
def city(request: HttpRequest, key: str, asked: AsOf) -> HttpResponse:
    """One city."""
    on = day_of(request, asked)
    return single(request, rows(reader_of(request)), key, lambda city: told(city, on))
