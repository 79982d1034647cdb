"""What the rules notice about events, and where they keep quiet."""

from datetime import date

import pytest
from tests import factories

from koinon.network.events.findings import find_announced_events_gone_by, find_undated_events
from koinon.network.events.models import Event
from koinon.network.evidence.sourced import expected

pytestmark = pytest.mark.django_db
ON = date(2022, 6, 1)


def test_an_event_without_any_date() -> None:
    undated = factories.make_event("Some day", starts="", ends="")
    for starts, ends in (("2019", ""), ("", "2019"), ("2019", "2020")):
        factories.make_event(starts=starts, ends=ends)
    found = list(find_undated_events(ON))
    assert [one.subjects for one in found] == [(undated,)]
    assert (found[0].rule, found[0].values) == ("event-undated", {"event": "Some day"})


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
