"""People and the offices they held. Contact details are not given away here."""

from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from koinon.network.people.models import Person
from koinon.network.people.readers import Reader
from koinon.site.api.answers import Asked, AsOf, ListOf, day_of, listed, reader_of, single
from koinon.site.api.v1 import roles
from koinon.site.api.v1.cities import NameOut
from koinon.site.api.v1.roles import RoleOut

router = Router()


class PersonOut(Schema):
    key: str
    name: str
    display_name: str
    family: str
    given: str
    order: str
    honorific: str
    names: list[NameOut]
    roles: list[RoleOut]


class PersonFilter(Schema):
    q: str = ""


def rows(reader: Reader, on: date) -> QuerySet[Person]:
    held = roles.rows(reader, on).order_by("starts_earliest", "id")
    return Person.objects.visible_to(reader).current().prefetch_related("names", Prefetch("roles", held))


def told(person: Person, on: date) -> dict[str, Any]:
    return {
        "key": person.key,
        "name": person.name,
        "display_name": person.display(),
        "family": person.family,
        "given": person.given,
        "order": person.order,
        "honorific": person.honorific,
        "names": [
            {"text": one.text, "language": one.language, "kind": one.kind} for one in person.names.all()
        ],
        "roles": [roles.told(one, on) for one in person.roles.all()],
    }


@router.get("/people", response=ListOf[PersonOut])
def people(request: HttpRequest, asked: Asked, wanted: Query[PersonFilter]) -> HttpResponse:
    """People by any of their written names."""
    on = day_of(request, asked)
    found = rows(reader_of(request), on)
    if wanted.q:
        found = found.filter(Q(name__icontains=wanted.q) | Q(names__text__icontains=wanted.q)).distinct()
    return listed(request, found, asked, lambda person: told(person, on))


@router.get("/people/{key}", response=PersonOut)
def person(request: HttpRequest, key: str, asked: AsOf) -> HttpResponse:
    """One person."""
    on = day_of(request, asked)
    return single(request, rows(reader_of(request), on), key, lambda person: told(person, on))
