"""What is done with meetings and their agenda: enter, change, convene, send the papers, cancel; number anew."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import F, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext as _

from koinon.network.governance.models import AgendaItem, Decision, Meeting
from koinon.network.governance.notice_letters import write_notices
from koinon.network.governance.permissions import can_convene
from koinon.network.governance.soundness import refuse_cancelled
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import act
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key
from koinon.platform.ui import figures

Values = dict[str, Any]


class NumberTaken(Refused):
    """The meeting has an item of this number already."""


class NumbersStand(Refused):
    """Once the meeting is convened the numbers of its items stay."""


class CannotConvene(Refused):
    """A meeting without a day, without an agenda, or already convened."""


class CannotCancel(Refused):
    """A meeting that decided was held."""


class WrongDay(Refused):
    """Nothing is sent tomorrow, and nothing after the meeting."""


class WrongApproval(Refused):
    """Minutes are approved by a later meeting of the same body."""


def record_meeting(values: Values, *, by: Reader) -> Meeting:
    """Enter a meeting of a body."""
    refuse_unless(can_convene(by))
    key = propose_key(Meeting, values["body"].short_name or values["body"].name, values["held"].edtf)
    with act("record_meeting", by=by.user) as doing:
        return doing.create(Meeting(key=key, **values))


def change_meeting(
    meeting: Meeting, values: Values, *, by: Reader, expected_version: int | None = None
) -> Meeting:
    """Change a meeting."""
    refuse_unless(can_convene(by))
    with act("change_meeting", by=by.user) as doing:
        return doing.change(meeting, expected_version, **values)


def convene_meeting(meeting: Meeting, day: date, *, by: Reader, on: date, letters: bool = False) -> Meeting:
    """Say on which day notice was given, by letter where wished; from then on the numbers of the agenda stay."""
    refuse_unless(can_convene(by))
    refuse_cancelled(meeting)
    if meeting.convened_on:
        raise CannotConvene(
            _("This meeting was convened on %(day)s.") % {"day": figures.day(meeting.convened_on)}
        )
    if meeting.held.is_unknown:
        raise CannotConvene(_("Say first on which day the meeting is."))
    if not meeting.items.exists():
        raise CannotConvene(_("Put at least one item on the agenda first."))
    _refuse_day(meeting, day, on)
    with act("convene_meeting", by=by.user) as doing:
        doing.change(meeting, convened_on=day)
        if letters:
            write_notices(meeting, by=by, on=on)
    return meeting


def send_papers(meeting: Meeting, day: date, *, by: Reader, on: date) -> Meeting:
    """Say on which day the papers went out."""
    refuse_unless(can_convene(by))
    refuse_cancelled(meeting)
    _refuse_day(meeting, day, on)
    with act("send_papers", by=by.user) as doing:
        return doing.change(meeting, papers_on=day)


def _refuse_day(meeting: Meeting, day: date, on: date) -> None:
    if day > on:
        raise WrongDay(_("This day is still to come. Write it down once it is done."), field="day")
    if not meeting.held.is_unknown and day > meeting.held.latest:
        raise WrongDay(_("The meeting was over on that day."), field="day")


def cancel_meeting(meeting: Meeting, reason: str, *, by: Reader, on: date) -> Meeting:
    """Cancel a meeting, with a reason; one that decided anything was held."""
    refuse_unless(can_convene(by))
    refuse_cancelled(meeting)
    if not reason.strip():
        raise CannotCancel(_("Say why the meeting is cancelled."), field="reason")
    if Decision.objects.filter(item__meeting=meeting).exists():
        raise CannotCancel(_("Decisions of this meeting are on record: it was held."), field="reason")
    with act("cancel_meeting", by=by.user) as doing:
        return doing.change(meeting, cancelled_on=on, cancelled_because=reason.strip())


# The agenda


def record_item(meeting: Meeting, values: Values, *, by: Reader) -> AgendaItem:
    """Put an item on the agenda under its number, such as 4.2."""
    refuse_unless(can_convene(by))
    refuse_cancelled(meeting)
    number = values["number"]
    _refuse_taken(meeting, number)
    _refuse_approval(meeting, values)
    with act("record_item", by=by.user) as doing:
        doing.about(meeting)
        doing.mention(meeting)
        return doing.create(
            AgendaItem(
                meeting=meeting,
                key=propose_key(AgendaItem, meeting.key, number),
                order=place(number),
                **values,
            )
        )


def change_item(
    item: AgendaItem, values: Values, *, by: Reader, expected_version: int | None = None
) -> AgendaItem:
    """Change an item of the agenda; its number only until the meeting is convened."""
    refuse_unless(can_convene(by))
    number = values.get("number", item.number)
    if number != item.number:
        _refuse_convened(item.meeting)
    _refuse_taken(item.meeting, number, but=item)
    _refuse_approval(item.meeting, values)
    with act("change_item", by=by.user) as doing:
        doing.about(item.meeting)
        doing.mention(item.meeting)
        return doing.change(item, expected_version, order=place(number), **values)


def remove_item(item: AgendaItem, *, by: Reader) -> None:
    """Take an item off the agenda, with the papers it drew on; only until the meeting is convened."""
    refuse_unless(can_convene(by))
    _refuse_convened(item.meeting)
    with act("remove_item", by=by.user) as doing:
        doing.about(item.meeting)
        doing.mention(item.meeting)
        doing.remove(item)


def renumber_agenda(meeting: Meeting, numbers: Mapping[int, str], *, by: Reader) -> list[AgendaItem]:
    """Give items new numbers, by their ids; all at once, so that two may change places."""
    refuse_unless(can_convene(by))
    _refuse_convened(meeting)
    items = list(meeting.items.all())
    wished = [numbers.get(item.pk, item.number).strip() or item.number for item in items]
    twice = sorted({one for one in wished if wished.count(one) > 1})
    if twice:
        raise NumberTaken(_("Two items would be %(number)s.") % {"number": twice[0]})
    with act("renumber_agenda", by=by.user) as doing:
        doing.about(meeting)
        doing.mention(meeting)
        # Out of each other's way first: no two items may bear one number even for a moment.
        moving = [item.pk for item, number in zip(items, wished, strict=True) if item.number != number]
        meeting.items.filter(pk__in=moving).update(number=Concat(Value("~"), F("id")))
        return [
            doing.change(item, number=number, order=place(number))
            for item, number in zip(items, wished, strict=True)
            if item.pk in moving
        ]


def place(number: str) -> int:
    """Where a numbered item stands: 4.2 before 4.10 before 5."""
    parts = [int(part) for part in re.findall(r"\d+", number)][:2]
    return min(32_000, (parts[0] if parts else 0) * 100 + (parts[1] if len(parts) > 1 else 0))


def next_number(meeting: Meeting) -> str:
    """The number after the last whole one: a proposal for a new item."""
    whole = [int(item.number.split(".")[0]) for item in meeting.items.all() if item.number[:1].isdigit()]
    return str(max(whole, default=0) + 1)


def _refuse_taken(meeting: Meeting, number: str, but: AgendaItem | None = None) -> None:
    others = meeting.items.exclude(pk=but.pk) if but else meeting.items.all()
    if others.filter(number=number).exists():
        raise NumberTaken(
            _("Item %(number)s is on this agenda already.") % {"number": number}, field="number"
        )


def _refuse_convened(meeting: Meeting) -> None:
    if meeting.convened_on:
        raise NumbersStand(
            _("The meeting was convened on %(day)s; the numbers of its agenda stay. Add an item at its end.")
            % {"day": figures.day(meeting.convened_on)},
            field="number",
        )


def _refuse_approval(meeting: Meeting, values: Values) -> None:
    earlier: Meeting | None = values.get("approves")
    if earlier is None:
        return
    if earlier.body_id != meeting.body_id:
        raise WrongApproval(_("Minutes are approved by the same body."), field="approves")
    if not earlier.held.earliest < meeting.held.latest or earlier.pk == meeting.pk:
        raise WrongApproval(_("Minutes are approved by a later meeting."), field="approves")
