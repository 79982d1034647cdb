"""The notice, the pack and the minutes of a meeting say what is on record, and to each only what may be seen."""

from datetime import UTC, date, datetime

import pytest
from tests import factories
from tests.board import ON, Board

from koinon.network.governance import sitting_commands as sitting
from koinon.network.governance.models import RuleKind
from koinon.network.people.models import Body
from koinon.network.people.readers import PUBLIC, SYSTEM, Reader
from koinon.site.briefings.board_papers import board_pack, convocation, minutes_paper
from koinon.site.briefings.paper import Paper
from koinon.site.briefings.typesetting import pdf
from koinon.site.feeds.entries import Scope, entries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def board(home_network: Body) -> Board:
    """A Board of two, with a quorum."""
    body = factories.make_body("Board of Directors", kind="board", parent=home_network)
    post = factories.make_post("Member of the Board", body=body, seats=2, for_bodies=True)
    cities = [factories.make_body(f"City of {name}") for name in ("Abuja", "Berlin")]
    seats = [factories.make_role(holder=city, post=post) for city in cities]
    made = Board(body, post, cities, seats)
    made.rule(RuleKind.VOTERS, post=post)
    made.rule(RuleKind.QUORUM, 1, 2, article="Article 9")
    return made


def told(paper: Paper) -> str:
    """Everything a paper says, in one string."""
    return str(paper.content())


def test_the_pack_draws_the_papers_of_each_item(board: Board) -> None:
    item = board.item("4.2", held="2027-06-17", convened_on=None)
    agreement = factories.make_agreement("Alliance", parties=board.cities)
    sitting.draw_paper(item, agreement, by=SYSTEM)
    sitting.draw_paper(item, factories.make_document("Secret", audience="secretariat"), by=SYSTEM)
    earlier = factories.make_decision(board.item("1"), title="Open since autumn")
    pack = told(board_pack(item.meeting, on=ON, reader=SYSTEM, language="en"))
    for words in ("4.2–1  Alliance (agreement)", "City of Abuja; City of Berlin", "Secret", earlier.title):
        assert words in pack
    assert "Quorum: 1 of 2 who may vote (Article 9)." in pack
    public = told(board_pack(item.meeting, on=ON, reader=PUBLIC, language="en"))
    assert "Alliance" in public
    assert "Secret" not in public


@pytest.mark.parametrize("language", ["en", "zh-hans", "es", "fr"])
def test_the_papers_are_typeset_in_four_languages(board: Board, language: str) -> None:
    item = board.item("4.2")
    board.attend(item.meeting, "pe")
    item.meeting.chair = factories.make_person("Ada Lovelace")
    sitting.add_guest(item.meeting, factories.make_person("Gus Guest"), None, "observer", by=SYSTEM, on=ON)
    factories.make_decision(item, taken="vote", votes_for=1, text="It is so decided.")
    sitting.draft_minutes(item.meeting, by=SYSTEM, on=ON)
    for write in (convocation, board_pack, minutes_paper):
        paper = write(item.meeting, on=ON, reader=SYSTEM, language=language)
        assert pdf(paper, made_at=datetime(2026, 11, 22, tzinfo=UTC)).startswith(b"%PDF")
    minutes = minutes_paper(item.meeting, on=ON, reader=SYSTEM, language="en")
    words = told(minutes)
    assert minutes.kicker == "Draft minutes"
    assert all(one in words for one in ("Ada LOVELACE", "Gus GUEST", "City of Berlin", "excused"))
    assert "It is so decided." in words


def test_notice_and_papers_stand_in_the_calendar_until_they_went_out(
    board: Board, secretariat: Reader
) -> None:
    board.rule(RuleKind.NOTICE_ORDINARY, 60)
    board.rule(RuleKind.PAPERS, 21)
    meeting = board.meeting(held="2027-06-17", convened_on=None)
    board.meeting(held="2027-06-18", cancelled_on=ON, cancelled_because="Moved")
    scope = Scope(bodies=frozenset({board.body.pk}))
    for convened, expected in ((None, 2), (date(2026, 12, 1), 1)):
        meeting.convened_on = convened
        meeting.save()
        entries = entries_of(scope, secretariat, date(2026, 12, 2), lambda path: f"https://example.org{path}")
        due = sorted((one.begins, one.title) for one in entries if one.uid.startswith(("notice-", "papers-")))
        assert len(due) == expected
        assert due[-1] == (date(2027, 5, 27), f"Papers due: {board.body}: {meeting.title}")
        assert sum(one.uid == f"governance.meeting-{meeting.key}@koinon" for one in entries) == 1
