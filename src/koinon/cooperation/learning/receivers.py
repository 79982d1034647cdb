"""What learning hears from the door of an event: somebody came to a seminar, so it was held."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from koinon.cooperation.learning.attendance import is_on_door_list, present_by_event
from koinon.cooperation.learning.flowing import offer_seminar
from koinon.cooperation.learning.seminars import Seminar
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Entry

AT_THE_DOOR = frozenset(
    {
        "mark_present",
        "mark_list",
        "close_list",
        "match_registration",
        "record_attendance",
        "change_attendance",
    }
)
"""Only what is done there and then. An import brings its own evidence, and an undo takes back what it finds."""


def on_acted(sender: object, entry: Entry, touched: dict[str, list[int]], **more: Any) -> None:
    """Offer every seminar to whose list somebody present was added; offered once, it is not offered again."""
    if entry.verb not in AT_THE_DOOR:
        return
    concerned = is_on_door_list(touched)
    if concerned is None:
        return
    rows = Seminar.objects.filter(concerned).select_related("event", "hub__host", "hub__body").distinct()
    seminars = list(rows)
    present = present_by_event(one.event_id for one in seminars)
    by, on = Reader(user=entry.by), timezone.localdate(entry.moment)
    for seminar in seminars:
        if number := present.get(seminar.event_id):
            offer_seminar(seminar, number, by=by, on=on)
