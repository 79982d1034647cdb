"""Papers of an item, minutes from the record, approval at the next meeting, and who reads a draft."""

from datetime import date

import pytest
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries
from tests import factories
from tests.board import ON, Board

from koinon.network.governance import commands, decision_commands
from koinon.network.governance import sitting_commands as session
from koinon.network.governance.models import ItemPaper, Meeting, Minute, Sitting
from koinon.network.governance.offering import papers_of
from koinon.network.governance.queries import approvals_of, minutes_of
from koinon.network.governance.sitting_commands import (
    DrawnAlready,
    MinutesApproved,
    NobodyNamed,
    NotOffered,
)
from koinon.network.governance.soundness import NotHeldYet
from koinon.network.members.queries import reader_for
from koinon.network.people.models import Body
from koinon.network.people.readers import PUBLIC, SYSTEM, Reader
from koinon.platform.audit.commands import act, undo
from koinon.platform.audit.models import Entry
from koinon.platform.errors import NotAllowed

pytestmark = pytest.mark.django_db


def reader_of(body: Body) -> Reader:
    """Somebody who works for the body."""
    account = factories.make_user()
    factories.make_role(person=factories.make_person(account=account), of=body, title="Officer")
    return reader_for(account, ON)


def test_items_draw_on_what_rooms_offer(board: Board) -> None:
    item = board.item()
    document = factories.make_document("A note")
    agreement = factories.make_agreement("Memorandum", parties=[board.cities[0]])
    membership = factories.make_membership()
    for record in (document, agreement, membership, board.cities[1]):
        session.draw_paper(item, record, by=SYSTEM)
    told = papers_of([item], SYSTEM, ON, told=True)[item.pk]
    assert [(one.summary.kind, one.summary.title) for one in told] == [
        ("document", "A note"),
        ("agreement", "Memorandum"),
        ("membership", str(membership)),
        ("candidate", "City of Berlin"),
    ]
    facts = dict(told[1].summary.facts)
    assert facts["Parties"] == "City of Abuja"
    assert facts["State"] == "draft"
    with pytest.raises(DrawnAlready):
        session.draw_paper(item, document, by=SYSTEM)
    with pytest.raises(NotOffered):
        session.draw_paper(item, factories.make_person(), by=SYSTEM)


@pytest.mark.parametrize("many", [1, 4])
def test_memberships_as_papers_ask_no_more_statements(
    board: Board, many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    item = board.item()
    for _ in range(many):
        session.draw_paper(item, factories.make_membership(), by=SYSTEM)
    with django_assert_num_queries(2):
        assert len(papers_of([item], SYSTEM, ON)[item.pk]) == many


def test_a_paper_that_one_may_not_see_is_not_there(board: Board) -> None:
    item = board.item()
    session.draw_paper(item, factories.make_document("Closed", audience="secretariat"), by=SYSTEM)
    assert papers_of([item], PUBLIC, ON) == {}
    assert len(papers_of([item], SYSTEM, ON)[item.pk]) == 1


def test_a_record_removed_is_no_paper_any_more_and_comes_back_with_it(board: Board) -> None:
    item, document = board.item(), factories.make_document()
    session.draw_paper(item, document, by=SYSTEM)
    with act("remove", by=None) as doing:
        doing.remove(document)
    assert not ItemPaper.objects.exists()
    undo(Entry.objects.get(verb="remove"), by=None)
    assert papers_of([item], SYSTEM, ON)[item.pk][0].summary.title == str(document)


def test_the_draft_tells_what_is_on_record(board: Board) -> None:
    item = board.item("4.2")
    item.rapporteur = factories.make_person("Ada Lovelace")
    item.save()
    other = factories.make_item(item.meeting, "5")
    session.draw_paper(item, factories.make_document("The budget"), by=SYSTEM)
    values = {
        "title": "The budget",
        "text": "The budget is adopted.",
        "taken": "vote",
        "votes_for": 4,
        "owner_body": board.cities[0],
    }
    decision = decision_commands.record_decision(item, values, by=SYSTEM, on=ON)
    with override("en"):
        session.draft_minutes(item.meeting, by=SYSTEM, on=ON)
    assert Minute.objects.get(item=item).text == (
        "Ada LOVELACE introduced the item.\n\n"
        "Before the meeting lay: The budget.\n\n"
        f"{decision.reference}: The budget is adopted.\n"
        "Adopted by vote: 4 for, 0 against, 0 abstaining.\n"
        "To be done by City of Abuja."
    )
    assert Minute.objects.get(item=other).text == "The item was discussed; no decision was taken."
    assert Meeting.objects.get(pk=item.meeting.pk).drafted_on == ON


def test_what_somebody_wrote_is_not_drafted_over(board: Board) -> None:
    item = board.item()
    session.draft_minutes(item.meeting, by=SYSTEM, on=ON)
    session.write_minute(Minute.objects.get(), "My own words", by=SYSTEM, expected_version=1)
    later = factories.make_item(item.meeting, "9")
    made = session.draft_minutes(item.meeting, by=SYSTEM, on=date(2026, 12, 24))
    assert [one.item for one in made] == [later]
    assert Minute.objects.get(item=item).text == "My own words"
    assert Meeting.objects.get(pk=item.meeting.pk).drafted_on == ON


def test_minutes_are_approved_by_a_decision_of_the_next_meeting_and_then_stay(board: Board) -> None:
    item = board.item()
    session.draft_minutes(item.meeting, by=SYSTEM, on=ON)
    following = board.meeting(held="2026-10-30")
    values = {"number": "1", "title": "Minutes", "kind": "minutes", "approves": item.meeting}
    approving = commands.record_item(following, values, by=SYSTEM)
    values = {"title": "Approved", "follow_up": "done"}
    decision = decision_commands.record_decision(approving, values, by=SYSTEM, on=ON)
    assert approvals_of(item.meeting, SYSTEM) == [decision]
    with pytest.raises(MinutesApproved, match="approved by BoD-2026-10-30/1"):
        session.write_minute(Minute.objects.get(), "Otherwise", by=SYSTEM)
    with pytest.raises(MinutesApproved):
        session.draft_minutes(item.meeting, by=SYSTEM, on=ON)


def test_who_reads_a_draft_and_who_reads_approved_minutes(board: Board) -> None:
    item = board.item()
    session.draft_minutes(item.meeting, by=SYSTEM, on=ON)
    member, other = reader_of(board.cities[0]), reader_of(factories.make_body())
    gone = factories.make_body("Left")
    factories.make_role(holder=gone, post=board.post, ends="2025-12-31")
    left = reader_of(gone)
    readers = (SYSTEM, member, left, other, PUBLIC)
    assert [len(minutes_of(item.meeting, one)) for one in readers] == [1, 1, 0, 0, 0]
    later = board.item("1", held="2026-10-30")
    later.approves = item.meeting
    later.save()
    factories.make_decision(later)
    assert [len(minutes_of(item.meeting, one)) for one in readers] == [1, 1, 1, 1, 1]


def test_attendance_is_for_those_who_sit_there(board: Board) -> None:
    meeting = board.meeting()
    board.attend(meeting, "pp a ")
    readers = (SYSTEM, reader_of(board.cities[0]), reader_of(factories.make_body()), PUBLIC)
    assert [Sitting.objects.visible_to(one).count() for one in readers] == [3, 3, 0, 0]
    board.attend(meeting, "p  a ")
    assert Sitting.objects.count() == 2


def test_guests(board: Board) -> None:
    meeting = board.meeting()
    with pytest.raises(NobodyNamed):
        session.add_guest(meeting, None, None, "", by=SYSTEM, on=ON)
    guest = session.add_guest(meeting, factories.make_person(), None, "observer", by=SYSTEM, on=ON)
    session.remove_guest(guest, by=SYSTEM)
    ahead = board.meeting(held="2027-01-01")
    with pytest.raises(NotHeldYet):
        session.add_guest(ahead, factories.make_person(), None, "", by=SYSTEM, on=ON)


@pytest.mark.parametrize("name", ["coordinator", "deputy", "other_officer", "stranger", "public"])
def test_others_may_not(name: str, request: pytest.FixtureRequest, board: Board) -> None:
    reader: Reader = request.getfixturevalue(name)
    item, document = board.item(), factories.make_document()
    paper = session.draw_paper(item, document, by=SYSTEM)
    session.draft_minutes(item.meeting, by=SYSTEM, on=ON)
    guest = session.add_guest(item.meeting, factories.make_person(), None, "", by=SYSTEM, on=ON)
    for do in (
        lambda: session.take_attendance(item.meeting, [], by=reader, on=ON),
        lambda: session.add_guest(item.meeting, guest.person, None, "", by=reader, on=ON),
        lambda: session.remove_guest(guest, by=reader),
        lambda: session.draw_paper(item, document, by=reader),
        lambda: session.leave_out_paper(paper, by=reader),
        lambda: session.draft_minutes(item.meeting, by=reader, on=ON),
        lambda: session.write_minute(Minute.objects.get(), "Mine", by=reader),
    ):
        with pytest.raises(NotAllowed):
            do()
