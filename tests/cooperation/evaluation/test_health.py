"""The health of a pair from its record: which traces count, and that a page costs the same at one row and at three."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.cooperation.evaluation.making import make_pair
from tests.factories import (
    make,
    make_act,
    make_attendance,
    make_body,
    make_commitment,
    make_event,
    make_person,
    make_post,
    make_role,
)

from koinon.cooperation.agreements.models import Agreement, Evidence, EvidenceDue
from koinon.cooperation.evaluation.models import Assessment
from koinon.cooperation.evaluation.queries import health_of
from koinon.cooperation.evaluation.signs import Mood, Sign, SignName
from koinon.cooperation.plans.models import Measure, MeasureUpdate, Plan, PlanSide
from koinon.network.confirmations.models import Confirmation
from koinon.network.people.models import Body, Function
from koinon.network.people.readers import SYSTEM, Reader

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 22)
SignedIn = Callable[[Reader], Client]


def sign(pair: Agreement, name: SignName, reader: Reader = SYSTEM, on: date = ON) -> Sign:
    return {one.name: one for one in health_of(pair, on, reader).signs}[name]


def met(first: Body, second: Body, day: str, **values: Any) -> None:
    event = make_event(starts=day, ends=day, **values)
    make_attendance(event, person=make_person(), sent_by=first)
    make_attendance(event, body=second)


def test_events_of_both_sides_are_contacts_and_of_one_are_not(
    pair: Agreement, guangzhou: Body, chengdu: Body
) -> None:
    met(guangzhou, chengdu, "2026-03-01", title="Both there")
    met(guangzhou, make_body(), "2026-04-01", title="One there")
    make_event("Hosted", host=guangzhou, starts="2026-05-01", ends="2026-05-01")
    assert [one.words for one in sign(pair, SignName.CONTACT).reasons] == ["Both there"]


def test_an_office_of_a_side_is_the_side(pair: Agreement, guangzhou_office: Body, chengdu: Body) -> None:
    met(guangzhou_office, chengdu, "2026-03-01", title="The office came")
    assert [one.words for one in sign(pair, SignName.CONTACT).reasons] == ["The office came"]


def test_an_event_closed_to_the_reader_counts_and_is_not_named(
    pair: Agreement, guangzhou: Body, chengdu: Body, coordinator: Reader
) -> None:
    met(guangzhou, chengdu, "2026-03-01", title="Hushed talks", audience="secretariat")
    [trace] = sign(pair, SignName.CONTACT, coordinator).reasons
    assert (trace.words, trace.href) == ("an event not open to you", "")


def test_acts_evidence_and_updates_are_contacts_by_their_days(pair: Agreement, guangzhou: Body) -> None:
    make_act(pair, day="2026-01-15")
    promise = make_commitment(pair, debtors=[guangzhou], dues=["2026-06-30"])
    shown = make(
        Evidence,
        title="Minutes",
        address="https://example.org",
        state="accepted",
        day="2026-06-01",
        offered_on=date(2026, 6, 2),
    )
    make(EvidenceDue, evidence=shown, due=promise.dues.get())
    update(pair, guangzhou, "2026-Q2", sent_on=date(2026, 7, 10))
    days = [one.day for one in sign(pair, SignName.CONTACT).reasons]
    assert days == [date(2026, 7, 10), date(2026, 6, 2), date(2026, 1, 15)]
    assert sign(pair, SignName.PROMISES).mood == Mood.STEADY
    assert not sign(pair, SignName.CONTACT, on=date(2026, 1, 1)).reasons


def update(pair: Agreement, body: Body, quarter: str, **values: Any) -> MeasureUpdate:
    plan = Plan.objects.filter(agreement=pair).first() or make(
        Plan, title="Plan", agreement=pair, starts="2026", ends=".."
    )
    side = PlanSide.objects.filter(plan=plan, body=body).first() or make(PlanSide, plan=plan, body=body)
    measure = Measure.objects.filter(plan=plan).first() or make(Measure, plan=plan, title="Green port")
    given = {"state": "sent" if values.get("sent_on") else "asked", "asked_on": date(2026, 7, 1)}
    return make(MeasureUpdate, measure=measure, side=side, quarter=quarter, **(given | values))


def test_updates_are_on_time_within_a_month_of_their_quarter(
    pair: Agreement, guangzhou: Body, chengdu: Body
) -> None:
    update(pair, guangzhou, "2026-Q1", sent_on=date(2026, 5, 1))
    update(pair, guangzhou, "2026-Q2", sent_on=date(2026, 8, 1))
    update(pair, chengdu, "2026-Q2")
    told = sign(pair, SignName.UPDATES)
    assert told.words == "1 of 3 updates came within a month of the quarter's end."
    assert len(told.reasons) == 2
    assert sign(pair, SignName.UPDATES, on=date(2026, 7, 1)).words.startswith("1 of 1")


def test_late_promises_are_the_reasons(pair: Agreement, guangzhou: Body) -> None:
    make_act(pair, day="2018-01-01")
    make_commitment(pair, debtors=[guangzhou], dues=["2020-01-01"], title="Send the map")
    told = sign(pair, SignName.PROMISES)
    assert (told.mood, [one.words for one in told.reasons]) == (Mood.SLIPPING, ["Send the map"])


def test_links_that_were_answered(pair: Agreement, guangzhou: Body, asked: Assessment) -> None:
    about = {"subject_kind": pair.record_kind(), "subject_id": pair.pk, "side": guangzhou, "language": "en"}
    make(Confirmation, **about, asked_on=date(2026, 5, 1), link_until=ON)
    told = sign(pair, SignName.REPLIES)
    assert told.words == "0 of 3 links were answered."
    assert len(told.reasons) == 3


def test_focal_points_that_changed(pair: Agreement, guangzhou: Body, chengdu: Body) -> None:
    for body, starts in ((guangzhou, "2015-01-01"), (chengdu, "2025-01-01"), (chengdu, "2026-01-01")):
        post = make_post(body=body, function=Function.FOCAL_POINT, seats=3)
        make_role(person=make_person("Ada Point"), post=post, starts=starts)
    told = sign(pair, SignName.FOCAL_POINTS)
    assert (told.mood, len(told.reasons)) == (Mood.STEADY, 2)


def test_pages_ask_the_same_number_of_statements_at_one_row_and_at_three(
    pair: Agreement,
    asked: Assessment,
    guangzhou: Body,
    chengdu: Body,
    coordinator: Reader,
    client_of: SignedIn,
) -> None:
    client = client_of(coordinator)
    doors = ["/pair-health/", "/pair-health/the-pair/", f"/pair-health/assessments/{asked.key}/"]

    def grow(quarter: str) -> None:
        met(guangzhou, chengdu, "2026-03-01")
        make_act(pair, day="2026-01-15")
        update(pair, guangzhou, quarter, sent_on=date(2026, 7, 10))
        promise = make_commitment(pair, debtors=[guangzhou], dues=["2026-06-30"])
        shown = make(
            Evidence, title="x", address="https://example.org", state="accepted", offered_on=date(2026, 6, 2)
        )
        make(EvidenceDue, evidence=shown, due=promise.dues.get())
        make_role(
            person=make_person(), post=make_post(body=guangzhou, function=Function.FOCAL_POINT, seats=9)
        )
        make_pair(guangzhou, chengdu)

    def counted() -> list[int]:
        found = []
        for door in doors:
            with CaptureQueriesContext(connection) as statements:
                assert client.get(door).status_code == 200, door
            found.append(len(statements))
        return found

    grow("2026-Q1")
    counted()
    first = counted()
    grow("2026-Q2")
    grow("2026-Q3")
    assert counted() == first
    assert first[0] <= 10
    assert max(first) <= 30
