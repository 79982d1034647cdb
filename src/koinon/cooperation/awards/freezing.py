"""Freezing a phase: its result as canonical JSON with a digest and our signature, and the proof that it still stands."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from koinon.cooperation.awards.models import (
    JuryScore,
    Phase,
    PhaseState,
    Result,
    Review,
    Severity,
    Standing,
    Tally,
    Turn,
)
from koinon.cooperation.awards.permissions import can_preside
from koinon.cooperation.awards.phase_commands import refuse_unless_in
from koinon.cooperation.awards.ranking import Proposed, proposed
from koinon.cooperation.awards.tallying import criteria_of, free_of_severity, in_order, retally
from koinon.cooperation.calls.models import Entry, Placing
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit import sealing
from koinon.platform.audit.commands import act
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key

SALT = "koinon.awards.result"
VERSION = "koinon-award-result-1"


class TooMany(Refused):
    """More go forward than the stage takes, or some share the last place and nobody has decided."""


def freeze_phase(phase: Phase, *, by: Reader, moment: datetime) -> Result:
    """Freeze what the phase came to, sign it, and place those who go forward. Nothing is changed after this."""
    refuse_unless(can_preside(by, phase))
    with act("freeze_phase", by=by.user) as doing:
        doing.about(phase)
        refuse_unless_in(phase, PhaseState.DELIBERATING)
        retally(phase)
        free_of_severity(phase)
        going = proposed(phase)
        _refuse_undecided(going)
        frozen = result_of(phase, going, moment)
        digest = sealing.digest(frozen)
        result = Result(
            key=propose_key(Result, phase.key),
            phase=phase,
            frozen=frozen,
            digest=digest,
            signature=sealing.sign(digest, salt=SALT),
            made_at=moment,
        )
        doing.create(result)
        doing.change(phase, frozen_at=moment, digest=digest)
        if phase.to_stage is not None:
            there = set(Placing.objects.filter(stage=phase.to_stage).values_list("entry", flat=True))
            doing.create_all(
                Placing(
                    key=propose_key(Placing, phase.to_stage.key, phase.code(entry)),
                    entry_id=entry,
                    stage=phase.to_stage,
                )
                for entry in going.entries
                if entry not in there
            )
    return result


def _refuse_undecided(going: Proposed) -> None:
    if going.is_too_many:
        raise TooMany(
            _("%(n)s go forward, and the stage takes %(planned)s. Leave some out, with a reason.")
            % {"n": len(going.entries), "planned": going.planned}
        )
    if going.tied and going.planned is not None and len(going.entries) < going.planned:
        raise TooMany(
            _("%(n)s entries share the last place. Put forward by hand those that go, with a reason.")
            % {"n": len(going.tied)}
        )


def result_of(phase: Phase, going: Proposed, moment: datetime) -> dict[str, Any]:
    """The whole result. Entries stand in it by number and code, never by name: a blind phase may follow."""
    criteria = criteria_of(phase)
    forward = set(going.entries)
    turns = {one.entry_id: one for one in Turn.objects.filter(phase=phase)}
    votes = _votes(phase)
    numbers = dict(Entry.objects.filter(call=phase.panel.call_id).values_list("pk", "number"))
    stage = phase.to_stage
    return {
        "result": VERSION,
        "call": phase.panel.call.code,
        "panel": {"kind": phase.panel.kind, "body": phase.panel.body.key},
        "phase": {"key": phase.key, "title": phase.title, "blind": phase.blind},
        "moments": {
            "opened": _told(phase.opened_at),
            "closed": _told(phase.closed_at),
            "frozen": _told(moment),
        },
        "rules": {
            "criteria": [[one.key, one.weight, one.top] for one in criteria],
            "tie_rule": phase.tie_rule,
            "normalised": phase.normalised,
            "per_entry": phase.per_entry,
            "stage": stage.kind if stage else "",
            "planned": stage.planned if stage else None,
        },
        "scores_digest": scores_digest(phase),
        "severity": sorted(
            [_nameless(one), str(one.deviation), str(one.model)]
            for one in Severity.objects.filter(phase=phase)
        ),
        "entries": [
            {
                "place": at,
                "code": phase.code(one.entry_id),
                "number": numbers.get(one.entry_id),
                "counted": one.counted,
                "abstained": one.abstained,
                "mean": _number(one.mean),
                "adjusted": _number(one.adjusted),
                "spread": _number(one.spread),
                "tie": str(one.tie),
                "forward": one.entry_id in forward,
                "by_hand": turns[one.entry_id].reason if one.entry_id in turns else "",
                "agree": votes.get(one.entry_id, (0, 0))[0],
                "disagree": votes.get(one.entry_id, (0, 0))[1],
            }
            for at, one in _places(phase)
        ],
    }


def _nameless(one: Severity) -> str:
    """A judge in the result: how severe each is, its jurors may not learn of one another."""
    return salted_hmac("koinon.awards.judge", f"{one.phase_id}:{one.juror_id}").hexdigest()[:12]


def _places(phase: Phase) -> list[tuple[int, Tally]]:
    """Every entry with its place; those of one value share it."""
    found: list[tuple[int, Tally]] = []
    for at, one in enumerate(in_order(phase), start=1):
        if found and (found[-1][1].value, found[-1][1].tie) == (one.value, one.tie):
            at = found[-1][0]
        found.append((at, one))
    return found


def _votes(phase: Phase) -> dict[int, tuple[int, int]]:
    rows = Standing.objects.filter(phase=phase).values_list("entry").order_by()
    told = rows.annotate(
        agree=Count("pk", filter=Q(agrees=True)), disagree=Count("pk", filter=Q(agrees=False))
    )
    return {entry: (agree, disagree) for entry, agree, disagree in told}


def _told(moment: datetime | None) -> str:
    return moment.isoformat(timespec="seconds") if moment else ""


def _number(value: Any) -> str | None:
    return None if value is None else str(value)


def scores_digest(phase: Phase) -> str:
    """The digest of every score, abstention and comment of the phase, in the order of their keys: two statements."""
    told = hashlib.sha256()
    reviews = Review.objects.filter(assignment__phase=phase).order_by("key")
    columns = ("key", "abstained", "abstained_reason", "to_committee", "to_applicant", "points", "sent_at")
    for *row, sent in reviews.values_list(*columns).iterator(2000):
        told.update(sealing.canonical([*row, sent is not None]).encode())
    scores = JuryScore.objects.filter(review__assignment__phase=phase).order_by("key")
    for row in scores.values_list("key", "value").iterator(5000):
        told.update(sealing.canonical(list(row)).encode())
    return told.hexdigest()


@dataclass(frozen=True, slots=True)
class Proof:
    """Whether a result is the one that was signed, and whether the record behind it still says the same."""

    is_signed: bool
    is_whole: bool
    scores_stand: bool

    @property
    def holds(self) -> bool:
        return self.is_signed and self.is_whole and self.scores_stand


def proof_of(result: Result) -> Proof:
    """Look at everything again: digest, signature, and every score of the phase."""
    return Proof(
        is_signed=sealing.is_genuine(result.digest, result.signature, salt=SALT),
        is_whole=sealing.digest(result.frozen) == result.digest == result.phase.digest,
        scores_stand=scores_digest(result.phase) == result.frozen.get("scores_digest"),
    )
