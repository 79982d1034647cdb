"""Calendars as other programs read them: events and deadlines, days as days, hours in UTC, for these eyes only."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import icalendar
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.factories import make_act, make_agreement, make_body, make_city, make_event, make_user

from koinon.network.people.readers import Reader
from koinon.site.feeds.ics import Entry, calendar
from koinon.site.feeds.secret_address import secret_address

STAMP = datetime(2026, 1, 1, tzinfo=UTC)


def soon(days: int) -> str:
    return (timezone.localdate() + timedelta(days)).isoformat()


def read(client: Client, address: str) -> list[Any]:
    """The entries as the library that the world uses reads them."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    feed = icalendar.Calendar.from_ical(answer.content)
    assert not feed.errors
    return list(feed.walk("VEVENT"))


def titles(client: Client, address: str) -> list[str]:
    return [str(entry["summary"]) for entry in read(client, address)]


@given(
    st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=200),
    st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    st.integers(0, 400),
)
def test_what_is_written_is_read_back(title: str, begins: date, days: int) -> None:
    entry = Entry("one@koinon", title, begins, begins + timedelta(days), note=title)
    told = calendar(title, [entry], stamped_at=STAMP)
    assert all(len(line.encode()) <= 75 for line in told.split("\r\n"))
    [found] = icalendar.Calendar.from_ical(told).walk("VEVENT")
    assert str(found["summary"]) == title == str(found["description"])
    assert found["dtstart"].dt == begins
    assert found["dtend"].dt == begins + timedelta(days + 1)


@pytest.mark.django_db
def test_an_event_of_days_is_all_day_and_one_with_hours_is_in_utc(client: Client) -> None:
    make_event("Seminar", starts=soon(10), ends=soon(11))
    make_event(
        "Talk",
        starts="2026-11-24",
        ends="2026-11-24",
        begins_at=time(9),
        closes_at=time(10),
        time_zone="Asia/Shanghai",
    )
    by_title = {str(entry["summary"]): entry for entry in read(client, "/calendar.ics")}
    assert by_title["Seminar"]["dtstart"].dt == date.fromisoformat(soon(10))
    assert by_title["Seminar"]["dtend"].dt == date.fromisoformat(soon(12))
    assert by_title["Talk"]["dtstart"].dt == datetime(2026, 11, 24, 1, tzinfo=UTC)
    assert by_title["Talk"]["dtend"].dt == datetime(2026, 11, 24, 2, tzinfo=UTC)


@pytest.mark.django_db
def test_a_month_is_tentative_and_a_year_has_no_place(client: Client) -> None:
    year = timezone.localdate().year + 1
    make_event("In July", starts=f"{year}-07", ends=f"{year}-07")
    make_event("That year", starts=f"{year}", ends=f"{year}")
    [entry] = read(client, "/calendar.ics")
    assert (str(entry["summary"]), str(entry["status"])) == ("In July", "TENTATIVE")


@pytest.mark.django_db
def test_deadlines_stand_beside_events(client: Client) -> None:
    agreement = make_agreement("MoU", [make_body("A"), make_body("B")], starts="2020-01-01", ends=soon(40))
    make_act(agreement, kind="signed", day="2020-01-01")
    [entry] = read(client, "/calendar.ics")
    assert entry["dtstart"].dt == date.fromisoformat(soon(40))
    assert "MoU" in str(entry["summary"])
    assert entry.walk("VALARM")


@pytest.mark.django_db
def test_each_scope_holds_its_own(client: Client) -> None:
    city = make_city("Kunming")
    body = make_body("City of Kunming", city=city)
    make_event("Here", starts=soon(1), ends=soon(1), city=city)
    make_event("Ours", starts=soon(2), ends=soon(2), host=body)
    make_event("Elsewhere", starts=soon(3), ends=soon(3))
    assert titles(client, "/calendar.ics") == ["Here", "Ours", "Elsewhere"]
    assert titles(client, f"/cities/{city.key}.ics") == ["Here", "Ours"]
    assert titles(client, f"/bodies/{body.key}.ics") == ["Ours"]


@pytest.mark.django_db
def test_the_uid_stays_when_the_title_changes(client: Client) -> None:
    event = make_event("Before", starts=soon(1), ends=soon(1))
    [before] = read(client, "/calendar.ics")
    event.title, event.version = "After", event.version + 1
    event.save()
    [after] = read(client, "/calendar.ics")
    assert before["uid"] == after["uid"]
    assert after["sequence"] > before["sequence"]


@pytest.mark.django_db
def test_the_public_sees_the_public_ones_and_the_secretariat_all(
    client: Client, secretariat: Reader, client_of: Callable[[Reader], Client]
) -> None:
    make_event("Open", starts=soon(1), ends=soon(1))
    make_event("Hidden", starts=soon(2), ends=soon(2), audience="secretariat")
    assert titles(client, "/calendar.ics") == ["Open"]
    assert titles(client_of(secretariat), "/calendar.ics") == ["Open", "Hidden"]


@pytest.mark.django_db
def test_the_secret_address_works_without_signing_in_until_the_password_changes(
    client: Client, secretariat: Reader
) -> None:
    make_event("Hidden", starts=soon(2), ends=soon(2), audience="secretariat")
    user = secretariat.user
    assert user is not None
    address = secret_address(user)
    assert titles(client, address) == ["Hidden"]
    user.set_password("another horse battery")
    user.save()
    assert client.get(address).status_code == 404
    assert client.get("/calendar/made-up.ics").status_code == 404


@pytest.mark.django_db
def test_a_closed_account_has_no_calendar(client: Client) -> None:
    user = make_user(is_active=True)
    address = secret_address(user)
    user.is_active = False
    user.save()
    assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_hidden_bodies_have_no_calendar(client: Client) -> None:
    body = make_body("Hidden office", audience="secretariat")
    assert client.get(f"/bodies/{body.key}.ics").status_code == 404


@pytest.mark.django_db
def test_who_has_it_already_is_told_so(client: Client) -> None:
    make_event("Seminar", starts=soon(10), ends=soon(11))
    first = client.get("/calendar.ics")
    again = client.get("/calendar.ics", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.django_db
def test_statements_do_not_grow(client: Client) -> None:
    def counted() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get("/calendar.ics")
        return len(asked)

    make_event(starts=soon(1), ends=soon(1))
    one = counted()
    for days in (2, 3):
        make_event(starts=soon(days), ends=soon(days), city=make_city(), host=make_body())
    assert counted() == one <= 13


@pytest.mark.django_db
def test_the_page_tells_the_secret_only_to_its_owner(
    client: Client, secretariat: Reader, client_of: Callable[[Reader], Client]
) -> None:
    assert b"/calendar.ics" in client.get("/calendar/").content
    assert b"/calendar/W" not in client.get("/calendar/").content
    user = secretariat.user
    assert user is not None
    assert secret_address(user).encode() in client_of(secretariat).get("/calendar/").content
