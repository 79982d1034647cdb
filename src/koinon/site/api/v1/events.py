"""Events and who took part in them, in order of protocol."""

from datetime import date, time
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from koinon.cooperation.programmes.models import ProgrammeEvent
from koinon.network.events.models import Attendance, Event
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
    single,
)
from koinon.site.api.pointing import pointing

router = Router()


class AttendanceOut(Schema):
    person: Ref | None
    body: Ref | None
    sent_by: Ref | None
    part: str
    capacity: str
    order: int


class EventOut(Schema):
    key: str
    title: str
    kind: str
    starts: DayOut
    ends: DayOut
    holds: str
    begins_at: time | None
    closes_at: time | None
    time_zone: str
    city: Ref | None
    venue: str
    virtual: bool
    host: Ref | None
    meant_for: str
    planned: bool
    participants: int | None
    programmes: list[Ref]
    attendances: list[AttendanceOut]


class EventFilter(Schema):
    kind: str = ""
    city: str = ""
    host: str = ""
    programme: str = ""
    person: str = ""


def rows(reader: Reader) -> QuerySet[Event]:
    part = Attendance.objects.visible_to(reader).select_related("person", "body", "sent_by")
    found = Event.objects.visible_to(reader).select_related("city", "host")
    return found.prefetch_related(Prefetch("attendances", part), "programme_links__programme")


def told(one: Event, on: date) -> dict[str, Any]:
    return {
        "key": one.key,
        "title": one.title,
        "kind": one.kind,
        **dated(one.span, on),
        "begins_at": one.begins_at,
        "closes_at": one.closes_at,
        "time_zone": one.time_zone,
        "city": ref(one.city),
        "venue": one.venue,
        "virtual": one.virtual,
        "host": ref(one.host),
        "meant_for": one.meant_for,
        "planned": one.planned,
        "participants": one.participants,
        "programmes": [ref(link.programme) for link in one.programme_links.all()],
        "attendances": [
            {
                "person": ref(part.person),
                "body": ref(part.body),
                "sent_by": ref(part.sent_by),
                "part": part.part,
                "capacity": part.capacity,
                "order": part.order,
            }
            for part in one.attendances.all()
        ],
    }


@router.get("/events", response=ListOf[EventOut])
def events(request: HttpRequest, asked: Asked, wanted: Query[EventFilter]) -> HttpResponse:
    """Events by kind, city, host, programme or person, the latest first."""
    reader, on = reader_of(request), day_of(request, asked)
    found = rows(reader).filter(pointing(Event, reader, {"city": wanted.city, "host": wanted.host}))
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.programme:
        links = ProgrammeEvent.objects.visible_to(reader)
        found = found.filter(pk__in=links.filter(programme__key=wanted.programme).values("event"))
    if wanted.person:
        parts = Attendance.objects.visible_to(reader).filter(person__key=wanted.person)
        found = found.filter(pk__in=parts.values("event"))
    return listed(request, found, asked, lambda one: told(one, on))


@router.get("/events/{key}", response=EventOut)
def event(request: HttpRequest, key: str, asked: AsOf) -> HttpResponse:
    """One event."""
    on = day_of(request, asked)
    return single(request, rows(reader_of(request)), key, lambda one: told(one, on))
