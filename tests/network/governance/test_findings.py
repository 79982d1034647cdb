"""What the rules notice about decisions, and where they keep quiet."""

from datetime import date

import pytest
from tests import factories

from koinon.network.evidence.sourced import expected
from koinon.network.governance.findings import find_decisions_without_owner, find_overdue_decisions
from koinon.network.governance.models import Decision, Meeting

pytestmark = pytest.mark.django_db
ON = date(2022, 6, 1)


def test_an_open_decision_that_nobody_carries_out() -> None:
    unowned = factories.make_decision(reference="BoD-2016/1")
    factories.make_decision(owner_body=factories.make_body())
    factories.make_decision(owner_person=factories.make_person())
    factories.make_decision(follow_up="done")
    factories.make_decision(follow_up="dropped")
    found = list(find_decisions_without_owner(ON))
    assert [one.subjects for one in found] == [(unowned,)]
    assert (found[0].rule, found[0].values) == ("decision-unowned", {"reference": "BoD-2016/1"})


@pytest.mark.parametrize(
    ("due", "follow_up", "noticed"),
    [
        ("2022-05-31", "open", True),
        ("2022-06-01", "open", False),
        ("2022-05", "open", True),
        ("2022-06", "open", False),
        ("2022", "open", False),
        ("2021", "open", True),
        ("", "open", False),
        ("2021", "done", False),
        ("2021", "dropped", False),
    ],
)
def test_an_open_decision_that_is_surely_past_its_day(due: str, follow_up: str, noticed: bool) -> None:
    decision = factories.make_decision(due=due, follow_up=follow_up)
    found = list(find_overdue_decisions(ON))
    assert [one.subjects for one in found] == ([(decision,)] if noticed else [])
    assert all(one.rule == "decision-overdue" for one in found)


def test_meetings_and_decisions_are_expected_to_rest_on_documents() -> None:
    assert {Meeting, Decision} <= set(expected())
