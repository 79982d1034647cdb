"""The doors of a meeting: who finds which, in how many statements, with every button pressed as on the page."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import factories
from tests.board import ON, Board

from koinon.network.governance import sitting_commands as session
from koinon.network.governance.models import (
    AgendaItem,
    Ballot,
    BodyRule,
    Decision,
    Meeting,
    Minute,
    RuleKind,
    Sitting,
    Step,
)
from koinon.network.people.models import Body
from koinon.network.people.readers import SYSTEM, Reader
from koinon.platform.audit.models import Entry

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Reader], Client]
CAST = ["secretariat", "coordinator", "deputy", "other_officer", "stranger", "public"]
FOUR = pytest.mark.parametrize("language", ["en", "zh-hans", "es", "fr"])


@pytest.fixture
def desk(secretariat: Reader, client_of: ClientOf) -> Client:
    """The browser of the secretariat."""
    return client_of(secretariat)


def url(name: str, **kwargs: str) -> str:
    return reverse(f"governance:{name}", kwargs=kwargs)


@pytest.fixture
def held(board: Board, guangzhou: Body) -> Decision:
    """A decision of a meeting that Guangzhou, too, sits in, with everything there may be."""
    factories.make_role(holder=guangzhou, post=board.post)
    board.rule(RuleKind.QUORUM, 1, 2)
    board.rule(RuleKind.NOTICE_ORDINARY, 60)
    item = board.item("4.2")
    session.draw_paper(item, factories.make_document(), by=SYSTEM)
    board.attend(item.meeting, "pppae")
    decision = factories.make_decision(item, taken="vote", votes_for=2)
    factories.make(Ballot, decision=decision, seat=board.seats[0], choice="for")
    factories.make(Step, decision=decision, text="Write", body=guangzhou, noted_on=ON)
    session.draft_minutes(item.meeting, by=SYSTEM, on=ON)
    return decision


@pytest.mark.parametrize("name", CAST)
def test_who_sees_what(
    name: str, request: pytest.FixtureRequest, client_of: ClientOf, held: Decision
) -> None:
    """Guangzhou sits on the Board: its officers read what the Board reads; others read what is public."""
    client = client_of(request.getfixturevalue(name))
    sits = name in ("secretariat", "coordinator", "deputy")
    meeting = held.item.meeting
    answers = {
        url("meeting", key=meeting.key): 200,
        url("decision", key=held.key): 200,
        url("rules", key=meeting.body.key): 200,
        url("seats", key=meeting.key): 200 if sits else 404,
        url("minutes", key=meeting.key): 200 if sits else 404,
        url("decided"): 404 if name == "public" else 200,
        url("decided") + "?body=" + meeting.body.key: 200 if name == "secretariat" else 404,
        reverse("briefings:meeting-pack", kwargs={"key": meeting.key}): 200 if sits else 404,
        reverse("briefings:meeting-minutes", kwargs={"key": meeting.key}): 200 if sits else 404,
        reverse("briefings:meeting-notice", kwargs={"key": meeting.key}): 200,
    }
    assert {address: client.get(address).status_code for address in answers} == answers
    decision = client.get(url("decision", key=held.key)).text
    assert ("City of Abuja" in decision, "Write" in decision) == (sits, sits)
    assert ("Who may vote" in client.get(url("meeting", key=meeting.key)).text) is sits
    if name != "public":
        assert (held.reference in client.get(url("decided")).text) is (name in ("coordinator", "deputy"))


@pytest.mark.parametrize("name", CAST)
def test_who_finds_the_forms(
    name: str, request: pytest.FixtureRequest, client_of: ClientOf, held: Decision
) -> None:
    client = client_of(request.getfixturevalue(name))
    meeting, item = held.item.meeting.key, held.item.key
    body, rule = held.item.meeting.body.key, BodyRule.objects.all()[0].key
    minute = Minute.objects.get().key
    forms = [
        url("convene", key=meeting),
        url("papers-sent", key=meeting),
        url("cancel", key=meeting),
        url("renumber", key=meeting),
        url("guest-new", key=meeting),
        url("paper-new", key=meeting, item=item),
        url("minute-edit", key=meeting, minute=minute),
        url("votes", key=held.key),
        url("rule-new", key=body),
        url("rule-edit", key=body, rule=rule),
    ]
    expected = {"secretariat": 200, "public": 302}.get(name, 404)
    assert {client.get(form).status_code for form in forms} == {expected}
    step = client.get(url("step-new", key=held.key)).status_code
    assert step == (200 if name == "secretariat" else 404)
    presses = [
        url("item-remove", key=meeting, item=item),
        url("minutes-draft", key=meeting),
        url("rule-remove", key=body, rule=rule),
        url("seats", key=meeting),
    ]
    before = Entry.objects.count()
    if name != "secretariat":
        assert {client.post(press).status_code for press in presses} <= {302, 404}
        assert Entry.objects.count() == before


def test_who_carries_it_out_notes_steps(
    client_of: ClientOf, coordinator: Reader, deputy: Reader, held: Decision, guangzhou: Body
) -> None:
    held.owner_body = guangzhou
    held.save()
    officer = client_of(coordinator)
    sent = {
        "text": "Ask the mayor",
        "body": str(guangzhou),
        "body-key": guangzhou.key,
        "due_on": "2026-12-01",
    }
    answer = officer.post(url("step-new", key=held.key), sent)
    assert answer.status_code == 302, answer.text
    step = Step.objects.get(text="Ask the mayor")
    close = url("step-close", key=held.key, step=step.key)
    assert "Say why it is dropped." in officer.post(close, {"drop": "1"}, follow=True).text
    officer.post(close, {"reason": "He agrees"})
    step.refresh_from_db()
    assert (step.state, step.reason) == ("done", "He agrees")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_statements_of_the_pages_do_not_grow(desk: Client, board: Board, rows: int) -> None:
    board.rule(RuleKind.QUORUM, 1, 2)
    meeting = board.meeting()
    for seat in board.seats[rows:]:
        seat.delete()
    for number in range(rows):
        item = factories.make_item(meeting, str(number + 1))
        session.draw_paper(item, factories.make_document(), by=SYSTEM)
        decision = factories.make_decision(item, taken="vote", votes_for=1)
        factories.make(Step, decision=decision, text="Do it", body=board.cities[0], noted_on=ON)
    for seat in board.seats[:rows]:
        factories.make(Sitting, meeting=meeting, seat=seat)
        factories.make(Ballot, decision=decision, seat=seat, choice="for")
    session.draft_minutes(meeting, by=SYSTEM, on=ON)
    desk.get(url("meetings"))
    counts = {}
    for name, address in (
        ("meeting", url("meeting", key=meeting.key)),
        ("seats", url("seats", key=meeting.key)),
        ("votes", url("votes", key=decision.key)),
        ("minutes", url("minutes", key=meeting.key)),
        ("decision", url("decision", key=decision.key)),
        ("rules", url("rules", key=board.body.key)),
        ("decided", url("decided") + f"?body={board.cities[0].key}"),
    ):
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(address).status_code == 200
        counts[name] = len(captured)
    assert counts == STATEMENTS


STATEMENTS = {
    "meeting": 18,
    "seats": 11,
    "votes": 12,
    "minutes": 9,
    "decision": 18,
    "rules": 9,
    "decided": 14,
}


def test_a_meeting_from_plan_to_minutes(desk: Client, board: Board) -> None:
    """Every press of a secretariat, in order."""
    board.rule(RuleKind.QUORUM, 1, 2)
    meeting = board.meeting(convened_on=None)
    here = url("meeting", key=meeting.key)
    new = url("item-new", key=meeting.key)
    assert 'value="1"' in desk.get(new).text
    first = {"number": "1", "title": "Opening", "kind": "report"}
    for values in (first, {"number": "2", "title": "Grants", "kind": "decision", "proposal": "Adopt."}):
        assert desk.post(new, values).status_code == 302
    one, two = AgendaItem.objects.order_by("number")
    document = factories.make_document("The budget")
    paper = {"evidence_document": "The budget", "evidence_document-key": document.key}
    assert desk.post(url("paper-new", key=meeting.key, item=two.key), paper).status_code == 302
    assert (
        "Choose one record"
        in desk.post(url("paper-new", key=meeting.key, item=two.key), {"evidence_document": ""}).text
    )
    swapped = {f"number-{one.key}": "2", f"number-{two.key}": "1"}
    assert desk.post(url("renumber", key=meeting.key), swapped).status_code == 302
    twice = {f"number-{one.key}": "1", f"number-{two.key}": "1"}
    assert "Two items would be 1." in desk.post(url("renumber", key=meeting.key), twice).text
    assert desk.post(url("convene", key=meeting.key), {"day": "2026-08-01"}).status_code == 302
    stay = desk.post(url("renumber", key=meeting.key), swapped)
    assert "the numbers of its agenda stay" in stay.text
    assert desk.post(url("papers-sent", key=meeting.key), {"day": "2026-09-20"}).status_code == 302
    here_now = desk.get(here).text
    assert "The budget" in here_now
    assert "Take the attendance" in here_now
    decide = url("decision-new", key=meeting.key, item=two.key)
    decided = {"title": "Grants", "outcome": "adopted", "taken": "consensus", "follow_up": "open"}
    decided |= {"audience": "public"}
    assert "Take the attendance first" in desk.post(decide, decided).text
    ticked = {f"presence-{seat.key}": "present" for seat in board.seats[:3]}
    assert desk.post(url("seats", key=meeting.key), ticked).status_code == 302
    assert desk.post(decide, decided).status_code == 302
    decision = Decision.objects.get()
    votes = {f"vote-{seat.key}": "for" for seat in board.seats[:3]}
    assert desk.post(url("votes", key=decision.key), votes).status_code == 302
    absent = {f"vote-{board.seats[4].key}": "for"}
    assert "was not there" in desk.post(url("votes", key=decision.key), absent).text
    assert desk.post(url("minutes-draft", key=meeting.key)).status_code == 302
    minute = Minute.objects.get(item=two)
    edit = url("minute-edit", key=meeting.key, minute=minute.key)
    assert desk.post(edit, {"text": "In my words", "version": "1"}).status_code == 302
    page = desk.get(url("minutes", key=meeting.key)).text
    assert "In my words" in page
    assert "3 for, 0 against" in desk.get(url("decision", key=decision.key)).text


def test_the_rules_of_a_body(desk: Client, board: Board) -> None:
    new = url("rule-new", key=board.body.key)
    sent = {"kind": "quorum", "number": "1", "out_of": "2", "reckoned": "entitled", "article": "Article 9"}
    sent |= {"starts": "2026", "ends": "open"}
    assert desk.post(new, sent).status_code == 302
    assert "Say how many" in desk.post(new, sent | {"number": "", "out_of": ""}).text
    page = desk.get(url("rules", key=board.body.key)).text
    assert "1/2 of all who may vote" in page
    rule = BodyRule.objects.get(kind="quorum")
    edit = url("rule-edit", key=board.body.key, rule=rule.key)
    assert desk.post(edit, sent | {"number": "2", "out_of": "3", "version": "1"}).status_code == 302
    assert desk.post(url("rule-remove", key=board.body.key, rule=rule.key)).status_code == 302
    assert not BodyRule.objects.filter(kind="quorum").exists()


def test_a_cancelled_meeting_on_its_page(desk: Client, board: Board) -> None:
    meeting = board.meeting(held="2099-01-01", convened_on=None)
    factories.make_item(meeting, "1")
    assert "Cancel the meeting" in desk.get(url("meeting", key=meeting.key)).text
    assert desk.post(url("cancel", key=meeting.key), {"reason": "A strike"}).status_code == 302
    page = desk.get(url("meeting", key=meeting.key)).text
    assert "A strike" in page
    assert "Record the decision" not in page
    item = meeting.items.get()
    decide = url("decision-new", key=meeting.key, item=item.key)
    sent = {"title": "x", "outcome": "adopted", "taken": "unknown", "follow_up": "open", "audience": "public"}
    assert "It can decide nothing." in desk.post(decide, sent).text
    assert Meeting.objects.get().cancelled_because == "A strike"


def test_an_agreement_the_item_drew_on_is_approved_by_its_decision(desk: Client, board: Board) -> None:
    decision = factories.make_decision(board.item("4.2"))
    agreement = factories.make_agreement("Alliance")
    session.draw_paper(decision.item, agreement, by=SYSTEM)
    here = url("decision", key=decision.key)
    assert "Waiting for this decision" in desk.get(here).text
    press = reverse("agreements:approved-by", kwargs={"key": agreement.key, "decision": decision.key})
    assert press in desk.get(here).text
    assert desk.post(press).status_code == 302
    page = desk.get(here).text
    assert "Waiting for this decision" not in page
    assert "Alliance" in page
    assert agreement.acts.get().day_earliest.isoformat() == "2026-10-14"


@FOUR
def test_the_pages_in_four_languages(desk: Client, held: Decision, language: str) -> None:
    meeting = held.item.meeting
    addresses = [
        url("meeting", key=meeting.key),
        url("seats", key=meeting.key),
        url("minutes", key=meeting.key),
        url("decision", key=held.key),
        url("votes", key=held.key),
        url("renumber", key=meeting.key),
        url("rules", key=meeting.body.key),
        url("decided") + f"?body={meeting.body.key}",
        url("decisions") + "?which=overdue",
        reverse("portal:body", kwargs={"key": meeting.body.key}),
    ]
    for address in addresses:
        assert desk.get(address, headers={"accept-language": language}).status_code == 200


def test_from_drafted_minutes_to_their_approval(desk: Client, held: Decision, board: Board) -> None:
    meeting, following = held.item.meeting, board.meeting(title="Winter", held="2026-10-30")
    door = url("item-new", key=following.key) + f"?approves={meeting.key}"
    assert door in desk.get(url("minutes", key=meeting.key)).text
    form = desk.get(door).text
    assert 'value="Minutes of Board meeting"' in form
    assert "The minutes of Board meeting are approved." in form
    sent = {"number": "1", "title": "Minutes", "kind": "minutes", "approves-key": meeting.key}
    assert desk.post(door, sent | {"approves": str(meeting)}).status_code == 302
    item = AgendaItem.objects.get(approves=meeting)
    decide = url("decision-new", key=following.key, item=item.key)
    assert '<option value="done" selected>' in desk.get(decide).text
