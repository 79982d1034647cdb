"""Meetings, their numbered agenda and their decisions: references, order, refusals, and what is remembered."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import factories

from koinon.network.governance import commands, decision_commands
from koinon.network.governance.commands import NumberTaken, place
from koinon.network.governance.decision_commands import initials
from koinon.network.governance.models import AgendaItem, Decision, Meeting
from koinon.network.governance.soundness import VotesWithoutVote
from koinon.network.people.readers import SYSTEM, Reader
from koinon.platform.audit.commands import Stale
from koinon.platform.audit.models import Change, Entry
from koinon.platform.dates import UNKNOWN, Day
from koinon.platform.errors import NotAllowed

pytestmark = pytest.mark.django_db
ON = date(2022, 6, 1)


def board_meeting(**values: Any) -> Meeting:
    board = factories.make_body("Board of Directors", kind="board")
    return factories.make_meeting(body=board, **({"kind": "extraordinary"} | values))


def decide(item: AgendaItem, **values: Any) -> Decision:
    return decision_commands.record_decision(item, {"title": "A decision"} | values, by=SYSTEM, on=ON)


def test_the_reference_of_a_decision() -> None:
    """The example of the record: an extraordinary meeting of the Board on 14 October 2016, item 4.2."""
    item = factories.make_item(board_meeting(), "4.2")
    assert [decide(item).reference for _ in range(3)] == [
        "BoD-2016-10-14-X/4.2",
        "BoD-2016-10-14-X/4.2b",
        "BoD-2016-10-14-X/4.2c",
    ]
    assert decide(factories.make_item(item.meeting, "4.20")).reference == "BoD-2016-10-14-X/4.20"


@pytest.mark.parametrize(
    ("kind", "held", "reference"),
    [
        ("ordinary", "2016-10-14", "BoD-2016-10-14/1"),
        ("written", "2020-06", "BoD-2020-06-W/1"),
        ("ordinary", "", "BoD-undated/1"),
    ],
)
def test_references_of_other_meetings(kind: str, held: str, reference: str) -> None:
    assert decide(factories.make_item(board_meeting(kind=kind, held=held), "1")).reference == reference


def test_a_reference_stays_when_everything_else_changes() -> None:
    decision = decide(factories.make_item(board_meeting(), "4.2"))
    commands.change_item(decision.item, {"number": "5"}, by=SYSTEM)
    decision_commands.change_decision(decision, {"title": "Otherwise"}, by=SYSTEM)
    decision.refresh_from_db()
    assert (decision.reference, decision.key) == ("BoD-2016-10-14-X/4.2", "bod-2016-10-14-x-4-2")


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Board of Directors", "BoD"), ("General Assembly", "GA"), ("", "D"), ("理事会", "理"), ("1 2 3", "D")],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_items_stand_in_the_order_of_their_numbers() -> None:
    meeting = factories.make_meeting()
    for number in ("5", "4.10", "10", "4.2", "4", "1"):
        commands.record_item(meeting, {"number": number, "title": "An item"}, by=SYSTEM)
    assert [item.number for item in meeting.items.all()] == ["1", "4", "4.2", "4.10", "5", "10"]
    assert place("4.2") < place("4.10") < place("5")


@given(st.text())
def test_any_number_has_a_place_that_fits_the_column(number: str) -> None:
    assert 0 <= place(number) <= 32_767


def test_a_number_is_on_the_agenda_once() -> None:
    item = factories.make_item(item="4.2")
    with pytest.raises(NumberTaken) as refused:
        commands.record_item(item.meeting, {"number": "4.2", "title": "Again"}, by=SYSTEM)
    assert refused.value.field == "number"
    other = commands.record_item(item.meeting, {"number": "4-2", "title": "Written otherwise"}, by=SYSTEM)
    with pytest.raises(NumberTaken):
        commands.change_item(other, {"number": "4.2", "title": "Again"}, by=SYSTEM)
    commands.change_item(other, {"number": "4-2", "title": "Same number"}, by=SYSTEM)
    elsewhere = commands.record_item(factories.make_meeting(), {"number": "4.2", "title": "There"}, by=SYSTEM)
    assert len({item.key, other.key, elsewhere.key}) == 3


@pytest.mark.parametrize("taken", ["unknown", "consensus"])
@pytest.mark.parametrize("count", ["votes_for", "votes_against", "abstentions"])
def test_votes_are_counted_only_where_there_was_a_vote(taken: str, count: str) -> None:
    decision = factories.make_decision()
    values = {"title": "A decision", "taken": taken, count: 0}
    with pytest.raises(VotesWithoutVote) as refused:
        decision_commands.record_decision(decision.item, values, by=SYSTEM, on=ON)
    assert refused.value.field == "taken"
    with pytest.raises(VotesWithoutVote):
        decision_commands.change_decision(decision, values, by=SYSTEM)
    assert decide(decision.item, taken="vote", votes_for=12, abstentions=0).votes_for == 12


def test_counts_on_record_keep_a_vote_a_vote() -> None:
    decision = factories.make_decision(taken="vote", votes_for=7)
    with pytest.raises(VotesWithoutVote):
        decision_commands.change_decision(decision, {"taken": "consensus"}, by=SYSTEM)
    decision_commands.change_decision(decision, {"taken": "consensus", "votes_for": None}, by=SYSTEM)
    decision_commands.change_decision(factories.make_decision(taken="vote"), {"votes_for": 3}, by=SYSTEM)


def test_what_is_done_is_remembered(secretariat: Reader) -> None:
    body = factories.make_body("Board of Directors", short_name="BoD")
    values = {"body": body, "title": "Board meeting", "held": Day("2016-10-14")}
    meeting = commands.record_meeting(values, by=secretariat)
    assert meeting.key == "bod-2016-10-14"
    item = commands.record_item(meeting, {"number": "1", "title": "Opening"}, by=secretariat)
    decision = decision_commands.record_decision(item, {"title": "Opened"}, by=secretariat, on=ON)
    decision_commands.change_decision(decision, {"follow_up": "done"}, by=secretariat, expected_version=1)
    verbs = ["record_meeting", "record_item", "record_decision", "change_decision"]
    assert list(Entry.objects.order_by("id").values_list("verb", flat=True)) == verbs
    assert set(Entry.objects.values_list("by", flat=True)) == {secretariat.user.pk if secretariat.user else 0}
    change = Change.objects.get(entry__verb="change_decision")
    assert ("follow_up", "open", "done") in change.differences
    with pytest.raises(Stale):
        decision_commands.change_decision(
            decision, {"follow_up": "dropped", "result": "No money"}, by=secretariat, expected_version=1
        )
    with pytest.raises(Stale):
        commands.change_meeting(meeting, {"title": "Other"}, by=secretariat, expected_version=9)


@pytest.mark.parametrize("name", ["coordinator", "deputy", "other_officer", "stranger", "public"])
def test_others_may_not_record(name: str, request: pytest.FixtureRequest) -> None:
    reader: Reader = request.getfixturevalue(name)
    decision = factories.make_decision()
    item, meeting = decision.item, decision.item.meeting
    acts: list[Callable[[], object]] = [
        lambda: commands.record_meeting({"body": meeting.body, "held": UNKNOWN}, by=reader),
        lambda: commands.change_meeting(meeting, {"title": "Mine"}, by=reader),
        lambda: commands.record_item(meeting, {"number": "9", "title": "Mine"}, by=reader),
        lambda: commands.change_item(item, {"title": "Mine"}, by=reader),
        lambda: decision_commands.record_decision(item, {"title": "Mine"}, by=reader, on=ON),
        lambda: decision_commands.change_decision(decision, {"title": "Mine"}, by=reader),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
    assert not Entry.objects.exists()
