"""What is done after an event: its documents are linked, what came of it is written, and who does what by when."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from koinon.network.events.models import Event, EventDocument, Task
from koinon.network.events.permissions import can_organise
from koinon.network.people.permissions import can_record, refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import act
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key

Values = dict[str, Any]


class NobodyDoesIt(Refused):
    """A task without somebody who does it is a wish."""


class DoneAlready(Refused):
    """What is done stays done."""


class LinkedAlready(Refused):
    """The document is linked to the event."""


def link_document(event: Event, values: Values, *, by: Reader) -> EventDocument:
    """Link a document on record to the event."""
    refuse_unless(can_record(by))
    if event.documents.filter(document=values["document"]).exists():
        raise LinkedAlready(_("This document is linked already."), field="document")
    with act("link_document", by=by.user) as doing:
        doing.about(event)
        key = propose_key(EventDocument, event.key, values["document"])
        return doing.create(EventDocument(key=key, event=event, **values))


def unlink_document(linked: EventDocument, *, by: Reader) -> None:
    """Take the link away; the document stays."""
    refuse_unless(can_record(by))
    with act("unlink_document", by=by.user) as doing:
        doing.about(linked.event)
        doing.remove(linked)


def write_follow_up(event: Event, words: str, *, by: Reader, expected_version: int | None = None) -> Event:
    """Say what came of the event."""
    refuse_unless(can_organise(by, event))
    with act("write_follow_up", by=by.user) as doing:
        return doing.change(event, expected_version, follow_up=words)


def record_task(event: Event, values: Values, *, by: Reader) -> Task:
    """Say who does what by when."""
    refuse_unless(can_organise(by, event))
    if not (values.get("owner") or values.get("owner_body")):
        raise NobodyDoesIt(_("Say who does it: a person, or a body."), field="owner")
    with act("record_task", by=by.user) as doing:
        doing.about(event)
        return doing.create(Task(key=propose_key(Task, event.key, values["text"]), event=event, **values))


def close_task(task: Task, outcome: str, *, by: Reader, on: date) -> Task:
    """Say that it is done, and what came of it."""
    refuse_unless(can_organise(by, task.event))
    if task.done_on:
        raise DoneAlready(_("This was done on %(day)s.") % {"day": task.done_on.isoformat()})
    with act("close_task", by=by.user) as doing:
        doing.about(task.event)
        return doing.change(task, done_on=on, outcome=outcome.strip()[:254])
