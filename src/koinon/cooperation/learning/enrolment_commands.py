"""A course is left all at once: by whoever takes it, behind the link, or by the secretariat, which says why."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from koinon.cooperation.learning.permissions import can_run_hubs
from koinon.cooperation.learning.seminars import Enrolment
from koinon.network.events import registration_commands
from koinon.network.events.models import Came, Registration
from koinon.network.events.registrations import GOING_ON
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import Act, act
from koinon.platform.errors import Refused

BY_LINK = "by signed link"


class NothingToLeave(Refused):
    """Every seminar of the course is over."""


class NoReason(Refused):
    """Whoever is taken off a course is told why."""


def seats_to_come(enrolment: Enrolment, on: date) -> list[Registration]:
    """The seats of a course that can be given back on the day: of seminars that are not over, and not yet taken."""
    rows = Registration.objects.filter(enrolled__enrolment=enrolment, state__in=GOING_ON)
    rows = rows.filter(event__ends_latest__gte=on).exclude(came=Came.PRESENT)
    return list(rows.select_related("event__city", "event__host").order_by("event__starts_earliest", "pk"))


def leave_course(enrolment: Enrolment, *, on: date, site: str) -> int:
    """Give back every seat to come, and be enrolled no longer; how many they were. The link was checked at the door."""
    with act("leave_course", by=None, note=BY_LINK) as doing:
        seats = _seats(doing, enrolment, on)
        for seat in seats:
            registration_commands.withdraw_registration(seat, on=on, site=site)
        _end(doing, enrolment)
    return len(seats)


def take_off_course(enrolment: Enrolment, reason: str, *, by: Reader, on: date, site: str) -> int:
    """Take somebody off every seminar to come; each letter tells why. How many they were."""
    refuse_unless(can_run_hubs(by))
    if not reason.strip():
        raise NoReason(_("Say why: the person is told."), field="reason")
    with act("take_off_course", by=by.user) as doing:
        seats = _seats(doing, enrolment, on)
        for seat in seats:
            registration_commands.decline_registration(seat, reason, by=by, on=on, site=site)
        _end(doing, enrolment)
    return len(seats)


def _seats(doing: Act, enrolment: Enrolment, on: date) -> list[Registration]:
    doing.about(enrolment.curriculum)
    held = Enrolment.objects.select_for_update(of=("self",)).filter(pk=enrolment.pk).first()
    seats = seats_to_come(held, on) if held else []  # left on another device a moment ago
    if held is None or not seats:
        raise NothingToLeave(_("Every seminar of this course is over: there is no seat to give back."))
    return seats


def _end(doing: Act, enrolment: Enrolment) -> None:
    """Seminars somebody was at stay behind them; a certificate that stands keeps its enrolment."""
    if not enrolment.certificates.exists():
        doing.remove(enrolment)
