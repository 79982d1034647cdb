"""How many came to a seminar: the list at the door, and whoever is on record as having been there."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Q

from koinon.network.events.models import Attendance, Came, Part, Registration
from koinon.network.events.registrations import State

TOOK_PART = (Part.PARTICIPANT, Part.DELEGATE, Part.SPEAKER)


def present_by_event(events: Iterable[int]) -> dict[int, int]:
    """How many were present at each of the events: two statements. Whoever stands on both lists is one."""
    ids = list(events)
    if not ids:
        return {}
    seated = Registration.objects.filter(event__in=ids, state=State.CONFIRMED, came=Came.PRESENT)
    there = Attendance.objects.filter(event__in=ids, came=Came.PRESENT, part__in=TOOK_PART)
    found: dict[int, int] = {}
    for rows in (seated, there.filter(registration=None)):
        for event, number in rows.values_list("event").annotate(n=Count("pk")).order_by():
            found[event] = found.get(event, 0) + number
    return found


def is_on_door_list(touched: dict[str, list[int]]) -> Q | None:
    """Which seminars an act concerns that touched a list of those present; nothing where it touched none."""
    registrations = touched.get(Registration.record_kind(), [])
    attendances = touched.get(Attendance.record_kind(), [])
    if not registrations and not attendances:
        return None
    some = Q(event__registrations__in=registrations) if registrations else Q(pk__in=[])
    return some | Q(event__attendances__in=attendances) if attendances else some
