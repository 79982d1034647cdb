"""Tallying: what the reviews of each entry come to, kept so that a ranking of any length is one short read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from koinon.cooperation.awards.models import Assignment, JuryScore, Phase, Review, Severity, Tally, TieRule
from koinon.cooperation.awards.severity import Given, freed, mildness
from koinon.cooperation.calls.models import Criterion
from koinon.platform.audit.rewriting import rewrite

FEW = 800
"""So many entries are asked for by their ids; of more, the whole phase is tallied."""
TALLIED = ("assigned", "counted", "abstained", "points", "mean", "spread", "value", "tie")
EXACT = Decimal("0.000001")


@dataclass(slots=True)
class Sums:
    """What is added up for one entry."""

    assigned: int = 0
    abstained: int = 0
    points: list[int] = field(default_factory=list)
    weightiest: list[int] = field(default_factory=list)


def criteria_of(phase: Phase) -> list[Criterion]:
    """The criteria of the call, in the order of its rules: one statement."""
    return list(Criterion.objects.filter(call=phase.panel.call_id).order_by("rank", "id"))


def most_points(criteria: Iterable[Criterion]) -> int:
    """What a review can come to at most."""
    return sum(one.most for one in criteria)


def weightiest_of(criteria: Iterable[Criterion]) -> Criterion | None:
    """The criterion that counts most, its points and its weight together; of several, the first in the rules."""
    return max(criteria, key=lambda one: (one.most, -one.rank, -one.pk), default=None)


def points_of(review: Review) -> int:
    """Score times weight, added up: one statement."""
    rows = JuryScore.objects.filter(review=review)
    return int(rows.aggregate(total=Sum(F("value") * F("criterion__weight")))["total"] or 0)


def percent(points: int, count: int, most: int) -> Decimal:
    """The mean of so many reviews, in percent of the most."""
    return (Decimal(100 * points) / Decimal(count * most)).quantize(EXACT) if count and most else Decimal(0)


def retally(phase: Phase, entries: Collection[int] | None = None) -> None:
    """Work out anew what the reviews of these entries come to, or of all: six statements."""
    rows, live = Tally.objects.filter(phase=phase), Assignment.objects.filter(phase=phase).live()
    if entries is not None and len(entries) <= FEW:
        rows, live = rows.filter(entry__in=list(entries)), live.filter(entry__in=list(entries))
    criteria = criteria_of(phase)
    sums = _sums(phase, live, weightiest_of(criteria))
    tallies = list(rows)
    for one in tallies:
        _fill(one, sums[one.entry_id], phase, criteria)
    rewrite(tallies, TALLIED)


def _sums(phase: Phase, live: QuerySet[Assignment], weightiest: Criterion | None) -> dict[int, Sums]:
    found: dict[int, Sums] = defaultdict(Sums)
    for entry, number in live.values_list("entry").annotate(number=Count("pk")).order_by():
        found[entry].assigned = number
    sent = Review.objects.filter(assignment__in=live.values("pk"), sent_at__isnull=False)
    for entry, points, abstained in sent.values_list("assignment__entry", "points", "abstained"):
        if abstained:
            found[entry].abstained += 1
        else:
            found[entry].points.append(points)
    if phase.tie_rule == TieRule.WEIGHTIEST and weightiest is not None:
        told = JuryScore.objects.filter(
            criterion=weightiest, review__in=sent.filter(abstained=False).values("pk")
        )
        for entry, value in told.values_list("review__assignment__entry", "value"):
            found[entry].weightiest.append(value)
    return found


def _fill(tally: Tally, sums: Sums, phase: Phase, criteria: list[Criterion]) -> None:
    most, count = most_points(criteria), len(sums.points)
    tally.assigned, tally.abstained, tally.counted = sums.assigned, sums.abstained, count
    tally.points = sum(sums.points)
    tally.mean = percent(tally.points, count, most) if count else None
    tally.spread = percent(max(sums.points) - min(sums.points), 1, most) if count else None
    tally.tie = Decimal(0)
    if phase.tie_rule == TieRule.SPREAD and tally.spread is not None:
        tally.tie = -tally.spread
    elif phase.tie_rule == TieRule.WEIGHTIEST and sums.weightiest:
        top = weightiest_of(criteria)
        assert top is not None
        tally.tie = percent(sum(sums.weightiest), len(sums.weightiest), top.top)
    ranked = tally.adjusted if phase.normalised and tally.adjusted is not None else tally.mean
    tally.value = ranked if ranked is not None else Decimal(-1)


def free_of_severity(phase: Phase) -> None:
    """Work out how severe each judge is and what the scores would be without it: for the whole phase at once."""
    most = most_points(criteria_of(phase))
    counted = Review.objects.counting().filter(assignment__phase=phase)
    scores = [
        Given(entry, juror, 100 * points / most)
        for entry, juror, points in counted.values_list("assignment__entry", "assignment__juror", "points")
    ]
    told = mildness(scores)
    Severity.objects.filter(phase=phase).delete()
    Severity.objects.bulk_create(
        (
            Severity(
                phase=phase,
                juror_id=juror,
                given=one.given,
                shared=one.shared,
                deviation=_exact(one.deviation),
                model=_exact(one.model),
            )
            for juror, one in told.items()
        ),
        batch_size=200,
    )
    adjusted = freed(scores, {juror: one.model for juror, one in told.items()})
    tallies = list(Tally.objects.filter(phase=phase))
    for one in tallies:
        one.adjusted = _exact(adjusted.get(one.entry_id))
        ranked = one.adjusted if phase.normalised and one.adjusted is not None else one.mean
        one.value = ranked if ranked is not None else Decimal(-1)
    rewrite(tallies, ("adjusted", "value"))


def _exact(number: float | None) -> Decimal | None:
    return None if number is None else Decimal(repr(number)).quantize(EXACT)


def in_order(phase: Phase, barred: Any = None) -> QuerySet[Tally]:
    """The entries of a phase in the order of its ranking, without those withdrawn and those barred to the reader."""
    rows = Tally.objects.filter(phase=phase, entry__withdrawn_at=None)
    if barred is not None:
        rows = rows.exclude(entry__in=barred)
    return rows.order_by("-value", "-tie", "id")


def better_than(tally: Tally) -> int:
    """How many entries of the phase are ranked before this one, those of the same place not counted: one statement."""
    before = Q(value__gt=tally.value) | Q(value=tally.value, tie__gt=tally.tie)
    return Tally.objects.filter(before, phase=tally.phase_id, entry__withdrawn_at=None).count()
