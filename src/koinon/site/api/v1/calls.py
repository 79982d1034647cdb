"""Calls: what is asked for, what counts, by when, and how far entries came; each as of a day."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema

from koinon.cooperation.calls.call_queries import in_which, number_of, with_placed
from koinon.cooperation.calls.models import Call, Stage
from koinon.network.people.readers import PUBLIC, Reader
from koinon.site.api.answers import (
    Asked,
    AsOf,
    DayOut,
    ListOf,
    Ref,
    day,
    day_of,
    listed,
    moment,
    reader_of,
    ref,
    single,
)
from koinon.site.api.pointing import pointing

router = Router()


class CallTextOut(Schema):
    """The words of a call in one language; the first is the one it was written in."""

    language: str
    title: str
    summary: str
    rules: str
    eligibility: str


class CategoryOut(Schema):
    key: str
    title: str
    texts: dict[str, str]


class CriterionOut(Schema):
    key: str
    title: str
    words: str
    weight: int
    top: int
    anchors: dict[str, str]


class CallDateOut(Schema):
    key: str
    kind: str
    day: DayOut
    words: str


class SponsorOut(Schema):
    body: Ref | None
    part: str


class PrizeOut(Schema):
    key: str
    title: str
    amount: Decimal | None
    currency: str
    number: int
    in_kind: str


class StageOut(Schema):
    """``number`` is null where it is not announced, or nobody knows it."""

    key: str
    kind: str
    planned: int | None
    number: int | None
    announced: DayOut


class CallOut(Schema):
    key: str
    code: str
    kind: str
    title: str
    language: str
    state: str
    run_by: Ref | None
    edition: Ref | None
    opens_on: date | None
    closes_at: str | None
    time_zone: str
    late_until: date | None
    questions_until: date | None
    members_only: bool
    blind: bool
    texts: list[CallTextOut]
    categories: list[CategoryOut]
    criteria: list[CriterionOut]
    dates: list[CallDateOut]
    sponsors: list[SponsorOut]
    prizes: list[PrizeOut]
    stages: list[StageOut]


class CallFilter(Schema):
    kind: str = ""
    which: str = ""
    edition: str = ""
    run_by: str = ""


TEXTS = ("language", "title", "summary", "rules", "eligibility")
PLAIN = (
    "key", "code", "kind", "title", "language", "opens_on", "time_zone", "late_until", "questions_until",
    "members_only", "blind",
)  # fmt: skip


def call_rows(reader: Reader) -> QuerySet[Call]:
    stages = Prefetch("stages", with_placed(Stage.objects.all()))
    parts = ("texts", "categories", "criteria", "dates", "sponsors__body", "prizes", stages)
    rows = Call.objects.visible_to(reader).select_related("run_by", "edition")
    return rows.prefetch_related(*parts).order_by("key")


def at(on: date) -> datetime:
    """The moment a call is told for: now, or the end of another day."""
    return timezone.now() if on == timezone.localdate() else datetime.combine(on, time.max, UTC)


def told(one: Call, now: datetime) -> dict[str, Any]:
    return {
        **{name: getattr(one, name) for name in PLAIN},
        "state": one.state(now).value,
        "run_by": ref(one.run_by),
        "edition": ref(one.edition),
        "closes_at": moment(one.closes_at),
        "texts": [{name: getattr(text, name) for name in TEXTS} for text in (one, *one.texts.all())],
        "categories": [
            {"key": row.key, "title": row.title, "texts": row.texts} for row in one.categories.all()
        ],
        "criteria": [
            {name: getattr(row, name) for name in ("key", "title", "words", "weight", "top", "anchors")}
            for row in one.criteria.all()
        ],
        "dates": [
            {"key": row.key, "kind": row.kind, "day": day(row.day), "words": row.words}
            for row in one.dates.all()
        ],
        "sponsors": [{"body": ref(row.body), "part": row.part} for row in one.sponsors.all()],
        "prizes": [
            {name: getattr(row, name) for name in ("key", "title", "amount", "currency", "number", "in_kind")}
            for row in one.prizes.all()
        ],
        "stages": [told_stage(row, one) for row in one.stages.all()],
    }


def told_stage(row: Stage, call: Call) -> dict[str, Any]:
    """A stage with its number as everybody may know it, whoever asks."""
    row.call = call
    return {
        "key": row.key,
        "kind": row.kind,
        "planned": row.planned,
        "number": number_of(row, None, PUBLIC),
        "announced": day(row.announced),
    }


@router.get("/calls", response=ListOf[CallOut])
def calls(request: HttpRequest, asked: Asked, wanted: Query[CallFilter]) -> HttpResponse:
    """Calls by kind, by state (now, over, record, cancelled), edition or who runs them."""
    on, reader = day_of(request, asked), reader_of(request)
    now = at(on)
    found = call_rows(reader).filter(
        pointing(Call, reader, {"edition": wanted.edition, "run_by": wanted.run_by})
    )
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.which:
        found = found.filter(in_which(wanted.which, now))
    return listed(request, found, asked, lambda one: told(one, now))


@router.get("/calls/{key}", response=CallOut)
def call(request: HttpRequest, key: str, asked: AsOf) -> HttpResponse:
    """One call."""
    now, reader = at(day_of(request, asked)), reader_of(request)
    return single(request, call_rows(reader), key, lambda one: told(one, now))
