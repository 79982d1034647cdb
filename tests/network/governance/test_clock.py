"""The notice clock, how a meeting stands, convening and cancelling, and numbers that stay."""

from datetime import date
from typing import Any

import pytest
from tests import factories
from tests.board import ON, Board

from koinon.network.governance import commands, rule_commands
from koinon.network.governance.clock import Kept, clock_of
from koinon.network.governance.commands import (
    CannotCancel,
    CannotConvene,
    NumbersStand,
    NumberTaken,
    WrongApproval,
    WrongDay,
)
from koinon.network.governance.models import BodyRule, Meeting, RuleKind
from koinon.network.governance.queries import coming_meetings
from koinon.network.governance.rule_commands import Unfinished
from koinon.network.governance.states import stages, state_of
from koinon.network.people.readers import SYSTEM, Reader
from koinon.platform.audit.models import Entry
from koinon.platform.dates import OPEN, Backwards, Day
from koinon.platform.errors import NotAllowed

pytestmark = pytest.mark.django_db


def seen(meeting: Meeting, on: date) -> Meeting:
    return Meeting.objects.with_approval(on).get(pk=meeting.pk)


@pytest.mark.parametrize(
    ("convened_on", "on", "kept", "days"),
    [
        (None, date(2026, 8, 1), Kept.AHEAD, 14),
        (None, date(2026, 8, 15), Kept.AHEAD, 0),
        (None, date(2026, 8, 16), Kept.MISSED, 1),
        (None, date(2026, 10, 14), Kept.UNSAID, 60),
        (date(2026, 8, 15), date(2026, 9, 1), Kept.KEPT, 0),
        (date(2026, 8, 18), date(2026, 9, 1), Kept.LATE, 3),
        (date(2026, 8, 18), date(2026, 8, 17), Kept.MISSED, 2),  # as of a day before it was convened
    ],
)
def test_notice_by_the_rule_of_the_day(
    board: Board, convened_on: date | None, on: date, kept: Kept, days: int
) -> None:
    board.rule(RuleKind.NOTICE_ORDINARY, 60, article="Article 7")
    board.rule(RuleKind.NOTICE_ORDINARY, 10, starts="2027-01-01")
    notice = clock_of(board.meeting(convened_on=convened_on), BodyRule.objects.all(), on).notice
    assert notice is not None
    assert (notice.due, notice.kept, notice.days) == (date(2026, 8, 15), kept, days)


def test_each_kind_of_meeting_has_its_own_notice_and_an_undated_one_none(board: Board) -> None:
    board.rule(RuleKind.NOTICE_EXTRAORDINARY, 7)
    board.rule(RuleKind.PAPERS, 14)
    rules = list(BodyRule.objects.all())
    clock = clock_of(board.meeting(kind="extraordinary"), rules, ON)
    assert [(name, one.due) for name, one in clock.deadlines] == [
        ("notice", date(2026, 10, 7)),
        ("papers", date(2026, 9, 30)),
    ]
    assert [name for name, _one in clock_of(board.meeting(), rules, ON).deadlines] == ["papers"]
    assert clock_of(board.meeting(held=""), rules, ON).deadlines == []


def test_the_meetings_ahead_of_a_body(board: Board) -> None:
    board.rule(RuleKind.NOTICE_ORDINARY, 60)
    board.rule(RuleKind.PAPERS, 21)
    board.meeting()
    later = board.meeting(held="2027-06-17")
    sooner = board.meeting(held="2027-03")
    board.meeting(held="2027-05-01", cancelled_on=ON, cancelled_because="Moved")
    board.meeting(held="")
    assert coming_meetings([board.body.pk], ON) == [
        (sooner, date(2027, 2, 8), date(2026, 12, 31)),
        (later, date(2027, 5, 27), date(2027, 4, 18)),
    ]
    assert coming_meetings([], ON) == []


def test_how_a_meeting_stands_as_of_each_day(board: Board) -> None:
    meeting = board.meeting(drafted_on=date(2026, 10, 20))
    later = board.item("1", held="2026-12-01", convened_on=None)
    later.approves = meeting
    later.save()
    factories.make_decision(later)
    days = [date(2026, 7, 1), date(2026, 8, 1), date(2026, 10, 14), date(2026, 10, 20), date(2026, 12, 1)]
    states = [str(state_of(seen(meeting, day), day)) for day in days]
    assert states == ["planned", "convened", "held", "drafted", "approved"]
    assert [word for _words, word in stages(seen(meeting, days[2]), days[2])] == [
        "done",
        "done",
        "now",
        "next",
        "next",
    ]


def test_a_rejected_approval_approves_nothing(board: Board) -> None:
    meeting = board.meeting(drafted_on=date(2026, 10, 20))
    later = board.item("1", held="2026-10-25", convened_on=None)
    later.approves = meeting
    later.save()
    factories.make_decision(later, outcome="rejected")
    assert state_of(seen(meeting, ON), ON) == "drafted"


def test_convening(board: Board) -> None:
    meeting = board.meeting(held="2027-06-17", convened_on=None)
    with pytest.raises(CannotConvene, match="item"):
        commands.convene_meeting(meeting, ON, by=SYSTEM, on=ON)
    item = commands.record_item(meeting, {"number": "1", "title": "Opening"}, by=SYSTEM)
    with pytest.raises(WrongDay):
        commands.convene_meeting(meeting, date(2026, 11, 2), by=SYSTEM, on=ON)
    commands.convene_meeting(meeting, ON, by=SYSTEM, on=ON)
    with pytest.raises(CannotConvene, match="convened on"):
        commands.convene_meeting(meeting, ON, by=SYSTEM, on=ON)
    for refused in (
        lambda: commands.change_item(item, {"number": "2"}, by=SYSTEM),
        lambda: commands.remove_item(item, by=SYSTEM),
        lambda: commands.renumber_agenda(meeting, {item.pk: "2"}, by=SYSTEM),
    ):
        with pytest.raises(NumbersStand, match="numbers of its agenda stay"):
            refused()
    commands.change_item(item, {"title": "Opening words"}, by=SYSTEM)
    commands.record_item(meeting, {"number": "2", "title": "Urgent"}, by=SYSTEM)
    commands.send_papers(meeting, ON, by=SYSTEM, on=ON)
    assert meeting.papers_on == ON
    with pytest.raises(CannotConvene, match="which day"):
        commands.convene_meeting(board.meeting(held="", convened_on=None), ON, by=SYSTEM, on=ON)
    with pytest.raises(WrongDay, match="over on that day"):
        commands.send_papers(board.meeting(), ON, by=SYSTEM, on=ON)


def test_two_items_may_change_places_before(board: Board) -> None:
    meeting = board.meeting(convened_on=None)
    one, two = (
        commands.record_item(meeting, {"number": number, "title": "An item"}, by=SYSTEM) for number in "12"
    )
    commands.renumber_agenda(meeting, {one.pk: "2", two.pk: "1"}, by=SYSTEM)
    assert list(meeting.items.values_list("pk", "number", "order")) == [
        (two.pk, "1", 100),
        (one.pk, "2", 200),
    ]
    with pytest.raises(NumberTaken, match="Two items would be 2"):
        commands.renumber_agenda(meeting, {two.pk: "2"}, by=SYSTEM)
    assert Entry.objects.filter(verb="renumber_agenda").count() == 1
    commands.remove_item(two, by=SYSTEM)
    assert commands.next_number(meeting) == "3"


def test_minutes_are_approved_by_a_later_meeting_of_the_same_body(board: Board) -> None:
    meeting, later = board.meeting(), board.meeting(held="2026-12-01")
    commands.record_item(later, {"number": "1", "title": "Minutes", "approves": meeting}, by=SYSTEM)
    for where, what in ((meeting, later), (factories.make_meeting(held="2027-01-01"), meeting)):
        with pytest.raises(WrongApproval):
            commands.record_item(where, {"number": "9", "title": "Minutes", "approves": what}, by=SYSTEM)


def test_cancelling_needs_a_reason(board: Board) -> None:
    meeting = board.meeting(held="2027-06-17")
    with pytest.raises(CannotCancel, match="why"):
        commands.cancel_meeting(meeting, "  ", by=SYSTEM, on=ON)
    commands.cancel_meeting(meeting, "A strike", by=SYSTEM, on=ON)
    assert state_of(seen(meeting, ON), ON) == "cancelled"
    assert stages(seen(meeting, ON), ON) == []
    assert state_of(seen(meeting, date(2026, 10, 31)), date(2026, 10, 31)) == "convened"


def test_rules_say_what_rules_of_their_kind_say(board: Board) -> None:
    base: dict[str, Any] = {"starts": Day("2026-01-01"), "ends": OPEN}
    wrong: list[dict[str, Any]] = [
        {"kind": RuleKind.QUORUM},
        {"kind": RuleKind.PAPERS, "number": 1, "out_of": 2},
        {"kind": RuleKind.MAJORITY, "number": 3, "out_of": 2},
        {"kind": RuleKind.VOTERS},
        {"kind": RuleKind.VOTERS, "post": factories.make_post()},
    ]
    for values in wrong:
        with pytest.raises(Unfinished):
            rule_commands.record_rule(board.body, base | values, by=SYSTEM)
    values = {"kind": RuleKind.PAPERS, "number": 9, "starts": Day("2026"), "ends": Day("2025")}
    with pytest.raises(Backwards):
        rule_commands.record_rule(board.body, values, by=SYSTEM)
    rule = rule_commands.record_rule(board.body, base | {"kind": RuleKind.PAPERS, "number": 9}, by=SYSTEM)
    rule_commands.change_rule(rule, {"number": 10}, by=SYSTEM, expected_version=1)
    rule_commands.remove_rule(rule, by=SYSTEM)
    verbs = list(Entry.objects.order_by("id").values_list("verb", flat=True))
    assert verbs == ["record_rule", "change_rule", "remove_rule"]


@pytest.mark.parametrize("name", ["coordinator", "deputy", "other_officer", "stranger", "public"])
def test_others_may_not(name: str, request: pytest.FixtureRequest, board: Board) -> None:
    reader: Reader = request.getfixturevalue(name)
    meeting = board.meeting(held="2027-06-17", convened_on=None)
    rule = board.rule(RuleKind.PAPERS, 9)
    for act in (
        lambda: commands.convene_meeting(meeting, ON, by=reader, on=ON),
        lambda: commands.send_papers(meeting, ON, by=reader, on=ON),
        lambda: commands.cancel_meeting(meeting, "Mine", by=reader, on=ON),
        lambda: commands.renumber_agenda(meeting, {}, by=reader),
        lambda: rule_commands.change_rule(rule, {"number": 1}, by=reader),
        lambda: rule_commands.remove_rule(rule, by=reader),
    ):
        with pytest.raises(NotAllowed):
            act()
