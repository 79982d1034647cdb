"""What is done with visits: enter one, lay out its days, ask, follow up, and hear the guest's office."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from koinon.cooperation.visits.links import speaks_for
from koinon.cooperation.visits.models import Ask, Correction, CorrectionState, FollowUp, HalfDay, Visit
from koinon.cooperation.visits.permissions import can_receive
from koinon.network.events.models import Attendance, Event, EventKind
from koinon.network.people.models import Person
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.accounts.signed_links import fresh_mark
from koinon.platform.audit.commands import act
from koinon.platform.dates import Backwards, Span
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key

Values = dict[str, Any]
LINK_DAYS = 60
BY_LINK = "by signed link"
EVENT_FIELDS = ("title", "starts", "ends", "time_zone", "city", "venue", "host", "audience")


class WrongOrder(Refused):
    """The visit would end before it begins."""


class OutsideTheVisit(Refused):
    """A half-day lies before the visit begins or after it ends."""


class NobodyDoesIt(Refused):
    """A follow-up without somebody who does it is a wish."""


class DoneAlready(Refused):
    """What is done, taken over or declined already stays so."""


class NotTheirs(Refused):
    """The link is for somebody who does not speak for the guest."""


class EndsTooSoon(Refused):
    """A point of the programme would end before it begins."""


class NothingChanged(Refused):
    """A correction that corrects nothing."""


def record_visit(values: Values, *, by: Reader, on: date) -> Visit:
    """Enter a visit with its event."""
    refuse_unless(can_receive(by))
    told = _event_values(values)
    _refuse_backwards(told)
    with act("record_visit", by=by.user) as doing:
        event = doing.create(Event(key=propose_key(Event, told["title"]), **told, kind=EventKind.VISIT))
        own = {name: value for name, value in values.items() if name not in EVENT_FIELDS}
        doing.about(event)
        return doing.create(Visit(key=event.key, event=event, **own))


def change_visit(visit: Visit, values: Values, *, by: Reader, expected_version: int | None = None) -> Visit:
    """Change a visit and its event together; raises Stale where somebody else was faster."""
    refuse_unless(can_receive(by))
    told = _event_values(values)
    _refuse_backwards({"starts": visit.event.starts, "ends": visit.event.ends} | told)
    with act("change_visit", by=by.user) as doing:
        doing.about(visit)
        doing.change(visit.event, **told)
        own = {name: value for name, value in values.items() if name not in EVENT_FIELDS}
        # The version is claimed even where only the event changed, so that two do not overwrite each other.
        return doing.change(visit, expected_version, **own)


def _event_values(values: Values) -> Values:
    return {name: values[name] for name in EVENT_FIELDS if name in values}


def _refuse_backwards(values: Values) -> None:
    try:
        Span(values["starts"], values["ends"])
    except Backwards as backwards:
        raise WrongOrder(str(backwards), field="ends") from backwards


# The programme


def record_half_day(visit: Visit, values: Values, *, by: Reader) -> HalfDay:
    """Add a point to the programme."""
    refuse_unless(can_receive(by))
    _refuse_outside(visit, values)
    with act("record_half_day", by=by.user) as doing:
        doing.about(visit)
        return doing.create(
            HalfDay(key=propose_key(HalfDay, visit.key, values["title"]), visit=visit, **values)
        )


def change_half_day(
    half_day: HalfDay, values: Values, *, by: Reader, expected_version: int | None = None
) -> HalfDay:
    """Change a point of the programme."""
    refuse_unless(can_receive(by))
    _refuse_outside(half_day.visit, values)
    with act("change_half_day", by=by.user) as doing:
        doing.about(half_day.visit)
        return doing.change(half_day, expected_version, **values)


def remove_half_day(half_day: HalfDay, *, by: Reader) -> None:
    """Take a point off the programme."""
    refuse_unless(can_receive(by))
    with act("remove_half_day", by=by.user) as doing:
        doing.about(half_day.visit)
        doing.remove(half_day)


def _refuse_outside(visit: Visit, values: Values) -> None:
    """A day of the visit; none at all only where nobody knows the days of the visit either."""
    day, begins, closes = values.get("day"), values.get("begins_at"), values.get("closes_at")
    if day is None and not visit.event.starts.is_unknown:
        raise OutsideTheVisit(_("Say which day of the visit."), field="day")
    if day is not None and not visit.event.starts.earliest <= day <= visit.event.ends.latest:
        raise OutsideTheVisit(_("This day is not a day of the visit. Change the visit first."), field="day")
    if begins and closes and closes <= begins:
        raise EndsTooSoon(_("It would end before it begins."), field="closes_at")


# Asks and notes


def set_asks(visit: Visit, texts: list[tuple[str, Any]], *, by: Reader) -> list[Ask]:
    """Add asks to those there: (what, the commitment it comes from or None); one already asked is not asked twice."""
    refuse_unless(can_receive(by))
    there = {(one.text, one.commitment_id) for one in visit.asks.all()}
    with act("set_asks", by=by.user) as doing:
        doing.about(visit)
        return [
            doing.create(
                Ask(key=propose_key(Ask, visit.key, text), visit=visit, text=text, commitment=commitment)
            )
            for text, commitment in texts
            if text.strip() and (text, commitment.pk if commitment else None) not in there
        ]


def remove_ask(ask: Ask, *, by: Reader) -> None:
    """Take an ask back."""
    refuse_unless(can_receive(by))
    with act("remove_ask", by=by.user) as doing:
        doing.about(ask.visit)
        doing.remove(ask)


def write_notes(
    visit: Visit, notes: str, *, by: Reader, results: str | None = None, expected_version: int | None = None
) -> Visit:
    """Keep what was said, and what came of it."""
    refuse_unless(can_receive(by))
    told = {"notes": notes} if results is None else {"notes": notes, "results": results}
    with act("write_notes", by=by.user) as doing:
        return doing.change(visit, expected_version, **told)


# Follow-ups


def record_follow_up(visit: Visit, values: Values, *, by: Reader) -> FollowUp:
    """Say who does what by when."""
    refuse_unless(can_receive(by))
    if not (values.get("owner") or values.get("owner_body")):
        raise NobodyDoesIt(_("Say who does it: a person, or a body."), field="owner")
    with act("record_follow_up", by=by.user) as doing:
        doing.about(visit)
        return doing.create(
            FollowUp(key=propose_key(FollowUp, visit.key, values["text"]), visit=visit, **values)
        )


def close_follow_up(
    follow_up: FollowUp, outcome: str, *, by: Reader, on: date, expected_version: int | None = None
) -> FollowUp:
    """Say that it is done, and what came of it."""
    refuse_unless(can_receive(by))
    if follow_up.done_on:
        raise DoneAlready(_("This was done on %(day)s.") % {"day": follow_up.done_on.isoformat()})
    with act("close_follow_up", by=by.user) as doing:
        doing.about(follow_up.visit)
        return doing.change(follow_up, expected_version, done_on=on, outcome=outcome.strip())


# The guest's office


def issue_link(visit: Visit, language: str, *, by: Reader, on: date, person: Person | None = None) -> Visit:
    """Make the link for the guest's office, or for one person there; the one before stops working."""
    refuse_unless(can_receive(by))
    if person and not speaks_for(person, visit.guest, on):
        raise NotTheirs(
            _("%(person)s holds no office there by our record.") % {"person": person.display()},
            field="person",
        )
    with act("issue_link", by=by.user) as doing:
        doing.about(visit)
        nonce, until = fresh_mark(), on + timedelta(LINK_DAYS)
        return doing.change(
            visit,
            link_nonce=nonce,
            link_until=until,
            link_language=language,
            link_for=person,
            agreed_at=None,
        )


def revoke_link(visit: Visit, *, by: Reader) -> Visit:
    """Let the link open nothing from now on."""
    refuse_unless(can_receive(by))
    with act("revoke_link", by=by.user) as doing:
        doing.about(visit)
        return doing.change(visit, link_nonce="", link_until=None)


def answer_by_link(
    visit: Visit, lines: dict[int, tuple[str, str]], *, agrees: bool, moment: datetime
) -> list[Correction]:
    """What the guest's office says of the list: (name, post) by attendance; only what differs is kept, as corrections.

    The link was checked by whoever opened the door. With ``agrees`` the link has done its work and is spent.
    """
    rows = {one.pk: one for one in visit.event.attendances.select_related("person", "body")}
    said = [
        (rows[pk], field, before, after)
        for pk, (name, capacity) in lines.items()
        if pk in rows
        for field, before, after in (
            ("name", written_name(rows[pk]), _on_a_line(name)),
            ("capacity", rows[pk].capacity, _on_a_line(capacity)),
        )
        if after and after != _on_a_line(before)
    ]
    if not said and not agrees:
        raise NothingChanged(_("Nothing was changed. Correct a line, or say that the list is right."))
    with act("answer_by_link", by=None, note=BY_LINK) as doing:
        doing.about(visit)
        made = [
            doing.create(
                Correction(
                    key=propose_key(Correction, visit.key, field),
                    visit=visit,
                    attendance=row,
                    field=field,
                    before=before[:254],
                    after=after[:254],
                    said_at=moment,
                )
            )
            for row, field, before, after in said
        ]
        if agrees:
            doing.change(visit, agreed_at=moment, link_nonce="")
    return made


def _on_a_line(text: str) -> str:
    """A field of several lines sends the ends of lines along, which nobody meant."""
    return " ".join(text.split())


def written_name(attendance: Attendance) -> str:
    """The name a list shows for somebody who takes part."""
    return attendance.person.name if attendance.person else str(attendance.body)


def take_correction(correction: Correction, *, by: Reader) -> Correction:
    """Change the record as the guest's office asked."""
    refuse_unless(can_receive(by))
    _refuse_judged(correction)
    with act("take_correction", by=by.user) as doing:
        doing.about(correction.visit)
        attendance = correction.attendance
        if correction.field == "capacity":
            doing.change(attendance, capacity=correction.after)
        elif attendance.person:
            doing.change(attendance.person, **_renamed(attendance.person, correction.after))
        return doing.change(correction, state=CorrectionState.TAKEN)


def _renamed(person: Person, name: str) -> Values:
    """A name as written anew; its parts are no longer known unless they still stand in it."""
    kept = all(part and part.casefold() in name.casefold() for part in (person.family, person.given))
    return {"name": name} if kept else {"name": name, "family": "", "given": ""}


def decline_correction(correction: Correction, *, by: Reader) -> Correction:
    """Leave the record as it is; what was asked stays readable."""
    refuse_unless(can_receive(by))
    _refuse_judged(correction)
    with act("decline_correction", by=by.user) as doing:
        doing.about(correction.visit)
        return doing.change(correction, state=CorrectionState.DECLINED)


def _refuse_judged(correction: Correction) -> None:
    if correction.state != CorrectionState.SAID:
        raise DoneAlready(_("Somebody has dealt with this correction already."))
