"""Meetings and decisions as pages and forms: who sees what, in how many statements."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests import factories

from koinon.network.governance.models import AgendaItem, Decision, Meeting
from koinon.network.people.audience import AdmittedBody
from koinon.network.people.models import Body
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Entry

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Reader], Client]

# Who may see a meeting, or a decision of a public meeting, of Guangzhou's government for these eyes.
MAY_SEE = {
    "public": {"secretariat", "coordinator", "deputy", "other_officer", "stranger", "public"},
    "members": {"secretariat", "coordinator", "deputy", "other_officer"},
    "parties": {"secretariat", "coordinator", "deputy"},
    "bodies": {"secretariat", "other_officer"},
    "secretariat": {"secretariat"},
}
CAST = sorted(MAY_SEE["public"])
FOUR = pytest.mark.parametrize("language", ["en", "zh-hans", "es", "fr"])


@pytest.fixture
def desk(secretariat: Reader, client_of: ClientOf) -> Client:
    """The browser of the secretariat."""
    return client_of(secretariat)


def url(name: str, **kwargs: str) -> str:
    return reverse(f"governance:{name}", kwargs=kwargs)


@pytest.mark.parametrize("name", CAST)
def test_who_may_see_meetings_and_decisions(
    name: str, request: pytest.FixtureRequest, client_of: ClientOf, guangzhou: Body, chengdu: Body
) -> None:
    client = client_of(request.getfixturevalue(name))
    for audience, seeing in MAY_SEE.items():
        closed = factories.make_meeting(body=guangzhou, title=f"Meeting {audience}", audience=audience)
        behind = factories.make_decision(factories.make_item(closed), title=f"Behind {audience}")
        public = factories.make_meeting(body=guangzhou)
        decision = factories.make_decision(
            factories.make_item(public), title=f"Decision {audience}", audience=audience
        )
        for row in (closed, decision):
            if audience == "bodies":
                AdmittedBody.objects.create(kind=row.record_kind(), object_id=row.pk, body=chengdu)
        status = 200 if name in seeing else 404
        assert client.get(url("meeting", key=closed.key)).status_code == status
        assert client.get(url("decision", key=decision.key)).status_code == status
        assert client.get(url("decision", key=behind.key)).status_code == status
        sees = name in seeing
        decisions, meetings = client.get(url("decisions")).text, client.get(url("meetings")).text
        assert (closed.title in meetings) is sees
        assert (decision.title in decisions, behind.title in decisions) == (sees, sees)
        assert (decision.title in client.get(url("meeting", key=public.key)).text) is sees


def test_hidden_bodies_and_people_are_not_named(client: Client, desk: Client) -> None:
    board = factories.make_body("Hidden Board", audience="secretariat")
    factories.make_meeting(body=board, title="Hidden meeting")
    decision = factories.make_decision(
        owner_body=factories.make_body("Hidden Owner", audience="secretariat"),
        owner_person=factories.make_person("Hidden Person", audience="secretariat"),
    )
    addresses = [url("meetings"), url("decisions"), url("decision", key=decision.key)]
    for address in [*addresses, url("meeting", key=decision.item.meeting.key)]:
        page = client.get(address).text
        assert not any(
            name in page for name in ("Hidden Board", "Hidden meeting", "Hidden Owner", "Hidden PERSON")
        )
    page = desk.get(url("decision", key=decision.key)).text
    assert "Hidden Owner" in page
    assert "Hidden PERSON" in page


@pytest.mark.parametrize("name", CAST)
def test_who_may_record(name: str, request: pytest.FixtureRequest, client_of: ClientOf) -> None:
    client = client_of(request.getfixturevalue(name))
    decision = factories.make_decision()
    meeting, item = decision.item.meeting.key, decision.item.key
    doors = [
        url("meeting-new"),
        url("meeting-edit", key=meeting),
        url("item-new", key=meeting),
        url("item-edit", key=meeting, item=item),
        url("decision-new", key=meeting, item=item),
        url("decision-edit", key=decision.key),
    ]
    answers = [client.get(door) for door in doors]
    expected = {"secretariat": 200, "public": 302}.get(name, 404)
    assert {answer.status_code for answer in answers} == {expected}
    if name == "public":
        assert all(answer["Location"].startswith(reverse("account_login")) for answer in answers)
    assert ("Record a meeting" in client.get(url("meetings")).text) is (name == "secretariat")
    assert ("Record another decision" in client.get(url("meeting", key=meeting)).text) is (
        name == "secretariat"
    )


@pytest.mark.parametrize("rows", [1, 3])
def test_the_statements_of_the_pages_do_not_grow(
    client: Client, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(rows):
        meeting = factories.make_meeting(city=factories.make_city())
        for _ in range(rows):
            item = factories.make_item(meeting)
            decision = factories.make_decision(
                item, owner_body=factories.make_body(), owner_person=factories.make_person()
            )
            factories.make_citation(decision)
        factories.make_citation(meeting)
    client.get(url("meetings"))
    for address, count in (
        (url("meetings"), 2),
        (url("decisions"), 4),
        (url("meeting", key=meeting.key), 7),
        (url("decision", key=decision.key), 11),
    ):
        with django_assert_num_queries(count):
            assert client.get(address).status_code == 200


def test_the_filters(client: Client) -> None:
    meeting = factories.make_meeting(title="Board in Montréal", city=factories.make_city("Montréal"))
    factories.make_meeting(title="Assembly", held="2014")
    item = factories.make_item(meeting)
    factories.make_decision(item, title="Fares", reference="BoD-1", text="pays the fare")
    factories.make_decision(item, title="Statutes", reference="BoD-2", follow_up="done")
    assert "Assembly" not in client.get(url("meetings") + "?q=montr%C3%A9al").text
    assert "Board in" not in client.get(url("meetings") + "?year=2014").text
    assert "Board in" not in client.get(url("meetings") + "?body=nobody").text
    assert "Statutes" not in client.get(url("decisions") + "?q=fare").text
    assert "Fares" not in client.get(url("decisions") + "?follow_up=done").text
    assert "Nothing" not in client.get(url("decisions") + "?year=1901").text
    assert "Fares" in client.get(url("decisions") + "?follow_up=whatever").text


def test_the_agenda_stands_in_order_on_the_page(client: Client) -> None:
    meeting = factories.make_meeting()
    for order, number in ((500, "5"), (410, "4.10"), (402, "4.2")):
        factories.make_item(meeting, number, title=f"Point {number}.", order=order)
    page = client.get(url("meeting", key=meeting.key)).text
    assert page.index("Point 4.2.") < page.index("Point 4.10.") < page.index("Point 5.")


def test_from_the_meeting_to_the_decision_and_back(desk: Client) -> None:
    factories.make_body("Board of Directors", kind="board")
    sent = {
        "body": "Board of Directors",
        "title": "Board meeting",
        "kind": "extraordinary",
        "held": "14 October 2016",
        "audience": "public",
    }
    answer = desk.post(url("meeting-new"), sent)
    assert answer.status_code == 302, answer.text
    meeting = Meeting.objects.get()
    answer = desk.post(url("item-new", key=meeting.key), {"number": "4.2", "title": "Grants"})
    item = AgendaItem.objects.get()
    assert (answer["Location"], item.order) == (f"{url('meeting', key=meeting.key)}#{item.key}", 402)
    form = desk.get(url("decision-new", key=meeting.key, item=item.key)).text
    assert 'value="Grants"' in form
    decided = {
        "title": "Grants approved",
        "taken": "vote",
        "votes_for": "12",
        "follow_up": "open",
        "outcome": "adopted",
        "audience": "public",
    }
    answer = desk.post(url("decision-new", key=meeting.key, item=item.key), decided | {"due": "end of 2017"})
    decision = Decision.objects.get()
    assert (answer.status_code, decision.reference) == (302, "BoD-2016-10-14-X/4.2")
    assert "12 for, 0 against, 0 abstaining" in desk.get(answer["Location"]).text
    answer = desk.post(
        url("decision-edit", key=decision.key), decided | {"follow_up": "done", "version": "1"}
    )
    assert answer.status_code == 302
    answer = desk.post(url("meeting-edit", key=meeting.key), sent | {"title": "The Board", "version": "1"})
    assert answer.status_code == 302
    edit = url("item-edit", key=meeting.key, item=item.key)
    assert desk.post(edit, {"number": "4.3", "title": "Grants", "version": "1"}).status_code == 302
    for row in (meeting, item, decision):
        row.refresh_from_db()
    assert (meeting.title, item.order, decision.follow_up) == ("The Board", 403, "done")
    assert Entry.objects.count() == 6


def test_refusals_stand_in_the_form_with_what_was_typed(desk: Client) -> None:
    item = factories.make_item(item="4.2")
    other = factories.make_item(item.meeting, "5")
    new, edit = url("item-new", key=item.meeting.key), url("item-edit", key=item.meeting.key, item=other.key)
    for address in (new, edit):
        answer = desk.post(address, {"number": "4.2", "title": "Typed for long", "version": "1"})
        assert answer.status_code == 200
        assert "Item 4.2 is on this agenda already." in answer.text
        assert "Typed for long" in answer.text
    counted = {
        "title": "Counted",
        "taken": "consensus",
        "votes_for": "3",
        "follow_up": "open",
        "outcome": "adopted",
        "audience": "public",
    }
    answer = desk.post(url("decision-new", key=item.meeting.key, item=item.key), counted)
    assert "Votes are counted only where" in answer.text
    assert "Counted" in answer.text
    assert not Decision.objects.exists()


@pytest.mark.parametrize("kind", ["meeting", "decision"])
def test_two_who_edit_at_once(desk: Client, kind: str) -> None:
    decision = factories.make_decision()
    row: Meeting | Decision = decision if kind == "decision" else decision.item.meeting
    sent = {
        "taken": "unknown",
        "follow_up": "open",
        "outcome": "adopted",
        "audience": "public",
        "version": "1",
        "held": "2016",
    }
    sent |= {"body": decision.item.meeting.body.name, "kind": "ordinary"}
    first = desk.post(url(f"{kind}-edit", key=row.key), sent | {"title": "first"})
    assert first.status_code == 302, first.text
    second = desk.post(url(f"{kind}-edit", key=row.key), sent | {"title": "second"})
    assert "Somebody changed this record" in second.text
    assert 'value="second"' in second.text
    row.refresh_from_db()
    assert row.title == "first"


@FOUR
def test_the_pages_in_four_languages(client: Client, language: str) -> None:
    decision = factories.make_decision(due="2017", taken="vote", votes_for=3)
    addresses = [url("meetings"), url("decisions"), url("decision", key=decision.key)]
    for address in [*addresses, url("meeting", key=decision.item.meeting.key)]:
        assert client.get(address, headers={"accept-language": language}).status_code == 200


def test_meetings_and_decisions_are_found_by_typing(desk: Client) -> None:
    decision = factories.make_decision(title="Grants", reference="BoD-7")
    assert [one["key"] for one in desk.get("/choose/decision/?q=bod-7").json()] == [decision.key]
    assert [one["key"] for one in desk.get("/choose/meeting/?q=board").json()] == [decision.item.meeting.key]
