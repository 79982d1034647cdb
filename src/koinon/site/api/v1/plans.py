"""Plans and their measures: who owns them, how far they have come by a day, what they serve."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from koinon.cooperation.plans import queries
from koinon.cooperation.plans.models import Measure, Plan, PlanSide
from koinon.cooperation.plans.plans import PlanState
from koinon.network.people.readers import Reader
from koinon.site.api.answers import (
    Asked,
    AsOf,
    DayOut,
    ListOf,
    Ref,
    dated,
    day,
    day_of,
    listed,
    named,
    reader_of,
    ref,
    single,
    some,
)
from koinon.site.api.pointing import pointing

router = Router()


class PlanOut(Schema):
    key: str
    title: str
    language: str
    other_title: str
    other_language: str
    kind: str
    state: str
    is_example: bool
    purpose: str
    sides: list[Ref]
    agreement: Ref | None
    edition: Ref | None
    decision: Ref | None
    starts: DayOut
    ends: DayOut
    holds: str
    agreed_on: date | None
    closed_on: date | None


class PlanFilter(Schema):
    kind: str = ""
    state: str = ""
    agreement: str = ""
    edition: str = ""
    body: str = ""


class MilestoneOut(Schema):
    key: str
    title: str
    other_title: str
    day: DayOut
    reached_on: date | None


class MeasureOut(Schema):
    key: str
    plan: Ref
    number: int
    title: str
    other_title: str
    theme: str
    owners: list[Ref]
    starts: DayOut
    ends: DayOut
    holds: str
    indicator: str
    unit: str
    baseline: Decimal | None
    target: Decimal | None
    reading: Decimal | None
    reading_on: date | None
    share: float | None
    milestones: list[MilestoneOut]
    budget: Decimal | None
    currency: str
    undisclosed: bool
    budget_source: str
    sdg: list[str]
    nua: list[str]
    agreed_on: date | None
    closed_on: date | None


class MeasureFilter(Schema):
    plan: str = ""
    theme: str = ""
    sdg: str = ""


def plan_rows(reader: Reader) -> QuerySet[Plan]:
    return queries.plan_rows(reader).order_by("key")


def told_plan(one: Plan, on: date) -> dict[str, Any]:
    plain = ("key", "title", "language", "other_title", "other_language", "kind", "is_example", "purpose")
    return {
        **{name: getattr(one, name) for name in plain},
        "state": one.state(on).value,
        "sides": some(side.body for side in one.sides.all()),
        "agreement": ref(one.agreement),
        "edition": ref(one.edition),
        "decision": ref(one.decision),
        **dated(one.span, on),
        "agreed_on": one.agreed_on,
        "closed_on": one.closed_on,
    }


def told_measure(one: Measure, on: date) -> dict[str, Any]:
    row = queries.row_of(one, one.plan, on)
    plain = ("key", "number", "title", "other_title", "theme", "indicator", "unit", "baseline", "target")
    money = ("budget", "currency", "undisclosed", "budget_source", "agreed_on", "closed_on")
    latest = row.progress.latest
    return {
        **{name: getattr(one, name) for name in (*plain, *money)},
        "plan": named(one.plan),
        "owners": some(owner.body for owner in row.owners),
        **dated(one.span, on),
        "reading": latest.value if latest else None,
        "reading_on": latest.day if latest else None,
        "share": row.progress.share,
        "milestones": [
            {
                "key": step.key,
                "title": step.title,
                "other_title": step.other_title,
                "day": day(step.day),
                "reached_on": step.reached_on,
            }
            for step in row.milestones
        ],
        "sdg": list(row.sdg),
        "nua": list(row.nua),
    }


@router.get("/plans", response=ListOf[PlanOut])
def plans(request: HttpRequest, asked: Asked, wanted: Query[PlanFilter]) -> HttpResponse:
    """Plans by kind, state, agreement, edition or side."""
    on, reader = day_of(request, asked), reader_of(request)
    found = plan_rows(reader)
    found = found.filter(pointing(Plan, reader, {"agreement": wanted.agreement, "edition": wanted.edition}))
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.state:
        known = wanted.state in PlanState.values
        found = found.in_state(wanted.state, on) if known else found.none()  # type: ignore[attr-defined]
    if wanted.body:
        sides = PlanSide.objects.visible_to(reader).filter(pointing(PlanSide, reader, {"body": wanted.body}))
        found = found.filter(pk__in=sides.values("plan"))
    return listed(request, found, asked, lambda one: told_plan(one, on))


@router.get("/plans/{key}", response=PlanOut)
def plan(request: HttpRequest, key: str, asked: AsOf) -> HttpResponse:
    """One plan."""
    on, reader = day_of(request, asked), reader_of(request)
    return single(request, plan_rows(reader), key, lambda one: told_plan(one, on))


@router.get("/measures", response=ListOf[MeasureOut])
def measures(request: HttpRequest, asked: Asked, wanted: Query[MeasureFilter]) -> HttpResponse:
    """Measures by plan, theme, or goal or target served."""
    on, reader = day_of(request, asked), reader_of(request)
    found = queries.measure_rows(reader).order_by("plan__key", "number", "id")
    found = found.filter(pointing(Measure, reader, {"plan": wanted.plan}))
    if wanted.theme:
        found = found.filter(theme__iexact=wanted.theme)
    if wanted.sdg:
        found = found.filter(queries.serving(wanted.sdg))
    return listed(request, found, asked, lambda one: told_measure(one, on))


@router.get("/measures/{key}", response=MeasureOut)
def measure(request: HttpRequest, key: str, asked: AsOf) -> HttpResponse:
    """One measure."""
    on, reader = day_of(request, asked), reader_of(request)
    return single(request, queries.measure_rows(reader), key, lambda one: told_measure(one, on))
