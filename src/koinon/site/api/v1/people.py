"""People and the offices they held. Contact details are not given away here."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from koinon.network.people.models import Person, PersonName, Role
from koinon.network.people.persons import PersonQuerySet
from koinon.network.people.prepared import prepared, sorted_to
from koinon.network.people.readers import Reader
from koinon.network.people.roles import RoleQuerySet
from koinon.site.api.answers import Asked, AsOf, ListOf, day_of, listed_by, reader_of, single_or_stayed
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


def rows(reader: Reader) -> PersonQuerySet:
    return Person.objects.visible_to(reader).current()


@prepared
def _people(*, ids: Iterable[int]) -> PersonQuerySet:
    return Person.objects.filter(pk__in=ids).order_by()


@prepared
def _names(*, people: Iterable[int]) -> QuerySet[PersonName]:
    return PersonName.objects.filter(person__in=people).order_by("id")


@prepared
def _roles(reader: Reader, /, *, people: Iterable[int], on: date) -> RoleQuerySet:
    return roles.rows(reader, on).filter(person__in=people).order_by("starts_earliest", "id")


def told_all(ids: list[int], on: date, reader: Reader) -> list[dict[str, Any]]:
    """Three statements."""
    if not ids:
        return []
    names = sorted_to(_names(people=ids), "person_id")
    held = sorted_to(_roles(reader, people=ids, on=on), "person_id")
    found = {one.pk: one for one in _people(ids=ids)}
    return [told(found[one], names.get(one, ()), held.get(one, ()), on) for one in ids if one in found]


def told(person: Person, names: Iterable[PersonName], held: Iterable[Role], on: date) -> dict[str, Any]:
    return {
        "key": person.key,
        "name": person.name,
        "display_name": person.display(),
        "family": person.family,
        "given": person.given,
        "order": person.order,
        "honorific": person.honorific,
        "names": [{"text": one.text, "language": one.language, "kind": one.kind} for one in names],
        "roles": [roles.told(one, on) for one in held],
    }


@router.get("/people", response=ListOf[PersonOut])
def people(request: HttpRequest, asked: Asked, wanted: Query[PersonFilter]) -> HttpResponse:
    """People by any of their written names."""
    on, reader = day_of(request, asked), reader_of(request)
    found = rows(reader)
    if wanted.q:
        found = found.typed(wanted.q)
    return listed_by(request, found, asked, lambda ids: told_all(ids, on, reader))


@router.get("/people/{key}", response=PersonOut)
def person(request: HttpRequest, key: str, asked: AsOf) -> HttpResponse:
    """One person."""
    on, reader = day_of(request, asked), reader_of(request)
    return single_or_stayed(request, rows(reader), key, lambda one: told_all([one.pk], on, reader)[0])
