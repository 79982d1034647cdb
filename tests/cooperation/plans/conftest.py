"""A plan of Guangzhou and Lyon in a programme, the cast around it, and a measure that lacks nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.conftest import reader_with_post
from tests.factories import make, make_agreement, make_body, make_city, make_edition, make_programme

from koinon.cooperation.plans import consent_commands, measure_commands, plan_commands
from koinon.cooperation.plans.measure_commands import Parts, Step
from koinon.cooperation.plans.models import Measure, Plan, PlanSide
from koinon.cooperation.plans.plan_commands import Side
from koinon.network.people.models import Body, ContactDetail, Function
from koinon.network.people.readers import SYSTEM, Reader
from koinon.platform.dates import Day

TODAY = date(2026, 11, 22)


@pytest.fixture
def lyon(home_network: Body) -> Body:
    return make_body("City of Lyon", kind="government", city=make_city("Lyon"))


@pytest.fixture
def team(db: None) -> Body:
    """The body that runs the programme."""
    return make_body("IUC Asia team", kind="team")


@pytest.fixture
def expert(team: Body) -> Reader:
    """An expert of the programme."""
    return reader_with_post("Elena Expert", team, Function.EXPERT)


@pytest.fixture
def foreign_expert(db: None) -> Reader:
    """An expert of another programme."""
    return reader_with_post("Fritz Foreign", make_body("Another team"), Function.EXPERT)


@pytest.fixture
def lyon_officer(lyon: Body) -> Reader:
    """The focal point of the other side."""
    return reader_with_post("Lea Lyon", lyon, Function.FOCAL_POINT)


@pytest.fixture
def plan(guangzhou: Body, lyon: Body, team: Body) -> Plan:
    """A draft in two languages, for the eyes of the parties."""
    edition = make_edition(make_programme("IUC", run_by=team), title="IUC 2026")
    agreement = make_agreement("Pairing of Guangzhou and Lyon", parties=(guangzhou, lyon), kind="pairing")
    values = {
        "title": "Plan of Guangzhou and Lyon",
        "other_title": "广州与里昂行动计划",
        "language": "en",
        "other_language": "zh-hans",
        "kind": "pair",
        "edition": edition,
        "agreement": agreement,
        "starts": Day.of(date(2026, 1, 1)),
        "ends": Day.of(date(2027, 12, 31)),
        "audience": "parties",
    }
    sides = [Side(lyon, "en"), Side(guangzhou, "zh-hans")]
    return plan_commands.record_plan(values, sides, by=SYSTEM)


def sides_of(plan: Plan) -> tuple[PlanSide, PlanSide]:
    """Lyon, and Guangzhou."""
    lyon, guangzhou = PlanSide.objects.filter(plan=plan).select_related("body", "contact").order_by("order")
    return lyon, guangzhou


def measure_values(**changed: Any) -> dict[str, Any]:
    return {
        "title": "Shade on the way to school",
        "other_title": "上学路上的遮阴",
        "starts": Day.of(date(2026, 2, 1)),
        "ends": Day.of(date(2027, 6, 30)),
        "indicator": "Metres of shaded way",
        "unit": "metres",
        "baseline": Decimal(400),
        "baseline_day": Day.of(date(2026, 1, 10)),
        "target": Decimal(1400),
        "undisclosed": True,
        "budget_source": "city budgets",
    } | changed


def measure_parts(plan: Plan, **changed: Any) -> Parts:
    owners = {side.pk: (side.body, None) for side in sides_of(plan)}
    steps = [Step("Streets chosen", Day.of(date(2026, 3, 31)), "选定路段")]
    return Parts(**({"owners": owners, "steps": steps, "sdg": ["11.7"], "nua": ["37"]} | changed))


@pytest.fixture
def measure(plan: Plan) -> Measure:
    """A measure that lacks nothing."""
    return measure_commands.record_measure(plan, measure_values(), measure_parts(plan), by=SYSTEM)


@pytest.fixture
def agreed(plan: Plan, measure: Measure) -> Measure:
    """The measure, agreed by both sides in a plan under way."""
    for side in sides_of(plan):
        consent_commands.agree_measure(measure, side, by=SYSTEM, on=date(2026, 1, 20))
    plan_commands.agree_plan(plan, by=SYSTEM, on=date(2026, 1, 21))
    return Measure.objects.get(pk=measure.pk)


def give_address(body: Body, address: str) -> None:
    make(ContactDetail, body=body, means="email", value=address)
