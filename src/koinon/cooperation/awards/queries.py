"""What pages of awards show: the entries of a phase, a juror's own, how far a panel is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from koinon.cooperation.awards.models import (
    Assignment,
    Conflict,
    Juror,
    JuryScore,
    Phase,
    Review,
    Severity,
    Tally,
)
from koinon.cooperation.awards.sight import TABLE, Moment, What, When, Who, allows, moment_of, who_is
from koinon.cooperation.awards.tallying import criteria_of, in_order
from koinon.cooperation.calls.models import Criterion, Entry
from koinon.network.people.prepared import prepared
from koinon.network.people.readers import Reader


def entries_of(phase: Phase) -> QuerySet[Entry]:
    """The entries a phase judges: those of the stage it starts from, else all that were found eligible."""
    rows = Entry.objects.filter(call=phase.panel.call_id, withdrawn_at=None)
    if phase.opened_at is not None:
        return rows.filter(pk__in=Tally.objects.filter(phase=phase).values("entry"))
    if phase.from_stage_id is not None:
        return rows.filter(placings__stage=phase.from_stage_id)
    return rows.judged()


def barred_to(reader: Reader) -> QuerySet[Any, Any] | None:
    """The entries with which the reader has a conflict; None for those who judge nothing."""
    if reader.is_secretariat or reader.person_id is None:
        return None
    return Conflict.objects.standing().filter(juror__person=reader.person_id).values("entry")


@dataclass(frozen=True, slots=True)
class View:
    """What one reader may see of a phase, worked out once for a page."""

    who: Who
    moment: Moment

    def sees(self, what: What) -> bool:
        when = TABLE[self.who].get(what, When.NEVER)
        return when is not When.NEVER and allows(when, self.moment)

    @property
    def names(self) -> bool:
        """Whether entries are called by their titles and applicants."""
        return self.sees(What.IDENTITY)


def view_of(reader: Reader, phase: Phase) -> View:
    """How the reader stands to the phase: two statements at most."""
    return View(who_is(reader, phase), moment_of(phase))


# A juror's own


@dataclass(frozen=True, slots=True)
class Mine:
    """One entry a juror is to score, and how far that is."""

    assignment: Assignment
    code: str
    scored: int
    of: int
    sent: bool
    abstained: bool
    title: str = ""

    @property
    def tone(self) -> str:
        return "plain" if self.abstained else "yes" if self.sent else "possibly" if self.scored else "plain"


def mine(reader: Reader, phase: Phase, *, named: bool = False) -> list[Mine]:
    """What the reader is to score in a phase, what is still to do first, ``named`` by its titles: three statements."""
    of = len(criteria_of(phase))
    related = ("review", "entry") if named else ("review",)
    rows = Assignment.objects.of_reader(reader).filter(phase=phase).select_related(*related)
    rows = rows.order_by().annotate(scored=Count("review__scores", distinct=True))
    found = []
    for one in rows:
        review = getattr(one, "review", None)
        sent = bool(review and review.sent_at)
        told = one.scored  # type: ignore[attr-defined]
        out, title = bool(review and review.abstained), one.entry.title if named else ""
        found.append(Mine(one, phase.code(one.entry_id), told, of, sent, out, title))
    return sorted(found, key=lambda one: (one.sent, one.code))


@dataclass(frozen=True, slots=True)
class Duty:
    """A phase in which the reader has entries to score."""

    phase: Phase
    all: int
    done: int


def duties(reader: Reader) -> list[Duty]:
    """The phases in which the reader scores or scored, those still open first: one statement."""
    sent = Count("assignments", filter=Q(assignments__review__sent_at__isnull=False), distinct=True)
    own = Assignment.objects.of_reader(reader).values("pk")
    rows = (
        Phase.objects.filter(assignments__in=own)
        .order_by()
        .annotate(all=Count("assignments", distinct=True), done=sent)
        .select_related("panel__call", "panel__body")
    )
    found = [Duty(one, one.all, one.done) for one in rows]  # type: ignore[attr-defined]
    return sorted(found, key=lambda one: (one.phase.closed_at is not None, -one.phase.pk))


def first_to_score(reader: Reader) -> dict[int, str]:
    """Of each phase open for scoring the key of the first assignment without a score: one statement."""
    rows = Assignment.objects.of_reader(reader).filter(phase__closed_at=None)
    rows = rows.exclude(review__sent_at__isnull=False).select_related("phase")
    found: dict[int, tuple[str, str]] = {}
    for one in rows:
        here = (one.phase.code(one.entry_id), one.key)
        found[one.phase_id] = min(here, found.get(one.phase_id, here))
    return {phase: key for phase, (_code, key) in found.items()}


def waiting(reader: Reader) -> int:
    """How many entries the reader has still to score: one statement, none for those who judge nothing."""
    if reader.person_id is None or "juror" not in reader.functions:
        return 0
    return len(_waiting(reader))


@prepared
def _waiting(reader: Reader) -> QuerySet[Assignment, int]:
    # On every page a juror opens: put together anew it would take longer than asking.
    rows = Assignment.objects.of_reader(reader).filter(phase__closed_at=None)
    return rows.exclude(review__sent_at__isnull=False).order_by().values_list("pk", flat=True)


def given(review: Review | None) -> dict[int, int]:
    """The scores of a review by criterion: one statement."""
    rows = JuryScore.objects.filter(review=review) if review else JuryScore.objects.none()
    return dict(rows.values_list("criterion", "value"))


@dataclass(frozen=True, slots=True)
class Others:
    """What another juror gave an entry."""

    juror: str
    abstained: str
    scores: tuple[int | None, ...]
    to_committee: str
    to_applicant: str


def others(reader: Reader, phase: Phase, entry_id: int, criteria: Sequence[Criterion]) -> list[Others]:
    """What the others of the panel gave an entry, as far as the phase shows it: two statements."""
    rows = Review.objects.visible_to(reader).filter(
        assignment__phase=phase, assignment__entry=entry_id, sent_at__isnull=False
    )
    rows = rows.exclude(assignment__juror__person=reader.person_id) if reader.person_id else rows
    told = rows.select_related("assignment__juror__person").prefetch_related("scores").order_by("pk")
    found = []
    for one in told:
        scores = {score.criterion_id: score.value for score in one.scores.all()}
        found.append(
            Others(
                juror=str(one.assignment.juror),
                abstained=one.abstained_reason if one.abstained else "",
                scores=tuple(scores.get(criterion.pk) for criterion in criteria),
                to_committee=one.to_committee,
                to_applicant=one.to_applicant,
            )
        )
    return found


# The chair's


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far scoring is."""

    entries: int
    complete: int
    assigned: int
    sent: int
    abstained: int
    unassigned: int


def coverage(phase: Phase) -> Coverage:
    """How many entries have all the scores they are to have: one statement."""
    rows = Tally.objects.filter(phase=phase, entry__withdrawn_at=None).aggregate(
        entries=Count("pk"),
        complete=Count("pk", filter=Q(counted__gte=phase.per_entry)),
        unassigned=Count("pk", filter=Q(assigned__lt=phase.per_entry)),
        assigned=Sum("assigned"),
        counted=Sum("counted"),
        abstained=Sum("abstained"),
    )
    return Coverage(
        entries=rows["entries"],
        complete=rows["complete"],
        assigned=rows["assigned"] or 0,
        sent=(rows["counted"] or 0) + (rows["abstained"] or 0),
        abstained=rows["abstained"] or 0,
        unassigned=rows["unassigned"],
    )


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one juror is, and how severe."""

    juror: Juror
    assigned: int
    sent: int
    severity: Severity | None


def progress(phase: Phase) -> list[Progress]:
    """Every juror with what was asked and what is in: three statements."""
    live = Assignment.objects.filter(phase=phase).live()
    asked = dict(live.values_list("juror").annotate(n=Count("pk")).order_by())
    done = live.filter(review__sent_at__isnull=False)
    sent = dict(done.values_list("juror").annotate(n=Count("pk")).order_by())
    severity = {one.juror_id: one for one in Severity.objects.filter(phase=phase)}
    return [
        Progress(one, asked.get(one.pk, 0), sent.get(one.pk, 0), severity.get(one.pk))
        for one in phase.panel.jurors.by_name()
    ]


def unfinished(phase: Phase) -> int:
    """How many live assignments have no review yet: one statement."""
    live = Assignment.objects.filter(phase=phase).live()
    return live.filter(Q(review=None) | Q(review__sent_at=None)).count()


def spreads(phase: Phase, reader: Reader, most: int = 10) -> list[Tally]:
    """The entries on which the jurors are furthest apart: one statement."""
    rows = in_order(phase, barred_to(reader)).filter(spread__gt=0, counted__gte=2)
    return list(rows.order_by(F("spread").desc(), "id")[:most])


def entry_of_code(phase: Phase, code: str) -> int | None:
    """The entry that is called so in the phase: one statement, and a thousand codes in a few milliseconds."""
    wanted = code.strip().upper()
    rows = Tally.objects.filter(phase=phase).values_list("entry", flat=True)
    return next((entry for entry in rows if phase.code(entry) == wanted), None)
