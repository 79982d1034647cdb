"""Programmes, their editions, and who takes part."""

from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from koinon.cooperation.programmes.models import Edition, Participation, Programme, Topic
from koinon.network.people.readers import Reader
from koinon.site.api.answers import (
    Asked,
    AsOf,
    DayOut,
    ListOf,
    Ref,
    TitleOut,
    dated,
    day_of,
    listed,
    reader_of,
    ref,
    single,
    some,
    titles,
)
from koinon.site.api.pointing import pointing

router = Router()


class ProgrammeOut(Schema):
    key: str
    title: str
    titles: list[TitleOut]
    short_name: str
    purpose: str
    run_by: Ref | None
    starts: DayOut
    ends: DayOut
    holds: str
    editions: list[Ref]


class TopicOut(Schema):
    kind: str
    text: str
    participant: Ref | None


class ParticipationOut(Schema):
    key: str
    body: Ref
    city: Ref | None
    side: str
    mechanism: str


class EditionOut(Schema):
    key: str
    title: str
    programme: Ref
    starts: DayOut
    ends: DayOut
    holds: str
    participations: list[ParticipationOut]
    topics: list[TopicOut]


class EditionFilter(Schema):
    programme: str = ""


def programme_rows(reader: Reader) -> QuerySet[Programme]:
    found = Programme.objects.visible_to(reader).select_related("run_by")
    return found.prefetch_related(Prefetch("editions", Edition.objects.visible_to(reader)))


def told_programme(one: Programme, on: date) -> dict[str, Any]:
    return {
        "key": one.key,
        "title": one.title,
        "titles": titles(one.spoken),
        "short_name": one.short_name,
        "purpose": one.purpose,
        "run_by": ref(one.run_by),
        **dated(one.span, on),
        "editions": some(one.editions.all()),
    }


def edition_rows(reader: Reader) -> QuerySet[Edition]:
    part = Participation.objects.visible_to(reader).select_related("body__city", "edition")
    topics = Topic.objects.select_related("participation__body", "participation__edition")
    seen = Edition.objects.visible_to(reader).filter(programme__in=Programme.objects.visible_to(reader))
    return seen.select_related("programme").prefetch_related(
        Prefetch("participations", part), Prefetch("topics", topics)
    )


def told_edition(one: Edition, on: date) -> dict[str, Any]:
    part = list(one.participations.all())
    seen = {participation.pk for participation in part}
    topics = [
        topic
        for topic in one.topics.all()
        if topic.participation_id is None or topic.participation_id in seen
    ]
    return {
        "key": one.key,
        "title": one.title,
        "programme": ref(one.programme),
        **dated(one.span, on),
        "participations": [
            {
                "key": p.key,
                "body": ref(p.body),
                "city": ref(p.body.city),
                "side": p.side,
                "mechanism": p.mechanism,
            }
            for p in part
        ],
        "topics": [
            {
                "kind": t.kind,
                "text": t.text,
                "participant": ref(t.participation.body) if t.participation else None,
            }
            for t in topics
        ],
    }


@router.get("/programmes", response=ListOf[ProgrammeOut])
def programmes(request: HttpRequest, asked: Asked) -> HttpResponse:
    """All programmes with their editions."""
    on = day_of(request, asked)
    return listed(request, programme_rows(reader_of(request)), asked, lambda one: told_programme(one, on))


@router.get("/programmes/{key}", response=ProgrammeOut)
def programme(request: HttpRequest, key: str, asked: AsOf) -> HttpResponse:
    """One programme."""
    on = day_of(request, asked)
    return single(request, programme_rows(reader_of(request)), key, lambda one: told_programme(one, on))


@router.get("/editions", response=ListOf[EditionOut])
def editions(request: HttpRequest, asked: Asked, wanted: Query[EditionFilter]) -> HttpResponse:
    """Editions with participants and topics."""
    on = day_of(request, asked)
    reader = reader_of(request)
    found = edition_rows(reader).filter(pointing(Edition, reader, {"programme": wanted.programme}))
    return listed(request, found, asked, lambda one: told_edition(one, on))


@router.get("/editions/{key}", response=EditionOut)
def edition(request: HttpRequest, key: str, asked: AsOf) -> HttpResponse:
    """One edition."""
    on = day_of(request, asked)
    return single(request, edition_rows(reader_of(request)), key, lambda one: told_edition(one, on))
