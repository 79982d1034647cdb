"""Who may see what in each phase: one table. Its like for people stands in docs/who-sees-what-in-a-call.md."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum

from koinon.cooperation.awards.models import Conflict, Juror, Phase, Shown
from koinon.cooperation.awards.permissions import can_run
from koinon.cooperation.calls.models import CoApplicant, Entry
from koinon.network.people.readers import Reader


class Who(StrEnum):
    """The kinds of people there are around a phase; of whoever is several, the first that fits."""

    SECRETARIAT = "secretariat"
    CONFLICTED = "juror with a conflict, for that entry"
    CHAIR = "chair"
    COMMITTEE = "committee member"
    JUROR = "juror"
    APPLICANT = "applicant"
    CO_APPLICANT = "co-applicant"
    BOARD = "Board member"
    OTHER_CITY = "other city"
    FUNDER = "funder"
    STRANGER = "stranger"


class What(StrEnum):
    """What there is to be seen."""

    CONTENT = "entry: code, category, answers that do not tell whose it is"
    IDENTITY = "entry: applicant, city, people, files, answers that tell whose it is"
    OWN = "own scores and comments"
    OTHERS = "scores and comments of the others"
    ASSIGNMENTS = "who scores what"
    COVERAGE = "how many scores are in"
    RANKING = "totals, spread, order"
    SEVERITY = "severity of the judges"
    CONFLICTS = "that there is a conflict of interest, and of what kind"
    CONFLICT_WORDS = "what the conflict is, in words"
    DELIBERATION = "agree and disagree, changes by hand"
    RESULT = "the frozen result"
    PROOF = "digest and signature of the result"
    PLACED = "who was placed"
    TO_APPLICANT = "comments to the applicant"


class When(Enum):
    """From when on, and under which condition."""

    NEVER = "–"
    ALWAYS = "always"
    OPENED = "own, from the opening"
    CLOSED = "when scoring is closed"
    SHOWN = "by the rule of the phase"
    UNVEILED = "from the opening, unless blind"
    LIFTED = "unless blind"
    FROZEN = "when frozen"
    ANNOUNCED = "when announced"
    LETTER = "by letter, where the rules say so"


_MEMBER = {
    What.CONTENT: When.OPENED,
    What.IDENTITY: When.UNVEILED,
    What.OWN: When.OPENED,
    What.OTHERS: When.SHOWN,
    What.ASSIGNMENTS: When.CLOSED,
    What.COVERAGE: When.CLOSED,
    What.RANKING: When.CLOSED,
    What.DELIBERATION: When.CLOSED,
    What.RESULT: When.FROZEN,
    What.PROOF: When.FROZEN,
    What.PLACED: When.ANNOUNCED,
    What.TO_APPLICANT: When.SHOWN,
}
_CHAIR = _MEMBER | {
    What.ASSIGNMENTS: When.ALWAYS,
    What.COVERAGE: When.ALWAYS,
    What.SEVERITY: When.CLOSED,
    What.CONFLICTS: When.ALWAYS,
    What.CONFLICT_WORDS: When.LIFTED,
}
_OUTSIDE = {What.PROOF: When.FROZEN, What.PLACED: When.ANNOUNCED}
_APPLICANT = _OUTSIDE | {
    What.CONTENT: When.ALWAYS,
    What.IDENTITY: When.ALWAYS,
    What.TO_APPLICANT: When.LETTER,
}

_RUNS: dict[What, When] = dict.fromkeys(What, When.ALWAYS)
_RUNS |= {What.OWN: When.NEVER, What.RESULT: When.FROZEN, What.PROOF: When.FROZEN}

TABLE: dict[Who, dict[What, When]] = {
    Who.SECRETARIAT: _RUNS,
    Who.CONFLICTED: _OUTSIDE | {What.RESULT: When.FROZEN},
    Who.CHAIR: _CHAIR,
    Who.COMMITTEE: _MEMBER,
    Who.JUROR: _MEMBER,
    Who.APPLICANT: _APPLICANT,
    Who.CO_APPLICANT: _APPLICANT,
    Who.BOARD: _OUTSIDE,
    Who.OTHER_CITY: _OUTSIDE,
    Who.FUNDER: _OUTSIDE,
    Who.STRANGER: _OUTSIDE,
}
"""Who is not named in a row never sees it."""


@dataclass(frozen=True, slots=True)
class Moment:
    """How far a phase is, as far as sight goes by it."""

    opened: bool
    closed: bool
    frozen: bool
    announced: bool
    letters: bool
    veiled: bool
    shown: Shown


def moment_of(phase: Phase) -> Moment:
    """At which moment a phase is: one statement, for whether another blind phase of the call still runs."""
    return Moment(
        opened=phase.opened_at is not None,
        closed=phase.closed_at is not None,
        frozen=phase.frozen_at is not None,
        announced=phase.to_stage is not None and phase.to_stage.announced_at is not None,
        letters=phase.letters_at is not None and phase.comments_sent,
        veiled=is_veiled(phase),
        shown=Shown(phase.scores_shown_to_panel),
    )


def is_veiled(phase: Phase) -> bool:
    """Whether jurors must not learn whose an entry is.

    A blind phase stays so until every blind phase of the call is frozen: who has read the names of the first
    would not be blind in the second.
    """
    if not phase.blind:
        return False
    if phase.frozen_at is None:
        return True
    call = phase.panel.call_id
    return Phase.objects.filter(panel__call=call, blind=True, frozen_at=None).exists()


def allows(when: When, moment: Moment, *, sent_own: bool = False) -> bool:
    """Whether a cell of the table says yes at the moment; ``sent_own``: the reader's own score of the entry is sent."""
    after = moment.shown is Shown.AFTER and sent_own
    return {
        When.NEVER: False,
        When.ALWAYS: True,
        When.OPENED: moment.opened,
        When.CLOSED: moment.closed,
        When.SHOWN: moment.closed or moment.shown is Shown.ALWAYS or after,
        When.UNVEILED: moment.opened and not moment.veiled,
        When.LIFTED: not moment.veiled,
        When.FROZEN: moment.frozen,
        When.ANNOUNCED: moment.announced,
        When.LETTER: moment.letters,
    }[when]


def who_is(reader: Reader, phase: Phase, entry: Entry | None = None) -> Who:
    """Which of the kinds of people the reader is for this phase, and for this entry: at most three statements."""
    if can_run(reader):
        return Who.SECRETARIAT
    juror = _juror(reader, phase)
    if juror is not None:
        if entry is not None and is_conflicted(juror, entry):
            return Who.CONFLICTED
        if juror.chair:
            return Who.CHAIR
        return Who.COMMITTEE if phase.panel.kind == "committee" else Who.JUROR
    if entry is not None and entry.applicant_id in reader.bodies:
        return Who.APPLICANT
    if entry is not None and CoApplicant.objects.filter(entry=entry, body__in=reader.bodies).exists():
        return Who.CO_APPLICANT
    if "board_member" in reader.functions:
        return Who.BOARD
    if "funder" in reader.functions:
        return Who.FUNDER
    return Who.OTHER_CITY if "focal_point" in reader.functions else Who.STRANGER


def is_conflicted(juror: Juror, entry: Entry) -> bool:
    """Whether a conflict of interest stands between the two."""
    return Conflict.objects.standing().filter(juror=juror, entry=entry).exists()


def sees(reader: Reader, phase: Phase, what: What, entry: Entry | None = None) -> bool:
    """Whether the reader may see that of the phase, or of the one entry in it, as the phase stands."""
    when = TABLE[who_is(reader, phase, entry)].get(what, When.NEVER)
    return when is not When.NEVER and allows(when, moment_of(phase))


def _juror(reader: Reader, phase: Phase) -> Juror | None:
    if reader.person_id is None or "juror" not in reader.functions:
        return None
    if phase.panel.body_id not in reader.bodies:
        return None
    return phase.panel.jurors.filter(person=reader.person_id).first()
