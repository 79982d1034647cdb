"""Commitments: who owes what to whom, when it falls due, and what has been shown for it by a day."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from koinon.cooperation.agreements.commitment_queries import promise_of, reckoned
from koinon.cooperation.agreements.commitments import Commitment, CommitmentParty, CommitmentQuerySet
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
    some,
)

router = Router()


class DueOut(Schema):
    key: str
    day: DayOut
    label: str
    evidenced: bool


class CommitmentOut(Schema):
    key: str
    title: str
    agreement: Ref
    clause: str
    firmness: str
    schedule: str
    indicator: str
    debtors: list[Ref]
    creditors: list[Ref]
    dues: list[DueOut]
    due_count: int
    evidenced_count: int
    progress: str
    late_since: date | None


class CommitmentFilter(Schema):
    agreement: str = ""
    debtor: str = ""
    creditor: str = ""
    body: str = ""
    firmness: str = ""


def rows(reader: Reader, on: date) -> CommitmentQuerySet:
    found = Commitment.objects.visible_to(reader).with_given(on)
    return reckoned(found, on, reader).order_by("agreement__key", "order", "id")


def told(one: Commitment, on: date) -> dict[str, Any]:
    promise = promise_of(one, on)
    return {
        "key": one.key,
        "title": one.title,
        "agreement": ref(one.agreement),
        "clause": one.clause,
        "firmness": one.firmness,
        "schedule": one.schedule,
        "indicator": one.indicator,
        "debtors": some(promise.debtors),
        "creditors": some(promise.creditors),
        "dues": [
            {"key": due.key, "day": day(due.day), "label": due.label, "evidenced": bool(due.evidenced)}
            for due in promise.dues
        ],
        "due_count": promise.due,
        "evidenced_count": promise.evidenced,
        "progress": promise.progress.value,
        "late_since": promise.late_since,
    }


@router.get("/commitments", response=ListOf[CommitmentOut])
def commitments(request: HttpRequest, asked: Asked, wanted: Query[CommitmentFilter]) -> HttpResponse:
    """Commitments by agreement, debtor, creditor or either side."""
    on, reader = day_of(request, asked), reader_of(request)
    found = rows(reader, on)
    if wanted.agreement:
        found = found.filter(agreement__key=wanted.agreement)
    if wanted.firmness:
        found = found.filter(firmness=wanted.firmness)
    sides = {"debtor": wanted.debtor, "creditor": wanted.creditor}
    for side, key in sides.items():
        if key:
            found = found.filter(
                pk__in=CommitmentParty.objects.filter(Q(side=side, body__key=key)).values("commitment")
            )
    if wanted.body:
        found = found.filter(
            pk__in=CommitmentParty.objects.filter(body__key=wanted.body).values("commitment")
        )
    return listed(request, found, asked, lambda one: told(one, on))


@router.get("/commitments/{key}", response=CommitmentOut)
def commitment(request: HttpRequest, key: str, asked: AsOf) -> HttpResponse:
    """One commitment."""
    on, reader = day_of(request, asked), reader_of(request)
    return single(request, rows(reader, on), key, lambda one: told(one, on))
