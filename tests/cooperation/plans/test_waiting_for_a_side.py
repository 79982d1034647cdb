"""Measures in the list of confirmations: what waits for whom, as far as the reader has to do with it."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from koinon.cooperation.plans import consent_commands, measure_commands
from koinon.cooperation.plans.models import Measure, Plan
from koinon.cooperation.plans.on_confirmations import waiting
from koinon.network.people.readers import SYSTEM, Reader

from .conftest import TODAY, measure_parts, measure_values, sides_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "sides"),
    [
        ("secretariat", ["Lyon", "Guangzhou"]),
        ("expert", ["Lyon", "Guangzhou"]),
        ("lyon_officer", ["Lyon"]),
        ("coordinator", ["Guangzhou"]),
        ("foreign_expert", []),
        ("other_officer", []),
        ("stranger", []),
        ("public", []),
    ],
)
def test_each_is_told_of_their_own_side(
    name: str, sides: list[str], measure: Measure, request: pytest.FixtureRequest
) -> None:
    told = list(waiting(request.getfixturevalue(name), TODAY))
    assert [one.side.city.name for one in told if one.side.city] == sides
    assert not any(one.is_ours for one in told)


def test_it_waits_until_both_agree_and_for_us_where_one_would_have_it_otherwise(
    plan: Plan, measure: Measure, lyon_officer: Reader, coordinator: Reader
) -> None:
    lyon, guangzhou = sides_of(plan)
    measure_commands.record_measure(plan, {"title": "Trees"}, measure_parts(plan, sdg=()), by=SYSTEM)
    consent_commands.agree_measure(measure, lyon, by=lyon_officer, on=TODAY)
    [told] = waiting(SYSTEM, TODAY)
    assert (told.side, told.words, told.since) == (guangzhou.body, "1 measure to agree on", None)
    consent_commands.issue_consent_link(guangzhou, by=SYSTEM, on=TODAY)
    assert [one.since for one in waiting(SYSTEM, TODAY)] == [TODAY]
    consent_commands.ask_otherwise(measure, guangzhou, "More trees", by=coordinator, on=TODAY)
    [told] = waiting(SYSTEM, TODAY)
    assert (told.is_ours, told.since, told.words) == (True, TODAY, "1 measure it would have otherwise")
    consent_commands.agree_measure(measure, guangzhou, by=coordinator, on=TODAY)
    assert not list(waiting(SYSTEM, TODAY))


def test_the_one_list_shows_it_in_as_many_statements_however_many(
    plan: Plan, measure: Measure, secretariat: Reader, client_of: Callable[[Reader], Client]
) -> None:
    desk = client_of(secretariat)

    def counted() -> int:
        with CaptureQueriesContext(connection) as asked:
            page = desk.get("/confirmations/")
        assert "to agree on" in page.text
        return len(asked)

    counted()
    first = counted()
    for title in ("More", "Still more"):
        values = measure_values(title=title)
        measure_commands.record_measure(plan, values, measure_parts(plan), by=SYSTEM)
    assert counted() == first
