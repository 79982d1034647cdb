"""What is done at the door and after: who was there, who did not come, and who of them is on record."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from koinon.network.events.models import Attendance, Event, Part, Registration
from koinon.network.events.permissions import can_organise
from koinon.network.events.queue import locked_rules
from koinon.network.events.registrations import Came, State
from koinon.network.people.models import Audience, Person
from koinon.network.people.permissions import can_record, refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import Act, act
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key

LONGEST_CAPACITY = 254


class NotBegun(Refused):
    """Nobody can be present before the event begins."""


class NoSeat(Refused):
    """Only somebody with a seat can be marked present."""


class PresentAlready(Refused):
    """The code was shown before."""


class NotThere(Refused):
    """The person is not one the reader may see."""


def mark_present(registration: Registration, *, by: Reader, on: date) -> Registration:
    """The code was scanned, or the name ticked."""
    refuse_unless(can_organise(by, registration.event))
    _refuse_too_early(registration.event, on)
    with act("mark_present", by=by.user) as doing:
        doing.about(registration.event)
        locked_rules(registration.event)
        fresh = _fresh(registration)
        if fresh.state != State.CONFIRMED:
            raise NoSeat(
                _("No seat: %(state)s. Confirm the registration first.")
                % {"state": fresh.get_state_display()}
            )
        if fresh.came == Came.PRESENT:
            raise PresentAlready(_("Marked present already: this code was shown before."))
        _came(doing, fresh)
        return fresh


def mark_list(event: Event, present: Collection[int], *, by: Reader, on: date) -> int:
    """Keep the list as it is ticked; how many are present. Whoever is not ticked is not known to have come."""
    refuse_unless(can_organise(by, event))
    _refuse_too_early(event, on)
    with act("mark_list", by=by.user) as doing:
        doing.about(event)
        locked_rules(event)
        for one in _seated(event):
            if one.pk in present and one.came != Came.PRESENT:
                _came(doing, one)
            elif one.pk not in present and one.came == Came.PRESENT:
                _take_back(doing, one, Came.UNKNOWN)
    return event.registrations.filter(came=Came.PRESENT).count()


def close_list(event: Event, *, by: Reader, on: date) -> int:
    """Everybody with a seat who was not marked present did not come; how many they were."""
    refuse_unless(can_organise(by, event))
    _refuse_too_early(event, on)
    with act("close_list", by=by.user) as doing:
        doing.about(event)
        locked_rules(event)
        missing = [one for one in _seated(event) if one.came == Came.UNKNOWN]
        for one in missing:
            doing.change(one, came=Came.ABSENT)
    return len(missing)


def match_registration(registration: Registration, person: Person | None, *, by: Reader) -> Registration:
    """Say who on record it is; without a person it is somebody new. Once present, they take part on record."""
    event = registration.event
    refuse_unless(can_organise(by, event) and (person is not None or can_record(by)))
    if person is not None and not Person.objects.visible_to(by).filter(pk=person.pk).exists():
        raise NotThere(_("This person is not on record."), field="person")
    with act("match_registration", by=by.user) as doing:
        doing.about(event)
        locked_rules(event)
        fresh = _fresh(registration)
        if person is None:
            key = propose_key(Person, fresh.name)
            person = doing.create(Person(key=key, name=fresh.name, audience=Audience.SECRETARIAT))
        if fresh.person_id != person.pk and fresh.attendance:
            _take_back(doing, fresh, fresh.came)
        doing.change(fresh, person=person)
        if fresh.came == Came.PRESENT:
            _put_on_record(doing, fresh)
        return fresh


def unmatch_registration(registration: Registration, *, by: Reader) -> Registration:
    """It was somebody else; the part that followed from it goes too."""
    refuse_unless(can_organise(by, registration.event))
    with act("unmatch_registration", by=by.user) as doing:
        doing.about(registration.event)
        fresh = _fresh(registration)
        _take_back(doing, fresh, fresh.came)
        doing.change(fresh, person=None)
        return fresh


def _came(doing: Act, registration: Registration) -> None:
    doing.change(registration, came=Came.PRESENT)
    if registration.person:
        _put_on_record(doing, registration)


def _put_on_record(doing: Act, registration: Registration) -> None:
    """The part of the person in the event: the one on record, or a new one at the end of the order."""
    event, person = registration.event, registration.person
    row = event.attendances.filter(person=person).first()
    if row is None:
        capacity = ", ".join(filter(None, (registration.post, registration.body_name)))
        row = doing.create(
            Attendance(
                key=propose_key(Attendance, event.key, person),
                event=event,
                person=person,
                part=Part.PARTICIPANT,
                capacity=capacity[:LONGEST_CAPACITY],
                order=event.attendances.count() + 1,
                came=Came.PRESENT,
            )
        )
    elif Registration.objects.filter(attendance=row).exclude(pk=registration.pk).exists():
        return
    doing.change(registration, attendance=row)


def _take_back(doing: Act, registration: Registration, came: str) -> None:
    attendance = registration.attendance
    doing.change(registration, came=came, attendance=None)
    if attendance:
        doing.remove(attendance)


def _seated(event: Event) -> list[Registration]:
    rows = event.registrations.taking_seats().select_related("event", "person", "attendance")
    return list(rows.order_by("id"))


def _fresh(registration: Registration) -> Registration:
    rows = Registration.objects.select_related("event", "person", "attendance")
    return rows.get(pk=registration.pk)


def _refuse_too_early(event: Event, on: date) -> None:
    if on < event.starts.earliest:
        raise NotBegun(_("The event has not begun. Nobody can be present yet."))
