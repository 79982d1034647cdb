"""Roles: who held which office, when; a person or a body."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from koinon.network.people.models import Person, Role
from koinon.network.people.readers import Reader
from koinon.network.people.roles import RoleQuerySet
from koinon.site.api.answers import (
    Asked,
    AsOf,
    DayOut,
    ListOf,
    Ref,
    dated,
    day_of,
    listed,
    narrowed,
    reader_of,
    ref,
    single,
)

router = Router()


class RoleOut(Schema):
    key: str
    title: str
    post: Ref | None
    of: Ref
    person: Ref | None
    holder: Ref | None
    sits_for: Ref | None
    acting: bool
    starts: DayOut
    ends: DayOut
    holds: str


class RoleFilter(Schema):
    post: str = ""
    person: str = ""
    holder: str = ""
    of: str = ""
    body: str = ""
    q: str = ""
    holds: str = ""


def rows(reader: Reader, on: date) -> RoleQuerySet:
    """The roles whose holder the reader may see too, with whether each holds on the day."""
    seen = Q(person=None) | Q(person__in=Person.objects.visible_to(reader))
    found = Role.objects.visible_to(reader).filter(seen).with_holds(on)
    return found.select_related("person", "holder", "post", "of", "sits_for")


def told(role: Role, on: date) -> dict[str, Any]:
    return {
        "key": role.key,
        "title": str(role),
        "post": ref(role.post),
        "of": ref(role.of),
        "person": ref(role.person),
        "holder": ref(role.holder),
        "sits_for": ref(role.sits_for),
        "acting": role.acting,
        **dated(role.span, on, str(role.held)),
    }


@router.get("/roles", response=ListOf[RoleOut])
def roles(request: HttpRequest, asked: Asked, wanted: Query[RoleFilter]) -> HttpResponse:
    """Roles by post, person, holding body or body; `holds=yes,possibly` leaves out what does not hold on the day."""
    on = day_of(request, asked)
    found = rows(reader_of(request), on)
    named = {
        "post__key": wanted.post,
        "person__key": wanted.person,
        "holder__key": wanted.holder,
        "of__key": wanted.of,
    }
    found = found.filter(**{path: key for path, key in named.items() if key})
    if wanted.body:
        found = found.filter(
            Q(of__key=wanted.body) | Q(holder__key=wanted.body) | Q(sits_for__key=wanted.body)
        )
    if wanted.q:
        found = found.filter(Q(title__icontains=wanted.q) | Q(post__title__icontains=wanted.q))
    found = narrowed(found, wanted.holds)
    return listed(request, found, asked, lambda role: told(role, on))


@router.get("/roles/{key}", response=RoleOut)
def role(request: HttpRequest, key: str, asked: AsOf) -> HttpResponse:
    """One role."""
    on = day_of(request, asked)
    return single(request, rows(reader_of(request), on), key, lambda role: told(role, on))
