"""All registrations of one person together: who sees which, by account or by the one link, and giving a seat back."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from tests import factories

from koinon.network.events.links import own_token, seats_token
from koinon.network.events.models import Event, Registration, RegistrationRules
from koinon.network.events.seats import own_registrations, registrations_from, seats_of
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Entry
from koinon.platform.notifications.models import Message, Words

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Reader], Client]
HERE = "/events/seats/"
ON = date(2026, 5, 1)


def make_event(title: str, starts: str, **rules: int) -> Event:
    made = factories.make_event(title, starts=starts, ends=starts)
    factories.make(RegistrationRules, event=made, **rules)
    return made


def register(event: Event, email: str = "ben@example.org", **values: object) -> Registration:
    return factories.make(
        Registration, event=event, **({"name": "Ben", "email": email, "state": "confirmed"} | values)
    )


def test_what_is_next_stands_first_and_the_rest_is_told() -> None:
    late, soon = make_event("Late", "2026-06-09"), make_event("Soon", "2026-05-04", seats=1)
    register(soon, "first@example.org", state="waiting", turn=1)
    register(late, state="asked")
    register(soon, state="waiting", turn=2)
    register(make_event("Clashing", "2026-05-04"))
    register(make_event("Undated", ""))
    register(make_event("Over", "2025"))
    register(make_event("Given back", "2026-07-01"), state="withdrawn")
    seats = seats_of(registrations_from("BEN@example.org"), ON)
    told = [(one.event.title, one.place, one.days_left, len(one.clashes)) for one in seats.ahead]
    assert sorted(told[:2]) == [("Clashing", 0, 3, 1), ("Soon", 2, 3, 1)]
    assert told[2:] == [("Late", 0, 39, 0), ("Undated", 0, None, 0)]
    assert [one.event.title for one in seats.past] == ["Given back", "Over"]


@pytest.mark.parametrize(
    ("name", "seen"),
    [("coordinator", 2), ("deputy", 0), ("other_officer", 0), ("stranger", 0), ("secretariat", 0)],
)
def test_everybody_sees_their_own_and_nobody_elses(
    name: str, seen: int, coordinator: Reader, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    assert coordinator.user
    mine = register(make_event("With the account", "2030-05-04"), account=coordinator.user)
    register(make_event("With the address", "2030-05-05"), coordinator.user.email.upper())
    client = client_of(request.getfixturevalue(name))
    page = client.get(HERE).text
    assert sum(words in page for words in ("With the account", "With the address")) == seen
    answer = client.post(HERE, {"registration": mine.key})
    assert answer.status_code == (302 if seen else 404)
    mine.refresh_from_db()
    assert mine.state == ("withdrawn" if seen else "confirmed")
    kept = Entry.objects.filter(verb="withdraw_registration").values_list("by", "note")
    assert list(kept) == ([(coordinator.user.pk, "")] if seen else [])


def test_the_public_has_none_and_is_told_how_to_get_the_link(client: Client, public: Reader) -> None:
    register(make_event("A seminar", "2030-05-04"))
    assert not own_registrations(public).exists()
    assert "A seminar" not in client.get(HERE).text
    letter = reverse("events:seats-letter")
    known = client.post(letter, {"email": "Ben@example.org"})
    unknown = client.post(letter, {"email": "nobody@example.org"})
    main = [page.text.split("<main")[1].split("</main>")[0] for page in (known, unknown)]
    assert main[0].replace("Ben@example.org", "") == main[1].replace("nobody@example.org", "")
    client.post(letter, {"email": "ben@example.org"})
    assert Message.objects.get().about_kind == "events.registration"
    answers = [client.post(letter, {"email": "ben@example.org"}).status_code for _again in range(3)]
    assert answers == [200, 200, 422]


def test_the_one_link_opens_all_of_its_address_and_gives_a_seat_back(client: Client) -> None:
    first = register(make_event("First", "2030-05-04"), "cleo@example.org")
    second = register(make_event("Second", "2030-06-04", seats=1), "cleo@example.org")
    waiting = register(second.event, "ada@example.org", state="waiting", turn=1)
    client.post(reverse("events:seats-letter"), {"email": "cleo@example.org"})
    link = reverse("events:seats-by-link", kwargs={"token": seats_token(second)})
    assert link in Words.objects.get().text
    page = client.get(link).text
    assert all(words in page for words in ("First", "Second", "in "))
    assert own_token(first) in page
    assert own_token(waiting) not in page
    assert client.post(link, {"registration": waiting.key}).status_code == 404
    assert "given back" in client.post(link, {"registration": second.key}, follow=True).text
    waiting.refresh_from_db()
    assert waiting.state == "confirmed"
    assert Entry.objects.get(verb="withdraw_registration").note == "by signed link"
    for token in ("nonsense", own_token(first)):
        closed = client.get(reverse("events:seats-by-link", kwargs={"token": token}))
        assert closed.status_code == 410
        assert "opens nothing" in closed.text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_statements_do_not_grow(
    rows: int, stranger: Reader, client_of: ClientOf, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_of(stranger)
    for number in range(rows):
        event = make_event(f"Event {number}", timezone.localdate().isoformat())
        register(event, account=stranger.user)
    client.get(HERE)
    with django_assert_num_queries(5):
        assert client.get(HERE).status_code == 200
