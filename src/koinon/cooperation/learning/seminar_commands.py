"""What is done with seminars: an event is made one of a hub, changed, let go; somebody enrols for a whole curriculum."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from koinon.cooperation.learning.curricula import Curriculum
from koinon.cooperation.learning.hubs import Hub
from koinon.cooperation.learning.permissions import can_run_hubs
from koinon.cooperation.learning.seminars import Enrolled, Enrolment, Seminar
from koinon.network.events import registration_commands
from koinon.network.events.commands import record_event
from koinon.network.events.models import Event, Registration
from koinon.network.events.registrations import GOING_ON, State
from koinon.network.events.rules_commands import set_rules
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import Act, act
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key

Values = Mapping[str, Any]
TAKEN_OVER = ("name", "body_name", "post", "email", "language", "category", "needs")


class SeminarAlready(Refused):
    """An event is a seminar of one hub."""


class OtherHub(Refused):
    """The curriculum or module belongs to another hub or curriculum."""


class NothingToEnrolFor(Refused):
    """No seminar of the curriculum takes registrations."""


class NotProved(Refused):
    """Whoever enrols has a registration that counts."""


def plan_seminar(
    hub: Hub, event: dict[str, Any], rules: dict[str, Any], values: Values, *, by: Reader, on: date, site: str
) -> Seminar:
    """Enter the event of a seminar with its rules of registration, in one go."""
    refuse_unless(can_run_hubs(by))
    with act("plan_seminar", by=by.user):
        held = record_event(event, by=by)
        set_rules(held, rules, by=by, on=on, site=site)
        return bind_seminar(held, hub, values, by=by)


def bind_seminar(event: Event, hub: Hub, values: Values, *, by: Reader) -> Seminar:
    """Say that an event on record is a seminar of the hub."""
    refuse_unless(can_run_hubs(by))
    if Seminar.objects.filter(event=event).exists():
        raise SeminarAlready(_("This event is a seminar of a hub already."), field="event")
    _refuse_other(hub, values)
    with act("bind_seminar", by=by.user) as doing:
        doing.about(event)
        return doing.create(Seminar(key=propose_key(Seminar, event.key), event=event, hub=hub, **values))


def change_seminar(
    seminar: Seminar, values: Values, *, by: Reader, expected_version: int | None = None
) -> Seminar:
    """Change its curriculum, its hours, what is learnt."""
    refuse_unless(can_run_hubs(by))
    _refuse_other(seminar.hub, values)
    with act("change_seminar", by=by.user) as doing:
        doing.about(seminar.event)
        return doing.change(seminar, expected_version, **values)


def release_seminar(seminar: Seminar, *, by: Reader) -> None:
    """The event is no seminar of the hub; the event stays."""
    refuse_unless(can_run_hubs(by))
    with act("release_seminar", by=by.user) as doing:
        doing.about(seminar.event)
        doing.remove(seminar)


def enrol(
    registration: Registration, curriculum: Curriculum, *, on: date, site: str, by: Reader
) -> Enrolment:
    """Register whoever holds this registration for every other seminar of the curriculum that takes registrations.

    The link or the account was checked at the door. Each seminar has its own seats and its own answer.
    """
    if registration.state not in GOING_ON or registration.state == State.UNPROVED:
        raise NotProved(_("Only a registration that counts can be carried on to other seminars."))
    with act("enrol", by=by.user) as doing:
        doing.about(curriculum)
        enrolment = _enrolment(doing, registration, curriculum, on)
        others = Seminar.objects.visible_to(by).filter(curriculum=curriculum).select_related("event")
        for seminar in others.exclude(event=registration.event_id):
            if (other := _registered(seminar.event, registration, by=by, on=on, site=site)) is not None:
                _place(doing, enrolment, other)
        if enrolment.places.count() < 2:
            raise NothingToEnrolFor(_("No other seminar of this curriculum takes registrations now."))
    return enrolment


def _enrolment(doing: Act, registration: Registration, curriculum: Curriculum, on: date) -> Enrolment:
    """The enrolment this registration belongs to, or a new one."""
    there = Enrolled.objects.filter(registration=registration).select_related("enrolment").first()
    if there is not None:
        return there.enrolment
    enrolment = Enrolment(
        key=propose_key(Enrolment, curriculum.key, on.isoformat()),
        curriculum=curriculum,
        account=registration.account,
        enrolled_on=on,
    )
    doing.create(enrolment)
    _place(doing, enrolment, registration)
    return enrolment


def _registered(event: Event, like: Registration, *, by: Reader, on: date, site: str) -> Registration | None:
    """A registration for the event like the one given; nothing where it takes none of this person."""
    values = {name: getattr(like, name) for name in TAKEN_OVER}
    try:
        return registration_commands.register(event, values, by=by, on=on, site=site)
    except (
        registration_commands.NotOpen,
        registration_commands.NotInvited,
        registration_commands.AllTaken,
    ):
        return None


def _place(doing: Act, enrolment: Enrolment, registration: Registration) -> None:
    if not Enrolled.objects.filter(registration=registration).exists():
        key = propose_key(Enrolled, enrolment.key, "seat")
        doing.create(Enrolled(key=key, enrolment=enrolment, registration=registration))


def _refuse_other(hub: Hub, values: Values) -> None:
    curriculum, module = values.get("curriculum"), values.get("module")
    if curriculum is not None and curriculum.hub_id != hub.pk:
        raise OtherHub(_("This curriculum is of another hub."), field="curriculum")
    if module is not None and (curriculum is None or module.curriculum_id != curriculum.pk):
        raise OtherHub(_("This module is of another curriculum."), field="module")
