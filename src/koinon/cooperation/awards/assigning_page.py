"""What the pages of assigning show: entries with their jurors, jurors with their loads, an answer not yet carried out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from koinon.cooperation.awards.assigning import CAUSES, regions_of
from koinon.cooperation.awards.models import Allotment, Assignment, Juror, Phase
from koinon.cooperation.awards.queries import View, barred_to, entries_of
from koinon.cooperation.calls.models import Entry
from koinon.network.people.readers import Reader
from koinon.network.places.models import Region

ROWS = 50
MANY = 200
"""So many entries that lack jurors are named on the page; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Load:
    """One juror, with what is asked and what would be."""

    juror: Juror
    now: int
    sent: int
    then: int
    region: str

    @property
    def is_new(self) -> bool:
        return self.then > self.now


@dataclass(frozen=True, slots=True)
class Row:
    """One entry, with its jurors."""

    entry: int
    code: str
    title: str
    language: str
    assignments: tuple[Assignment, ...]
    wanted: int

    @property
    def lacks(self) -> int:
        return max(self.wanted - len(self.assignments), 0)


@dataclass(frozen=True, slots=True)
class Lacking:
    """An entry that would have too few jurors, and why."""

    code: str
    title: str
    has: int
    wanted: int
    causes: tuple[tuple[str, int], ...]


def live(phase: Phase) -> QuerySet[Assignment]:
    """Those that will bring a score: not withdrawn, without a conflict, not abstained."""
    return Assignment.objects.filter(phase=phase).live().exclude(review__abstained=True)


def entries(phase: Phase, reader: Reader, *, lacking: bool) -> QuerySet[Entry]:
    """The entries of a phase with how many jurors they have, without those barred to the reader."""
    some = live(phase).filter(entry=OuterRef("pk")).order_by().values("entry")
    many = Coalesce(Subquery(some.annotate(n=Count("pk")).values("n")), 0)
    rows = entries_of(phase).annotate(many=many)
    if (barred := barred_to(reader)) is not None:
        rows = rows.exclude(pk__in=barred)
    if lacking:
        rows = rows.filter(many__lt=phase.per_entry)
    return rows.select_related("applicant").order_by("number", "pk")


def paged(
    phase: Phase, view: View, rows: QuerySet[Entry], asked: str | None
) -> tuple[Page[Any], list[Entry]]:
    """One page of them: in the order of their numbers, or of their codes for who must not know whose they are.

    A public list goes by number: in the same order the codes would be names.
    """
    if view.names:
        page = Paginator(rows, ROWS).get_page(asked)
        return page, list(page.object_list)
    coded = sorted(rows.order_by().values_list("pk", flat=True), key=phase.code)
    codes = Paginator(coded, ROWS).get_page(asked)
    some = {one.pk: one for one in rows.filter(pk__in=list(codes.object_list))}
    return codes, [some[pk] for pk in codes.object_list]


def rows_of(phase: Phase, view: View, page: Iterable[Entry]) -> list[Row]:
    """One page of entries with their jurors: one statement more."""
    shown = list(page)
    held: dict[int, list[Assignment]] = {}
    for one in (
        live(phase).filter(entry__in=[entry.pk for entry in shown]).select_related("juror__person", "review")
    ):
        held.setdefault(one.entry_id, []).append(one)
    return [
        Row(
            one.pk,
            phase.code(one.pk),
            f"{one.title} ({one.applicant})" if view.names else "",
            one.get_language_display(),
            tuple(held.get(one.pk, ())),
            phase.per_entry,
        )
        for one in shown
    ]


def loads(phase: Phase, on: date, answer: dict[str, Any] | None = None) -> list[Load]:
    """Every juror with what is asked, what is in, and what would be asked: five statements."""
    jurors = list(phase.panel.jurors.by_name())
    rows = live(phase).order_by()
    now = dict(rows.values_list("juror").annotate(n=Count("pk")))
    sent = dict(rows.filter(review__sent_at__isnull=False).values_list("juror").annotate(n=Count("pk")))
    told = regions_of(jurors, on)
    names = {str(one.pk): str(one) for one in Region.objects.filter(pk__in=set(told.values()))}
    more = Counter(juror for _entry, juror in (answer or {}).get("given", ()))
    return [
        Load(
            one,
            now.get(one.pk, 0),
            sent.get(one.pk, 0),
            now.get(one.pk, 0) + more[one.pk],
            names.get(told.get(one.pk, ""), ""),
        )
        for one in jurors
    ]


def lacking_of(allotment: Allotment, view: View, reader: Reader) -> list[Lacking]:
    """The first of the entries that would lack jurors, with what stands in the way: two statements at most.

    The first by number, or by code for who must not know whose they are.
    """
    code = allotment.phase.code
    told = allotment.answer.get("lacking", [])
    told = (told if view.names else sorted(told, key=lambda one: code(one[0])))[:MANY]
    barred = barred_to(reader)
    closed = set(barred.values_list("entry", flat=True)) if barred is not None else set()
    known = {}
    if view.names:
        rows = Entry.objects.filter(pk__in=[one[0] for one in told]).select_related("applicant")
        known = {one.pk: f"{one.title} ({one.applicant})" for one in rows}
    return [
        Lacking(
            code(entry),
            known.get(entry, ""),
            has,
            wanted,
            tuple((str(CAUSES[cause]), many) for cause, many in causes),
        )
        for entry, has, wanted, causes in told
        if entry not in closed
    ]


def spread(answer: dict[str, Any], found: list[Load]) -> tuple[int, int]:
    """The smallest and the largest load there would be, of those who judge."""
    judging = [one.then for one in found if one.juror.load_max != 0]
    return (min(judging), max(judging)) if judging else (0, 0)
