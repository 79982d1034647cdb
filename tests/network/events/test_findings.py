"""What the rules notice about events, and where they keep quiet."""

from datetime import date

import pytest
from tests import factories

from koinon.network.events.findings import (
    find_announced_events_gone_by,
    find_events_without_anybody,
    find_overbooked_events,
    find_undated_events,
)
from koinon.network.events.models import Event, Registration, RegistrationRules
from koinon.network.evidence.sourced import expected

pytestmark = pytest.mark.django_db
ON = date(2022, 6, 1)


def test_an_event_without_any_date() -> None:
    undated = factories.make_event("Some day", starts="", ends="")
    for starts, ends in (("2019", ""), ("", "2019"), ("2019", "2020")):
        factories.make_event(starts=starts, ends=ends)
    found = list(find_undated_events(ON))
    assert [one.subjects for one in found] == [(undated,)]
    assert (found[0].rule, found[0].values) == ("event-undated", {"event": undated})


@pytest.mark.parametrize(
    ("planned", "starts", "ends", "noticed"),
    [
        (True, "2022-05-30", "2022-05-31", True),
        (True, "2022-05-30", "2022-06-01", False),
        (True, "2022-05", "2022-05", True),
        (True, "2022-05", "2022-06", False),
        (True, "2022", "2022", False),
        (True, "", "2020", False),
        (True, "2020", "..", False),
        (False, "2020", "2020", False),
    ],
)
def test_an_event_that_was_announced_and_surely_is_past(
    planned: bool, starts: str, ends: str, noticed: bool
) -> None:
    event = factories.make_event(planned=planned, starts=starts, ends=ends)
    found = list(find_announced_events_gone_by(ON))
    assert [one.subjects for one in found] == ([(event,)] if noticed else [])
    assert all(one.rule == "event-unconfirmed" for one in found)


def test_events_are_expected_to_rest_on_documents() -> None:
    assert Event in expected()


def test_an_event_that_is_over_and_nobody_is_on_record() -> None:
    empty = factories.make_event("Empty hall", starts="2022-05-01", ends="2022-05-01")
    factories.make_attendance(factories.make_event(starts="2022-05-01", ends="2022-05-01"))
    factories.make_event(starts="2022-05-01", ends="2022-05-01", planned=True)
    factories.make_event(starts="2022-06-01", ends="2022-06-01")
    factories.make_event("Long ago", starts="2012", ends="2012")
    registered = factories.make_event("Long ago with a list", starts="2012", ends="2012")
    factories.make(RegistrationRules, event=registered)
    assert [one.subjects for one in find_events_without_anybody(ON)] == [(empty,), (registered,)]
    factories.make(Registration, event=empty, state="confirmed", came="present")
    assert [one.subjects for one in find_events_without_anybody(ON)] == [(registered,)]


def test_more_people_than_seats() -> None:
    rules = factories.make(RegistrationRules, event=factories.make_event(), seats=1)
    for state in ("confirmed", "waiting", "declined"):
        factories.make(Registration, event=rules.event, state=state)
    assert not list(find_overbooked_events(ON))
    factories.make(Registration, event=rules.event, state="confirmed")
    [found] = find_overbooked_events(ON)
    assert (found.subjects, found.audience) == ((rules.event,), "secretariat")
    assert (found.values["seats"], found.values["taken"]) == (1, 2)
