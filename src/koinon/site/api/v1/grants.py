"""Pledges and grants with their instalments and payments, for whoever may see them."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from koinon.cooperation.grants.models import Grant, Instalment, Payment, Pledge
from koinon.cooperation.grants.money import money_of, network_currency
from koinon.network.people.readers import Reader
from koinon.site.api.answers import (
    Asked,
    AsOf,
    DayOut,
    ListOf,
    Ref,
    day,
    day_of,
    listed,
    reader_of,
    ref,
    single,
)
from koinon.site.api.pointing import pointing

router = Router()


class MoneyOut(Schema):
    """An amount; ``value`` is in the network's currency, null where no rate is on record."""

    amount: Decimal | None
    currency: str
    undisclosed: bool
    in_kind: bool
    in_kind_words: str
    rate: Decimal | None
    rate_on: date | None
    rate_source: str
    value: Decimal | None
    value_currency: str


class PledgeOut(Schema):
    key: str
    title: str
    funder: Ref
    recipient: Ref
    day: DayOut
    money: MoneyOut
    agreement: Ref | None


class InstalmentOut(Schema):
    key: str
    title: str
    due: DayOut
    amount: Decimal | None
    undisclosed: bool
    condition: str
    met_on: date | None


class PaymentOut(Schema):
    key: str
    title: str
    day: DayOut
    money: MoneyOut
    instalment: str | None


class GrantOut(Schema):
    key: str
    title: str
    funder: Ref
    recipient: Ref
    day: DayOut
    money: MoneyOut
    agreement: Ref | None
    edition: Ref | None
    plan: Ref | None
    decision: Ref | None
    instalments: list[InstalmentOut]
    payments: list[PaymentOut]


class MoneyFilter(Schema):
    funder: str = ""
    recipient: str = ""
    agreement: str = ""


def pledge_rows(reader: Reader, on: date) -> QuerySet[Pledge]:
    rows = Pledge.objects.visible_to(reader).by(on)
    return rows.select_related("funder", "recipient", "agreement").order_by("key")


def grant_rows(reader: Reader, on: date) -> QuerySet[Grant]:
    rows = Grant.objects.visible_to(reader).by(on).select_related("funder", "recipient")
    rows = rows.select_related("agreement", "edition", "plan", "decision").order_by("key")
    instalments = Instalment.objects.order_by("due_latest", "id")
    payments = Payment.objects.by(on).select_related("instalment").order_by("day_latest", "id")
    rows = rows.prefetch_related(Prefetch("instalments", instalments))
    return rows.prefetch_related(Prefetch("payments", payments))


def worth(one: Pledge | Grant | Payment) -> dict[str, Any]:
    return money_of(one) | {"value": one.value, "value_currency": network_currency()}


def head(one: Pledge | Grant) -> dict[str, Any]:
    return {
        "key": one.key,
        "title": one.title,
        "funder": ref(one.funder),
        "recipient": ref(one.recipient),
        "day": day(one.day),
        "money": worth(one),
        "agreement": ref(one.agreement),
    }


def instalment_told(one: Instalment) -> dict[str, Any]:
    names = ("key", "title", "amount", "undisclosed", "condition", "met_on")
    return {name: getattr(one, name) for name in names} | {"due": day(one.due)}


def payment_told(one: Payment) -> dict[str, Any]:
    return {
        "key": one.key,
        "title": one.title,
        "day": day(one.day),
        "money": worth(one),
        "instalment": one.instalment.key if one.instalment else None,
    }


def grant_told(one: Grant) -> dict[str, Any]:
    return head(one) | {
        "edition": ref(one.edition),
        "plan": ref(one.plan),
        "decision": ref(one.decision),
        "instalments": [instalment_told(row) for row in one.instalments.all()],
        "payments": [payment_told(row) for row in one.payments.all()],
    }


@router.get("/pledges", response=ListOf[PledgeOut])
def pledges(request: HttpRequest, asked: Asked, wanted: Query[MoneyFilter]) -> HttpResponse:
    """Pledges made by the day, by funder, recipient or agreement."""
    reader = reader_of(request)
    found = pledge_rows(reader, day_of(request, asked)).filter(pointing(Pledge, reader, wanted.dict()))
    return listed(request, found, asked, head)


@router.get("/pledges/{key}", response=PledgeOut)
def pledge(request: HttpRequest, key: str, asked: AsOf) -> HttpResponse:
    """One pledge."""
    return single(request, pledge_rows(reader_of(request), day_of(request, asked)), key, head)


@router.get("/grants", response=ListOf[GrantOut])
def grants(request: HttpRequest, asked: Asked, wanted: Query[MoneyFilter]) -> HttpResponse:
    """Grants made by the day with what falls due and what was paid by then."""
    reader = reader_of(request)
    found = grant_rows(reader, day_of(request, asked)).filter(pointing(Grant, reader, wanted.dict()))
    return listed(request, found, asked, grant_told)


@router.get("/grants/{key}", response=GrantOut)
def grant(request: HttpRequest, key: str, asked: AsOf) -> HttpResponse:
    """One grant."""
    return single(request, grant_rows(reader_of(request), day_of(request, asked)), key, grant_told)
