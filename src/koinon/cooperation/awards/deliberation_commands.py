"""What a panel does when scoring is closed: agree or disagree, put forward or leave out by hand."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from koinon.cooperation.awards.models import Conflict, Phase, PhaseState, Standing, Tally, Turn
from koinon.cooperation.awards.permissions import can_deliberate, can_preside
from koinon.cooperation.awards.phase_commands import refuse_unless_in
from koinon.cooperation.awards.reading import refuse_telling
from koinon.cooperation.awards.review_commands import NoReason
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import act
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key


class NotInThePhase(Refused):
    """The entry is not judged in this phase, or its place is not yours to speak of."""


def take_stand(phase: Phase, entry_id: int, agrees: bool, note: str, *, by: Reader) -> Standing:
    """Say whether one agrees with where an entry stands; who does not says why."""
    refuse_unless(can_deliberate(by, phase))
    juror = phase.panel.jurors.get(person=by.person_id)
    _refuse_strange(phase, entry_id)
    if Conflict.objects.standing().filter(juror=juror, entry=entry_id).exists():
        raise NotInThePhase(_("There is no such entry in this phase."))
    if not agrees and not note.strip():
        raise NoReason(_("Say why you disagree."), field="note")
    with act("take_stand", by=by.user) as doing:
        refuse_unless_in(phase, PhaseState.DELIBERATING)
        values: dict[str, Any] = {"agrees": agrees, "note": note.strip()[:500]}
        stand = Standing.objects.filter(phase=phase, entry=entry_id, juror=juror).first()
        if stand is not None:
            return doing.change(stand, **values)
        key = propose_key(Standing, phase.key, phase.code(entry_id), juror.pk)
        return doing.create(Standing(key=key, phase=phase, entry_id=entry_id, juror=juror, **values))


def turn_entry(phase: Phase, entry_id: int, forward: bool, reason: str, *, by: Reader) -> Turn:
    """Put an entry forward, or leave it out, whatever the ranking says; the reason stands in the result."""
    refuse_unless(can_preside(by, phase))
    _refuse_strange(phase, entry_id)
    _refuse_own_conflict(phase, entry_id, by)
    if not reason.strip():
        raise NoReason(_("Say why; it is a part of the result."), field="reason")
    refuse_telling(phase, entry_id, reason, by)
    with act("turn_entry", by=by.user) as doing:
        refuse_unless_in(phase, PhaseState.DELIBERATING)
        values: dict[str, Any] = {"forward": forward, "reason": reason.strip()[:300]}
        turn = Turn.objects.filter(phase=phase, entry=entry_id).first()
        if turn is not None:
            return doing.change(turn, **values)
        key = propose_key(Turn, phase.key, phase.code(entry_id))
        return doing.create(Turn(key=key, phase=phase, entry_id=entry_id, **values))


def unturn_entry(turn: Turn, *, by: Reader) -> None:
    """Let the ranking decide again."""
    refuse_unless(can_preside(by, turn.phase))
    _refuse_own_conflict(turn.phase, turn.entry_id, by)
    with act("unturn_entry", by=by.user) as doing:
        refuse_unless_in(turn.phase, PhaseState.DELIBERATING)
        doing.remove(turn)


def _refuse_strange(phase: Phase, entry_id: int) -> None:
    if not Tally.objects.filter(phase=phase, entry=entry_id).exists():
        raise NotInThePhase(_("There is no such entry in this phase."))


def _refuse_own_conflict(phase: Phase, entry_id: int, by: Reader) -> None:
    """Nobody decides on an entry in which he or she has an interest: not even from the chair."""
    own = Conflict.objects.standing().filter(panel=phase.panel_id, entry=entry_id)
    if by.person_id is not None and own.filter(juror__person=by.person_id).exists():
        raise NotInThePhase(_("There is no such entry in this phase."))
