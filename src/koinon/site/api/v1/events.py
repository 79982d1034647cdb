"""Events and who took part in them, in order of protocol."""

from datetime import date, time
from typing import Annotated, Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from koinon.cooperation.programmes.models import ProgrammeEvent
from koinon.network.events.groups import groups_in
from koinon.network.events.models import (
    Attendance,
    Event,
    EventKind,
    RegistrationRules,
    Session,
    Speaker,
    Stage,
)
from koinon.network.people.audience import seen_through
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
    titles,
)
from koinon.site.api.asking import one_of
from koinon.site.api.pointing import pointing

router = Router()


class AttendanceOut(Schema):
    person: Ref | None
    body: Ref | None
    sent_by: Ref | None
    part: str
    capacity: str
    order: int


class StageOut(Schema):
    title: str
    other_title: str
    starts: DayOut
    ends: DayOut
    holds: str
    city: Ref | None
    place: str
    host: Ref | None
    order: int


class SpeakerOut(Schema):
    person: Ref | None
    name: str
    capacity: str


class SessionOut(Schema):
    key: str
    day: date
    begins_at: time | None
    closes_at: time | None
    title: str
    other_title: str
    other_language: str
    room: str
    speakers: list[SpeakerOut]


class RegistrationRulesOut(Schema):
    open_to: str
    opens_on: date | None
    closes_on: date | None
    seats: int | None
    waiting_list: bool
    needs_approval: bool


class EventOut(Schema):
    key: str
    title: str
    titles: list[TitleOut]
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
    groups: list[str]
    planned: bool
    participants: int | None
    follow_up: str
    programmes: list[Ref]
    stages: list[StageOut]
    sessions: list[SessionOut]
    registration: RegistrationRulesOut | None
    attendances: list[AttendanceOut]


class EventFilter(Schema):
    kind: Annotated[str, one_of(EventKind)] = ""
    city: str = ""
    host: str = ""
    programme: str = ""
    person: str = ""


def rows(reader: Reader) -> QuerySet[Event]:
    part = Attendance.objects.visible_to(reader).select_related("person", "body", "sent_by")
    speakers = Speaker.objects.filter(seen_through(Speaker, "person", reader)).select_related("person")
    sessions = Session.objects.prefetch_related(Prefetch("speakers", speakers))
    found = Event.objects.visible_to(reader).select_related("city", "host", "registration_rules")
    return found.prefetch_related(
        Prefetch("attendances", part),
        "programme_links__programme",
        Prefetch("stages", Stage.objects.select_related("city", "host")),
        Prefetch("sessions", sessions),
    )


def told(one: Event, on: date) -> dict[str, Any]:
    return {
        "key": one.key,
        "title": one.title,
        "titles": titles(one.spoken),
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
        "groups": groups_in(one.groups),
        "planned": one.planned,
        "participants": one.participants,
        "follow_up": one.follow_up,
        "programmes": [ref(link.programme) for link in one.programme_links.all()],
        "stages": [_stage(stage, on) for stage in one.stages.all()],
        "sessions": [_session(session) for session in one.sessions.all()],
        "registration": _registration(getattr(one, "registration_rules", None)),
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


def _stage(one: Stage, on: date) -> dict[str, Any]:
    return {
        "title": one.title,
        "other_title": one.other_title,
        **dated(one.span, on),
        "city": ref(one.city),
        "place": one.place,
        "host": ref(one.host),
        "order": one.order,
    }


def _session(one: Session) -> dict[str, Any]:
    plain = ("key", "day", "begins_at", "closes_at", "title", "other_title", "other_language", "room")
    speakers = [
        {"person": ref(who.person), "name": str(who), "capacity": who.capacity} for who in one.speakers.all()
    ]
    return {name: getattr(one, name) for name in plain} | {"speakers": speakers}


def _registration(rules: RegistrationRules | None) -> dict[str, Any] | None:
    """How one registers; who did is nobody's affair but the organisers'."""
    names = ("open_to", "opens_on", "closes_on", "seats", "waiting_list", "needs_approval")
    return {name: getattr(rules, name) for name in names} if rules else None


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
