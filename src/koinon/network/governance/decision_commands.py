"""What is done with decisions: take one, change it, write down the votes, note the steps that follow."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from koinon.network.governance.electorate import electorate
from koinon.network.governance.models import (
    AgendaItem,
    Ballot,
    Choice,
    Decision,
    FollowUp,
    HowTaken,
    Outcome,
    Step,
)
from koinon.network.governance.permissions import can_decide, can_follow_up
from koinon.network.governance.soundness import COUNTS, judged, refuse_uncarried, refuse_unheld
from koinon.network.governance.tallying import Votes
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import act
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key

Values = dict[str, Any]
OF_THE_VOTE = (*COUNTS, "taken", "outcome")


class MayNotVote(Refused):
    """A vote of a seat that may not vote, or was not there."""


class NobodyDoesIt(Refused):
    """A step without somebody who does it is a wish."""


class NeedsReason(Refused):
    """What is dropped is dropped for a reason."""


class ClosedAlready(Refused):
    """What is done or dropped stays so."""


def record_decision(item: AgendaItem, values: Values, *, by: Reader, on: date) -> Decision:
    """Enter what was decided under an item; its reference is proposed from body, day and number and then stays."""
    refuse_unless(can_decide(by))
    refuse_unheld(item.meeting, on)
    _refuse_unexplained(values)
    without_quorum = judged(item.meeting, values)
    reference = propose_reference(item)
    with act("record_decision", by=by.user) as doing:
        return doing.create(
            Decision(
                item=item,
                key=propose_key(Decision, reference),
                reference=reference,
                without_quorum=without_quorum,
                **values,
            )
        )


def change_decision(
    decision: Decision, values: Values, *, by: Reader, expected_version: int | None = None
) -> Decision:
    """Change a decision, or how far it has been carried out."""
    refuse_unless(can_decide(by))
    stands = {name: getattr(decision, name) for name in (*OF_THE_VOTE, "follow_up", "result")}
    _refuse_unexplained(stands | values)
    changed = {name: value for name, value in values.items() if stands.get(name, value) != value}
    if changed.keys() & set(OF_THE_VOTE):
        values = values | {"without_quorum": judged(decision.item.meeting, stands | values)}
    with act("change_decision", by=by.user) as doing:
        return doing.change(decision, expected_version, **values)


def _refuse_unexplained(values: Values) -> None:
    if values.get("follow_up") == FollowUp.DROPPED and not values.get("result", "").strip():
        raise NeedsReason(_("Say why it is dropped."), field="result")


def record_votes(decision: Decision, votes: Mapping[int, str], *, by: Reader, on: date) -> Decision:
    """Write down how each seat voted, by the ids of the roles; the counts follow from it."""
    refuse_unless(can_decide(by))
    refuse_unheld(decision.item.meeting, on)
    room = electorate(decision.item.meeting)
    seats = {seat.role.pk: seat for seat in room.seats}
    for role, choice in votes.items():
        seat = seats.get(role)
        if seat is None or choice not in Choice.values:
            raise MayNotVote(_("This seat is not one of those that vote at this meeting."))
        if not room.votes_here(seat):
            raise MayNotVote(_("%(name)s may not vote, or was not there.") % {"name": seat.name})
    counted = _counted(votes)
    if decision.outcome == Outcome.ADOPTED:
        refuse_uncarried(room, counted)
    with act("record_votes", by=by.user) as doing:
        doing.about(decision)
        there = {one.seat_id: one for one in decision.ballots.all()}
        for role, choice in votes.items():
            if role in there:
                doing.change(there[role], choice=choice)
            else:
                key = propose_key(Ballot, decision.key, role)
                doing.create(Ballot(key=key, decision=decision, seat_id=role, choice=choice))
        for role, ballot in there.items():
            if role not in votes:
                doing.remove(ballot)
        values = dict(zip(COUNTS, (counted.favour, counted.against, counted.abstain), strict=True))
        return doing.change(decision, taken=HowTaken.VOTE, **values)


def _counted(votes: Mapping[int, str]) -> Votes:
    said = list(votes.values())
    return Votes(*(said.count(one) for one in (Choice.FOR, Choice.AGAINST, Choice.ABSTAIN)))


# What follows


def note_step(decision: Decision, values: Values, *, by: Reader, on: date) -> Step:
    """Note who does what by when to carry a decision out."""
    refuse_unless(can_follow_up(by, decision))
    if not (values.get("person") or values.get("body")):
        raise NobodyDoesIt(_("Say who does it: a person, or a body."), field="person")
    with act("note_step", by=by.user) as doing:
        doing.about(decision)
        doing.mention(decision)
        key = propose_key(Step, decision.key, values["text"])
        return doing.create(Step(key=key, decision=decision, noted_on=on, **values))


def close_step(
    step: Step, state: str, reason: str, *, by: Reader, on: date, expected_version: int | None = None
) -> Step:
    """Say that a step is done, or dropped and why."""
    refuse_unless(can_follow_up(by, step.decision))
    if step.state != FollowUp.OPEN:
        raise ClosedAlready(_("This step is closed: %(state)s.") % {"state": step.get_state_display()})
    if state not in (FollowUp.DONE, FollowUp.DROPPED):
        raise ClosedAlready(_("A step is closed as done or as dropped."))
    if state == FollowUp.DROPPED and not reason.strip():
        raise NeedsReason(_("Say why it is dropped."), field="reason")
    with act("close_step", by=by.user) as doing:
        doing.about(step.decision)
        doing.mention(step.decision)
        return doing.change(step, expected_version, state=state, reason=reason.strip(), closed_on=on)


# References


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
