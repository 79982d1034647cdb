"""Who may vote and why not, quorum, majority and proxies; what is impossible is refused in words."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import factories
from tests.board import ON, Board

from koinon.cooperation.agreements.act_commands import approve_agreement
from koinon.network.governance import commands, decision_commands
from koinon.network.governance.commands import CannotCancel
from koinon.network.governance.decision_commands import MayNotVote
from koinon.network.governance.electorate import electorate
from koinon.network.governance.models import AgendaItem, Ballot, Decision, Meeting, RuleKind
from koinon.network.governance.sitting_commands import Line, NotASeat, WrongProxy, take_attendance
from koinon.network.governance.soundness import (
    AttendanceMissing,
    CancelledMeeting,
    NoQuorum,
    NotCarried,
    NotHeldYet,
    TooManyVotes,
    refuse_decision_of_cancelled,
)
from koinon.network.governance.tallying import Share
from koinon.network.members.commands import admit_member
from koinon.network.members.models import Membership, MembershipStatus
from koinon.network.people.readers import SYSTEM
from koinon.platform.dates import Day

pytestmark = pytest.mark.django_db


def decide(item: AgendaItem, **values: Any) -> Decision:
    return decision_commands.record_decision(item, {"title": "A decision"} | values, by=SYSTEM, on=ON)


def standing(board: Board, place: int, word: str, starts: str, ends: str) -> None:
    membership = Membership.objects.get(body=board.cities[place])
    factories.make(MembershipStatus, membership=membership, standing=word, starts=starts, ends=ends)


# Who may vote


def test_every_seat_of_the_day_votes_unless_something_speaks_against_it(board: Board) -> None:
    standing(board, 0, "in_arrears", "2026-01-01", "..")
    standing(board, 1, "suspended", "2026-10", "..")  # from some day in October on
    standing(board, 2, "in_arrears", "2025-01-01", "2025-12-31")  # paid since
    standing(board, 3, "leaving", "2026-01-01", "..")
    board.seats[4].starts = Day("2026-10")
    board.seats[4].save()
    room = electorate(board.meeting())
    assert [(seat.name, seat.may_vote.value) for seat in room.seats] == [
        ("City of Abuja", "no"),
        ("City of Berlin", "possibly"),
        ("City of Cairo", "yes"),
        ("City of Dakar", "yes"),
        ("City of Essen", "possibly"),
    ]
    assert [bar.words for bar in room.seats[0].bars] == ["in arrears, since 1 January 2026"]
    assert len(room.entitled) == 4


def test_who_left_the_network_does_not_vote(board: Board) -> None:
    Membership.objects.filter(body=board.cities[0]).update(
        ends_edtf="2024", ends_earliest=date(2024, 1, 1), ends_latest=date(2024, 12, 31)
    )
    seat = electorate(board.meeting()).seats[0]
    assert (seat.may_vote.value, [bar.words for bar in seat.bars]) == ("no", ["no member on that day"])


def test_a_body_without_rules_judges_nothing() -> None:
    meeting = factories.make_meeting()
    room = electorate(meeting)
    assert (room.is_known, room.seats, room.quorum) == (False, (), None)
    assert not decide(factories.make_item(meeting), taken="vote", votes_for=900).without_quorum


def test_rules_hold_for_the_meetings_of_their_days(board: Board) -> None:
    board.rule(RuleKind.QUORUM, 1, 2, ends="2025-12-31")
    board.rule(RuleKind.QUORUM, 4, starts="2026-01-01")
    before, after = electorate(board.meeting(held="2024-05-01")), electorate(board.meeting())
    assert before.quorum is not None
    assert after.quorum is not None
    assert (before.quorum.needed, after.quorum.needed) == (3, 4)


# Quorum and majority


@given(number=st.integers(1, 30), out_of=st.integers(1, 30), base=st.integers(0, 400))
def test_a_share_is_reached_by_its_least_and_by_nothing_less(number: int, out_of: int, base: int) -> None:
    share = Share(min(number, out_of), out_of)
    least = share.least(base)
    assert share.carried(least, base)
    assert least == 0 or not share.carried(least - 1, base)
    assert 0 <= share.needed(base) <= base


def test_without_quorum_nothing_is_decided(board: Board) -> None:
    board.rule(RuleKind.QUORUM, 1, 2, article="Article 9")
    item = board.item()
    with pytest.raises(AttendanceMissing) as missing:
        decide(item)
    assert str(missing.value) == "Take the attendance first: Article 9 asks for a quorum of 3."
    board.attend(item.meeting, "pp aa")
    with pytest.raises(NoQuorum) as refused:
        decide(item)
    assert "2 of 3 needed who may vote are there (Article 9)" in str(refused.value)
    assert not decide(item, outcome="deferred").without_quorum
    board.attend(item.meeting, "ppp a")
    assert not decide(item).without_quorum


def test_where_the_rules_allow_it_a_decision_without_quorum_says_so(board: Board) -> None:
    board.rule(RuleKind.QUORUM, 1, 2)
    board.rule(RuleKind.WITHOUT_QUORUM)
    item = board.item()
    board.attend(item.meeting, "p aaa")
    assert decide(item).without_quorum


def test_who_may_not_vote_makes_no_quorum(board: Board) -> None:
    board.rule(RuleKind.QUORUM, 3)
    for place in (0, 1):
        standing(board, place, "suspended", "2026-01-01", "..")
    item = board.item()
    board.attend(item.meeting, "pppp ")
    with pytest.raises(NoQuorum):
        decide(item)


def test_a_quorum_of_all_seats_counts_the_vacant_ones(board: Board) -> None:
    board.rule(RuleKind.QUORUM, 2, 3, reckoned="seats")
    quorum = electorate(board.meeting()).quorum
    assert quorum is not None
    assert (quorum.base, quorum.needed) == (6, 4)


def test_a_meeting_of_before_koinon_is_not_judged(board: Board) -> None:
    board.rule(RuleKind.QUORUM, 1, 2)
    assert not decide(board.item(convened_on=None)).without_quorum


@pytest.mark.parametrize(
    ("rule", "votes", "carried"),
    [
        ((1, 2, "cast"), (2, 2, 1), False),
        ((1, 2, "cast"), (2, 1, 2), True),
        ((1, 2, "present"), (2, 1, 2), False),
        ((2, 3, "cast"), (2, 1, 0), True),
        ((2, 3, "entitled"), (3, 0, 2), False),
        ((2, 3, "entitled"), (4, 0, 1), True),
    ],
)
def test_the_majority_the_rules_ask_for(
    board: Board, rule: tuple[int, int, str], votes: tuple[int, int, int], carried: bool
) -> None:
    board.rule(RuleKind.MAJORITY, rule[0], rule[1], reckoned=rule[2], article="Article 10")
    item = board.item()
    board.attend(item.meeting, "ppppp")
    counted = dict(zip(("votes_for", "votes_against", "abstentions"), votes, strict=True))
    if carried:
        assert decide(item, taken="vote", **counted).outcome == "adopted"
        return
    with pytest.raises(NotCarried, match="Article 10"):
        decide(item, taken="vote", **counted)
    assert decide(item, taken="vote", outcome="rejected", **counted).outcome == "rejected"


def test_no_more_votes_than_seats_that_vote(board: Board) -> None:
    item = board.item()
    board.attend(item.meeting, "ppp a")
    with pytest.raises(TooManyVotes) as refused:
        decide(item, taken="vote", votes_for=3, votes_against=1)
    assert (str(refused.value), refused.value.field) == (
        "4 votes, but only 3 of those present may vote.",
        "votes_for",
    )


# Seat by seat


def test_votes_seat_by_seat_make_the_counts(board: Board) -> None:
    item = board.item()
    board.attend(item.meeting, "pppa ")
    decision = decide(item)
    seats = [seat.pk for seat in board.seats]
    said = {seats[0]: "for", seats[1]: "for", seats[2]: "against"}
    decision_commands.record_votes(decision, said, by=SYSTEM, on=ON)
    assert (decision.taken, decision.votes_for, decision.votes_against, decision.abstentions) == (
        "vote",
        2,
        1,
        0,
    )
    decision_commands.record_votes(decision, {seats[0]: "for", seats[2]: "abstain"}, by=SYSTEM, on=ON)
    assert sorted(Ballot.objects.values_list("choice", flat=True)) == ["abstain", "for"]
    with pytest.raises(MayNotVote, match="City of Dakar may not vote, or was not there"):
        decision_commands.record_votes(decision, {seats[3]: "for"}, by=SYSTEM, on=ON)
    with pytest.raises(MayNotVote):
        decision_commands.record_votes(decision, {9_999_999: "for"}, by=SYSTEM, on=ON)


def test_a_seat_may_vote_through_another_where_the_rules_say_so(board: Board) -> None:
    meeting = board.meeting()
    first, second, third, fourth, _fifth = (seat.pk for seat in board.seats)
    lines = [Line(first, "present"), Line(second, "proxy", proxy=first)]
    with pytest.raises(WrongProxy, match="No rule"):
        take_attendance(meeting, lines, by=SYSTEM, on=ON)
    board.rule(RuleKind.PROXIES, 1)
    take_attendance(meeting, lines, by=SYSTEM, on=ON)
    assert len(electorate(meeting).voting) == 2
    too_many = [*lines, Line(third, "proxy", proxy=first)]
    with pytest.raises(WrongProxy, match="2 proxies; 1"):
        take_attendance(meeting, too_many, by=SYSTEM, on=ON)
    absent = [Line(first, "present"), Line(third, "absent"), Line(fourth, "proxy", proxy=third)]
    with pytest.raises(WrongProxy, match="City of Dakar cannot vote through"):
        take_attendance(meeting, absent, by=SYSTEM, on=ON)
    with pytest.raises(NotASeat):
        take_attendance(meeting, [Line(factories.make_role().pk, "present")], by=SYSTEM, on=ON)


# Meetings that cannot decide


def test_a_cancelled_meeting_decides_nothing(board: Board) -> None:
    item = board.item()
    commands.cancel_meeting(item.meeting, "No room was free", by=SYSTEM, on=ON)
    with pytest.raises(CancelledMeeting) as refused:
        decide(item)
    words = "This meeting was cancelled on 1 Nov 2026 (No room was free). It can decide nothing."
    assert str(refused.value) == words
    with pytest.raises(CancelledMeeting):
        board.attend(item.meeting, "ppppp")


def test_nothing_rests_on_a_decision_of_a_cancelled_meeting(board: Board) -> None:
    decision = decide(board.item())
    refuse_decision_of_cancelled(decision)
    refuse_decision_of_cancelled(None)
    with pytest.raises(CannotCancel):
        commands.cancel_meeting(decision.item.meeting, "A mistake", by=SYSTEM, on=ON)
    decision.item.meeting.cancelled_on = ON
    with pytest.raises(CancelledMeeting, match="nothing can rest on it"):
        refuse_decision_of_cancelled(decision)


def test_a_meeting_ahead_decides_nothing_yet(board: Board) -> None:
    with pytest.raises(NotHeldYet, match="14 October 2027"):
        decide(board.item(held="2027-10-14"))


def test_neither_an_admission_nor_an_agreement_rests_on_a_cancelled_meeting(board: Board) -> None:
    decision = decide(board.item())
    Meeting.objects.update(cancelled_on=ON, cancelled_because="A strike")
    decision = Decision.objects.get()
    values = {"body": factories.make_body(), "network": board.body, "admitted_by": decision}
    with pytest.raises(CancelledMeeting) as refused:
        admit_member(values | {"starts": Day("2026"), "ends": Day("..")}, by=SYSTEM)
    assert refused.value.field == "admitted_by"
    with pytest.raises(CancelledMeeting):
        approve_agreement(factories.make_agreement(), decision, {}, by=SYSTEM, on=ON)
