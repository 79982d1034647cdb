"""Screening and stages: who is told what and when, what stands once announced, and who sees which entry."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests import factories
from tests.cooperation.calls.calling import letters

from koinon.cooperation.calls import stage_commands as stages
from koinon.cooperation.calls.call_queries import call_page
from koinon.cooperation.calls.findings import find_differing_counts, find_overfull, find_unscreened
from koinon.cooperation.calls.models import (
    Answer,
    Call,
    CallDate,
    CoApplicant,
    Entry,
    FormField,
    Placing,
    Stage,
)
from koinon.cooperation.calls.screening_commands import NotScreened, ReasonNeeded, screen_entry
from koinon.cooperation.calls.screening_queries import next_to_screen
from koinon.network.people.readers import PUBLIC, SYSTEM, Reader
from koinon.platform.audit.commands import undo
from koinon.platform.audit.models import Entry as AuditEntry
from koinon.platform.errors import NotAllowed
from koinon.platform.search.models import SearchEntry
from koinon.site.exchange.exporting import visible
from koinon.site.feeds.call_entries import of_calls

pytestmark = pytest.mark.django_db
NOW = datetime(2018, 7, 1, 9, tzinfo=UTC)
ClientOf = Callable[[Reader], Client]


def screen(
    entry: Entry, *, eligible: bool = True, reason: str = "", by: Reader = SYSTEM, hour: int = 9
) -> Entry:
    moment = NOW.replace(hour=hour)
    return screen_entry(entry, eligible=eligible, reason=reason, by=by, moment=moment)


def shortlist(call: Call, *chosen: Entry, planned: int | None = None) -> Stage:
    for one in chosen:
        screen(one)
    stage = factories.make_stage(call, "shortlist", rank=30, planned=planned)
    stages.place_entries(stage, chosen, by=SYSTEM)
    return stage


def test_the_applicant_is_written_to_with_the_reason(entries: list[Entry], secretariat: Reader) -> None:
    first, second, _third = entries
    with pytest.raises(ReasonNeeded):
        screen(first, eligible=False)
    screen(first, eligible=False, reason="It began after the day of the rules.", by=secretariat)
    screen(second)
    told = letters()
    assert [address for address, _subject, _text in told] == ["team1@example.org", "team2@example.org"]
    assert "not eligible" in told[0][2]
    assert "It began after the day of the rules." in told[0][2]
    assert "GZA-2018-0002" in told[1][1]
    assert "will be judged" in told[1][2]
    screen(first, eligible=True, reason="The day was read wrongly.", hour=10)
    assert Entry.objects.get(pk=first.pk).eligible is True
    assert [one.state for one in told_states()] == ["withdrawn", "planned", "planned"]
    assert AuditEntry.objects.filter(verb="screen_entry", by=secretariat.user).exists()


def told_states() -> list[Any]:
    from koinon.platform.notifications.models import Message

    return list(Message.objects.order_by("id"))


def test_drafts_and_withdrawn_entries_are_not_screened(call: Call, entries: list[Entry]) -> None:
    with pytest.raises(NotScreened):
        screen(call.entries.get(title="A draft"))
    Entry.objects.filter(pk=entries[0].pk).update(withdrawn_at=NOW)
    with pytest.raises(NotScreened):
        screen(entries[0])
    assert next_to_screen(entries[0], SYSTEM) == entries[1]
    shortlist(call, entries[1])
    with pytest.raises(NotScreened, match="take it back"):
        screen(entries[1], eligible=False, reason="After all")


def test_only_eligible_entries_of_the_call_reach_a_stage(call: Call, entries: list[Entry]) -> None:
    stage = factories.make_stage(call, "shortlist", rank=30)
    with pytest.raises(stages.NotPlaced):
        stages.place_entries(stage, [entries[0]], by=SYSTEM)
    with pytest.raises(stages.NotPlaced):
        stages.place_entries(stage, [factories.make_entry()], by=SYSTEM)
    with pytest.raises(stages.NotAnnounced):
        stages.announce_stage(stage, by=SYSTEM, moment=NOW)


def test_announcing_makes_known_who_reached_it_and_then_it_stands(call: Call, entries: list[Entry]) -> None:
    first, second, third = entries
    stage = shortlist(call, first, second)
    assert list(Entry.objects.visible_to(PUBLIC)) == [] == list(Placing.objects.visible_to(PUBLIC))
    assert Client().get(f"/calls/stages/{stage.key}/").status_code == 404
    assert Client().get(first.get_absolute_url()).status_code == 404
    assert not SearchEntry.objects.filter(kind="calls.entry").exists()
    assert "Garden" not in Client().get(call.get_absolute_url()).content.decode()
    assert stages.announce_stage(stage, by=SYSTEM, moment=NOW) == 2
    assert set(Entry.objects.visible_to(PUBLIC)) == {first, second}
    shown = Client().get(call.get_absolute_url()).content.decode()
    assert "Garden 1" in shown
    assert "Garden 3" not in shown
    for page in (first.get_absolute_url(), f"/calls/stages/{stage.key}/"):
        shown += Client().get(page).content.decode()
    assert not [told for told in ("secret answer", "Li Wei", "team1@") if told in shown]
    assert SearchEntry.objects.filter(kind="calls.entry").count() == 2
    with pytest.raises(stages.NotPlaced):
        stages.take_back(stage, [first], by=SYSTEM)
    with pytest.raises(stages.NotPlaced):
        stages.place_entries(stage, [third], by=SYSTEM)
    undo(AuditEntry.objects.filter(verb="announce_stage").latest("id"), by=None)
    assert list(Entry.objects.visible_to(PUBLIC)) == []
    assert not SearchEntry.objects.filter(kind="calls.entry").exists()


def test_no_more_than_the_rules_allow_and_nobody_unchecked_is_announced(
    call: Call, entries: list[Entry]
) -> None:
    stage = shortlist(call, *entries, planned=2)
    with pytest.raises(stages.NotAnnounced, match="at most 2"):
        stages.announce_stage(stage, by=SYSTEM, moment=NOW)
    assert [one.rule for one in find_overfull(NOW.date())] == ["stage-overfull"]
    stages.take_back(stage, [entries[0]], by=SYSTEM)
    body = entries[1].applicant
    type(body).objects.filter(pk=body.pk).update(audience="secretariat")
    with pytest.raises(stages.NotAnnounced, match="Chengdu"):
        stages.announce_stage(stage, by=SYSTEM, moment=NOW)


def test_entered_and_eligible_are_counted_and_named_only_when_announced(
    call: Call, entries: list[Entry]
) -> None:
    entered = factories.make_stage(call, "entered")
    eligible = factories.make_stage(call, "eligible", rank=10)
    screen(entries[0])
    boss = {row.stage.kind: row.number for row in call_page(call, SYSTEM, NOW).stages}
    assert boss == {"entered": 3, "eligible": 1}
    assert [row.number for row in call_page(call, PUBLIC, NOW).stages] == [None, None]
    stages.announce_stage(eligible, by=SYSTEM, moment=NOW)
    assert [row.number for row in call_page(call, PUBLIC, NOW).stages] == [None, 1]
    assert entered.placings.count() == 0
    Stage.objects.filter(pk=eligible.pk).update(counted=0)
    assert [one.rule for one in find_differing_counts(NOW.date())] == ["stage-count-differs"]


def test_each_sees_its_own_and_nobody_reads_a_draft(
    call: Call,
    entries: list[Entry],
    secretariat: Reader,
    coordinator: Reader,
    other_officer: Reader,
    stranger: Reader,
) -> None:
    draft = call.entries.get(title="A draft")
    Answer.objects.create(entry=draft, field=FormField.objects.get(), value="half a thought")
    assert set(Entry.objects.visible_to(coordinator)) == {entries[0], draft}
    assert set(Entry.objects.visible_to(other_officer)) == {entries[1]}
    assert not Entry.objects.visible_to(stranger).exists()
    assert set(Entry.objects.visible_to(secretariat)) == {*entries, draft}
    assert set(Answer.objects.visible_to(coordinator).values_list("entry", flat=True)) == {
        entries[0].pk,
        draft.pk,
    }
    assert draft.pk not in Answer.objects.visible_to(secretariat).values_list("entry", flat=True)
    factories.make(CoApplicant, entry=entries[2], body=entries[1].applicant)
    assert entries[2] in Entry.objects.visible_to(other_officer)


def test_history_and_workbook_keep_what_is_confided(
    call: Call, entries: list[Entry], secretariat: Reader, client_of: ClientOf
) -> None:
    screen(entries[0], reason="Found so by us.")
    stage = shortlist(call, entries[0])
    stages.announce_stage(stage, by=SYSTEM, moment=NOW)
    address = f"/history/calls.entry/{entries[0].key}/"
    told, known = Client().get(address), client_of(secretariat).get(address)
    assert (told.status_code, known.status_code) == (200, 200)
    assert "Found so by us." not in told.content.decode()
    assert "Found so by us." in known.content.decode()
    for kind in (Entry, Answer):
        assert not visible(kind, PUBLIC).exists()
    assert visible(Entry, SYSTEM).count() == 4


def test_only_those_who_run_the_call_screen_and_announce(
    call: Call, entries: list[Entry], coordinator: Reader, stranger: Reader, client_of: ClientOf
) -> None:
    stage = shortlist(call, entries[1])
    for reader in (coordinator, stranger, PUBLIC):
        for act in (
            lambda by: screen(entries[0], by=by),
            lambda by: stages.place_entries(stage, [entries[1]], by=by),
            lambda by: stages.take_back(stage, [entries[1]], by=by),
            lambda by: stages.announce_stage(stage, by=by, moment=NOW),
        ):
            with pytest.raises(NotAllowed):
                act(reader)
    client = client_of(coordinator)
    for page in (f"{call.key}/entries/", f"entries/{entries[0].key}/screen/", f"stages/{stage.key}/choose/"):
        assert client.get(f"/calls/{page}").status_code == 404, page


def test_the_secretariat_works_through_the_list(
    call: Call, entries: list[Entry], secretariat: Reader, client_of: ClientOf
) -> None:
    client = client_of(secretariat)
    listed = f"/calls/{call.key}/entries/"
    assert "GZA-2018-0002" in client.get(f"{listed}?words=GZA-2018-0002").content.decode()
    assert "Garden 1" not in client.get(f"{listed}?words=lyon").content.decode()
    assert "A draft" in client.get(f"{listed}?where=draft").content.decode()
    taken = b"".join(client.get(f"{listed}?format=csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert taken.count("\n") == 5
    assert "GZA-2018-0001" in taken
    first = f"/calls/entries/{entries[0].key}/screen/"
    assert "secret answer 1" in client.get(first).content.decode()
    assert client.post(first, {"eligible": "no", "reason": ""}).status_code == 422
    answer = client.post(first, {"eligible": "yes", "reason": "", "next": "1"})
    assert answer["Location"] == f"/calls/entries/{entries[1].key}/screen/"
    stage = factories.make_stage(call, "shortlist", rank=30)
    choose = f"/calls/stages/{stage.key}/choose/"
    assert client.post(choose, {"reached": [str(entries[0].pk)]}).status_code == 302
    assert [one.entry for one in stage.placings.all()] == [entries[0]]
    assert client.post(choose, {}).status_code == 302
    assert not stage.placings.exists()
    client.post(choose, {"reached": [str(entries[0].pk)]})
    assert first not in client.get(entries[0].get_absolute_url()).text
    assert f"/calls/entries/{entries[1].key}/screen/" in client.get(entries[1].get_absolute_url()).text
    assert client.post(f"/calls/stages/{stage.key}/announce/").status_code == 302
    assert Client().get(f"/calls/stages/{stage.key}/").status_code == 200


def test_statements_do_not_grow(
    call: Call, entries: list[Entry], secretariat: Reader, client_of: ClientOf
) -> None:
    stage = shortlist(call, entries[0])
    stages.announce_stage(stage, by=SYSTEM, moment=NOW)
    factories.make_criterion(call)
    pages = [
        "/calls/", call.get_absolute_url(), f"/calls/{call.key}/entries/", f"/calls/{call.key}/setup/",
        f"/calls/stages/{stage.key}/", entries[0].get_absolute_url(), "/api/v1/calls", "/api/v1/entries",
    ]  # fmt: skip
    boss, anybody = client_of(secretariat), Client()
    counted(boss, "/calls/")
    before = (
        [counted(boss, page) for page in pages[:6]],
        [counted(anybody, page) for page in (pages[:2] + pages[4:])],
    )
    for number in (7, 8):
        more = factories.make_entry(call, number=number)
        factories.make(Placing, entry=more, stage=stage)
        factories.make_criterion(call)
        factories.make_field(call)
        factories.make_stage(factories.make_call(), "winner", factories.make_entry())
    after = (
        [counted(boss, page) for page in pages[:6]],
        [counted(anybody, page) for page in (pages[:2] + pages[4:])],
    )
    assert before == after
    assert max(before[0][0], before[0][2]) <= 10, before


def counted(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200, address
    return len(asked)


def test_the_interface_tells_only_what_is_announced(
    call: Call, entries: list[Entry], secretariat: Reader, client_of: ClientOf
) -> None:
    stage = shortlist(call, entries[0])
    for client in (Client(), client_of(secretariat)):
        assert client.get("/api/v1/entries").json()["count"] == 0
    stages.announce_stage(stage, by=SYSTEM, moment=NOW)
    [told] = Client().get("/api/v1/entries?stage=shortlist").json()["items"]
    assert (told["title"], told["stage"], told["call"]["key"]) == ("Garden 1", "shortlist", "gza-2018")
    assert Client().get(f"/api/v1/entries/{entries[1].key}").status_code == 404
    shown = Client().get("/api/v1/calls/gza-2018").json()
    assert (shown["state"], shown["stages"][0]["number"]) == ("closed", 1)
    assert Client().get("/api/v1/calls/gza-2018?on=2018-03-01").json()["state"] == "open"
    assert Client().get("/api/v1/calls?which=now").json()["count"] == 0


def test_days_stand_in_calendars(
    call: Call, entries: list[Entry], guangzhou: Any, coordinator: Reader, other_officer: Reader
) -> None:
    factories.make(CallDate, call=call, kind="jury", day="2018-09")
    found = sorted(of_calls(None, None, PUBLIC, date(2018, 1, 1), str), key=lambda one: f"{one.begins:%F}")
    assert [(one.begins.strftime("%Y-%m-%d"), one.tentative) for one in found] == [
        ("2018-01-02", False), ("2018-05-31", False), ("2018-09-01", True),
    ]  # fmt: skip
    # Who entered is nobody's affair before it is announced: a calendar of the city does not tell it either.
    for reader, bodies, there in (
        (PUBLIC, {call.run_by_id}, 3), (coordinator, {guangzhou.pk}, 3), (other_officer, {guangzhou.pk}, 0),
        (PUBLIC, {guangzhou.pk}, 0),
    ):  # fmt: skip
        assert len(list(of_calls(bodies, None, reader, date(2018, 1, 1), str))) == there
    stages.announce_stage(shortlist(call, entries[0]), by=SYSTEM, moment=NOW)
    assert len(list(of_calls({guangzhou.pk}, None, PUBLIC, date(2018, 1, 1), str))) == 3


def test_forgotten_screening_is_noticed(call: Call, entries: list[Entry]) -> None:
    assert not list(find_unscreened(date(2018, 6, 15)))
    [found] = find_unscreened(date(2018, 7, 15))
    assert found.values["number"] == 3
