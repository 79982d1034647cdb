"""Plans and measures over the machine interface."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories import make, make_agreement, make_body

from koinon.cooperation.plans.models import (
    Measure,
    MeasureAlignment,
    MeasureOwner,
    MeasureUpdate,
    Milestone,
    Plan,
    PlanSide,
)
from koinon.network.people.models import Body


def a_plan(body: Body, **values: Any) -> Measure:
    """A plan with one measure that has come half its way."""
    agreement = make_agreement("Pairing", parties=(body,), kind="pairing")
    told = {
        "title": "Plan",
        "agreement": agreement,
        "starts": "2026",
        "ends": "2027",
        "audience": "public",
    } | values
    plan = make(Plan, agreed_on=date(2026, 1, 5), **told)
    side = make(PlanSide, plan=plan, body=body)
    measure = make(Measure, plan=plan, title="Shade", baseline=0, target=10, unit="m", undisclosed=True)
    make(MeasureOwner, measure=measure, side=side, body=body)
    make(Milestone, measure=measure, title="First", day="2026-06")
    make(MeasureAlignment, measure=measure, vocabulary="sdg", code="11.7")
    make(MeasureAlignment, measure=measure, vocabulary="nua", code="37")
    update = {"state": "accepted", "reading": 5, "sent_on": date(2026, 7, 2), "judged_on": date(2026, 7, 3)}
    make(MeasureUpdate, measure=measure, side=side, quarter="2026-Q2", **update)
    return measure


@pytest.mark.django_db
def test_a_measure_is_told_as_of_a_day(client: Client) -> None:
    measure = a_plan(make_body("City of Lyon"))
    told = client.get(f"/api/v1/measures/{measure.key}?on=2026-08-01").json()
    assert (told["share"], told["reading"], told["sdg"], told["nua"]) == (0.5, "5.0000", ["11.7"], ["37"])
    assert told["owners"][0]["name"] == "City of Lyon"
    earlier = client.get(f"/api/v1/measures/{measure.key}?on=2026-07-02").json()
    assert (earlier["share"], earlier["reading"]) == (0.0, None)


@pytest.mark.django_db
def test_plans_are_found_by_state_side_and_agreement(client: Client) -> None:
    body = make_body()
    plan = a_plan(body).plan
    for asked in (f"body={body.key}", f"agreement={plan.agreement.key}", "state=running", "kind=pair"):
        told = client.get(f"/api/v1/plans?on=2026-08-01&{asked}").json()
        assert [one["key"] for one in told["items"]] == [plan.key], asked
    for asked in ("body=nobody", "state=draft", "state=odd", "kind=strategy"):
        assert client.get(f"/api/v1/plans?on=2026-08-01&{asked}").json()["count"] == 0, asked
    assert client.get("/api/v1/measures?sdg=11").json()["count"] == 1
    assert client.get("/api/v1/measures?sdg=1").json()["count"] == 0


@pytest.mark.django_db
def test_what_is_between_the_parties_is_not_told_to_the_public(client: Client) -> None:
    measure = a_plan(make_body(), audience="parties")
    assert client.get("/api/v1/plans").json()["count"] == 0
    assert client.get(f"/api/v1/measures/{measure.key}").status_code == 404


@pytest.mark.django_db
def test_statements_do_not_grow(client: Client) -> None:
    def counted(address: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    a_plan(make_body())
    before = [counted(address) for address in ("/api/v1/plans", "/api/v1/measures")]
    a_plan(make_body())
    a_plan(make_body())
    assert [counted(address) for address in ("/api/v1/plans", "/api/v1/measures")] == before
