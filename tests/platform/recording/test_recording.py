"""Keys, the door of the type-ahead, and record forms: nothing half done, nothing typed lost."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django import forms
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils.functional import Promise
from hypothesis import given
from hypothesis import strategies as st
from tests import factories

from koinon.network.events.forms import EventForm
from koinon.network.events.models import Event
from koinon.network.evidence.models import Citation
from koinon.network.people.models import Body
from koinon.network.people.readers import SYSTEM, Reader
from koinon.platform.audit.models import KEY, Entry, Record
from koinon.platform.errors import Refused
from koinon.platform.recording import choices, companions
from koinon.platform.recording.forms import RecordForm
from koinon.platform.recording.keys import LONGEST, propose_key, slug

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Reader], Client]
SENT = {
    "title": "Study visit",
    "kind": "visit",
    "starts": "5 Nov 2019",
    "ends": "6 Nov 2019",
    "audience": "public",
}


# Keys


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("Agnès Bickart", "agnes-bickart"),
        ("  Saint-Étienne  (Łódź)", "saint-etienne-lodz"),
        ("BoD-2016-10-14-X/4.2", "bod-2016-10-14-x-4-2"),
        ("广州", "guangzhou"),
        ("...", ""),
    ],
)
def test_a_slug(words: str, key: str) -> None:
    assert slug(words) == key


@given(st.text())
def test_any_words_make_a_valid_key(words: str) -> None:
    key = slug(words)
    assert len(key) <= LONGEST
    if key:
        KEY(key)


def test_a_key_is_taken_once() -> None:
    for expected in ("lyon", "lyon-2", "lyon-3"):
        assert factories.make_body("x", key=propose_key(Body, "Lyon")).key == expected
    factories.make_body("x", key="lyon-confluence")
    assert propose_key(Body, "Lyon") == "lyon-4"
    assert propose_key(Body, "Lyon Confluence") == "lyon-confluence-2"
    assert propose_key(Event, "Lyon") == "lyon"
    assert propose_key(Body, "…", None, "") == "body"
    long = propose_key(Body, "a" * 300)
    factories.make_body("x", key=long)
    assert len(propose_key(Body, "a" * 300)) <= 120


# The door of the type-ahead


def test_the_door_of_a_kind_nobody_knows(client: Client) -> None:
    assert client.get("/choose/unicorn/?q=a").status_code == 404
    with pytest.raises(LookupError):
        choices.of(Citation)


def test_only_what_may_be_seen_is_offered(client: Client, secretariat: Reader, client_of: ClientOf) -> None:
    factories.make_event("Water, open")
    factories.make_event("Water, closed", audience="secretariat")
    assert [one["label"] for one in client.get("/choose/event/?q=water").json()] == ["Water, open"]
    assert len(client_of(secretariat).get("/choose/event/?q=water").json()) == 2


def test_at_most_twelve_are_offered_each_with_a_hint(client: Client) -> None:
    for number in range(15):
        factories.make_event(f"Water {number:02}")
    offered = client.get("/choose/event/", {"q": "water"}).json()
    assert len(offered) == 12
    assert all(one["hint"] for one in offered)
    assert client.post("/choose/event/?q=water").status_code == 405


def test_a_key_is_resolved_for_those_who_may_see(public: Reader) -> None:
    event = factories.make_event(audience="secretariat")
    kind = choices.of(Event)
    assert choices.resolve(kind, request_of(public), event.key) is None
    assert choices.resolve(kind, request_of(SYSTEM), event.key) == event
    assert choices.named("event") is kind


# Forms


def request_of(reader: Reader) -> HttpRequest:
    request = RequestFactory().get("/")
    request.reader = reader  # type: ignore[attr-defined]
    return request


def test_a_form_leaves_the_record_as_it_was_opened() -> None:
    event = factories.make_event("As opened", note="old")
    form = EventForm(SENT | {"note": "new", "version": "1"}, request=request_of(SYSTEM), instance=event)
    assert form.is_valid(), form.errors
    assert (event.title, event.note, str(event.starts)) == ("As opened", "old", "2019-11-05")
    assert (form.values["note"], form.expected_version) == ("new", 1)
    assert form.record is event
    assert "version" not in form.values


def test_an_end_before_the_start_stands_beside_the_end() -> None:
    form = EventForm(SENT | {"ends": "4 Nov 2019"}, request=request_of(SYSTEM))
    assert not form.is_valid()
    assert list(form.errors) == ["ends"]


def test_an_event_recorded_with_one_day_ends_on_it_and_one_on_record_stays_as_it_is() -> None:
    new = EventForm(SENT | {"ends": ""}, request=request_of(SYSTEM))
    assert new.is_valid(), new.errors
    assert str(new.values["ends"]) == "2019-11-05"
    known = factories.make_event("Known")
    old = EventForm(SENT | {"ends": "", "version": "1"}, request=request_of(SYSTEM), instance=known)
    assert old.is_valid(), old.errors
    assert old.values["ends"].is_unknown


@pytest.fixture
def desk(secretariat: Reader, client_of: ClientOf) -> Client:
    """The browser of the secretariat."""
    return client_of(secretariat)


def test_the_source_is_entered_with_the_fact(desk: Client) -> None:
    document = factories.make_document("Annual report")
    answer = desk.post(
        "/events/new/",
        SENT | {"source": "Annual report", "source_place": "p. 4", "source_strength": "stated"},
    )
    assert answer.status_code == 302, answer.text
    citation = Citation.objects.get()
    assert (citation.document, citation.place.locator, citation.subject_id) == (
        document,
        "4",
        Event.objects.get().pk,
    )


class Refusing:
    """A companion that asks for a word and refuses every one."""

    legend: str | Promise = "Word"
    hint: str | Promise = ""

    def suits(self, form: type[RecordForm]) -> bool:
        return True

    def fields(self, request: HttpRequest, record: Record | None) -> dict[str, forms.Field]:
        return {"pass_word": forms.CharField(required=False)}

    def save(self, record: Record, values: dict[str, Any], request: HttpRequest) -> None:
        if values["pass_word"]:
            raise Refused("Not this word.", field="pass_word")


@pytest.fixture
def refusing() -> Iterator[None]:
    companions.register(Refusing())
    yield
    companions._companions.pop()


def test_a_companion_that_refuses_takes_the_record_back(desk: Client, refusing: None) -> None:
    answer = desk.post("/events/new/", SENT | {"pass_word": "sesame", "note": "typed for long"})
    assert answer.status_code == 200
    assert "Not this word." in answer.text
    assert "typed for long" in answer.text
    assert not Event.objects.exists()
    assert not Entry.objects.exists()
    assert desk.post("/events/new/", SENT).status_code == 302


def test_a_form_opened_before_somebody_else_saved(desk: Client) -> None:
    event = factories.make_event("Study visit")
    first = desk.get(f"/events/{event.key}/edit/").text
    assert '<input type="hidden" name="version" value="1"' in first
    desk.post(f"/events/{event.key}/edit/", SENT | {"venue": "City hall", "version": "1"})
    answer = desk.post(f"/events/{event.key}/edit/", SENT | {"venue": "My own words", "version": "1"})
    assert "Somebody changed this record" in answer.text
    assert "My own words" in answer.text
    event.refresh_from_db()
    assert (event.venue, event.version) == ("City hall", 2)
