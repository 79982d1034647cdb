"""What a reader may do on a panel: run it, chair it, sit on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from koinon.network.people.permissions import can_record
from koinon.network.people.readers import Reader

if TYPE_CHECKING:
    from koinon.cooperation.awards.models import Assignment, Panel, Phase


def sits_on(reader: Reader, prefix: str) -> Q:
    """The condition that the reader is a juror of the panel today; ``prefix`` leads from a row to the panel.

    The role in the panel's body is dated: a reader's bodies are those of the roles held today.
    """
    if reader.person_id is None or "juror" not in reader.functions:
        return Q(pk__in=[])
    mine = {f"{prefix}jurors__person": reader.person_id, f"{prefix}body__in": reader.bodies}
    return Q(**mine)


def can_run(reader: Reader) -> bool:
    """Whether the reader may set up panels and phases, open and close them, and write the letters."""
    return can_record(reader)


def is_juror(reader: Reader, panel: Panel) -> bool:
    """Whether the reader sits on the panel today: one statement, none for those who judge nothing."""
    if reader.person_id is None or "juror" not in reader.functions or panel.body_id not in reader.bodies:
        return False
    return panel.jurors.filter(person=reader.person_id).exists()


def is_chair(reader: Reader, panel: Panel) -> bool:
    """Whether the reader is in the chair of the panel today."""
    if reader.person_id is None or "juror" not in reader.functions or panel.body_id not in reader.bodies:
        return False
    return panel.jurors.filter(person=reader.person_id, chair=True).exists()


def can_preside(reader: Reader, phase: Phase) -> bool:
    """Whether the reader may decide conflicts, lead the deliberation and freeze: the chair and the secretariat."""
    return can_run(reader) or is_chair(reader, phase.panel)


def can_deliberate(reader: Reader, phase: Phase) -> bool:
    """Whether the reader may agree or disagree: the members of the panel, and nobody in their place."""
    return is_juror(reader, phase.panel)


def can_score(reader: Reader, assignment: Assignment) -> bool:
    """Whether the reader may score by this assignment: the juror alone, while it stands and scoring is open."""
    juror, phase = assignment.juror, assignment.phase
    own = juror.person_id == reader.person_id and phase.panel.body_id in reader.bodies
    open_now = phase.opened_at is not None and phase.closed_at is None and phase.frozen_at is None
    return bool(own and "juror" in reader.functions and assignment.withdrawn_at is None and open_now)
