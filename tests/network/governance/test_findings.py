"""What the rules notice about decisions, and where they keep quiet."""

from datetime import date

import pytest
from tests import factories
from tests.board import Board

from koinon.network.evidence.sourced import expected
from koinon.network.governance.findings import (
    find_decisions_of_cancelled_meetings,
    find_decisions_without_owner,
    find_missed_notices,
    find_overdue_decisions,
    find_overdue_steps,
    find_unapproved_minutes,
)
from koinon.network.governance.models import Decision, Meeting, Step

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


def test_steps_past_their_day_are_told_to_the_secretariat() -> None:
    decision = factories.make_decision()
    late = factories.make(Step, decision=decision, text="Write", due_on=date(2022, 5, 31), noted_on=ON)
    factories.make(Step, decision=decision, text="Read", due_on=ON, noted_on=ON)
    factories.make(Step, decision=decision, text="Done", due_on=date(2021, 1, 1), noted_on=ON, state="done")
    found = list(find_overdue_steps(ON))
    assert [(one.subjects, one.values["step"], one.audience) for one in found] == [
        ((decision,), late.text, "secretariat")
    ]


def test_what_was_rejected_needs_nobody() -> None:
    factories.make_decision(outcome="rejected")
    assert list(find_decisions_without_owner(ON)) == []


def test_notice_that_was_missed_or_late(board: Board) -> None:
    board.rule("notice_ordinary", 60)
    missed = board.meeting(held="2022-06-30", convened_on=None)
    late = board.meeting(held="2022-05-01", convened_on=date(2022, 4, 1))
    board.meeting(held="2022-09-30", convened_on=None)
    board.meeting(held="2022-06-30", convened_on=date(2022, 5, 1))
    board.meeting(held="2022-05-01", convened_on=None)
    board.meeting(held="2022-06-30", convened_on=None, cancelled_on=ON, cancelled_because="Moved")
    assert {one.subjects for one in find_missed_notices(ON)} == {(missed,), (late,)}


def test_minutes_that_the_next_meeting_did_not_approve(board: Board) -> None:
    first = board.meeting(held="2022-01-10", drafted_on=date(2022, 1, 20))
    second = board.meeting(held="2022-03-10", drafted_on=date(2022, 3, 20))
    found = list(find_unapproved_minutes(ON))
    assert [(one.subjects, one.values["next"]) for one in found] == [((first,), second)]
    item = factories.make_item(second, approves=first)
    factories.make_decision(item)
    assert list(find_unapproved_minutes(ON)) == []


def test_what_rests_on_a_decision_of_a_cancelled_meeting() -> None:
    decision = factories.make_decision(reference="BoD-2016/1")
    membership = factories.make_membership(admitted_by=decision)
    assert list(find_decisions_of_cancelled_meetings(ON)) == []
    Meeting.objects.update(cancelled_on=ON, cancelled_because="A strike")
    found = list(find_decisions_of_cancelled_meetings(ON))
    assert [one.subjects for one in found] == [(decision, membership)]
    assert found[0].values["reason"] == "A strike"
