"""What is done with the programme of an event: its stages, its sessions with their speakers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from koinon.network.events.models import Event, Session, Speaker, Stage
from koinon.network.people.permissions import can_record, refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import Act, act
from koinon.platform.dates import Backwards, Span
from koinon.platform.dates.bounds import FIRST, LAST
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key

Values = dict[str, Any]


class OutsideTheEvent(Refused):
    """A stage or a session lies before the event begins or after it ends."""


class EndsTooSoon(Refused):
    """A stage or a session would end before it begins."""


class NobodySpeaks(Refused):
    """A speaker without a name."""


def record_stage(event: Event, values: Values, *, by: Reader) -> Stage:
    """Add a stage; it comes last unless a place is given."""
    refuse_unless(can_record(by))
    _refuse_impossible_stage(event, values)
    with act("record_stage", by=by.user) as doing:
        doing.about(event)
        stage = Stage(key=propose_key(Stage, event.key, values["title"]), event=event, **values)
        stage.order = stage.order or event.stages.count() + 1
        return doing.create(stage)


def change_stage(stage: Stage, values: Values, *, by: Reader, expected_version: int | None = None) -> Stage:
    """Change a stage; its place stays unless another is given."""
    refuse_unless(can_record(by))
    _refuse_impossible_stage(stage.event, values)
    order = values.get("order") or stage.order
    with act("change_stage", by=by.user) as doing:
        doing.about(stage.event)
        return doing.change(stage, expected_version, **values | {"order": order})


def remove_stage(stage: Stage, *, by: Reader) -> None:
    """Take a stage off; its sessions stay on the event."""
    refuse_unless(can_record(by))
    with act("remove_stage", by=by.user) as doing:
        doing.about(stage.event)
        doing.remove(stage)


def record_session(event: Event, values: Values, speakers: Sequence[Values], *, by: Reader) -> Session:
    """Add a session and who speaks in it."""
    refuse_unless(can_record(by))
    _refuse_impossible_session(event, values)
    with act("record_session", by=by.user) as doing:
        doing.about(event)
        session = doing.create(
            Session(key=propose_key(Session, event.key, values["title"]), event=event, **values)
        )
        _set_speakers(doing, session, speakers)
        return session


def change_session(
    session: Session,
    values: Values,
    speakers: Sequence[Values],
    *,
    by: Reader,
    expected_version: int | None = None,
) -> Session:
    """Change a session; the speakers given are those it has afterwards."""
    refuse_unless(can_record(by))
    _refuse_impossible_session(session.event, values)
    with act("change_session", by=by.user) as doing:
        doing.about(session.event)
        doing.change(session, expected_version, **values)
        _set_speakers(doing, session, speakers)
        return session


def remove_session(session: Session, *, by: Reader) -> None:
    """Take a session off the programme; the history keeps it."""
    refuse_unless(can_record(by))
    with act("remove_session", by=by.user) as doing:
        doing.about(session.event)
        doing.remove(session)


def _set_speakers(doing: Act, session: Session, speakers: Sequence[Values]) -> None:
    """Those who stay keep their row; the others go, the new ones come, all in the order given."""
    there = {(one.person_id, one.name): one for one in session.speakers.all()}
    for order, told in enumerate(speakers, 1):
        person, name = told.get("person"), (told.get("name") or "").strip()
        if not person and not name:
            raise NobodySpeaks(_("Name who speaks: a person on record, or the name as it is written."))
        name = "" if person else name
        row = there.pop((person.pk if person else None, name), None)
        values: Values = {"capacity": told.get("capacity") or "", "order": order}
        if row:
            doing.change(row, **values)
        else:
            key = propose_key(Speaker, session.key, person or name)
            doing.create(Speaker(key=key, session=session, person=person, name=name, **values))
    for gone in there.values():
        doing.remove(gone)


def _refuse_impossible_stage(event: Event, values: Values) -> None:
    try:
        span = Span(values["starts"], values["ends"])
    except Backwards as backwards:
        raise EndsTooSoon(str(backwards), field="ends") from backwards
    first, last = _days_of(event)
    if span.starts.latest < first or (span.starts.earliest > last):
        raise OutsideTheEvent(
            _("This stage does not begin while the event lasts. Change the event first."), field="starts"
        )
    if span.ends.earliest > last and not span.ends.is_open:
        raise OutsideTheEvent(_("This stage ends after the event. Change the event first."), field="ends")


def _refuse_impossible_session(event: Event, values: Values) -> None:
    first, last = _days_of(event)
    if not first <= values["day"] <= last:
        raise OutsideTheEvent(_("This day is not a day of the event. Change the event first."), field="day")
    begins, closes = values.get("begins_at"), values.get("closes_at")
    if begins and closes and closes <= begins:
        raise EndsTooSoon(_("The session would end before it begins."), field="closes_at")


def _days_of(event: Event) -> tuple[date, date]:
    """The first and the last day the event may have; where only its start is known, no later day is ruled out."""
    first, last = event.starts.earliest, event.ends.latest
    return (first or FIRST), (last or LAST)
