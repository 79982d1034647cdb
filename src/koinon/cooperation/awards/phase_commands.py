"""The acts of a phase: opened, scoring closed or opened again, and what cannot be done once it is frozen."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from koinon.cooperation.awards.models import Phase, PhaseState, Tally
from koinon.cooperation.awards.permissions import can_preside, can_run
from koinon.cooperation.awards.queries import entries_of
from koinon.cooperation.awards.reminders import keep_back
from koinon.cooperation.awards.tallying import criteria_of, free_of_severity, most_points, retally
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import act
from koinon.platform.errors import Refused

PORTION = 500


class PhaseFrozen(Refused):
    """The phase is frozen: no score, conflict or change by hand can alter it."""

    def __init__(self) -> None:
        super().__init__(_("The phase is frozen; nothing in it can be changed any more."))


class NotInThisState(Refused):
    """That is not done as the phase stands."""


class NothingToJudge(Refused):
    """There are no entries, or no criteria to judge them by."""


def refuse_frozen(phase: Phase) -> None:
    """Raise PhaseFrozen where it is, as the database says it now; the row stays locked to the end of the act."""
    now = Phase.objects.select_for_update().only("frozen_at", "closed_at", "opened_at").get(pk=phase.pk)
    phase.frozen_at, phase.closed_at, phase.opened_at = now.frozen_at, now.closed_at, now.opened_at
    if phase.frozen_at:
        raise PhaseFrozen


def refuse_unless_in(phase: Phase, *states: PhaseState) -> None:
    """Raise where the phase is in none of these states."""
    refuse_frozen(phase)
    if phase.state not in states:
        raise NotInThisState(
            _("That is not done while the phase is %(state)s.") % {"state": phase.state.label}
        )


def open_phase(phase: Phase, *, by: Reader, moment: datetime) -> Phase:
    """Let the jurors read and score: the entries of the phase are those that have come so far now.

    The record is asked for conflicts once more: what has been recorded since the assigning counts too.
    """
    from koinon.cooperation.awards.conflict_commands import find_conflicts

    refuse_unless(can_run(by))
    find_conflicts(phase, by=by, on=moment.date(), moment=moment)
    with act("open_phase", by=by.user) as doing:
        refuse_unless_in(phase, PhaseState.PREPARED)
        # In the order of their codes: rows of one place come in the order of their making, and that must not tell.
        entries = sorted(entries_of(phase).values_list("pk", flat=True), key=phase.code)
        if not entries:
            raise NothingToJudge(
                _("There are no entries to judge. Screen them, or announce the stage before.")
            )
        if not (criteria := criteria_of(phase)):
            raise NothingToJudge(_("The call has no criteria. Record them first."))
        if not most_points(criteria):
            raise NothingToJudge(
                _("All criteria have the weight 0, so nothing would count. Give one a weight.")
            )
        Tally.objects.bulk_create(
            (Tally(phase=phase, entry_id=entry) for entry in entries),
            batch_size=PORTION,
            ignore_conflicts=True,
        )
        doing.change(phase, opened_at=moment)
        retally(phase)
    return phase


def close_scoring(phase: Phase, *, by: Reader, moment: datetime) -> Phase:
    """No more scores: the panel sees them all, and deliberates."""
    refuse_unless(can_preside(by, phase))
    with act("close_scoring", by=by.user) as doing:
        refuse_unless_in(phase, PhaseState.SCORING)
        doing.change(phase, closed_at=moment)
        keep_back(phase)
        retally(phase)
        free_of_severity(phase)
    return phase


def reopen_scoring(phase: Phase, reason: str, *, by: Reader) -> Phase:
    """Let scores be given again, with a reason; what was agreed upon stays on record."""
    refuse_unless(can_preside(by, phase))
    if not reason.strip():
        raise NotInThisState(_("Say why scoring is opened again."), field="reason")
    with act("reopen_scoring", by=by.user, note=reason.strip()) as doing:
        refuse_unless_in(phase, PhaseState.DELIBERATING)
        doing.change(phase, closed_at=None)
        Tally.objects.filter(phase=phase).update(adjusted=None)
        retally(phase)
    return phase
