"""How the doors of governance find what they speak of: only what the reader may see, everything else is not there."""

from __future__ import annotations

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404

from koinon.network.governance import queries
from koinon.network.governance.models import AgendaItem, Decision, Meeting
from koinon.network.people.doors import Request
from koinon.network.people.models import Person


def visible_meeting(request: Request, key: str) -> Meeting:
    """The meeting, with whether its minutes are approved and whether the reader sits in it: one statement, and one for each
    of those named in the chair and for the minutes."""
    rows = Meeting.objects.visible_to(request.reader).with_approval(request.on).with_seat(request.reader)
    people = Person.objects.visible_to(request.reader)
    rows = rows.prefetch_related(Prefetch("chair", people), Prefetch("minutes_by", people))
    return get_object_or_404(rows.select_related("body__parent", "city"), key=key)


def visible_item(request: Request, key: str, item: str) -> AgendaItem:
    """An item of a meeting's agenda."""
    rows = AgendaItem.objects.select_related("meeting__body", "rapporteur", "approves")
    return get_object_or_404(rows, meeting=visible_meeting(request, key), key=item)


def visible_decision(request: Request, key: str) -> Decision:
    """The decision with its meeting, and its owners as far as the reader may see them."""
    return get_object_or_404(queries.decisions(request.reader), key=key)
