"""What is done with meetings: enter one, its agenda and its decisions, and follow a decision up."""

import re
from typing import Any

from django.utils.translation import gettext as _

from koinon.network.governance.models import AgendaItem, Decision, HowTaken, Meeting
from koinon.network.people.permissions import can_record, refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import act
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key

COUNTS = ("votes_for", "votes_against", "abstentions")


class NumberTaken(Refused):
    """The meeting has an item of this number already."""


class VotesWithoutVote(Refused):
    """Counts are given for a decision that was not taken by vote."""


def record_meeting(values: dict[str, Any], *, by: Reader) -> Meeting:
    """Enter a meeting of a body."""
    refuse_unless(can_record(by))
    key = propose_key(Meeting, values["body"].short_name or values["body"].name, values["held"].edtf)
    with act("record_meeting", by=by.user) as doing:
        return doing.create(Meeting(key=key, **values))


def change_meeting(
    meeting: Meeting, values: dict[str, Any], *, by: Reader, expected_version: int | None = None
) -> Meeting:
    """Change a meeting."""
    refuse_unless(can_record(by))
    with act("change_meeting", by=by.user) as doing:
        return doing.change(meeting, expected_version, **values)


def record_item(meeting: Meeting, values: dict[str, Any], *, by: Reader) -> AgendaItem:
    """Put an item on the agenda under its number, such as 4.2."""
    refuse_unless(can_record(by))
    number = values["number"]
    _refuse_taken(meeting, number)
    with act("record_item", by=by.user) as doing:
        doing.about(meeting)
        return doing.create(
            AgendaItem(
                meeting=meeting,
                key=propose_key(AgendaItem, meeting.key, number),
                order=place(number),
                **values,
            )
        )


def change_item(
    item: AgendaItem, values: dict[str, Any], *, by: Reader, expected_version: int | None = None
) -> AgendaItem:
    """Change an item of the agenda."""
    refuse_unless(can_record(by))
    number = values.get("number", item.number)
    _refuse_taken(item.meeting, number, but=item)
    with act("change_item", by=by.user) as doing:
        doing.about(item.meeting)
        return doing.change(item, expected_version, order=place(number), **values)


def record_decision(item: AgendaItem, values: dict[str, Any], *, by: Reader) -> Decision:
    """Enter what was decided under an item; its reference is proposed from body, day and number and then stays."""
    refuse_unless(can_record(by))
    _refuse_counts_without_vote(values)
    reference = propose_reference(item)
    with act("record_decision", by=by.user) as doing:
        return doing.create(
            Decision(item=item, key=propose_key(Decision, reference), reference=reference, **values)
        )


def change_decision(
    decision: Decision, values: dict[str, Any], *, by: Reader, expected_version: int | None = None
) -> Decision:
    """Change a decision, or how far it has been carried out."""
    refuse_unless(can_record(by))
    counts = {name: getattr(decision, name) for name in (*COUNTS, "taken")}
    _refuse_counts_without_vote(counts | values)
    with act("change_decision", by=by.user) as doing:
        return doing.change(decision, expected_version, **values)


def propose_reference(item: AgendaItem) -> str:
    """A permanent reference such as ``BoD-2016-10-14-X/4.2``; a second decision under the item gets a letter."""
    meeting = item.meeting
    extra = {"extraordinary": "-X", "written": "-W"}.get(meeting.kind, "")
    wish = f"{initials(meeting.body.short_name or meeting.body.name)}-{meeting.held.edtf or 'undated'}{extra}/{item.number}"
    taken = set(Decision.objects.filter(reference__startswith=wish).values_list("reference", flat=True))
    letters = ("", *"bcdefghijklmnopqrstuvwxyz")
    return next(
        (wish + letter for letter in letters if wish + letter not in taken), f"{wish}-{len(taken) + 1}"
    )


def initials(name: str) -> str:
    """The capitals of a name and the small words between them: Board of Directors is BoD."""
    words = re.findall(r"\w+", name)
    letters = "".join(
        word[0].upper() if word[0].isupper() else word[0] for word in words if word[0].isalpha()
    )
    return letters[:4] or "D"


def place(number: str) -> int:
    """Where a numbered item stands: 4.2 before 4.10 before 5."""
    parts = [int(part) for part in re.findall(r"\d+", number)][:2]
    return min(32_000, (parts[0] if parts else 0) * 100 + (parts[1] if len(parts) > 1 else 0))


def _refuse_taken(meeting: Meeting, number: str, but: AgendaItem | None = None) -> None:
    others = meeting.items.exclude(pk=but.pk) if but else meeting.items.all()
    if others.filter(number=number).exists():
        raise NumberTaken(
            _("Item %(number)s is on this agenda already.") % {"number": number}, field="number"
        )


def _refuse_counts_without_vote(values: dict[str, Any]) -> None:
    counted = any(values.get(name) is not None for name in COUNTS)
    if counted and values.get("taken") != HowTaken.VOTE:
        raise VotesWithoutVote(_("Votes are counted only where a decision was taken by vote."), field="taken")
