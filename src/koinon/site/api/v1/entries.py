"""Entries that were announced, with their stage; what they say, and who may be asked, is told nowhere here."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from koinon.cooperation.calls.entries import announced_entries
from koinon.cooperation.calls.models import CoApplicant, Entry, Placing
from koinon.network.people.readers import Reader
from koinon.site.api.answers import (
    Asked,
    AsOf,
    DayOut,
    ListOf,
    Ref,
    day,
    listed,
    reader_of,
    ref,
    single,
    some,
)
from koinon.site.api.pointing import pointing

router = Router()


class PlacingOut(Schema):
    stage: str
    announced: DayOut
    note: str


class EntryOut(Schema):
    """``stage`` is the farthest that was announced."""

    key: str
    call: Ref | None
    title: str
    applicant: Ref | None
    co_applicants: list[Ref]
    category: str
    stage: str
    placings: list[PlacingOut]


class EntryFilter(Schema):
    call: str = ""
    stage: str = ""
    applicant: str = ""


def entry_rows(reader: Reader) -> QuerySet[Entry]:
    """Only what is announced, whoever asks."""
    placings = Placing.objects.announced().select_related("stage").order_by("stage__rank", "id")
    together = CoApplicant.objects.visible_to(reader).select_related("body")
    rows = Entry.objects.filter(announced_entries(reader)).select_related("call", "applicant", "category")
    return rows.prefetch_related(
        Prefetch("placings", placings), Prefetch("co_applicants", together)
    ).order_by("key")


def told(one: Entry) -> dict[str, Any]:
    placings = list(one.placings.all())
    return {
        "key": one.key,
        "call": ref(one.call),
        "title": one.title,
        "applicant": ref(one.applicant),
        "co_applicants": some(row.body for row in one.co_applicants.all()),
        "category": one.category.title if one.category else "",
        "stage": placings[-1].stage.kind,
        "placings": [
            {"stage": row.stage.kind, "announced": day(row.stage.announced), "note": row.note}
            for row in placings
        ],
    }


@router.get("/entries", response=ListOf[EntryOut])
def entries(request: HttpRequest, asked: Asked, wanted: Query[EntryFilter]) -> HttpResponse:
    """Announced entries by call, stage (entered, eligible, deserving, shortlist, winner) or applicant."""
    reader = reader_of(request)
    found = entry_rows(reader)
    found = found.filter(pointing(Entry, reader, {"call": wanted.call, "applicant": wanted.applicant}))
    if wanted.stage:
        reached = Placing.objects.announced().filter(stage__kind=wanted.stage)
        found = found.filter(pk__in=reached.values("entry"))
    return listed(request, found, asked, told)


@router.get("/entries/{key}", response=EntryOut)
def entry(request: HttpRequest, key: str, asked: AsOf) -> HttpResponse:
    """One announced entry."""
    return single(request, entry_rows(reader_of(request)), key, told)
