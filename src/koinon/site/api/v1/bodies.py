"""Bodies: governments, offices, networks, boards."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from koinon.network.people.bodies import BodyQuerySet
from koinon.network.people.models import Body, BodyKind
from koinon.network.people.readers import Reader
from koinon.site.api.answers import (
    Asked,
    AsOf,
    DayOut,
    ListOf,
    Ref,
    dated,
    day_of,
    listed,
    reader_of,
    ref,
    single_or_stayed,
)
from koinon.site.api.asking import one_of
from koinon.site.api.pointing import pointing
from koinon.site.api.v1.cities import NameOut

router = Router()


class IdentifierOut(Schema):
    scheme: str
    value: str


class BodyOut(Schema):
    key: str
    name: str
    short_name: str
    kind: str
    parent: Ref | None
    city: Ref | None
    country: str | None
    website: str
    starts: DayOut
    ends: DayOut
    holds: str
    names: list[NameOut]
    identifiers: list[IdentifierOut]


class BodyFilter(Schema):
    q: str = ""
    kind: Annotated[str, one_of(BodyKind)] = ""
    city: str = ""
    parent: str = ""


def rows(reader: Reader) -> BodyQuerySet:
    found = Body.objects.visible_to(reader).current().select_related("parent", "city", "country")
    return found.prefetch_related("names", "identifiers")


def told(body: Body, on: date) -> dict[str, Any]:
    return {
        "key": body.key,
        "name": body.name,
        "short_name": body.short_name,
        "kind": body.kind,
        "parent": ref(body.parent),
        "city": ref(body.city),
        "country": body.country.alpha2 if body.country else None,
        "website": body.website,
        **dated(body.span, on),
        "names": [{"text": one.text, "language": one.language, "kind": one.kind} for one in body.names.all()],
        "identifiers": [{"scheme": one.scheme, "value": one.value} for one in body.identifiers.all()],
    }


@router.get("/bodies", response=ListOf[BodyOut])
def bodies(request: HttpRequest, asked: Asked, wanted: Query[BodyFilter]) -> HttpResponse:
    """Bodies by any name, kind, home city or parent."""
    reader = reader_of(request)
    found = rows(reader)
    if wanted.q:
        found = found.typed(wanted.q)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    found = found.filter(pointing(Body, reader, {"city": wanted.city, "parent": wanted.parent}))
    on = day_of(request, asked)
    return listed(request, found, asked, lambda body: told(body, on))


@router.get("/bodies/{key}", response=BodyOut)
def body(request: HttpRequest, key: str, asked: AsOf) -> HttpResponse:
    """One body."""
    on = day_of(request, asked)
    return single_or_stayed(request, rows(reader_of(request)), key, lambda body: told(body, on))
