"""What is done about conflicts of interest: looked for on the record, overridden with a reason, restored."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from koinon.cooperation.awards.conflicts import Interest, interests
from koinon.cooperation.awards.models import Assignment, Conflict, ConflictKind, Phase, conflict_key
from koinon.cooperation.awards.permissions import can_preside
from koinon.cooperation.awards.phase_commands import refuse_frozen
from koinon.cooperation.awards.review_commands import NoReason
from koinon.cooperation.awards.tallying import retally
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import SYSTEM, Reader
from koinon.platform.audit.commands import act, batched
from koinon.platform.errors import Refused


class NotYours(Refused):
    """Nobody decides on a conflict of his or her own."""


def find_conflicts(phase: Phase, *, by: Reader, on: date, moment: datetime) -> tuple[int, int]:
    """Look on the record for what ties jurors to entries; how many were found anew, and how many are gone.

    What was overridden stays so; what was declared stays; what is no longer found goes. What was judged in a phase
    that is frozen is left alone.
    """
    refuse_unless(can_preside(by, phase))
    with act("find_conflicts", by=by.user) as doing:
        doing.about(phase)
        refuse_frozen(phase)
        found = {(one.juror, one.entry, one.kind): one for one in interests(phase, on)}
        known = {
            (one.juror_id, one.entry_id, one.kind): one
            for one in Conflict.objects.filter(panel=phase.panel_id, declared=False)
        }
        settled = _settled(phase)
        new = [one for place, one in found.items() if place not in known and place[:2] not in settled]
        judged = {entry for _juror, entry, _kind in found} | set(_judged(phase))
        gone = [
            row
            for place, row in known.items()
            if place not in found
            and not row.overridden_at
            and place[1] in judged
            and place[:2] not in settled
        ]
        doing.create_all(_row(phase, one, moment) for one in new)
        for row in gone:
            doing.forget(row, str(row))
        for some in batched([row.pk for row in gone]):
            Conflict.objects.filter(pk__in=some).delete()
        _count_again(phase, {one.entry for one in new} | {row.entry_id for row in gone})
    return len(new), len(gone)


def look_at_pair(phase: Phase, juror_id: int, entry_id: int, *, on: date, moment: datetime) -> None:
    """Keep what ties one juror to one entry, before the one is given the other by hand.

    Written down in an act of its own, so that it stays when the giving is refused: the chair may override it.
    """
    with act("find_conflicts", by=SYSTEM.user) as doing:
        doing.about(phase)
        refuse_frozen(phase)
        found = interests(phase, on, (juror_id, entry_id))
        if not found or (juror_id, entry_id) in _settled(phase):
            return
        rows = Conflict.objects.filter(panel=phase.panel_id, juror=juror_id, entry=entry_id)
        known = set(rows.values_list("kind", flat=True))
        if new := doing.create_all(_row(phase, one, moment) for one in found if one.kind not in known):
            _count_again(phase, {one.entry_id for one in new})


def _judged(phase: Phase) -> list[int]:
    from koinon.cooperation.awards.queries import entries_of

    return list(entries_of(phase).values_list("pk", flat=True))


def _row(phase: Phase, one: Interest, moment: datetime) -> Conflict:
    return Conflict(
        key=conflict_key(phase.panel_id, one.juror, one.entry, one.kind),
        panel_id=phase.panel_id,
        juror_id=one.juror,
        entry_id=one.entry,
        kind=ConflictKind(one.kind),
        words=one.words,
        href=one.href,
        found_at=moment,
    )


def _settled(phase: Phase) -> set[tuple[int, int]]:
    """Who judged what in frozen phases of the panel: those results stand."""
    rows = Assignment.objects.filter(phase__panel=phase.panel_id, phase__frozen_at__isnull=False)
    return set(rows.values_list("juror", "entry"))


def _count_again(phase: Phase, entries: set[int]) -> None:
    """What counts in the phases of the panel that are under way."""
    if entries:
        for one in Phase.objects.filter(panel=phase.panel_id, opened_at__isnull=False, frozen_at=None):
            retally(one, entries)


def override_conflict(
    conflict: Conflict, phase: Phase, reason: str, *, by: Reader, moment: datetime
) -> Conflict:
    """Say why a conflict does not stand in the way; the reason stays on record."""
    if not reason.strip():
        raise NoReason(_("Say why it does not stand in the way."), field="reason")
    return _set(conflict, phase, "override_conflict", by, overridden_at=moment, reason=reason.strip()[:300])


def restore_conflict(conflict: Conflict, phase: Phase, *, by: Reader) -> Conflict:
    """Let an overridden conflict stand in the way again."""
    return _set(conflict, phase, "restore_conflict", by, overridden_at=None, reason="")


def _set(
    conflict: Conflict, phase: Phase, verb: str, by: Reader, *, overridden_at: datetime | None, reason: str
) -> Conflict:
    refuse_unless(can_preside(by, phase) and conflict.panel_id == phase.panel_id)
    if by.person_id is not None and conflict.juror.person_id == by.person_id:
        raise NotYours(_("Nobody decides on a conflict of his or her own."))
    with act(verb, by=by.user) as doing:
        refuse_frozen(phase)
        # Frozen results stand on their own rows, whatever is decided of the two for a later phase.
        doing.change(conflict, overridden_at=overridden_at, overridden_reason=reason)
        _count_again(phase, {conflict.entry_id})
    return conflict
