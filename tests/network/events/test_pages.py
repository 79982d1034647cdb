"""The calendar, an event, and their forms: who sees what, in how many statements."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests import factories

from koinon.network.events.models import Attendance, Event
from koinon.network.people.audience import AdmittedBody
from koinon.network.people.models import Body
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Entry

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Reader], Client]

# Who may see an event for these eyes that Guangzhou hosts.
MAY_SEE = {
    "public": {"secretariat", "coordinator", "deputy", "other_officer", "stranger", "public"},
    "members": {"secretariat", "coordinator", "deputy", "other_officer"},
    "parties": {"secretariat", "coordinator", "deputy"},
    "bodies": {"secretariat", "other_officer"},
    "secretariat": {"secretariat"},
}
CAST = sorted(MAY_SEE["public"])


@pytest.fixture
def desk(secretariat: Reader, client_of: ClientOf) -> Client:
    """The browser of the secretariat."""
    return client_of(secretariat)


def url(name: str, **kwargs: str) -> str:
    return reverse(f"events:{name}", kwargs=kwargs)


@pytest.mark.parametrize("name", CAST)
def test_who_may_see_an_event(
    name: str, request: pytest.FixtureRequest, client_of: ClientOf, guangzhou: Body, chengdu: Body
) -> None:
    reader: Reader = request.getfixturevalue(name)
    client = client_of(reader)
    for audience, seeing in MAY_SEE.items():
        event = factories.make_event(f"For {audience} eyes", audience=audience, host=guangzhou)
        if audience == "bodies":
            AdmittedBody.objects.create(kind="events.event", object_id=event.pk, body=chengdu)
        sees = name in seeing
        assert client.get(url("event", key=event.key)).status_code == (200 if sees else 404)
        assert (event.title in client.get(url("events")).text) is sees


@pytest.mark.parametrize("name", CAST)
def test_who_may_record_an_event(name: str, request: pytest.FixtureRequest, client_of: ClientOf) -> None:
    client = client_of(request.getfixturevalue(name))
    part = factories.make_attendance()
    doors = [
        url("event-new"),
        url("event-edit", key=part.event.key),
        url("attendance-new", key=part.event.key),
        url("attendance-edit", key=part.event.key, attendance=part.key),
    ]
    remove = url("attendance-remove", key=part.event.key, attendance=part.key)
    answers = [client.get(door) for door in doors]
    expected = {"secretariat": 200, "public": 302}.get(name, 404)
    assert {answer.status_code for answer in answers} == {expected}
    if name == "public":
        assert all(answer["Location"].startswith(reverse("account_login")) for answer in answers)
    assert ("Record an event" in client.get(url("events")).text) is (name == "secretariat")
    assert client.post(remove).status_code == (404 if expected == 404 else 302)
    assert Attendance.objects.exists() is (name != "secretariat")


def test_a_list_is_not_changed_by_following_a_link(desk: Client) -> None:
    part = factories.make_attendance()
    assert desk.get(url("attendance-remove", key=part.event.key, attendance=part.key)).status_code == 405
    assert Attendance.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_statements_of_the_pages_do_not_grow(
    client: Client, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    host, city = factories.make_body(), factories.make_city()
    for _ in range(rows):
        event = factories.make_event(host=host, city=city)
        for _ in range(rows):
            part = factories.make_attendance(event, sent_by=factories.make_body())
            factories.make_citation(part)
        factories.make_citation(event)
    client.get(url("events"))
    with django_assert_num_queries(3):
        assert client.get(url("events")).status_code == 200
    with django_assert_num_queries(9):
        assert client.get(url("event", key=event.key)).status_code == 200


def test_the_filters(client: Client) -> None:
    lyon = factories.make_city("Lyon")
    factories.make_event("Water seminar", city=lyon, venue="City hall")
    factories.make_event("Signing ceremony", kind="ceremony", starts="2021", ends="2021")
    factories.make_event("Some day", starts="", ends="")

    def found(asked: str) -> list[str]:
        page = client.get(f"{url('events')}?{asked}").text
        return [title for title in ("Water seminar", "Signing ceremony", "Some day") if title in page]

    assert found("") == ["Water seminar", "Signing ceremony", "Some day"]
    assert found("q=lyon") == found("q=city+hall") == found("q=WATER") == ["Water seminar"]
    assert found("kind=ceremony") == ["Signing ceremony"]
    assert found("year=2021") == ["Signing ceremony", "Some day"]
    assert found("q=nothing+of+the+kind") == []
    assert len(found("year=never")) == 3
    assert len(found("page=99")) == 3


def test_the_latest_come_first_and_the_undated_last(client: Client) -> None:
    for title, starts in (("Aaa", "2019"), ("Bbb", ""), ("Ccc", "2021-05"), ("Ddd", "2020-01-01")):
        factories.make_event(title, starts=starts, ends="")
    page = client.get(url("events")).text
    assert sorted(("Aaa", "Bbb", "Ccc", "Ddd"), key=lambda title: page.index(f">{title}<")) == [
        "Ccc",
        "Ddd",
        "Aaa",
        "Bbb",
    ]


def test_hidden_people_and_bodies_are_not_named(client: Client, desk: Client) -> None:
    hidden = factories.make_body("Hidden Host", audience="secretariat")
    event = factories.make_event(host=hidden)
    factories.make_attendance(event, person=factories.make_person("Hidden Person", audience="secretariat"))
    factories.make_attendance(event, body=factories.make_body("Hidden Guest", audience="secretariat"))
    factories.make_attendance(event, person=factories.make_person("Open Person"), sent_by=hidden)
    for address in (url("event", key=event.key), url("events")):
        page = client.get(address).text
        assert "Hidden Host" not in page
        assert "Hidden PERSON" not in page
        assert "Hidden Guest" not in page
    page = desk.get(url("event", key=event.key)).text
    assert all(name in page for name in ("Hidden Host", "Hidden PERSON", "Hidden Guest"))
    assert "Open PERSON" in client.get(url("event", key=event.key)).text


SENT = {
    "title": "Study visit",
    "kind": "visit",
    "starts": "5 Nov 2019",
    "ends": "6 Nov 2019",
    "audience": "public",
}


def test_an_event_from_the_form_to_the_page_and_back(desk: Client) -> None:
    factories.make_city("Lyon", key="lyon")
    answer = desk.post(
        url("event-new"), SENT | {"city": "Lyon", "begins_at": "09:30", "time_zone": "Europe/Paris"}
    )
    assert answer.status_code == 302, answer.text
    event = Event.objects.get()
    assert (answer["Location"], event.key, event.city_id is not None) == (
        url("event", key="study-visit"),
        "study-visit",
        True,
    )
    page = desk.get(answer["Location"]).text
    assert "The event is recorded." in page
    assert "09:30" in page
    form = desk.get(url("event-edit", key=event.key)).text
    assert 'value="Lyon"' in form
    answer = desk.post(url("event-edit", key=event.key), SENT | {"title": "Study tour", "version": "1"})
    assert answer.status_code == 302
    event.refresh_from_db()
    assert (event.title, event.city, event.version) == ("Study tour", None, 2)
    assert list(Entry.objects.order_by("id").values_list("verb", flat=True)) == [
        "record_event",
        "change_event",
    ]


def test_a_stale_form_is_refused_and_nothing_typed_is_lost(desk: Client) -> None:
    event = factories.make_event("Study visit")
    desk.post(url("event-edit", key=event.key), SENT | {"note": "first", "version": "1"})
    answer = desk.post(url("event-edit", key=event.key), SENT | {"note": "what I typed", "version": "1"})
    assert answer.status_code == 200
    assert "Somebody changed this record" in answer.text
    assert "what I typed" in answer.text
    event.refresh_from_db()
    assert event.note == "first"


def test_what_is_wrong_stands_beside_its_field(desk: Client) -> None:
    answer = desk.post(url("event-new"), SENT | {"ends": "4 Nov 2019", "note": "kept"})
    assert answer.status_code == 200
    assert "kept" in answer.text
    assert "lies before the start" in answer.text
    assert not Event.objects.exists()
    answer = desk.post(url("event-new"), SENT | {"starts": "the day after"})
    assert answer.status_code == 200
    assert "the day after" in answer.text
    assert not Event.objects.exists()


def test_a_changed_event_that_ends_before_it_begins_is_refused_in_words(desk: Client) -> None:
    event = factories.make_event("Study visit")
    answer = desk.post(url("event-edit", key=event.key), SENT | {"ends": "4 Nov 2019", "version": "1"})
    assert answer.status_code == 200
    assert 'value="4 Nov 2019"' in answer.text
    event.refresh_from_db()
    assert str(event.ends) == "2019-11-06"


def test_the_list_of_those_who_take_part(desk: Client) -> None:
    event = factories.make_event()
    factories.make_person("Wen Guohui", key="wen-guohui")
    answer = desk.post(url("attendance-new", key=event.key), {"person": "Wen Guohui", "part": "delegate"})
    assert (answer.status_code, answer["Location"]) == (302, url("event", key=event.key))
    part = Attendance.objects.get()
    edit = url("attendance-edit", key=event.key, attendance=part.key)
    answer = desk.post(edit, {"person": "Wen Guohui", "part": "speaker", "order": "", "version": "1"})
    assert answer.status_code == 302
    part.refresh_from_db()
    assert (part.part, part.order) == ("speaker", 1)
    answer = desk.post(url("attendance-new", key=event.key), {"part": "host", "capacity": "as typed"})
    assert "Name a person" in answer.text
    assert "as typed" in answer.text
    answer = desk.post(edit, {"person": "", "part": "speaker", "order": "1", "version": "2"})
    assert "Name a person" in answer.text
    desk.post(url("attendance-remove", key=event.key, attendance=part.key))
    assert not Attendance.objects.exists()


def test_a_part_of_another_event_is_not_found(desk: Client) -> None:
    part, other = factories.make_attendance(), factories.make_event()
    assert desk.get(url("attendance-edit", key=other.key, attendance=part.key)).status_code == 404


@pytest.mark.parametrize("language", ["en", "zh-hans", "es", "fr"])
def test_the_pages_in_four_languages(client: Client, language: str) -> None:
    part = factories.make_attendance()
    for address in (url("events"), url("event", key=part.event.key)):
        assert client.get(address, headers={"accept-language": language}).status_code == 200


def test_events_are_found_by_typing(desk: Client) -> None:
    factories.make_event("Water seminar")
    assert [one["label"] for one in desk.get("/choose/event/?q=water").json()] == ["Water seminar"]
