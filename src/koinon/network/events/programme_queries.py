"""What the page of an event shows beside the event: stages, sessions with speakers, documents, tasks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from koinon.network.events.models import (
    Event,
    EventDocument,
    RegistrationRules,
    Session,
    Speaker,
    Stage,
    Task,
)
from koinon.network.people.audience import seen_through
from koinon.network.people.models import Body
from koinon.network.people.readers import Reader

PARTS: dict[str, type[Any]] = {
    "has_stages": Stage,
    "has_sessions": Session,
    "has_documents": EventDocument,
    "has_tasks": Task,
    "has_rules": RegistrationRules,
}


@dataclass(frozen=True, slots=True)
class Programme:
    """The parts of one event that a reader may see."""

    stages: tuple[Stage, ...] = ()
    sessions: tuple[Session, ...] = ()
    documents: tuple[EventDocument, ...] = ()
    tasks: tuple[Task, ...] = ()

    def days(self) -> Iterator[tuple[date, list[Session]]]:
        """The sessions day by day."""
        for when, some in groupby(self.sessions, key=lambda one: one.day):
            yield when, list(some)

    @property
    def knows_hours(self) -> bool:
        """Whether any session has an hour; where none has, the order is all there is."""
        return any(one.begins_at for one in self.sessions)


def with_parts(rows: QuerySet[Event]) -> QuerySet[Event]:
    """Each event knows which parts it has, so that a page asks only for those: no statement more."""
    here = {
        name: Exists(model._default_manager.filter(event=OuterRef("pk"))) for name, model in PARTS.items()
    }
    return rows.annotate(**here)


def programme_of(event: Event, reader: Reader) -> Programme:
    """The parts of an event: at most a statement for each kind and for each kind of name in it."""
    return Programme(
        stages=tuple(stages_of(event, reader)) if _has(event, "has_stages") else (),
        sessions=tuple(sessions_of(event, reader)) if _has(event, "has_sessions") else (),
        documents=tuple(
            EventDocument.objects.visible_to(reader).filter(event=event).select_related("document")
        )
        if _has(event, "has_documents")
        else (),
        tasks=tuple(tasks_of(event, reader)) if _has(event, "has_tasks") else (),
    )


def stages_of(event: Event, reader: Reader) -> QuerySet[Stage]:
    """The stages in order, each with its host where the reader may see that body."""
    host = Prefetch("host", Body.objects.visible_to(reader))
    return event.stages.select_related("city").prefetch_related(host)


def sessions_of(event: Event, reader: Reader) -> QuerySet[Session]:
    """The sessions in order of the hour, with the speakers the reader may see."""
    seen = Speaker.objects.filter(seen_through(Speaker, "person", reader)).select_related("person")
    return event.sessions.select_related("stage__city").prefetch_related(Prefetch("speakers", seen))


def tasks_of(event: Event, reader: Reader) -> QuerySet[Task]:
    """What is to be done after an event, by whoever may see it."""
    return Task.objects.visible_to(reader).filter(event=event).select_related("owner", "owner_body")


def _has(event: Event, part: str) -> bool:
    """Whether the event has such rows; asked anew where it was not fetched with its parts."""
    return bool(getattr(event, part, True))
