"""Memberships of bodies in networks."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from koinon.network.members.models import Membership
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
    narrowed,
    reader_of,
    ref,
    single,
)
from koinon.site.api.asking import Holding
from koinon.site.api.pointing import pointing

router = Router()


class MembershipOut(Schema):
    key: str
    body: Ref
    city: Ref | None
    network: Ref
    kind: str
    starts: DayOut
    ends: DayOut
    holds: str
    admitted_by: Ref | None


class MembershipFilter(Schema):
    body: str = ""
    city: str = ""
    network: str = ""
    holds: Holding = ""


def rows(reader: Reader, on: date) -> QuerySet[Membership]:
    found = Membership.objects.visible_to(reader).with_holds(on)
    return found.select_related("body__city", "network", "admitted_by")


def told(one: Membership, on: date) -> dict[str, Any]:
    return {
        "key": one.key,
        "body": ref(one.body),
        "city": ref(one.body.city),
        "network": ref(one.network),
        "kind": one.kind,
        **dated(one.span, on),
        "admitted_by": ref(one.admitted_by),
    }


@router.get("/memberships", response=ListOf[MembershipOut])
def memberships(request: HttpRequest, asked: Asked, wanted: Query[MembershipFilter]) -> HttpResponse:
    """Memberships by body, home city of the body, or network."""
    on = day_of(request, asked)
    reader = reader_of(request)
    named = {"body": wanted.body, "body__city": wanted.city, "network": wanted.network}
    found = rows(reader, on).filter(pointing(Membership, reader, named))
    found = narrowed(found, wanted.holds)
    return listed(request, found, asked, lambda one: told(one, on))


@router.get("/memberships/{key}", response=MembershipOut)
def membership(request: HttpRequest, key: str, asked: AsOf) -> HttpResponse:
    """One membership."""
    on = day_of(request, asked)
    return single(request, rows(reader_of(request), on), key, lambda one: told(one, on))
