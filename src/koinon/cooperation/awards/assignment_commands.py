"""What is done about who scores what: asked of the solver, carried out, added or withdrawn by hand, a juror released."""

from __future__ import annotations

import logging
import time
from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django_tasks import task

from koinon.cooperation.awards.assigning import asked_of, digest_of, solved
from koinon.cooperation.awards.conflict_commands import find_conflicts, look_at_pair
from koinon.cooperation.awards.models import (
    Allotment,
    AllotmentState,
    Assignment,
    Conflict,
    Juror,
    Phase,
    PhaseState,
)
from koinon.cooperation.awards.permissions import can_preside
from koinon.cooperation.awards.phase_commands import refuse_unless_in
from koinon.cooperation.awards.queries import barred_to, entries_of
from koinon.cooperation.awards.reading import refuse_telling
from koinon.cooperation.awards.reminders import settle
from koinon.cooperation.awards.review_commands import NoReason
from koinon.cooperation.awards.tallying import retally
from koinon.network.members.queries import reader_for
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import SYSTEM, Reader
from koinon.platform.accounts.models import User
from koinon.platform.audit.commands import Act, act, batched
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key
from koinon.platform.recording.progress import Progress, ask_to_stop, forget, last_beat

log = logging.getLogger(__name__)
STOPPED = gettext_lazy("Stopped before it was solved.")
OPEN = (PhaseState.PREPARED, PhaseState.SCORING)
IN_HAND = (AllotmentState.READY, AllotmentState.CARRIED)
AT_ONCE = 1000
"""Assignments that a door makes while one waits; more of them are a worker's."""


class NotAsItWas(Refused):
    """Entries, jurors, conflicts or assignments are others than those the answer was worked out for."""


class NotToBeHad(Refused):
    """The juror may not, or does already, score the entry."""


def ask_allotment(phase: Phase, *, by: Reader, moment: datetime, **terms: Any) -> Allotment:
    """Ask the solver who scores what; a worker answers. ``terms``: reading, region_most, language."""
    refuse_unless(can_preside(by, phase))
    with act("ask_allotment", by=by.user) as doing:
        refuse_unless_in(phase, *OPEN)
        key = propose_key(Allotment, phase.key, "allotment")
        allotment = doing.create(Allotment(key=key, phase=phase, asked_at=moment, **terms))
        transaction.on_commit(lambda: solve_allotment.enqueue(allotment.pk))
    return allotment


@task
def solve_allotment(allotment_id: int) -> None:
    """Solve it and keep the answer; a refusal is kept as its message."""
    found = Allotment.objects.select_related("phase__panel__call").filter(pk=allotment_id).first()
    waiting = Allotment.objects.filter(pk=allotment_id, state=AllotmentState.WAITING)
    if found is None or not waiting.update(state=AllotmentState.SOLVING):
        return
    with override(found.language):
        try:
            with Progress(job_of(found), 0, stopped=STOPPED) as progress:
                kept = answered(found, progress, on=timezone.localdate(), moment=timezone.now())
            keep(found, state=AllotmentState.READY, message="", **kept)
        except Refused as refused:
            keep(found, state=AllotmentState.FAILED, message=str(refused))
        except Exception:
            log.exception("allotment %s broke down", allotment_id)
            words = _("Something went wrong on our side. The operator finds it in the log.")
            keep(found, state=AllotmentState.FAILED, message=words)


def job_of(allotment: Allotment) -> str:
    """Under which name its progress is kept."""
    return f"allotment-{allotment.pk}"


def answered(allotment: Allotment, progress: Progress, *, on: date, moment: datetime) -> dict[str, Any]:
    """The answer with the time it took and the digest of what was asked.

    The record is asked for conflicts of interest first: nobody has to think of it.
    """
    began = time.perf_counter()
    find_conflicts(allotment.phase, by=SYSTEM, on=on, moment=moment)
    asked = asked_of(allotment.phase, on)

    def tell(_doing: str, done: int, total: int) -> None:
        progress.reach(done, total)

    answer = solved(asked, allotment.phase, allotment, tell)
    took = round((time.perf_counter() - began) * 1000)
    return {"answer": answer, "milliseconds": took, "digest": digest_of(asked, allotment.phase)}


def keep(allotment: Allotment, **values: Any) -> None:
    """Write down how it went. The answer is no record yet: nobody is asked anything before it is carried out."""
    Allotment.objects.filter(pk=allotment.pk).update(**values)
    for name, value in values.items():
        setattr(allotment, name, value)


def stop_allotment(allotment: Allotment, *, by: Reader) -> None:
    """Let the solving stop at its next step."""
    refuse_unless(can_preside(by, allotment.phase))
    ask_to_stop(job_of(allotment))


def is_interrupted(allotment: Allotment) -> bool:
    """Whether the worker that was busy with it is gone."""
    beat = last_beat(job_of(allotment)) if allotment.is_at_work else None
    return beat is not None and not beat.is_alive


def remove_allotment(allotment: Allotment, *, by: Reader) -> None:
    """Throw an answer away that was not carried out."""
    refuse_unless(can_preside(by, allotment.phase))
    if allotment.state == AllotmentState.DONE:
        raise NotAsItWas(_("This was carried out; it stays on record."))
    with act("remove_allotment", by=by.user) as doing:
        doing.about(allotment.phase)
        doing.remove(allotment)
    forget(job_of(allotment))


def carry_out_allotment(allotment: Allotment, *, by: Reader, on: date, moment: datetime) -> int:
    """Ask the jurors as the answer says; how many assignments were made."""
    phase = allotment.phase
    refuse_unless(can_preside(by, phase))
    with act("carry_out_allotment", by=by.user) as doing:
        doing.about(phase)
        refuse_unless_in(phase, *OPEN)
        if allotment.state not in IN_HAND or digest_of(asked_of(phase, on), phase) != allotment.digest:
            raise NotAsItWas(
                _("Entries, jurors, conflicts or assignments have changed since. Ask the solver again.")
            )
        jurors = {one.pk: one for one in phase.panel.jurors.all()}
        rows = [
            Assignment.of(phase, entry, jurors[juror], made_at=moment)
            for entry, juror in allotment.answer["given"]
        ]
        doing.create_all(rows)
        Allotment.objects.filter(pk=allotment.pk).update(state=AllotmentState.DONE)
        allotment.state = AllotmentState.DONE
        _count_again(phase, {one.entry_id for one in rows})
    return len(rows)


def have_carried_out(allotment: Allotment, *, by: Reader, on: date, moment: datetime) -> int | None:
    """Carry it out at once where that is quick; else leave it to a worker and answer None."""
    refuse_unless(can_preside(by, allotment.phase))
    if len(allotment.answer.get("given", ())) <= AT_ONCE or by.user is None:
        return carry_out_allotment(allotment, by=by, on=on, moment=moment)
    # A worker that was ended in the middle wrote nothing: it may be asked again.
    states = IN_HAND if is_interrupted(allotment) else (AllotmentState.READY,)
    with transaction.atomic():
        if Allotment.objects.filter(pk=allotment.pk, state__in=states).update(state=AllotmentState.CARRIED):
            told = allotment.pk, by.user.pk, on.isoformat()
            transaction.on_commit(lambda: carry_out_later.enqueue(*told))
    return None


@task
def carry_out_later(allotment_id: int, user_id: int, day: str) -> None:
    """The same by a worker, as whoever asked for it; a refusal leaves the answer ready, with its reason."""
    found = Allotment.objects.select_related("phase__panel__call")
    allotment = found.filter(pk=allotment_id, state=AllotmentState.CARRIED).first()
    if allotment is None:
        return
    on = date.fromisoformat(day)
    by = reader_for(User.objects.get(pk=user_id), on)
    with override(allotment.language), Progress(job_of(allotment), 0, stopped=STOPPED):
        try:
            carry_out_allotment(allotment, by=by, on=on, moment=timezone.now())
        except Refused as refused:
            keep(allotment, state=AllotmentState.READY, message=str(refused))


def _count_again(phase: Phase, entries: Collection[int]) -> None:
    if phase.opened_at and entries:
        retally(phase, entries)


def assign_by_hand(
    phase: Phase, entry_id: int, juror: Juror, reason: str, *, by: Reader, on: date, moment: datetime
) -> Assignment:
    """Let a juror score an entry, for a reason; never where a conflict stands, and the record is asked for one."""
    refuse_unless(can_preside(by, phase) and juror.panel_id == phase.panel_id)
    if not reason.strip():
        raise NoReason(_("Say why this juror."), field="reason")
    refuse_telling(phase, entry_id, reason, by)
    look_at_pair(phase, juror.pk, entry_id, on=on, moment=moment)
    with act("assign_by_hand", by=by.user) as doing:
        refuse_unless_in(phase, *OPEN)
        barred = barred_to(by)
        own = barred is not None and barred.filter(entry=entry_id).exists()
        if own or not entries_of(phase).filter(pk=entry_id).exists():
            raise NotToBeHad(_("There is no such entry in this phase."), field="code")
        if Conflict.objects.standing().filter(juror=juror, entry=entry_id).exists():
            raise NotToBeHad(_("A conflict of interest stands between the two."), field="juror")
        values: dict[str, Any] = {"by_hand_reason": reason.strip()[:300], "made_at": moment}
        before = Assignment.objects.filter(phase=phase, entry=entry_id, juror=juror).first()
        if before is not None and before.withdrawn_at is None:
            raise NotToBeHad(_("This juror has the entry already."), field="juror")
        if before is not None:
            made = doing.change(before, withdrawn_at=None, withdrawn_reason="", **values)
        else:
            made = doing.create(Assignment.of(phase, entry_id, juror, **values))
        _count_again(phase, [entry_id])
    return made


def withdraw_assignment(assignment: Assignment, reason: str, *, by: Reader, moment: datetime) -> None:
    """Take an entry from a juror, for a reason; what was scored stays on record and no longer counts."""
    phase = assignment.phase
    refuse_unless(can_preside(by, phase))
    if not reason.strip():
        raise NoReason(_("Say why."), field="reason")
    refuse_telling(phase, assignment.entry_id, reason, by)
    with act("withdraw_assignment", by=by.user) as doing:
        refuse_unless_in(phase, *OPEN)
        if assignment.withdrawn_at is None:
            doing.change(assignment, withdrawn_at=moment, withdrawn_reason=reason.strip()[:300])
            _count_again(phase, [assignment.entry_id])
            settle(phase, assignment.juror_id)


def release_juror(phase: Phase, juror: Juror, reason: str, *, by: Reader, moment: datetime) -> int:
    """A juror drops out: what is not sent is withdrawn, what is sent stays and counts; how many were withdrawn.

    The juror gets nothing more. Whoever scores the rest is for the solver to say.
    """
    refuse_unless(can_preside(by, phase) and juror.panel_id == phase.panel_id)
    if not reason.strip():
        raise NoReason(_("Say why."), field="reason")
    with act("release_juror", by=by.user) as doing:
        doing.about(juror)
        refuse_unless_in(phase, *OPEN)
        open_ = Assignment.objects.filter(phase=phase, juror=juror, withdrawn_at=None)
        rows = list(open_.exclude(review__sent_at__isnull=False))
        values = {"withdrawn_at": moment, "withdrawn_reason": reason.strip()[:300]}
        doing.change_all((row, values) for row in rows)
        doing.change(juror, load_max=0)
        _count_again(phase, {row.entry_id for row in rows})
        settle(phase, juror.pk)
    return len(rows)


def take_back_all(phase: Phase, *, by: Reader) -> int:
    """Undo all assignments of a phase that was not opened yet; how many there were."""
    refuse_unless(can_preside(by, phase))
    with act("take_back_all", by=by.user) as doing:
        doing.about(phase)
        refuse_unless_in(phase, PhaseState.PREPARED)
        rows = list(Assignment.objects.filter(phase=phase))
        _forget_all(doing, rows)
    return len(rows)


def _forget_all(doing: Act, rows: list[Assignment]) -> None:
    for row in rows:
        doing.forget(row, str(row))
    for some in batched([row.pk for row in rows]):
        Assignment.objects.filter(pk__in=some).delete()
