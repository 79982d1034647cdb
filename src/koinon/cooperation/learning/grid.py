"""What the agreement owes year by year: promises by years, each cell with what is shown, and empty where nothing is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.agreements.models import Commitment, Due, EvidenceDue, EvidenceState
from koinon.cooperation.learning.flowing import falls_in
from koinon.cooperation.learning.hubs import Hub, HubWork, Work
from koinon.network.people.prepared import prepared
from koinon.network.people.readers import Reader
from koinon.platform.dates.bounds import FIRST, LAST

MOST_YEARS = 12


class Standing(models.TextChoices):
    """Where a promise stands in a year, as of a day."""

    EVIDENCED = "evidenced", _("evidenced")
    OFFERED = "offered", _("offered")
    LATE = "late", _("not evidenced")
    OPEN = "open", _("not due yet")
    NONE = "none", _("nothing due")


TONES = {
    Standing.EVIDENCED: "yes",
    Standing.OFFERED: "possibly",
    Standing.LATE: "late",
    Standing.OPEN: "plain",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One promise in one year."""

    year: int
    standing: Standing
    dues: tuple[Due, ...]
    shown: tuple[EvidenceDue, ...]

    @property
    def tone(self) -> str:
        return TONES.get(self.standing, "plain")


@dataclass(frozen=True, slots=True)
class Line:
    """One promise over the years, and the kinds of work that keep it."""

    commitment: Commitment
    works: tuple[Work, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """All promises of a hub's agreement over its years."""

    years: tuple[int, ...]
    lines: tuple[Line, ...]

    @property
    def empty(self) -> int:
        """How many cells owe something and show nothing."""
        return sum(cell.standing == Standing.LATE for line in self.lines for cell in line.cells)

    @property
    def evidenced(self) -> int:
        return sum(cell.standing == Standing.EVIDENCED for line in self.lines for cell in line.cells)

    @property
    def owed(self) -> int:
        """How many cells owe something."""
        return sum(cell.standing != Standing.NONE for line in self.lines for cell in line.cells)


def grid_of(hub: Hub, on: date, reader: Reader, also: Iterable[int] = ()) -> Grid:
    """The promises, their dues, what serves them and the links to work: four statements."""
    commitments = _promises(reader, agreement=hub.agreement_id)
    dues = list(
        Due.objects.filter(commitment__in=[one.pk for one in commitments]).order_by("day_latest", "id")
    )
    shown: dict[int, list[EvidenceDue]] = {}
    for link in _served(reader, dues=[one.pk for one in dues]):
        shown.setdefault(link.due_id, []).append(link)
    works: dict[int, list[Work]] = {}
    for known in HubWork.objects.filter(hub=hub).order_by("id"):
        works.setdefault(known.commitment_id, []).append(Work(known.work))
    years = years_of(hub, dues, also)
    return Grid(
        years,
        tuple(
            Line(
                one,
                tuple(works.get(one.pk, ())),
                tuple(
                    _cell(year, [due for due in dues if due.commitment_id == one.pk], shown, on)
                    for year in years
                ),
            )
            for one in commitments
        ),
    )


@prepared
def _promises(reader: Reader, /, *, agreement: int) -> QuerySet[Commitment]:
    return Commitment.objects.visible_to(reader).filter(agreement=agreement).order_by("order", "id")


@prepared
def _served(reader: Reader, /, *, dues: Sequence[int]) -> QuerySet[EvidenceDue]:
    rows = EvidenceDue.objects.visible_to(reader).filter(due__in=dues)
    return rows.exclude(evidence__state=EvidenceState.RETURNED).select_related("evidence").order_by("id")


def years_of(hub: Hub, dues: Iterable[Due], also: Iterable[int] = ()) -> tuple[int, ...]:
    """The years of the term, of dated dues, and those in which something was done; of a long row the first dozen."""
    starts, ends = hub.agreement.starts, hub.agreement.ends
    years = set(also)
    if starts.earliest > FIRST and ends.latest < LAST:
        years |= set(range(starts.earliest.year, ends.latest.year + 1))
    for due in dues:
        if due.day.earliest > FIRST and due.day.latest < LAST:
            years |= {due.day.earliest.year, due.day.latest.year}
    return tuple(sorted(years)[:MOST_YEARS])


def _cell(year: int, dues: list[Due], shown: dict[int, list[EvidenceDue]], on: date) -> Cell:
    """What falls due in the year. Of an unknown day it stands in the year of what is shown for it, if anything is."""
    falling = [due for due in dues if falls_in(due, year) and due.day.latest < LAST]
    links = tuple(link for due in falling for link in shown.get(due.pk, ()))
    if not falling:
        return Cell(year, Standing.NONE, (), ())
    accepted = {link.due_id for link in links if _counts(link, on)}
    offered = {link.due_id for link in links if link.evidence.state == EvidenceState.OFFERED}
    if all(due.pk in accepted for due in falling):
        standing = Standing.EVIDENCED
    elif any(due.day.latest < on and due.pk not in accepted | offered for due in falling):
        standing = Standing.LATE
    elif offered:
        standing = Standing.OFFERED
    else:
        standing = Standing.OPEN
    return Cell(year, standing, tuple(falling), links)


def _counts(link: EvidenceDue, on: date) -> bool:
    evidence = link.evidence
    if evidence.state != EvidenceState.ACCEPTED:
        return False
    if evidence.day.is_unknown:
        return evidence.judged_on is None or evidence.judged_on <= on
    return evidence.day.latest <= on
