"""What is done with events: enter one, change it, and say who took part."""

from typing import Any

from django.utils.translation import gettext as _

from koinon.network.events.models import Attendance, Event
from koinon.network.people.permissions import can_record, refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import act
from koinon.platform.dates import Backwards, Day, Span
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key


class WrongOrder(Refused):
    """The event would end before it begins."""


class NobodyNamed(Refused):
    """An attendance names neither a person nor a body."""


def record_event(values: dict[str, Any], *, by: Reader) -> Event:
    """Enter an event."""
    refuse_unless(can_record(by))
    _refuse_backwards(values["starts"], values["ends"])
    event = Event(key=propose_key(Event, values["title"]), **values)
    with act("record_event", by=by.user) as doing:
        return doing.create(event)


def change_event(
    event: Event, values: dict[str, Any], *, by: Reader, expected_version: int | None = None
) -> Event:
    """Change an event; raises Stale where somebody else was faster."""
    refuse_unless(can_record(by))
    _refuse_backwards(values.get("starts", event.starts), values.get("ends", event.ends))
    with act("change_event", by=by.user) as doing:
        return doing.change(event, expected_version, **values)


def record_attendance(event: Event, values: dict[str, Any], *, by: Reader) -> Attendance:
    """Say that a person or a body takes part, at the end of the order of protocol unless a place is given."""
    refuse_unless(can_record(by))
    who = values.get("person") or values.get("body")
    _refuse_nobody(who)
    with act("record_attendance", by=by.user) as doing:
        doing.about(event)
        attendance = Attendance(event=event, key=propose_key(Attendance, event.key, who), **values)
        attendance.order = attendance.order or event.attendances.count() + 1
        return doing.create(attendance)


def change_attendance(
    attendance: Attendance, values: dict[str, Any], *, by: Reader, expected_version: int | None = None
) -> Attendance:
    """Change the part somebody has; the place in the order of protocol stays unless another is given."""
    refuse_unless(can_record(by))
    _refuse_nobody(values.get("person", attendance.person) or values.get("body", attendance.body))
    order = values.get("order") or attendance.order
    with act("change_attendance", by=by.user) as doing:
        doing.about(attendance.event)
        return doing.change(attendance, expected_version, **values | {"order": order})


def remove_attendance(attendance: Attendance, *, by: Reader) -> None:
    """Take somebody off the list; the history keeps it."""
    refuse_unless(can_record(by))
    with act("remove_attendance", by=by.user) as doing:
        doing.about(attendance.event)
        doing.remove(attendance)


def _refuse_nobody(who: object) -> None:
    if not who:
        raise NobodyNamed(_("Name a person, or a body where no person is known."), field="person")


def _refuse_backwards(starts: Day, ends: Day) -> None:
    try:
        Span(starts, ends)
    except Backwards as backwards:
        raise WrongOrder(str(backwards), field="ends") from backwards
