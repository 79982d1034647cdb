"""Stages, sessions and the last day to register, as calendar programs read them."""

from datetime import UTC, datetime, time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.factories import make, make_city, make_event
from tests.site.feeds.test_calendars import read, soon, titles

from koinon.network.events.models import RegistrationRules, Session, Stage

pytestmark = pytest.mark.django_db
FEED = "/calendar.ics"


def test_a_stage_is_all_day_and_a_session_by_the_hour_where_it_is_known(client: Client) -> None:
    event = make_event("Mission", starts=soon(10), ends=soon(14), time_zone="Asia/Shanghai")
    port = make_city("Port")
    make(Stage, event=event, title="Port", city=port, starts=soon(10), ends=soon(11))
    make(Stage, event=event, title="Some day", starts="", ends="")
    day = event.starts.earliest
    make(Session, event=event, title="Talks", day=day, begins_at=time(9), closes_at=time(10), room="Hall 2")
    make(Session, event=event, title="Dinner", day=day)
    found = {str(entry["summary"]): entry for entry in read(client, FEED)}
    assert set(found) == {"Mission", "Mission: Port", "Mission: Talks"}
    assert found["Mission: Port"]["dtstart"].dt == day
    talks = found["Mission: Talks"]
    assert talks["dtstart"].dt == datetime(day.year, day.month, day.day, 1, tzinfo=UTC)
    assert str(talks["location"]).startswith("Hall 2")


def test_the_last_day_to_register_is_a_deadline_for_those_who_see_the_event(client: Client) -> None:
    open_to_all, hushed = (
        make_event("Seminar", starts=soon(30), ends=soon(30)),
        make_event("Hushed", starts=soon(30), ends=soon(30), audience="secretariat"),
    )
    for event in (open_to_all, hushed):
        make(RegistrationRules, event=event, closes_on=timezone.localdate())
    found = titles(client, FEED)
    assert "Last day to register: Seminar" in found
    assert not any("Hushed" in title for title in found)


def test_the_statements_do_not_grow(client: Client) -> None:
    def counted() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(FEED)
        return len(asked)

    def add() -> None:
        event = make_event(starts=soon(5), ends=soon(6), time_zone="Europe/Madrid", city=make_city())
        stage = make(Stage, event=event, title="Stop", city=make_city(), starts=soon(5), ends=soon(5))
        day = event.starts.earliest
        make(Session, event=event, stage=stage, title="Talk", day=day, begins_at=time(9))
        make(RegistrationRules, event=event, closes_on=day)

    add()
    one = counted()
    add()
    add()
    assert counted() == one
