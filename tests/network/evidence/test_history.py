"""History: every change in words, as it stood on a day, undone by a button, closed to wrong eyes."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from tests import factories

from koinon.network.evidence.commands import undo_entry
from koinon.network.people.models import Audience, Body, Person, Post
from koinon.network.people.readers import Reader
from koinon.network.places.models import Figure
from koinon.platform.audit.commands import act
from koinon.platform.audit.models import Entry
from koinon.platform.dates import Day
from koinon.platform.errors import NotAllowed

Clients = Callable[[Reader], Client]
EVERYBODY = ("secretariat", "coordinator", "deputy", "other_officer", "stranger", "public")


def changed(record: Any, moment: datetime | None = None, by: Any = None, **values: Any) -> Entry:
    """One change, at a moment of the past where one is given."""
    with act("change_it", by=by, note="Said behind closed doors.") as doing:
        doing.change(record, **values)
    if moment:
        Entry.objects.filter(pk=doing.entry.pk).update(moment=moment)
    return doing.entry


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_a_change_is_told_field_by_field_in_words(secretariat: Reader, client_of: Clients) -> None:
    old, new = factories.make_body("Old Parent"), factories.make_body("New Parent")
    body = factories.make_body("Board", key="board", parent=old, kind="board", starts="1985")
    changed(body, by=secretariat.user, parent=new, kind="jury", starts=Day("2016-10"), ends=Day(".."))
    told = text(client_of(secretariat), "/history/people.body/board/")
    for words in (
        "Old Parent",
        "New Parent",
        "board or assembly",
        "jury or committee",
        "October 2016",
        "1985",
    ):
        assert words in told, words
    assert "Change it" in told
    assert "Sofia Secretary" in told
    assert "starts_edtf" not in told
    assert "Part of" in told


def test_numbers_and_yes_and_no_are_words_too(secretariat: Reader, client_of: Clients) -> None:
    figure = factories.make(
        Figure, key="area", city=factories.make_city(), quantity="area", value="7434", unit="km2"
    )
    figure.refresh_from_db()
    changed(figure, value=Decimal("16410.5"))
    post = factories.make_post("President", key="president")
    changed(post, for_bodies=True)
    client = client_of(secretariat)
    assert "16,410.5" in text(client, "/history/places.figure/area/")
    told = text(client, "/history/people.post/president/")
    assert ">no<" in told
    assert ">yes<" in told


@pytest.mark.parametrize(
    ("audience", "seen_by"),
    [
        ("public", set(EVERYBODY)),
        ("members", {"secretariat", "coordinator", "deputy", "other_officer"}),
        ("secretariat", {"secretariat"}),
    ],
)
def test_who_finds_the_history_of_a_record_and_of_its_parts(
    audience: str, seen_by: set[str], client_of: Clients, request: pytest.FixtureRequest
) -> None:
    readers = {name: request.getfixturevalue(name) for name in EVERYBODY}
    body = factories.make_body("Board", key="board", audience=audience)
    changed(body, note="Something else.")
    factories.make(Post, key="president", body=body, title="President")
    for name, reader in readers.items():
        expected = 200 if name in seen_by else 404
        for address in ("people.body/board", "people.post/president"):
            answer = client_of(reader).get(f"/history/{address}/")
            assert answer.status_code == expected, (name, address)


def test_what_was_written_while_it_was_closed_stays_closed(
    secretariat: Reader, outsider: Reader, client_of: Clients
) -> None:
    body = factories.make_body("Board", key="board", audience=Audience.SECRETARIAT)
    changed(body, note="A delicate matter.")
    changed(body, audience=Audience.PUBLIC, note="Meets in June.")
    changed(body, note="Meets in July.")
    seen = text(client_of(outsider), "/history/people.body/board/")
    assert "Meets in July." in seen
    assert "A delicate matter." not in seen
    assert "Said behind closed doors." not in seen
    assert "A delicate matter." in text(client_of(secretariat), "/history/people.body/board/")


def test_the_name_of_a_closed_record_is_not_told_by_an_open_one(
    secretariat: Reader, outsider: Reader, client_of: Clients
) -> None:
    closed = factories.make_body("Delicate Committee", audience=Audience.SECRETARIAT)
    body = factories.make_body("Board", key="board")
    changed(body, parent=closed)
    seen = text(client_of(outsider), "/history/people.body/board/")
    assert "Delicate Committee" not in seen
    assert "not visible" in seen
    assert "Delicate Committee" in text(client_of(secretariat), "/history/people.body/board/")


def test_which_account_stands_behind_a_person_is_for_the_secretariat(
    secretariat: Reader, outsider: Reader, client_of: Clients
) -> None:
    user = factories.make_user("secret@example.org")
    person = factories.make_person("Octavi de la Varga", key="octavi")
    changed(person, by=user, account=user, honorific="Mr")
    seen = text(client_of(outsider), "/history/people.person/octavi/")
    assert "secret@example.org" not in seen
    assert "Mr" in seen
    assert Person.objects.get(key="octavi").account == user
    assert "secret@example.org" in text(client_of(secretariat), "/history/people.person/octavi/")


# As recorded on a day


def test_the_record_as_it_stood_on_a_day(db: None, client: Client) -> None:
    body = factories.make_body("Board", key="board")
    changed(body, datetime(2020, 5, 1, 12, tzinfo=UTC), name="First Board")
    changed(body, datetime(2021, 5, 1, 12, tzinfo=UTC), name="Second Board")

    def stood(day: str) -> str:
        told = text(client, f"/history/people.body/board/?recorded={day}")
        return told.partition("As recorded at the end of")[2].partition("</section>")[0]

    assert "First Board" in stood("1 May 2020")
    assert "First Board" in stood("30 April 2021")
    assert "Second Board" in stood("May 2021")
    assert "It was not on record then." in stood("1999")
    unread = text(client, "/history/people.body/board/?recorded=<b>soon")
    assert "is not a date we can read" in unread
    assert "<b>soon" not in unread


def test_what_was_closed_on_that_day_is_not_told(outsider: Reader, client_of: Clients) -> None:
    body = factories.make_body("Board", key="board")
    closed = {"note": "A delicate matter.", "audience": Audience.SECRETARIAT}
    changed(body, datetime(2020, 5, 1, tzinfo=UTC), **closed)
    changed(body, datetime(2021, 5, 1, tzinfo=UTC), note="Open.", audience=Audience.PUBLIC)
    told = text(client_of(outsider), "/history/people.body/board/?recorded=2020-06")
    assert "A delicate matter." not in told


# The way back


def test_undoing_by_the_button(secretariat: Reader, client_of: Clients) -> None:
    body = factories.make_body("Board", key="board")
    entry = changed(body, name="Jury")
    client = client_of(secretariat)
    assert f"/history/entries/{entry.pk}/undo/" in text(client, "/history/people.body/board/")
    answer = client.post(f"/history/entries/{entry.pk}/undo/", follow=True)
    assert "is undone" in answer.content.decode()
    assert Body.objects.get(pk=body.pk).name == "Board"
    told = text(client, "/history/people.body/board/")
    assert "undone since" in told
    assert f"/history/entries/{entry.pk}/undo/" not in told
    again = client.post(f"/history/entries/{entry.pk}/undo/", follow=True)
    assert "undone already" in again.content.decode()


def test_what_changed_many_rows_is_not_undone_from_the_page_of_one(
    secretariat: Reader, client_of: Clients
) -> None:
    with act("import", by=secretariat.user) as doing:
        doing.create_all(Body(key=f"body-{n}", name=f"Body {n}") for n in range(3))
    told = text(client_of(secretariat), "/history/people.body/body-1/")
    assert "/undo/" not in told
    assert f"/history/entries/{doing.entry.pk}/" in told
    assert "Undo all of it (3 rows)" in text(client_of(secretariat), f"/history/entries/{doing.entry.pk}/")


def test_nobody_else_undoes(outsider: Reader, client_of: Clients) -> None:
    body = factories.make_body("Board", key="board")
    entry = changed(body, name="Jury")
    with pytest.raises(NotAllowed):
        undo_entry(entry, by=outsider)
    client = client_of(outsider)
    assert "/undo/" not in text(client, "/history/people.body/board/")
    expected = 302 if outsider.is_public else 404
    for address in ("", f"entries/{entry.pk}/"):
        assert client.get(f"/history/{address}").status_code == expected
    assert client.post(f"/history/entries/{entry.pk}/undo/").status_code == expected
    assert Body.objects.get(pk=body.pk).name == "Jury"


def test_a_removed_record_is_told_to_those_who_can_bring_it_back(
    secretariat: Reader, public: Reader, client_of: Clients
) -> None:
    body = factories.make_body("Board", key="board")
    with act("remove_body", by=secretariat.user) as doing:
        doing.remove(body)
    assert client_of(public).get("/history/people.body/board/").status_code == 404
    told = text(client_of(secretariat), "/history/people.body/board/")
    assert "This record was removed" in told
    client_of(secretariat).post(f"/history/entries/{doing.entry.pk}/undo/")
    assert Body.objects.get(key="board").name == "Board"


@pytest.mark.parametrize(
    "address", ["people.body/nobody", "nonsense/board", "accounts.user/1", "x.y/z", "../x/y"]
)
def test_what_is_no_record_is_not_found(secretariat: Reader, client_of: Clients, address: str) -> None:
    assert client_of(secretariat).get(f"/history/{address}/").status_code == 404


# The latest of all


@pytest.mark.parametrize("rows", [1, 3])
def test_recent_changes_ask_as_much_for_three_as_for_one(
    rows: int, secretariat: Reader, client_of: Clients, django_assert_num_queries: Any
) -> None:
    for row in range(rows):
        changed(factories.make_body(f"Board {row}"), by=secretariat.user, note="x")
    client = client_of(secretariat)
    with django_assert_num_queries(7):
        told = text(client, "/history/")
    assert told.count("Change it") == rows
    assert told.count("Sofia Secretary") >= rows


@pytest.mark.parametrize("rows", [1, 3])
def test_a_history_asks_as_much_for_three_steps_as_for_one(
    rows: int, secretariat: Reader, client_of: Clients, django_assert_num_queries: Any
) -> None:
    body = factories.make_body("Board", key="board")
    for _row in range(rows):
        changed(body, by=factories.make_user(), parent=factories.make_body())
    client = client_of(secretariat)
    with django_assert_num_queries(9):
        told = text(client, "/history/people.body/board/")
    assert told.count("Change it") >= rows


def test_one_command_and_everything_it_changed(secretariat: Reader, client_of: Clients) -> None:
    with act("record_board", by=secretariat.user, note="From the minutes.") as doing:
        board = doing.create(Body(key="board", name="Board"))
        doing.create(Post(key="president", body=board, title="President"))
    told = text(client_of(secretariat), f"/history/entries/{doing.entry.pk}/")
    for words in ("Record board", "From the minutes.", "President", "Board", "Sofia Secretary"):
        assert words in told, words
    assert client_of(secretariat).get("/history/entries/999999/").status_code == 404
