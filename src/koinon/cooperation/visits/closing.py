"""What is written down when the door has closed behind a guest: who came, what was said, who does what; one act."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from koinon.cooperation.visits.commands import NobodyDoesIt
from koinon.cooperation.visits.models import FollowUp, Visit
from koinon.cooperation.visits.permissions import can_receive
from koinon.network.events.models import Came
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import act
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key


class NotYet(Refused):
    """A visit cannot be written down before it begins."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was written on the one screen: who came (by attendance), the texts, the follow-ups."""

    came: Collection[int]
    notes: str = ""
    results: str = ""
    follow_ups: Sequence[dict[str, Any]] = field(default_factory=tuple)


def close_visit(
    visit: Visit, told: Told, *, by: Reader, on: date, expected_version: int | None = None
) -> Visit:
    """Keep who came, the notes, the results and the follow-ups together; it may be done again and adds only what is new."""
    refuse_unless(can_receive(by))
    if on < visit.event.starts.earliest:
        raise NotYet(_("The visit has not begun."))
    for one in told.follow_ups:
        if not (one.get("owner") or one.get("owner_body")):
            raise NobodyDoesIt(_("Say who does it: “%(text)s”.") % {"text": one["text"]}, field="follow_ups")
    with act("close_visit", by=by.user) as doing:
        doing.about(visit)
        for row in visit.event.attendances.all():
            doing.change(row, came=Came.PRESENT if row.pk in told.came else Came.ABSENT)
        there = set(visit.follow_ups.values_list("text", flat=True))
        for values in told.follow_ups:
            if values["text"] not in there:
                key = propose_key(FollowUp, visit.key, values["text"])
                doing.create(FollowUp(key=key, visit=visit, **values))
        return doing.change(visit, expected_version, notes=told.notes, results=told.results)
