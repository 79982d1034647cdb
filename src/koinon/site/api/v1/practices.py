"""Practices: what a body did, what came of it, and what was said of it later; people are asked on the page, not here."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from koinon.cooperation.practices.listing import in_region, serving, worded
from koinon.cooperation.practices.models import Practice, PracticeAlignment, PracticeFollowUp, PracticeText
from koinon.cooperation.programmes.aligning import codes_of
from koinon.cooperation.programmes.models import Vocabulary
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
    named,
    reader_of,
    ref,
    single,
)
from koinon.site.api.pointing import pointing

router = Router()


class PracticeTextOut(Schema):
    language: str
    title: str
    summary: str
    challenge: str
    work: str
    results: str


class FollowUpOut(Schema):
    answered_on: date
    outcome: str
    words: str


class PracticeOut(Schema):
    """A published practice; ``entry`` is named where everybody may know of it."""

    key: str
    title: str
    language: str
    kind: str
    body: Ref
    city: Ref | None
    entry: Ref | None
    summary: str
    challenge: str
    work: str
    results: str
    themes: list[str]
    sdg: list[str]
    nua: list[str]
    address: str
    starts: DayOut
    ends: DayOut
    holds: str
    is_example: bool
    published_on: date
    follow_ups: list[FollowUpOut]
    texts: list[PracticeTextOut]


class PracticeFilter(Schema):
    q: str = ""
    kind: str = ""
    theme: str = ""
    sdg: str = ""
    region: str = ""
    body: str = ""
    city: str = ""


TOLD = ("summary", "challenge", "work", "results")


def practice_rows(reader: Reader, on: date) -> QuerySet[Practice]:
    """What was published by the day, with everything told of it: four statements."""
    answered = PracticeFollowUp.objects.filter(answered_on__lte=on).order_by("answered_on", "id")
    rows = Practice.objects.visible_to(reader).published(on).select_related("body", "city", "entry")
    served = PracticeAlignment.objects.order_by("vocabulary", "id")
    rows = rows.prefetch_related(Prefetch("alignments", served), Prefetch("follow_ups", answered))
    return rows.prefetch_related(Prefetch("texts", PracticeText.objects.order_by("language"))).order_by("key")


def told(one: Practice, on: date) -> dict[str, Any]:
    plain = ("key", "title", "language", "kind", *TOLD, "address", "is_example", "published_on")
    served = list(one.alignments.all())
    return {
        **{name: getattr(one, name) for name in plain},
        "body": named(one.body),
        "city": ref(one.city),
        "entry": ref(one.entry),
        "themes": one.theme_list,
        "sdg": codes_of(served, Vocabulary.SDG),
        "nua": codes_of(served, Vocabulary.NUA),
        **dated(one.span, on),
        "follow_ups": [
            {"answered_on": row.answered_on, "outcome": row.outcome, "words": row.words}
            for row in one.follow_ups.all()
        ],
        "texts": [
            {name: getattr(row, name) for name in ("language", "title", *TOLD)} for row in one.texts.all()
        ],
    }


@router.get("/practices", response=ListOf[PracticeOut])
def practices(request: HttpRequest, asked: Asked, wanted: Query[PracticeFilter]) -> HttpResponse:
    """Published practices by words, kind, theme, goal or target, region, body or city."""
    on, reader = day_of(request, asked), reader_of(request)
    found = practice_rows(reader, on)
    found = found.filter(pointing(Practice, reader, {"body": wanted.body, "city": wanted.city}))
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.theme:
        found = found.filter(themes__icontains=wanted.theme)
    if wanted.sdg:
        found = found.filter(serving(wanted.sdg))
    if wanted.region:
        found = found.filter(in_region(wanted.region))
    if wanted.q:
        found = found.filter(worded(wanted.q))
    return listed(request, found, asked, lambda one: told(one, on))


@router.get("/practices/{key}", response=PracticeOut)
def practice(request: HttpRequest, key: str, asked: AsOf) -> HttpResponse:
    """One published practice."""
    on, reader = day_of(request, asked), reader_of(request)
    return single(request, practice_rows(reader, on), key, lambda one: told(one, on))
