"""The pages of plans: the list, the plan room, a measure, the library of what worked, the report of a strategy."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from koinon.cooperation.plans import queries
from koinon.cooperation.plans.drawing import gantt_of, readings_of
from koinon.cooperation.plans.forms import CopyForm, LibraryFilter, PlanFilter
from koinon.cooperation.plans.links import consent_token
from koinon.cooperation.plans.models import Measure, MeasureUpdate, Plan, PlanKind, PlanSide
from koinon.cooperation.plans.permissions import (
    can_begin_plan,
    can_run_plan,
    can_speak_for,
    can_write_measures,
)
from koinon.cooperation.plans.quarters import last_ended
from koinon.cooperation.plans.readiness import lacks_of_plan
from koinon.cooperation.plans.reporting import report_of
from koinon.network.evidence.queries import marks
from koinon.network.people.doors import Request
from koinon.network.people.permissions import can_record
from koinon.platform.ui.addresses import url
from koinon.platform.ui.downloads import download

ROWS = 50


PLAN_COLUMNS = ("key", "title", "kind", "sides", "starts", "ends", "state", "measures", "agreed")


@require_safe
def plans(request: Request) -> HttpResponseBase:
    """All plans, the latest first."""
    asked = PlanFilter(request.GET)
    told = asked.cleaned_data if asked.is_valid() else {}
    rows = queries.plan_list(
        request.reader, request.on, **{name: told.get(name, "") for name in asked.fields}
    )
    if file := download(request, "plans", PLAN_COLUMNS, lambda: (_cells(one, request) for one in rows)):
        return file
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "shown": [(one, one.state(request.on)) for one in page.object_list],
        "filters": asked,
        "filtered": any(told.values()),
        "may_begin": can_begin_plan(request.reader),
        "waiting": _waiting(request),
    }
    return render(request, "plans/plans.html", context)


def _cells(one: Plan, request: Request) -> tuple[object, ...]:
    sides = "; ".join(str(side) for side in one.sides.all())
    counts = one.measure_count, one.agreed_count  # type: ignore[attr-defined]
    return one.key, one.title, one.kind, sides, one.starts, one.ends, one.state(request.on).value, *counts


def _waiting(request: Request) -> int:
    """How many updates wait for an answer, for whoever may answer some."""
    return queries.waiting_updates(request.reader).count() if can_begin_plan(request.reader) else 0


@require_safe
def plan(request: Request, key: str) -> HttpResponse:
    """The plan room: measures in both languages, what each lacks, who agreed, how far they have come."""
    shown = visible_plan(request, key)
    rows = queries.measures_of([shown], request.reader, request.on)[shown.pk]
    runs = can_run_plan(request.reader, shown)
    sides = list(shown.sides.all())
    context = {
        "plan": shown,
        "state": shown.state(request.on),
        "rows": rows,
        "agreed": sum(row.measure.is_agreed(request.on) for row in rows),
        "sides": sides,
        "links": [(side, _consent_address(request, consent_token(side))) for side in sides] if runs else [],
        "lacks": lacks_of_plan(shown),
        "gantt": gantt_of(shown, rows, request.on),
        "lines": report_of(shown, request.on, request.reader) if shown.kind == PlanKind.STRATEGY else (),
        "runs": runs,
        "writes": can_write_measures(request.reader, shown) and shown.closed_on is None,
        "sources": marks([shown, *(row.measure for row in rows)], request.reader),
    }
    return render(request, "plans/plan.html", context)


def _consent_address(request: Request, token: str) -> str:
    return request.build_absolute_uri(url("plans:consent-guest", token=token)) if token else ""


@require_safe
def measure(request: Request, key: str) -> HttpResponse:
    """One measure: what it is in both languages, who answers for it, what was said of it and reported."""
    shown = visible_measure(request, key)
    its_plan = shown.plan
    runs, records = can_run_plan(request.reader, its_plan), can_record(request.reader)
    sides, updates = list(its_plan.sides.all()), queries.updates_of(shown, request.reader, request.on)
    context = {
        "measure": shown,
        "plan": its_plan,
        "row": (row := queries.row_of(shown, its_plan, request.on)),
        "drawing": readings_of(row, request.on),
        "updates": updates,
        "to_ask": _to_ask(request, shown, sides, updates),
        "sides": sides,
        "speaks_for": [side for side in sides if records or can_speak_for(request.reader, side)],
        "runs": runs,
        "writes": can_write_measures(request.reader, its_plan) and its_plan.closed_on is None,
        "sources": marks([shown], request.reader),
    }
    return render(request, "plans/measure.html", context)


def _to_ask(
    request: Request, shown: Measure, sides: list[PlanSide], updates: list[MeasureUpdate]
) -> list[PlanSide]:
    """The sides whose update of the quarter last ended has not come yet; none where nothing is reported."""
    if not request.is_today or not queries.reportable(request.on).filter(pk=shown.pk).exists():
        return []
    quarter = last_ended(request.on)
    sent = {one.side_id for one in updates if one.quarter == quarter and not one.waits_for_side}
    return [side for side in sides if side.pk not in sent]


@require_safe
def library(request: Request) -> HttpResponse:
    """Measures that reached their target, to be copied into a plan of one's own."""
    asked = LibraryFilter(request.GET)
    told = asked.cleaned_data if asked.is_valid() else {}
    found = queries.library(request.reader, request.on, queries.Sought(**told))
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    own = queries.writable_plans(request.reader, request.on)
    context = {
        "page": page,
        "rows": [queries.row_of(one, one.plan, request.on) for one in page.object_list],
        "filters": asked,
        "filtered": any(told.values()),
        "copy_form": CopyForm(plans=own, auto_id="copy_%s") if own else None,
    }
    return render(request, "plans/library.html", context)


COLUMNS = ("line", "title", "kind", "what", "state", "address")


@require_safe
def report(request: Request, key: str) -> HttpResponseBase:
    """What was done for each line of a strategy, as of the day."""
    shown = visible_plan(request, key)
    lines = report_of(shown, request.on, request.reader)
    cells = (
        (line.line.number, line.line.title, item.kind, item.title, item.words, item.href)
        for line in lines
        for item in line.items
    )
    if file := download(request, f"report-{shown.key}", COLUMNS, lambda: cells):
        return file
    context = {"plan": shown, "lines": lines, "runs": can_run_plan(request.reader, shown)}
    return render(request, "plans/report.html", context)


def visible_plan(request: Request, key: str) -> Plan:
    """The plan, for whoever may see it."""
    return get_object_or_404(queries.plan_rows(request.reader), key=key)


def visible_measure(request: Request, key: str) -> Measure:
    """The measure, for whoever may see its plan."""
    return get_object_or_404(queries.measure_rows(request.reader), key=key)
