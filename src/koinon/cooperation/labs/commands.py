"""What is done with labs and communities: recorded, changed, joined and left on a day; what is shared with them."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from koinon.cooperation.labs.models import (
    Community,
    CommunityEvent,
    CommunityMember,
    CommunityPractice,
    Lab,
    LabAlignment,
    LabPartner,
)
from koinon.cooperation.labs.permissions import can_run
from koinon.cooperation.practices.models import Practice
from koinon.cooperation.programmes.aligning import settle_alignments
from koinon.network.events.models import Event
from koinon.network.people.entering import altered, check
from koinon.network.people.permissions import can_record, refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import act
from koinon.platform.dates import Day
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key

Values = dict[str, Any]
Whole = TypeVar("Whole", Lab, Community)
Belonging = LabPartner | CommunityMember
Part = LabPartner | CommunityMember | CommunityPractice | CommunityEvent


class BelongsAlready(Refused):
    """A body that belongs does not join again before it has left."""


class LeftAlready(Refused):
    """Nobody leaves twice, nor before joining."""


class SharedAlready(Refused):
    """What is shared with a community is shared once."""


def record_lab(values: Values, sdg: list[str], nua: list[str], *, by: Reader) -> Lab:
    """Put a lab on record."""
    lab = _new(Lab(**values), by)
    with act("record_lab", by=by.user) as doing:
        doing.create(lab)
        settle_alignments(doing, LabAlignment, lab, sdg, nua)
    return lab


def change_lab(
    lab: Lab,
    values: Values,
    sdg: list[str],
    nua: list[str],
    *,
    by: Reader,
    expected_version: int | None = None,
) -> Lab:
    """Change what is recorded of a lab."""
    refuse_unless(can_record(by))
    check(altered(lab, values))
    with act("change_lab", by=by.user) as doing:
        doing.about(lab)
        doing.change(lab, expected_version, **values)
        settle_alignments(doing, LabAlignment, lab, sdg, nua)
    return lab


def record_community(values: Values, *, by: Reader) -> Community:
    """Put a community on record."""
    community = _new(Community(**values), by)
    with act("record_community", by=by.user) as doing:
        return doing.create(community)


def change_community(
    community: Community, values: Values, *, by: Reader, expected_version: int | None = None
) -> Community:
    """Change what is recorded of a community."""
    refuse_unless(can_record(by))
    check(altered(community, values))
    with act("change_community", by=by.user) as doing:
        return doing.change(community, expected_version, **values)


def _new(whole: Whole, by: Reader) -> Whole:
    refuse_unless(can_record(by))
    whole.key = whole.key or propose_key(type(whole), whole.body.key)
    check(whole)
    return whole


def remove_whole(whole: Lab | Community, *, by: Reader) -> None:
    """Take off the record what was entered by mistake; the body stays."""
    refuse_unless(can_record(by))
    with act(f"remove_{whole._meta.model_name}", by=by.user) as doing:
        doing.remove(whole)


# Joining and leaving


def join_lab(lab: Lab, values: Values, *, by: Reader) -> LabPartner:
    """A body joins a lab on a day."""
    return _joined(LabPartner(lab=lab, **values), lab, by)


def join_community(community: Community, values: Values, *, by: Reader) -> CommunityMember:
    """A body joins a community on a day."""
    return _joined(CommunityMember(community=community, **values), community, by)


B = TypeVar("B", LabPartner, CommunityMember)


def _joined(row: B, whole: Lab | Community, by: Reader) -> B:
    refuse_unless(can_run(by, whole))
    rows = whole.partners if isinstance(whole, Lab) else whole.members
    # What has no end is as if it were open: who is in is in.
    if any(before.ends.is_open or before.ends.is_unknown for before in rows.filter(body=row.body)):
        raise BelongsAlready(_("%(body)s belongs to it already.") % {"body": row.body}, field="body")
    if row.ends.is_unknown:
        row.ends = Day("..")
    row.key = propose_key(type(row), whole.key, row.body.key)
    check(row)
    with act("join", by=by.user) as doing:
        doing.about(whole)
        return doing.create(row)


def leave(row: Belonging, day: Day, *, by: Reader) -> Belonging:
    """A body leaves on a day; that it belonged stays on record."""
    refuse_unless(can_run(by, whole_of(row)))
    if not (row.ends.is_open or row.ends.is_unknown):
        raise LeftAlready(_("%(body)s has left already.") % {"body": row.body})
    check(altered(row, {"ends": day}))
    with act("leave", by=by.user) as doing:
        doing.about(whole_of(row))
        return doing.change(row, ends=day)


def remove_part(part: Part, *, by: Reader) -> None:
    """Take off what was entered by mistake; a body that leaves keeps its days instead."""
    refuse_unless(can_run(by, whole_of(part)))
    with act("remove_part", by=by.user) as doing:
        doing.about(whole_of(part))
        doing.remove(part)


def whole_of(part: Part) -> Lab | Community:
    """What a part belongs to."""
    return part.lab if isinstance(part, LabPartner) else part.community


# What a community shares


def share_practice(community: Community, practice: Practice, *, by: Reader, on: date) -> CommunityPractice:
    """Share a practice with a community."""
    refuse_unless(can_run(by, community))
    if community.practices.filter(practice=practice).exists():
        raise SharedAlready(_("This practice is shared already."), field="practice")
    key = propose_key(CommunityPractice, community.key, practice.key)
    with act("share_practice", by=by.user) as doing:
        doing.about(community)
        return doing.create(CommunityPractice(key=key, community=community, practice=practice, added_on=on))


def add_event(community: Community, event: Event, *, by: Reader) -> CommunityEvent:
    """Count an event among those of a community."""
    refuse_unless(can_run(by, community))
    if community.events.filter(event=event).exists():
        raise SharedAlready(_("This event is there already."), field="event")
    key = propose_key(CommunityEvent, community.key, event.key)
    with act("add_event", by=by.user) as doing:
        doing.about(community)
        return doing.create(CommunityEvent(key=key, community=community, event=event))
