"""A practice from the entry to the public page: proposed, confirmed, published, translated; and who sees what."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from tests import factories

from koinon.cooperation.practices import practice_commands as commands
from koinon.cooperation.practices.models import Practice, PracticeDocument, PracticeText
from koinon.cooperation.practices.practice_commands import Codes
from koinon.network.confirmations.commands import Question, Said, answer_confirmation, ask_confirmation
from koinon.network.confirmations.links import token_of
from koinon.network.confirmations.subjects import digest_of
from koinon.network.people.models import Body
from koinon.network.people.readers import PUBLIC, Reader
from koinon.network.places.models import Region
from koinon.platform.dates import Day
from koinon.platform.errors import NotAllowed

from .casting import TODAY, make_practice, make_won_entry

ClientOf = Callable[[Reader], Client]


def test_an_entry_becomes_a_practice_once_its_applicant_confirms(
    guangzhou: Body, secretariat: Reader, coordinator: Reader, client_of: ClientOf
) -> None:
    entry = make_won_entry(guangzhou)
    boss = client_of(secretariat)
    address = boss.post(f"/practices/of-entry/{entry.key}/").headers["Location"]
    made = Practice.objects.get()
    assert address == made.get_absolute_url()
    assert (made.challenge, made.results) == ("The river flooded the market twice.", "Dry since 2024.")
    assert (made.work, made.theme_list) == ("Gardens that drink rain were dug.", ["water", "heat"])
    assert {one.code for one in made.alignments.all()} == {"11.5", "13", "65"}
    assert "Zhao" not in boss.get(address).text
    # Pressed twice, it is still one practice.
    assert boss.post(f"/practices/of-entry/{entry.key}/").headers["Location"] == address
    with pytest.raises(commands.MadeAlready):
        commands.make_practice(entry, by=secretariat)
    with pytest.raises(commands.NotReady):
        commands.publish_practice(made, by=secretariat, on=TODAY)
    values = {
        "summary": "Short. " * 400,
        "starts": Day.of(date(2021, 5, 4)),
        "address": "https://rain.example/",
    }
    made = commands.change_practice(made, values, Codes(["11.5"]), by=secretariat)
    with pytest.raises(commands.NotConfirmed):
        commands.publish_practice(made, by=secretariat, on=TODAY)
    asked = ask_confirmation(made, Question(guangzhou, "en"), by=secretariat, on=TODAY)
    guest = Client()
    door = f"/confirm/{token_of(asked)}/"
    page = guest.get(door).text
    lines = dict(re.findall(r'name="(line-\w+)"[^>]*>([^<]*)</textarea>', page))
    digest = re.search(r'name="digest" value="(\w+)"', page)
    assert digest
    # Once as everybody will read it, once to be corrected; nobody is named in it.
    assert page.count("The river flooded the market twice.") == 2
    assert [one for one in ("11.5", "4 May 2021", "https://rain.example/") if one not in page] == []
    assert "Zhao" not in page
    assert guest.post(door, {**lines, "digest": digest[1], "agrees": "1", "name": "Cai"}).status_code == 200
    boss.post(f"{address}publish/")
    made.refresh_from_db()
    assert made.published_on is not None
    assert made.follow_up_on == commands.a_year_after(made.published_on)
    shown = guest.get(address).text
    assert "Gardens that drink rain" in shown
    assert f"/calls/entries/{entry.key}/" in shown or entry.get_absolute_url() in shown


def test_what_was_changed_after_the_word_of_the_applicant_is_not_published(
    guangzhou: Body, secretariat: Reader
) -> None:
    entry = make_won_entry(guangzhou)
    made = commands.make_practice(entry, by=secretariat)
    commands.change_practice(made, {"summary": "Short."}, Codes(), by=secretariat)
    asked = ask_confirmation(made, Question(guangzhou, "en"), by=secretariat, on=TODAY)
    said = Said("Cai", digest_of(made), {}, agrees=True)
    answer_confirmation(asked, made, said, moment=factories.ENTERED)
    digests = [digest_of(made)]
    for values in (
        {"results": "Better than that."}, {"starts": Day.of(date(2020, 1, 1))}, {"address": "https://else.example/"},
    ):  # fmt: skip
        made = commands.change_practice(made, values, Codes(), by=secretariat)
        digests.append(digest_of(made))
    for table, values in (
        (PracticeText, {"language": "fr", "title": "Jardins"}),
        (PracticeDocument, {"document": factories.make_document()}),
    ):
        factories.make(table, practice=made, **values)
        digests.append(digest_of(made))
    assert len(set(digests)) == 6
    with pytest.raises(commands.NotConfirmed):
        commands.publish_practice(made, by=secretariat, on=TODAY)


def test_a_city_writes_its_own_by_hand_and_the_secretariat_publishes(
    guangzhou: Body, chengdu: Body, coordinator: Reader, secretariat: Reader, client_of: ClientOf
) -> None:
    officer = client_of(coordinator)
    sent = {
        "title": "Night buses", "language": "en", "kind": "service", "body": guangzhou.key, "summary": "They run.",
        "work": "Lines were drawn.", "themes": "mobility\nmobility\n night", "sdg": "11.2", "nua": "",
        "audience": "public", "starts": "2020", "ends": "",
    }  # fmt: skip
    assert officer.post("/practices/new/", {**sent, "sdg": "11.99"}).status_code == 200
    assert officer.post("/practices/new/", sent).status_code == 302
    made = Practice.objects.get()
    assert (made.city, made.theme_list, made.state) == (guangzhou.city, ["mobility", "night"], "drafted")
    assert officer.post(f"/practices/{made.key}/publish/").status_code == 404
    with pytest.raises(NotAllowed):
        commands.change_practice(made, {"body": chengdu}, Codes(), by=coordinator)
    commands.publish_practice(made, by=secretariat, on=TODAY)
    # What everybody reads is changed by the secretariat.
    assert officer.get(f"/practices/{made.key}/edit/").status_code == 404
    client_of(secretariat).post(f"/practices/{made.key}/withdraw/")
    made.refresh_from_db()
    assert (made.published_on, made.follow_up_on) == (None, None)
    officer.post(f"/practices/{made.key}/remove/")
    assert not Practice.objects.exists()


def text_of(answer: Any) -> str:
    return str((answer.getvalue() if answer.streaming else answer.content).decode())


@pytest.mark.parametrize(
    ("who", "draft", "members"),
    [
        ("secretariat", True, True),
        ("coordinator", True, True),
        ("deputy", True, True),
        ("other_officer", False, True),
        ("stranger", False, False),
        ("public", False, False),
    ],
)
def test_who_sees_a_draft_and_what_is_for_members(
    who: str, draft: bool, members: bool, guangzhou: Body, request: pytest.FixtureRequest, client_of: ClientOf
) -> None:
    unready = make_practice(guangzhou, "Hidden draft", published_on=None)
    ours = make_practice(guangzhou, "For members", audience="members")
    make_practice(guangzhou, "For all")
    client = client_of(request.getfixturevalue(who))
    for row, seen in ((unready, draft), (ours, members)):
        assert client.get(row.get_absolute_url()).status_code == (200 if seen else 404)
        for page in ("/practices/", "/practices/?format=csv", "/choose/practice/?q=r"):
            assert (row.title in text_of(client.get(page))) is seen
        assert (row.title in text_of(client.get(f"/practices/?words={row.title}&format=csv"))) is seen
    told = client.get("/api/v1/practices").json()
    assert {one["title"] for one in told["items"]} == ({"For all", "For members"} if members else {"For all"})
    assert client.get(f"/api/v1/practices/{unready.key}").status_code == 404


def test_how_it_was_worded_before_is_in_no_history(
    guangzhou: Body, secretariat: Reader, client_of: ClientOf
) -> None:
    made = make_practice(guangzhou, published_on=None)
    commands.change_practice(made, {"results": "The mayor was drunk."}, Codes(), by=secretariat)
    commands.change_practice(made, {"results": "It works."}, Codes(), by=secretariat)
    commands.publish_practice(made, by=secretariat, on=TODAY)
    page = f"/history/practices.practice/{made.key}/"
    assert "drunk" in client_of(secretariat).get(page).text
    assert "drunk" not in client_of(PUBLIC).get(page).text


def test_a_practice_is_not_there_before_its_day(guangzhou: Body, client_of: ClientOf) -> None:
    made = make_practice(guangzhou)
    anybody = client_of(PUBLIC)
    assert anybody.get(f"{made.get_absolute_url()}?on=2025-04-30").status_code == 404
    assert made.title not in anybody.get("/practices/?on=2025-04-30").text
    assert anybody.get("/api/v1/practices?on=2025-04-30").json()["count"] == 0


def test_in_another_language(guangzhou: Body, secretariat: Reader, client_of: ClientOf) -> None:
    made = make_practice(guangzhou)
    values = {"language": "zh-hans", "title": "雨水花园", "summary": "花园吸收雨水。"}
    values |= dict.fromkeys(("work", "challenge", "results"), "")
    with pytest.raises(commands.OwnLanguage):
        commands.write_text(made, values | {"language": "en"}, by=secretariat)
    commands.write_text(made, values, by=secretariat)
    commands.write_text(made, values | {"title": "雨水花园（二）"}, by=secretariat)
    assert PracticeText.objects.count() == 1
    with override("zh-hans"):
        assert str(Practice.objects.get()) == "雨水花园（二）"
    anybody = client_of(PUBLIC)
    assert "花园吸收雨水" in anybody.get(f"{made.get_absolute_url()}?language=zh-hans").text
    assert "Gardens drink rain" in anybody.get(made.get_absolute_url()).text
    assert made.title in anybody.get("/practices/?words=雨水").text


NARROWED: list[tuple[dict[str, str], set[str]]] = [
    ({"theme": "WATER"}, {"Rain gardens"}),
    ({"sdg": "11"}, {"Rain gardens"}),
    ({"sdg": "1"}, set()),
    ({"kind": "tool"}, {"Sensors"}),
    ({}, {"Rain gardens", "Sensors", "Draft"}),
    ({"words": "sensors gauge"}, {"Sensors"}),
    ({"region": "asia"}, {"Rain gardens", "Sensors"}),
    ({"region": "europe"}, set()),
    ({"state": "drafted"}, {"Draft"}),
]


def test_the_list_is_narrowed(guangzhou: Body, secretariat: Reader, client_of: ClientOf) -> None:
    world = factories.make(Region, key="world", scheme="m49", code="001", name="World")
    asia = factories.make(Region, key="asia", scheme="m49", code="142", name="Asia", parent=world)
    factories.make(Region, key="europe", scheme="m49", code="150", name="Europe", parent=world)
    assert guangzhou.city is not None
    country = guangzhou.city.country
    country.region = asia
    country.save()
    make_practice(guangzhou)
    other = make_practice(
        guangzhou, "Sensors", kind="tool", themes="noise", results="A gauge on each corner."
    )
    other.alignments.all().delete()
    draft = make_practice(guangzhou, "Draft", published_on=None, themes="", city=None)
    draft.alignments.all().delete()
    boss, titles = client_of(secretariat), {"Rain gardens", "Sensors", "Draft"}
    for asked, found in NARROWED:
        lines = text_of(boss.get("/practices/", {**asked, "format": "csv"}))
        assert {title for title in titles if f"\n{title}," in lines} == found, asked


def counted(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_statements_do_not_grow(guangzhou: Body, secretariat: Reader, client_of: ClientOf) -> None:
    first = make_practice(guangzhou)
    entry = make_won_entry(guangzhou)
    pages: list[Any] = [
        "/practices/", first.get_absolute_url(), "/practices/laureates/", guangzhou.get_absolute_url(),
        "/api/v1/practices",
    ]  # fmt: skip
    boss, anybody = client_of(secretariat), client_of(PUBLIC)
    counted(boss, "/practices/")
    before = [[counted(one, page) for page in pages] for one in (boss, anybody)]
    for number in (2, 3):
        make_practice(guangzhou, f"More {number}")
        more = make_won_entry(guangzhou)
        more.call.kind = entry.call.kind
    assert [[counted(one, page) for page in pages] for one in (boss, anybody)] == before
    assert before[0][0] <= 10
