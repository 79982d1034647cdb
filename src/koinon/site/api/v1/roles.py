"""Roles: who held which office, when; a person or a body."""

from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from koinon.network.people.models import Role
from koinon.network.people.readers import Reader
from koinon.network.people.roles import RoleQuerySet
from koinon.site.api.answers import (
    Asked,
    AsOf,
    DayOut,
    ListOf,
    Mention,
    Named,
    Ref,
    dated,
    day_of,
    listed,
    named,
    narrowed,
    reader_of,
    ref,
    single,
)
from koinon.site.api.asking import Holding
from koinon.site.api.pointing import pointing

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
    holds: Holding = ""


def rows(reader: Reader, on: date) -> RoleQuerySet:
    """The roles the reader may see, and so their holders too, with whether each holds on the day."""
    found = Role.objects.visible_to(reader).with_holds(on)
    return found.select_related("person", "holder", "post", "of", "sits_for")


def told(role: Role, on: date) -> dict[str, Any]:
    return {
        "key": role.key,
        "title": str(role),
        "post": told_post(role),
        "of": named(role.of),
        "person": named(role.person) if role.person else None,
        "holder": named(role.holder) if role.holder else None,
        "sits_for": named(role.sits_for) if role.sits_for else None,
        "acting": role.acting,
        **dated(role.span, on, str(role.held)),
    }


def told_post(role: Role) -> Mention | Named | None:
    """A post is seen with its body, and a role with the body it is held in: mostly the same."""
    same = role.post is not None and role.post.body_id == role.of_id
    return named(role.post) if role.post and same else ref(role.post)


@router.get("/roles", response=ListOf[RoleOut])
def roles(request: HttpRequest, asked: Asked, wanted: Query[RoleFilter]) -> HttpResponse:
    """Roles by post, person, holding body or body; `holds=yes,possibly` leaves out what does not hold on the day."""
    on = day_of(request, asked)
    reader = reader_of(request)
    keys = {"post": wanted.post, "person": wanted.person, "holder": wanted.holder, "of": wanted.of}
    found = rows(reader, on).filter(pointing(Role, reader, keys))
    if wanted.body:
        ways = (pointing(Role, reader, {path: wanted.body}) for path in ("of", "holder", "sits_for"))
        found = found.filter(reduce(or_, ways))
    if wanted.q:
        found = found.filter(Q(title__icontains=wanted.q) | Q(post__title__icontains=wanted.q))
    found = narrowed(found, wanted.holds)
    return listed(request, found, asked, lambda role: told(role, on))


@router.get("/roles/{key}", response=RoleOut)
def role(request: HttpRequest, key: str, asked: AsOf) -> HttpResponse:
    """One role."""
    on = day_of(request, asked)
    return single(request, rows(reader_of(request), on), key, lambda role: told(role, on))
