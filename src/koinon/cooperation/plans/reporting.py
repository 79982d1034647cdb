"""The report against a strategy: for each line of action what points to it, and how each of these stands on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from koinon.cooperation.agreements.commitment_queries import Progress, Promise, promises
from koinon.cooperation.agreements.models import Agreement, Commitment
from koinon.cooperation.agreements.stages import State
from koinon.cooperation.plans.lines import LineOfAction, LinePointer
from koinon.cooperation.plans.measures import Measure
from koinon.cooperation.plans.plans import Plan
from koinon.cooperation.plans.queries import MeasureRow, row_of, with_parts
from koinon.network.events.models import Event
from koinon.network.people.readers import Reader
from koinon.platform.ui import figures

IN_FORCE = (State.IN_FORCE, State.SIGNED)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that points to a line. ``done`` of ``total`` where it can be counted."""

    pointer: LinePointer
    kind: str
    title: str
    href: str
    words: str
    tone: str = "plain"
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class LineReport:
    """A line and all that points to it."""

    line: LineOfAction
    items: tuple[Item, ...]

    @property
    def done(self) -> int:
        """Dues evidenced, events held and measures that reached their target."""
        return sum(item.done for item in self.items)

    @property
    def total(self) -> int:
        """Out of so many."""
        return sum(item.total for item in self.items)


@dataclass(frozen=True, slots=True)
class _Told:
    """How the things stand, by id."""

    agreements: dict[int, Agreement]
    promises: dict[int, Promise]
    measures: dict[int, MeasureRow]
    on: date


def report_of(plan: Plan, on: date, reader: Reader) -> list[LineReport]:
    """Every line of the plan with what points to it, in order: at most eleven statements, two where nothing does."""
    lines = list(LineOfAction.objects.visible_to(reader).filter(plan=plan).order_by("number", "id"))
    rows = LinePointer.objects.visible_to(reader).filter(line__in=lines)
    pointers = list(rows.select_related("event", "commitment__agreement").order_by("id")) if lines else []
    told = _told(pointers, on, reader)
    return [
        LineReport(line, tuple(_item(one, told) for one in pointers if one.line_id == line.pk))
        for line in lines
    ]


def _told(pointers: Sequence[LinePointer], on: date, reader: Reader) -> _Told:
    agreements = {one.agreement_id for one in pointers if one.agreement_id}
    commitments = [one.commitment_id for one in pointers if one.commitment_id]
    measures = {one.measure_id for one in pointers if one.measure_id}
    standing = Agreement.objects.visible_to(reader).with_standing(on, reader)
    given = Commitment.objects.visible_to(reader).with_given(on).select_related("agreement")
    owed = promises(list(given.filter(pk__in=commitments)), on, reader) if commitments else []
    rows = with_parts(Measure.objects.filter(pk__in=measures).select_related("plan"), reader)
    return _Told(
        {one.pk: one for one in standing.filter(pk__in=agreements)} if agreements else {},
        {one.commitment.pk: one for one in owed},
        {one.pk: row_of(one, one.plan, on) for one in rows.prefetch_related("plan__sides")}
        if measures
        else {},
        on,
    )


def _item(pointer: LinePointer, told: _Told) -> Item:
    if pointer.agreement_id:
        return _agreement(pointer, told.agreements[pointer.agreement_id])
    if pointer.commitment_id:
        return _promise(pointer, told.promises[pointer.commitment_id])
    if pointer.event:
        return _event(pointer, pointer.event, told.on)
    assert pointer.measure_id is not None  # the database holds to it
    return _measure(pointer, told.measures[pointer.measure_id])


def _agreement(pointer: LinePointer, agreement: Agreement) -> Item:
    state = State(agreement.state)
    tone = "yes" if state in IN_FORCE else "plain"
    return Item(pointer, _("agreement"), str(agreement), agreement.get_absolute_url(), str(state.label), tone)


def _promise(pointer: LinePointer, promise: Promise) -> Item:
    words = {
        Progress.LATE: _("late by %(time)s") % {"time": promise.late_words},
        Progress.EVIDENCED: _("evidenced"),
        Progress.OPEN: promise.due_words or pgettext("promise", "open"),
    }[promise.progress]
    tone = {Progress.LATE: "late", Progress.EVIDENCED: "yes", Progress.OPEN: "plain"}[promise.progress]
    commitment = promise.commitment
    return Item(
        pointer,
        _("promise"),
        str(commitment),
        commitment.get_absolute_url(),
        words,
        tone,
        promise.evidenced,
        promise.total,
    )


def _event(pointer: LinePointer, event: Event, on: date) -> Item:
    held = not event.starts.is_unknown and event.starts.latest <= on
    words = figures.span(event.span)
    return Item(
        pointer,
        _("event"),
        str(event),
        event.get_absolute_url(),
        words,
        "yes" if held else "plain",
        int(held),
        1,
    )


def _measure(pointer: LinePointer, row: MeasureRow) -> Item:
    measure, percent = row.measure, row.progress.percent
    words = _("%(done)s %% of the way") % {"done": percent} if percent is not None else _("not measured yet")
    reached = row.progress.has_reached_target
    tone = "late" if row.progress.late else "yes" if reached else "plain"
    return Item(pointer, _("measure"), str(measure), measure.get_absolute_url(), words, tone, int(reached), 1)
