"""What is done in and after the room: attendance, the papers of an item, and the minutes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from koinon.network.governance.drafting import drafted
from koinon.network.governance.electorate import Electorate, Seat, electorate
from koinon.network.governance.models import (
    AgendaItem,
    Decision,
    ItemPaper,
    Meeting,
    Minute,
    Presence,
    RuleKind,
    Sitting,
)
from koinon.network.governance.offering import offer_of
from koinon.network.governance.permissions import can_convene, can_decide
from koinon.network.governance.soundness import refuse_unheld
from koinon.network.people.models import Body, Person
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import act
from koinon.platform.audit.models import Record
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key
from koinon.platform.ui import figures


class NotASeat(Refused):
    """The role is no seat of this meeting."""


class WrongProxy(Refused):
    """A proxy needs a rule, a seat that is present itself, and room on it."""


class NobodyNamed(Refused):
    """A guest is a person or a body."""


class NotOffered(Refused):
    """No room offers records of this kind as papers."""


class DrawnAlready(Refused):
    """The item draws on this record already."""


class MinutesApproved(Refused):
    """Approved minutes are changed by another decision, not by hand."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the attendance of the seats: the role, whether it was taken, by whom, or through whom."""

    seat: int
    presence: str
    person: Person | None = None
    proxy: int | None = None


def take_attendance(meeting: Meeting, lines: Sequence[Line], *, by: Reader, on: date) -> list[Sitting]:
    """Write down which seats were taken; a seat without a presence is taken off the list again."""
    refuse_unless(can_decide(by))
    refuse_unheld(meeting, on)
    room = electorate(meeting)
    seats = {seat.role.pk: seat for seat in room.seats}
    if any(line.seat not in seats for line in lines):
        raise NotASeat(_("This seat is not one of those that vote at this meeting."))
    _refuse_proxies(room, lines, seats)
    with act("take_attendance", by=by.user) as doing:
        doing.about(meeting)
        doing.mention(meeting)
        found = []
        for line in lines:
            sitting = seats[line.seat].sitting
            values: dict[str, Any] = {
                "presence": line.presence,
                "person": line.person,
                "proxy_id": line.proxy,
            }
            if sitting and not line.presence:
                doing.remove(sitting)
            elif sitting:
                found.append(doing.change(sitting, **values))
            elif line.presence:
                key = propose_key(Sitting, meeting.key, seats[line.seat].role.key)
                found.append(doing.create(Sitting(key=key, meeting=meeting, seat_id=line.seat, **values)))
        return found


def _refuse_proxies(room: Electorate, lines: Sequence[Line], seats: dict[int, Seat]) -> None:
    through = [line.proxy for line in lines if line.presence == Presence.PROXY]
    if not through:
        return
    rule = room.rule(RuleKind.PROXIES)
    if rule is None:
        raise WrongProxy(_("No rule of this body lets a seat vote through another."))
    there = {line.seat for line in lines if line.presence == Presence.PRESENT}
    for line in lines:
        if line.presence == Presence.PROXY and line.proxy not in there:
            raise WrongProxy(
                _("%(name)s cannot vote through a seat that is not there.") % {"name": seats[line.seat].name}
            )
    for seat in set(through):
        if rule.number is not None and through.count(seat) > rule.number and seat is not None:
            raise WrongProxy(
                _("%(name)s would carry %(count)s proxies; %(most)s are allowed.")
                % {
                    "name": seats[seat].name,
                    "count": figures.number(through.count(seat)),
                    "most": figures.number(rule.number),
                }
            )


def add_guest(
    meeting: Meeting, person: Person | None, body: Body | None, capacity: str, *, by: Reader, on: date
) -> Sitting:
    """Write down somebody who was there without a seat."""
    refuse_unless(can_decide(by))
    refuse_unheld(meeting, on)
    if person is None and body is None:
        raise NobodyNamed(_("Say who was there: a person, or a body."), field="person")
    with act("add_guest", by=by.user) as doing:
        doing.about(meeting)
        doing.mention(meeting)
        key = propose_key(Sitting, meeting.key, (person or body or meeting).key)
        return doing.create(
            Sitting(key=key, meeting=meeting, person=person, body=body, capacity=capacity.strip())
        )


def remove_guest(sitting: Sitting, *, by: Reader) -> None:
    """Take a guest off the attendance."""
    refuse_unless(can_decide(by))
    with act("remove_guest", by=by.user) as doing:
        doing.about(sitting.meeting)
        doing.mention(sitting.meeting)
        doing.remove(sitting)


# Papers


def draw_paper(item: AgendaItem, subject: Record, *, by: Reader) -> ItemPaper:
    """Have an item draw on a record: a document, an agreement, an admission."""
    refuse_unless(can_convene(by))
    if offer_of(subject.record_kind()) is None:
        raise NotOffered(_("An item cannot draw on records of this kind."))
    drawn = item.papers.filter(subject_kind=subject.record_kind(), subject_id=subject.pk)
    if drawn.exists():
        raise DrawnAlready(_("The item draws on “%(title)s” already.") % {"title": subject})
    with act("draw_paper", by=by.user) as doing:
        doing.about(item)
        doing.mention(item.meeting)
        return doing.create(
            ItemPaper(
                key=propose_key(ItemPaper, item.key, subject.key),
                item=item,
                subject_kind=subject.record_kind(),
                subject_id=subject.pk,
                order=item.papers.count() + 1,
            )
        )


def leave_out_paper(paper: ItemPaper, *, by: Reader) -> None:
    """Take a paper off an item; the record itself stays."""
    refuse_unless(can_convene(by))
    with act("leave_out_paper", by=by.user) as doing:
        doing.about(paper.item)
        doing.mention(paper.item.meeting)
        doing.remove(paper)


# Minutes


def draft_minutes(meeting: Meeting, *, by: Reader, on: date) -> list[Minute]:
    """Draft the minutes from the record, in the language one reads in; what somebody has written stays."""
    refuse_unless(can_decide(by))
    refuse_unheld(meeting, on)
    _refuse_approved(meeting)
    written = set(Minute.objects.filter(item__meeting=meeting).values_list("item_id", flat=True))
    texts = drafted(meeting, by, on)
    with act("draft_minutes", by=by.user) as doing:
        doing.about(meeting)
        if meeting.drafted_on is None:
            doing.change(meeting, drafted_on=on)
        else:
            doing.mention(meeting)
        return [
            doing.create(Minute(key=propose_key(Minute, item.key), item=item, text=text))
            for item, text in texts
            if item.pk not in written
        ]


def write_minute(minute: Minute, text: str, *, by: Reader, expected_version: int | None = None) -> Minute:
    """Change what the minutes say under an item."""
    refuse_unless(can_decide(by))
    _refuse_approved(minute.item.meeting)
    with act("write_minute", by=by.user) as doing:
        doing.about(minute.item.meeting)
        doing.mention(minute.item.meeting)
        return doing.change(minute, expected_version, text=text)


def _refuse_approved(meeting: Meeting) -> None:
    by = Decision.objects.filter(
        item__approves=meeting, outcome="adopted", item__meeting__cancelled_on=None
    ).first()
    if by is not None:
        raise MinutesApproved(
            _("These minutes were approved by %(reference)s and stay as they are.")
            % {"reference": by.reference}
        )
