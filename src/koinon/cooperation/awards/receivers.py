"""What awards hears of the audit: no act, not even an undo or an import, touches a phase that is frozen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from koinon.cooperation.awards.models import Assignment, Phase, Review
from koinon.cooperation.awards.phase_commands import PhaseFrozen
from koinon.platform.audit.models import Change, Entry

OF_PHASE = {"awards.assignment", "awards.turn", "awards.standing"}
KINDS = OF_PHASE | {"awards.review", "awards.juryscore", "awards.phase", "awards.result"}
# The acts that are done upon a frozen phase, or freeze it.
AFTER = {"freeze_phase", "write_letters"}


def on_acted(sender: object, entry: Entry, touched: dict[str, list[int]], **more: Any) -> None:
    """Refuse what an act did to a frozen phase: raised in the act's own transaction, it undoes the act."""
    if not KINDS & touched.keys() or entry.verb in AFTER:
        return
    changes = list(Change.objects.filter(entry=entry, kind__in=KINDS))
    if (
        any(one.kind == "awards.result" for one in changes)
        or Phase.objects.filter(pk__in=_phases(changes), frozen_at__isnull=False).exists()
    ):
        raise PhaseFrozen
    if any(one.kind == "awards.phase" and (one.before or {}).get("frozen_at") for one in changes):
        raise PhaseFrozen


def _phases(changes: Iterable[Change]) -> set[int]:
    """The phases the changed rows belong to, rows that are gone included."""
    states = [(one.kind, state) for one in changes for state in (one.before, one.after) if state]
    phases = {state["phase_id"] for kind, state in states if kind in OF_PHASE}
    phases |= {one.object_id for one in changes if one.kind == "awards.phase"}
    reviews = {state["review_id"] for kind, state in states if kind == "awards.juryscore"}
    assignments = {state["assignment_id"] for kind, state in states if kind == "awards.review"}
    assignments |= set(Review.objects.filter(pk__in=reviews).values_list("assignment", flat=True))
    return phases | set(Assignment.objects.filter(pk__in=assignments).values_list("phase", flat=True))
