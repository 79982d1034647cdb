"""Commitments: who owes what to whom, when it falls due, and what has been shown for it by a day."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from koinon.cooperation.agreements.commitment_queries import Promise, promises
from koinon.cooperation.agreements.commitments import (
    Commitment,
    CommitmentParty,
    CommitmentQuerySet,
    Firmness,
)
from koinon.network.people.prepared import prepared
from koinon.network.people.readers import Reader
from koinon.site.api.answers import (
    Asked,
    AsOf,
    DayOut,
    ListOf,
    Ref,
    day,
    day_of,
    listed_in_order,
    named,
    reader_of,
    single,
    some,
)
from koinon.site.api.asking import one_of
from koinon.site.api.pointing import pointing

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
    firmness: Annotated[str, one_of(Firmness)] = ""


def rows(reader: Reader) -> CommitmentQuerySet:
    return Commitment.objects.visible_to(reader).order_by("agreement__key", "order", "id")


@prepared
def _commitments(*, ids: Iterable[int], on: date) -> CommitmentQuerySet:
    return Commitment.objects.filter(pk__in=ids).with_given(on).select_related("agreement")


def told_all(ids: list[int], on: date, reader: Reader) -> list[dict[str, Any]]:
    """Three statements."""
    found = {one.pk: one for one in _commitments(ids=ids, on=on)} if ids else {}
    return [told(one) for one in promises([found[one] for one in ids if one in found], on, reader)]


def told(promise: Promise) -> dict[str, Any]:
    one = promise.commitment
    return {
        "key": one.key,
        "title": one.title,
        "agreement": named(one.agreement),
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


def named_sides(reader: Reader, key: str) -> QuerySet[CommitmentParty]:
    """The sides of promises on which the body of the key stands, as far as the reader may know."""
    seen = CommitmentParty.objects.visible_to(reader)
    return seen.filter(pointing(CommitmentParty, reader, {"body": key}))


@router.get("/commitments", response=ListOf[CommitmentOut])
def commitments(request: HttpRequest, asked: Asked, wanted: Query[CommitmentFilter]) -> HttpResponse:
    """Commitments by agreement, debtor, creditor or either side."""
    on, reader = day_of(request, asked), reader_of(request)
    found = rows(reader)
    found = found.filter(pointing(Commitment, reader, {"agreement": wanted.agreement}))
    if wanted.firmness:
        found = found.filter(firmness=wanted.firmness)
    sides = {"debtor": wanted.debtor, "creditor": wanted.creditor}
    for side, key in sides.items():
        if key:
            promised = named_sides(reader, key).filter(side=side)
            found = found.filter(pk__in=promised.values("commitment"))
    if wanted.body:
        found = found.filter(pk__in=named_sides(reader, wanted.body).values("commitment"))
    return listed_in_order(request, found, asked, lambda ids: told_all(ids, on, reader))


@router.get("/commitments/{key}", response=CommitmentOut)
def commitment(request: HttpRequest, key: str, asked: AsOf) -> HttpResponse:
    """One commitment."""
    on, reader = day_of(request, asked), reader_of(request)
    return single(request, rows(reader), key, lambda one: told_all([one.pk], on, reader)[0])
