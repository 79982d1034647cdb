"""The pages of registration: who finds them, what a public page tells, the code, the list, the export."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from tests import factories

from koinon.network.events.codes import code_of
from koinon.network.events.links import door_token, own_token
from koinon.network.events.models import (
    Event,
    EventDocument,
    Registration,
    RegistrationRules,
    Session,
    Speaker,
    Stage,
    Task,
)
from koinon.network.events.turnstile import TooMany, let_in
from koinon.network.people.models import Body
from koinon.network.people.readers import Reader
from koinon.platform.notifications.models import Message

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Reader], Client]
SENT = {
    "name": "Ada Secretname",
    "email": "ada@example.org",
    "body_name": "City of Port",
    "post": "Planner",
    "category": "planners",
    "language": "en",
    "needs": "",
}


def url(name: str, **kwargs: str) -> str:
    return reverse(f"events:{name}", kwargs=kwargs)


@pytest.fixture
def event(guangzhou: Body) -> Event:
    """An event of these weeks that Guangzhou hosts, with one seat."""
    today = timezone.localdate().isoformat()
    made = factories.make_event("Seminar on squares", host=guangzhou, starts=today, ends=today)
    factories.make(RegistrationRules, event=made, seats=1)
    return made


def inner(page: str) -> str:
    return page.split("<main")[1].split("</main>")[0]


def make_registration(event: Event, **values: Any) -> Registration:
    given = {"name": "Ben Hiddenname", "email": "ben@example.org", "state": "confirmed"}
    return factories.make(Registration, event=event, **(given | values))


# Registering


def test_from_the_public_form_to_a_seat(event: Event, client: Client) -> None:
    page = client.get(url("event", key=event.key)).text
    assert url("register", key=event.key) in page
    assert "Look into your mail" in client.post(url("register", key=event.key), SENT).text
    registration = Registration.objects.get()
    own = url("own", token=own_token(registration))
    page = client.get(own).text
    assert "One press and your registration counts" in page
    assert 'class="qr"' not in page
    answer = client.post(own, follow=True)
    assert "Your address is confirmed" in answer.text
    assert 'class="qr"' in answer.text
    answer = client.post(own, {"withdraw": "1"}, follow=True)
    assert "given back" in answer.text
    assert Message.objects.count() == 3


def test_by_account_the_form_knows_the_name_and_leads_to_the_seat(
    event: Event, coordinator: Reader, client_of: ClientOf
) -> None:
    client = client_of(coordinator)
    assert "Cai COORDINATOR" in client.get(url("register", key=event.key)).text
    answer = client.post(url("register", key=event.key), SENT, follow=True)
    assert "You are registered" in answer.text
    assert "Your registration" in client.get(url("event", key=event.key)).text
    assert client.get(url("register", key=event.key)).status_code == 302


def test_nothing_typed_is_lost_and_what_is_wrong_is_told(event: Event, client: Client) -> None:
    answer = client.post(url("register", key=event.key), SENT | {"email": "nobody"})
    assert answer.status_code == 422
    assert "Ada Secretname" in answer.text
    assert not Registration.objects.exists()


def test_what_fills_in_the_trap_is_no_person(event: Event, client: Client) -> None:
    answer = client.post(url("register", key=event.key), SENT | {"homepage": "https://spam.example"})
    assert "Look into your mail" in answer.text
    assert not Registration.objects.exists()
    assert not Message.objects.exists()


def test_the_answer_is_the_same_for_an_address_known_already(event: Event, client: Client) -> None:
    first = client.post(url("register", key=event.key), SENT)
    again = client.post(url("register", key=event.key), SENT)
    assert inner(first.text) == inner(again.text)
    assert Registration.objects.count() == 1


def test_somebody_who_knocks_too_often_waits(event: Event, client: Client) -> None:
    for _number in range(4):
        client.post(url("register", key=event.key), SENT)
    answer = client.post(url("register", key=event.key), SENT)
    assert answer.status_code == 422
    assert "Too many" in answer.text
    for _number in range(3):
        let_in("a door", "me", 3, 60)
    let_in("a door", "you", 3, 60)
    with pytest.raises(TooMany):
        let_in("a door", "me", 3, 60)


def test_public_pages_tell_how_many_and_never_who(event: Event, client: Client) -> None:
    make_registration(event)
    make_registration(event, state="waiting", name="Cleo Hiddenname", turn=1)
    for address in (url("event", key=event.key), url("register", key=event.key), url("events")):
        page = client.get(address)
        assert page.status_code == 200
        assert "Hiddenname" not in page.text
        assert "ben@" not in page.text
    assert "1 seat" in client.get(url("event", key=event.key)).text
    assert "1 waiting" in client.get(url("event", key=event.key)).text


def test_links_that_open_nothing_say_so(event: Event, client: Client) -> None:
    registration = make_registration(event)
    good = own_token(registration)
    registration.mark = "another"
    registration.save()
    for token in (good, "nonsense", door_token(registration)):
        answer = client.get(url("own", token=token))
        assert answer.status_code == 410
        assert "opens nothing" in answer.text


# Who finds what


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("secretariat", 200),
        ("coordinator", 200),
        ("deputy", 200),
        ("other_officer", 404),
        ("stranger", 404),
        ("public", 404),
    ],
)
def test_who_finds_the_desk(
    name: str, status: int, event: Event, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(name))
    row = make_registration(event)
    for door in (
        url("registrations", key=event.key),
        url("registrations", key=event.key) + "?format=csv",
        url("rules", key=event.key),
        url("registration", key=event.key, registration=row.key),
        url("door", key=event.key),
        url("follow-up", key=event.key),
        url("task-new", key=event.key),
    ):
        assert client.get(door).status_code == status, door
    own = reverse("history:record", kwargs={"kind": "events.registration", "key": row.key})
    assert client.get(own).status_code in ({200} if status == 200 else {404, 302})
    scan = client.get(url("scan", token=door_token(row)))
    assert scan.status_code == (302 if name == "public" else status)
    for post in ("registration-who", "registration"):
        answer = client.post(url(post, key=event.key, registration=row.key), {"nobody": "1"})
        assert answer.status_code == (302 if status == 200 else 404)


@pytest.mark.parametrize("name", ["coordinator", "other_officer", "stranger"])
def test_the_programme_is_the_secretariats(
    name: str, event: Event, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(name))
    for door in ("stage-new", "session-new", "document-link"):
        assert client.get(url(door, key=event.key)).status_code == 404


def test_whoever_registered_with_an_account_finds_only_the_own_page(
    event: Event, stranger: Reader, client_of: ClientOf
) -> None:
    own = make_registration(event, account=stranger.user)
    client = client_of(stranger)
    assert client.get(url("own", token=own_token(own))).status_code == 200
    assert client.get(url("registration", key=event.key, registration=own.key)).status_code == 404


# The desk


def test_the_list_with_decisions_and_its_export(
    event: Event, secretariat: Reader, client_of: ClientOf
) -> None:
    desk = client_of(secretariat)
    row = make_registration(event, state="asked", name="=cmd")
    here = url("registration", key=event.key, registration=row.key)
    assert "Answered" in desk.post(here, {"confirm": "1"}, follow=True).text
    row.refresh_from_db()
    assert row.state == "confirmed"
    assert "Say why" in desk.post(here, {"decline": "1", "reason": ""}, follow=True).text
    lines = b"".join(desk.get(url("registrations", key=event.key) + "?format=csv").streaming_content)
    assert "'=cmd" in lines.decode()
    book = desk.get(url("registrations", key=event.key) + "?format=xlsx").content
    assert zipfile.ZipFile(io.BytesIO(book)).namelist()
    assert "=cmd" in desk.get(url("registrations", key=event.key) + "?q=cmd&state=confirmed").text
    assert "Nobody here" in desk.get(url("registrations", key=event.key) + "?state=waiting").text


def test_the_code_is_scanned_and_the_list_ticked(
    event: Event, coordinator: Reader, client_of: ClientOf
) -> None:
    phone = client_of(coordinator)
    row = make_registration(event)
    scan = url("scan", token=door_token(row))
    assert "Mark present" in phone.get(scan).text
    assert "Welcome" in phone.post(scan).text
    assert phone.post(scan).status_code == 422
    assert f'value="{row.pk}" checked' in phone.get(url("door", key=event.key)).text
    phone.post(url("door", key=event.key), {})
    row.refresh_from_db()
    assert row.came == ""
    phone.post(url("door", key=event.key), {"close": "1"})
    row.refresh_from_db()
    assert row.came == "absent"


def test_a_code_is_a_square_with_its_three_corners() -> None:
    code = code_of("https://league.example/events/code/abc/")
    assert code.size >= 21 + 8
    assert code.path.startswith("M4 4h7v1h-7z")


def test_the_rules_are_set_and_a_body_is_invited(
    secretariat: Reader, client_of: ClientOf, guangzhou: Body
) -> None:
    desk, plain = client_of(secretariat), factories.make_event(starts="2030", ends="2030")
    sent = {"open_to": "invited", "seats": "12", "waiting_list": "on", "closes_on": "2029-12-01"}
    assert desk.post(url("rules", key=plain.key), sent).status_code == 302
    page = desk.post(
        url("invite", key=plain.key), {"body-key": guangzhou.key, "body": str(guangzhou)}, follow=True
    )
    assert "is invited" in page.text
    invitation = plain.invitations.get()
    desk.post(url("uninvite", key=plain.key, invitation=invitation.key))
    assert not plain.invitations.exists()
    rules = RegistrationRules.objects.get(event=plain)
    make_registration(plain)
    refused = desk.post(url("rules", key=plain.key), sent | {"seats": "0", "version": str(rules.version)})
    assert "1 person has a seat already" in refused.text


# The programme


def test_sessions_with_speakers_are_recorded_and_changed(
    event: Event, secretariat: Reader, client_of: ClientOf
) -> None:
    desk, person = client_of(secretariat), factories.make_person("Lin Gardener")
    blank = {"speakers-TOTAL_FORMS": "2", "speakers-INITIAL_FORMS": "0"}
    sent = blank | {
        "title": "Trees",
        "day": event.starts.earliest.isoformat(),
        "begins_at": "10:00",
        "closes_at": "11:00",
        "other_title": "树",
        "other_language": "zh-hans",
        "speakers-0-person": "Lin Gardener",
        "speakers-0-person-key": person.key,
        "speakers-1-name": "A guest",
        "speakers-1-capacity": "city gardener",
    }
    answer = desk.post(url("session-new", key=event.key), sent)
    assert answer.status_code == 302, answer.text
    page = desk.get(url("event", key=event.key)).text
    assert "10:00–11:00" in page
    assert '<span class="other" lang="zh-hans">树</span>' in page
    assert "Lin GARDENER" in page
    session = Session.objects.get()
    assert [str(one) for one in session.speakers.all()] == ["Lin GARDENER", "A guest"]
    room = {"room": "Hall 1", "day": session.day}
    Session.objects.update(room=" hall  1")
    for title, hours in (("Ponds", ("10:59", None)), ("Roofs", ("11:00", "12:00"))):
        factories.make(Session, event=event, title=title, begins_at=hours[0], closes_at=hours[1], **room)
    page = desk.get(url("event", key=event.key)).text
    assert "in one room at the same time" not in Client().get(url("event", key=event.key)).text
    assert page.count("in one room at the same time") == 1
    assert "“Trees” and “Ponds”" in page
    Session.objects.exclude(pk=session.pk).delete()
    shown = desk.get(url("session-edit", key=event.key, session=session.key)).text
    assert "city gardener" in shown
    only = {"speakers-TOTAL_FORMS": "3", "speakers-INITIAL_FORMS": "2", "speakers-0-name": "A guest"}
    changed = {"title": "Trees", "day": sent["day"], "version": "1"} | only
    answer = desk.post(url("session-edit", key=event.key, session=session.key), changed)
    assert answer.status_code == 302, answer.text
    assert [str(one) for one in session.speakers.all()] == ["A guest"]
    wrong = desk.post(url("session-new", key=event.key), sent | {"day": "2001-01-01"})
    assert "not a day of the event" in wrong.text
    wrong = desk.post(url("session-new", key=event.key), sent | {"closes_at": "09:00"})
    assert "end before it begins" in wrong.text
    desk.post(url("session-remove", key=event.key, session=session.key))
    assert not Session.objects.exists()


def test_a_mission_has_stages(secretariat: Reader, client_of: ClientOf) -> None:
    desk = client_of(secretariat)
    mission = factories.make_event(kind="mission", starts="2018-07", ends="2018-07")
    sent = {"title": "Talks in Zhengzhou", "starts": "12 July 2018", "ends": "13 July 2018"}
    assert desk.post(url("stage-new", key=mission.key), sent).status_code == 302
    stage = Stage.objects.get()
    assert "Talks in Zhengzhou" in desk.get(url("event", key=mission.key)).text
    wrong = desk.post(
        url("stage-new", key=mission.key), sent | {"starts": "1 May 2018", "ends": "2 May 2018"}
    )
    assert "Change the event first" in wrong.text
    desk.post(
        url("stage-edit", key=mission.key, stage=stage.key), sent | {"place": "City hall", "version": "1"}
    )
    stage.refresh_from_db()
    assert (stage.place, stage.order) == ("City hall", 1)
    desk.post(url("stage-remove", key=mission.key, stage=stage.key))
    assert not Stage.objects.exists()


def test_documents_tasks_and_what_came_of_it(
    event: Event, secretariat: Reader, client_of: ClientOf, client: Client
) -> None:
    desk, document = client_of(secretariat), factories.make_document("Conclusions")
    hidden = factories.make_document("Hushed minutes", audience="secretariat")
    for one in (document, hidden):
        desk.post(url("document-link", key=event.key), {"document": one.title, "document-key": one.key})
    twice = desk.post(
        url("document-link", key=event.key), {"document": "Conclusions", "document-key": document.key}
    )
    assert "linked already" in twice.text
    desk.post(url("follow-up", key=event.key), {"follow_up": "A joint paper", "version": "1"})
    assert "Say who does it" in desk.post(url("task-new", key=event.key), {"text": "Write it"}).text
    owner = factories.make_body("Port Office")
    task = {
        "text": "Write it",
        "owner_body": "Port Office",
        "owner_body-key": owner.key,
        "due_on": "2030-01-01",
    }
    assert desk.post(url("task-new", key=event.key), task).status_code == 302
    page = desk.get(url("event", key=event.key)).text
    assert all(word in page for word in ("Conclusions", "Hushed minutes", "A joint paper", "Write it"))
    public = client.get(url("event", key=event.key)).text
    assert "Conclusions" in public
    assert "Hushed" not in public
    assert "Write it" not in public
    desk.post(url("task-done", key=event.key, task=Task.objects.get().key), {"outcome": "sent"})
    assert Task.objects.get().done_on == timezone.localdate()
    desk.post(url("document-unlink", key=event.key, linked=EventDocument.objects.first().key))  # type: ignore[union-attr]
    assert EventDocument.objects.count() == 1


def test_hidden_speakers_and_hosts_are_not_named(event: Event, client: Client) -> None:
    hidden = factories.make_body("Hushed host", audience="secretariat")
    factories.make(Stage, event=event, title="A stop", host=hidden, starts="2026", ends="2026")
    session = factories.make(Session, event=event, title="A talk", day=timezone.localdate())
    person = factories.make_person("Hushed Person", audience="secretariat")
    factories.make(Speaker, session=session, person=person)
    page = client.get(url("event", key=event.key)).text
    assert "A stop" in page
    assert "A talk" in page
    assert "Hushed" not in page
    assert "PERSON</a>" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_statements_of_the_pages_do_not_grow(
    rows: int,
    event: Event,
    secretariat: Reader,
    client: Client,
    client_of: ClientOf,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    desk = client_of(secretariat)
    for number in range(rows):
        factories.make(
            Stage,
            event=event,
            title="Stop",
            host=factories.make_body(),
            city=factories.make_city(),
            starts="2026",
            ends="2026",
        )
        session = factories.make(Session, event=event, title="Talk", day=timezone.localdate())
        factories.make(Speaker, session=session, person=factories.make_person())
        factories.make(EventDocument, event=event, document=factories.make_document())
        factories.make(Task, event=event, text="Do", owner_body=factories.make_body())
        made = make_registration(event, person=factories.make_person(), email=f"a{number}@example.org")
    client.get(url("event", key=event.key))
    with django_assert_num_queries(14):
        assert client.get(url("event", key=event.key)).status_code == 200
    for name, most in (("registrations", 10), ("door", 8)):
        desk.get(url(name, key=event.key))
        with django_assert_num_queries(most):
            assert desk.get(url(name, key=event.key)).status_code == 200
    own = url("own", token=own_token(made))
    client.get(own)
    with django_assert_num_queries(5):
        assert client.get(own).status_code == 200
