"""What the pages of scholarships show: the list, one with its instalments, those of a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from koinon.cooperation.calls.models import Call, Entry
from koinon.cooperation.grants.models import Grant, Instalment, Payment, ScholarReport, Scholarship
from koinon.cooperation.grants.queries import Step, paid_sum, with_parts, with_seen
from koinon.cooperation.grants.queries import standing as instalment_standing
from koinon.cooperation.grants.scholarships import TONES, Standing
from koinon.network.evidence.models import Document
from koinon.network.people.models import Body
from koinon.network.people.readers import Reader

SORTS = {
    "starts": ("starts_earliest", "id"),
    "-starts": ("-starts_earliest", "-id"),
    "title": ("title", "id"),
    "-title": ("-title", "-id"),
    "due": ("report_due", "id"),
    "-due": ("-report_due", "-id"),
}
POINTS: tuple[tuple[str, Any], ...] = (("call", Call), ("report", Document))


@dataclass(frozen=True, slots=True)
class Listed:
    """A scholarship as a list shows it, with the next instalment that falls due."""

    one: Scholarship
    standing: Standing
    next_due: Instalment | None

    @property
    def tone(self) -> str:
        return TONES[self.standing]


def scholarship_list(
    reader: Reader, on: date, *, words: str = "", body: Body | None = None, state: str = ""
) -> QuerySet[Scholarship]:
    """The scholarships the reader may see, with whom they concern and the grants as far as the reader may see those."""
    rows = Scholarship.objects.visible_to(reader).by(on).select_related("scholar", "home", "host")
    for word in words.split():
        ends = Q(home__name__icontains=word) | Q(host__name__icontains=word)
        rows = rows.filter(ends | Q(title__icontains=word) | Q(scholar__name__icontains=word))
    if body:
        rows = rows.filter(Q(home=body) | Q(host=body))
    if state:
        rows = rows.filter(in_standing(state, on))
    granted = with_parts(Grant.objects.visible_to(reader), on)
    return rows.prefetch_related(Prefetch("grant", granted))


def in_standing(state: str, on: date) -> Q:
    """The condition that a scholarship stands so on the day: the same answers as ``Scholarship.standing``."""
    gone = Q(given_up_on__isnull=False, given_up_on__lte=on)
    came = Q(reported_on__isnull=False, reported_on__lte=on)
    late = Q(report_due__isnull=False, report_due__lt=on)
    over, ahead = Q(ends_latest__lt=on), Q(starts_earliest__gt=on)
    goes_on = ~gone & ~came
    conditions: dict[str, Q] = {
        Standing.GIVEN_UP: gone,
        Standing.COMPLETE: came & ~gone,
        Standing.OVERDUE: goes_on & late,
        Standing.REPORT_DUE: goes_on & ~late & over,
        Standing.AWARDED: goes_on & ~late & ~over & ahead,
        Standing.UNDERWAY: goes_on & ~late & ~over & ~ahead,
    }
    return conditions.get(state, Q())


def listed(one: Scholarship, on: date) -> Listed:
    """A scholarship of ``scholarship_list`` for its line; asks nothing."""
    grant = one.grant
    due = None
    if grant:
        payments = list(grant.payments.all())
        steps = [(row, instalment_standing(row, payments, on)) for row in grant.instalments.all()]
        due = next((row for row, where in steps if where != "paid"), None)
    return Listed(one, one.standing(on), due)


@dataclass(frozen=True, slots=True)
class ScholarshipPage:
    """One scholarship with the instalments of its grant, as far as the reader may see the grant."""

    one: Scholarship
    standing: Standing
    grant: Grant | None
    steps: tuple[Step, ...]
    entry: Entry | None
    handed_in: ScholarReport | None

    @property
    def tone(self) -> str:
        return TONES[self.standing]


def scholarship_page(one: Scholarship, on: date, reader: Reader) -> ScholarshipPage:
    """Everything on the page of a scholarship: six statements at most."""
    grant = _grant(one, on, reader)
    payments: list[Payment] = list(grant.payments.all()) if grant else []
    steps = []
    if grant:
        for row in grant.instalments.all():
            row.grant = grant
            paid = [each for each in payments if each.instalment_id == row.pk]
            steps.append(Step(row, instalment_standing(row, payments, on), paid_sum(paid)))
    return ScholarshipPage(
        one, one.standing(on), grant, tuple(steps), _entry(one, reader), _handed_in(one, reader)
    )


def _handed_in(one: Scholarship, reader: Reader) -> ScholarReport | None:
    rows = ScholarReport.objects.visible_to(reader).filter(scholarship=one)
    return rows.select_related("document").first()


def _entry(one: Scholarship, reader: Reader) -> Entry | None:
    return Entry.objects.visible_to(reader).filter(pk=one.entry_id).first() if one.entry_id else None


def _grant(one: Scholarship, on: date, reader: Reader) -> Grant | None:
    if not one.grant_id:
        return None
    rows = Grant.objects.visible_to(reader).filter(pk=one.grant_id).select_related("funder", "recipient")
    return with_parts(rows, on).first()


def with_points(rows: QuerySet[Scholarship], reader: Reader) -> QuerySet[Scholarship]:
    """Each with what it points at, as far as the reader may see that."""
    return with_seen(rows, reader, *POINTS)
