"""Setting up a call: its parts, its form, its languages; opening, changing and cancelling it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from koinon.cooperation.calls import call_commands as commands
from koinon.cooperation.calls import call_parts as parts
from koinon.cooperation.calls.call_queries import weighed
from koinon.cooperation.calls.call_translating import translate_call
from koinon.cooperation.calls.call_wording import groups, progress, told
from koinon.cooperation.calls.models import (
    Call,
    CallState,
    CallText,
    Criterion,
    Entry,
    FormField,
    Prize,
    Stage,
)
from koinon.network.people.readers import PUBLIC, SYSTEM, Reader
from koinon.platform.audit.models import Entry as AuditEntry
from koinon.platform.errors import NotAllowed

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
ClientOf = Callable[[Reader], Client]


@pytest.fixture
def call(home_network: Any) -> Call:
    values = {
        "code": "GZA-2027", "title": "Award 2027", "kind": "award", "run_by": home_network, "rules": "As announced.",
        "closes_at": datetime(2027, 5, 31, 16, tzinfo=UTC), "time_zone": "Asia/Shanghai",
    }  # fmt: skip
    return commands.record_call(values, by=SYSTEM)


def question(call: Call, **values: Any) -> FormField:
    return parts.add_part(FormField, call, {"kind": "text", "label": "What was done?", **values}, by=SYSTEM)


def criterion(call: Call, **values: Any) -> Criterion:
    given = {"title": "Novelty", "weight": 3, "top": 5, "anchors": {"0": "old", "5": "new anywhere"}}
    return parts.add_part(Criterion, call, given | values, by=SYSTEM)


def test_a_criterion_counts_by_its_points_and_its_weight() -> None:
    """Beside one of five points and weight 2, one of ten points and weight 3 is three quarters of the whole."""
    told = weighed([Criterion(weight=3, top=10), Criterion(weight=2, top=5)])
    assert [one.share for one in told] == [75, 25]


def test_a_call_is_seen_by_nobody_else_before_it_is_opened(
    call: Call, secretariat: Reader, coordinator: Reader, client_of: ClientOf
) -> None:
    assert list(Call.objects.visible_to(PUBLIC)) == [] == list(Call.objects.visible_to(coordinator))
    assert Client().get(call.get_absolute_url()).status_code == 404
    assert client_of(secretariat).get(call.get_absolute_url()).status_code == 200
    question(call)
    commands.open_call(call, by=secretariat, moment=NOW)
    assert call.opens_on == date(2026, 11, 22)
    assert Client().get(call.get_absolute_url()).status_code == 200
    assert AuditEntry.objects.filter(verb="open_call", by=secretariat.user).exists()


def test_an_award_has_five_stages_and_a_lab_three(call: Call, home_network: Any) -> None:
    assert [one.kind for one in call.stages.all()] == [
        "entered",
        "eligible",
        "deserving",
        "shortlist",
        "winner",
    ]
    lab = commands.record_call(
        {"code": "LAB-1", "title": "Lab", "kind": "lab", "run_by": home_network}, by=SYSTEM
    )
    assert [one.kind for one in lab.stages.all()] == ["entered", "eligible", "winner"]
    last = lab.stages.get(kind="winner")
    assert (last.named("award"), last.named("scholarship")) == ("winners", "scholars")
    assert last.named(lab.kind) == "selected"


def test_it_opens_only_with_an_end_ahead_a_form_and_rules(call: Call) -> None:
    with pytest.raises(commands.NotReady, match="no question"):
        commands.open_call(call, by=SYSTEM, moment=NOW)
    question(call)
    with pytest.raises(commands.NotReady, match="past"):
        commands.open_call(call, by=SYSTEM, moment=datetime(2027, 6, 1, tzinfo=UTC))
    with pytest.raises(commands.CodeTaken):
        commands.record_call({"code": "GZA-2027", "title": "x", "run_by": call.run_by}, by=SYSTEM)


def test_the_state_follows_from_acts_and_the_clock_at_its_place(call: Call) -> None:
    assert call.state(NOW) == CallState.DRAFT
    call.opened_at, call.opens_on, call.late_until = NOW, date(2027, 1, 10), date(2027, 6, 3)
    assert call.state(datetime(2027, 1, 9, 15, 59, tzinfo=UTC)) == CallState.ANNOUNCED
    assert call.state(datetime(2027, 1, 9, 16, 0, tzinfo=UTC)) == CallState.OPEN  # midnight in Shanghai
    assert call.closes_at is not None
    assert call.state(call.closes_at) == CallState.OPEN
    assert call.state(call.closes_at + timedelta(seconds=1)) == CallState.LATE
    assert call.state(datetime(2027, 6, 3, 16, 0, tzinfo=UTC)) == CallState.CLOSED
    assert call.final_moment == datetime(2027, 6, 3, 16, 0, tzinfo=UTC)
    call.cancelled_at = NOW
    assert call.state(NOW) == CallState.CANCELLED


def test_once_open_what_counts_stands_as_announced(call: Call) -> None:
    asked, judged = question(call, kind="choice", options=["a", "b"]), criterion(call)
    commands.open_call(call, by=SYSTEM, moment=NOW)
    for refused in (
        lambda: criterion(call, title="Late"),
        lambda: parts.change_part(judged, {"weight": 9}, by=SYSTEM),
        lambda: parts.change_part(asked, {"options": ["a"]}, by=SYSTEM),
        lambda: parts.remove_part(asked, by=SYSTEM),
        lambda: question(call, label="Another", required=True),
        lambda: commands.change_call(call, {"closes_at": None}, by=SYSTEM),
    ):
        with pytest.raises((commands.NotNow, commands.NotReady)):
            refused()
    parts.change_part(judged, {"title": "Novelty of the idea", "weight": 3}, by=SYSTEM)
    question(call, label="Another", required=False)
    assert call.fields.count() == 2


def test_cancelling_needs_a_reason_and_ends_all(call: Call) -> None:
    question(call)
    commands.open_call(call, by=SYSTEM, moment=NOW)
    with pytest.raises(commands.NoReason):
        commands.cancel_call(call, "  ", by=SYSTEM, moment=NOW)
    commands.cancel_call(call, "The city withdrew the prize.", by=SYSTEM, moment=NOW)
    assert "The city withdrew the prize." in Client().get(call.get_absolute_url()).content.decode()
    with pytest.raises(commands.NotNow):
        question(call, required=False)


def test_parts_change_places_and_copies_leave_alone_what_is_there(call: Call, home_network: Any) -> None:
    first, second = question(call, label="First"), question(call, label="Second")
    criterion(call)
    parts.add_part(
        Prize, call, {"title": "Award", "amount": 20000, "currency": "USD", "number": 5}, by=SYSTEM
    )
    parts.move_part(second, up=True, by=SYSTEM)
    assert [one.label for one in call.fields.all()] == ["Second", "First"]
    parts.move_part(first, up=False, by=SYSTEM)
    other = commands.record_call({"code": "GZA-2029", "title": "Next", "run_by": home_network}, by=SYSTEM)
    criterion(other, title="Its own")
    assert commands.copy_setup(other, call, by=SYSTEM) == 3
    assert [one.title for one in other.criteria.all()] == ["Its own"]
    assert [one.label for one in other.fields.all()] == ["Second", "First"]


def test_everything_is_told_in_another_language_beside_the_original(call: Call) -> None:
    asked, judged = question(call, kind="choice", options=["a", "b"], help="Choose."), criterion(call)
    sums = {"title": "First prize", "number": 1, "in_kind": "A trip"}
    prize = parts.add_part(Prize, call, sums, by=SYSTEM)
    lines = [line.name for group in groups(call, "es") for line in group.lines]
    words = {name: f"es {name}" for name in lines}
    translate_call(call, "es", words, by=SYSTEM)
    fresh = Call.objects.get(pk=call.pk)
    assert {str(one.language): (one.done, one.all) for one in progress(fresh)}["es"] == (
        len(lines),
        len(lines),
    )
    asked.refresh_from_db()
    judged.refresh_from_db()
    prize.refresh_from_db()
    with translation.override("es"):
        assert told(fresh).title == "es call-title"
        assert asked.label_in() == f"es question-{asked.pk}-label"
        assert asked.options_in() == [
            ("a", f"es question-{asked.pk}-option-0"),
            ("b", f"es question-{asked.pk}-option-1"),
        ]
        assert (str(prize), prize.in_kind_in()) == (
            f"es prize-{prize.pk}-title",
            f"es prize-{prize.pk}-in_kind",
        )
        assert judged.anchors_in()[1] == (5, f"es criterion-{judged.pk}-anchor-5")
    with translation.override("fr"):
        assert (told(fresh).title, told(fresh).language) == ("Award 2027", "en")
    translate_call(fresh, "es", {}, by=SYSTEM)
    assert not CallText.objects.exists()
    asked.refresh_from_db()
    assert asked.texts == {}


@pytest.mark.parametrize("questions", [1, 3])
def test_the_form_is_shown_as_applicants_see_it_and_nothing_is_kept(
    call: Call, questions: int, secretariat: Reader, coordinator: Reader, client_of: ClientOf,
    django_assert_num_queries: Any,
) -> None:  # fmt: skip
    asked = [question(call, label=f"Question {n}") for n in range(questions)]
    words = {f"question-{one.pk}-label": f"Pregunta {one.pk}" for one in asked}
    translate_call(call, "es", {"call-title": "Premio 2027"} | words, by=SYSTEM)
    client, page = client_of(secretariat), f"/calls/{call.key}/form/preview/"
    assert client_of(coordinator).get(page).status_code == 404
    shown = client.get(page).content.decode()
    with django_assert_num_queries(11):
        spanish = client.get(f"{page}?language=es").content.decode()
    for one in asked:
        assert one.label in shown
        assert f"Pregunta {one.pk}" in spanish
    assert "Premio 2027" in spanish
    sheet = spanish[spanish.index('class="phone"') : spanish.index("</main>")]
    assert 'lang="es"' in sheet[:80]
    assert "<form" not in sheet  # what is typed there can go nowhere
    assert not Entry.objects.exists()


def test_only_those_who_record_may_do_any_of_it(call: Call, coordinator: Reader, stranger: Reader) -> None:
    question(call)
    for reader in (coordinator, stranger, PUBLIC):
        for act in (
            lambda by: commands.open_call(call, by=by, moment=NOW),
            lambda by: commands.change_call(call, {"title": "x"}, by=by),
            lambda by: commands.cancel_call(call, "x", by=by, moment=NOW),
            lambda by: parts.add_part(Stage, call, {"kind": "winner"}, by=by),
            lambda by: translate_call(call, "es", {"call-title": "x"}, by=by),
            lambda by: commands.copy_setup(call, call, by=by),
            lambda by: commands.remove_call(call, by=by),
        ):
            with pytest.raises(NotAllowed):
                act(reader)


def test_a_call_is_set_up_by_forms(secretariat: Reader, home_network: Any, client_of: ClientOf) -> None:
    client = client_of(secretariat)
    sent = {
        "kind": "award", "title": "Award 2027", "language": "en", "code": "gza-2027", "run_by": home_network.name,
        "run_by_key": home_network.key, "rules": "As announced.", "opens_on": "2026-11-01",
        "closes_at": "2027-05-31T23:59", "time_zone": "Asia/Shanghai", "audience": "public",
    }  # fmt: skip
    answer = client.post("/calls/new/", sent)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    call = Call.objects.get(code="GZA-2027")
    assert call.closes_at == datetime(2027, 5, 31, 15, 59, tzinfo=UTC)
    rows = {
        "criteria": {"title": "Novelty", "weight": "2", "top": "5", "anchors": "0: old\n5: new"},
        "questions": {"kind": "choice", "label": "Scale", "options": "pilot\ncity", "required": "on"},
        "categories": {"title": "Water"},
        "dates": {"kind": "jury", "day": "June 2027", "words": "The jury meets"},
        "prizes": {"title": "Award", "amount": "20000", "currency": "usd", "number": "5"},
        "sponsors": {"body": home_network.name, "body_key": home_network.key, "part": "sponsor"},
    }
    for part, values in rows.items():
        answer = client.post(f"/calls/{call.key}/add/{part}/", values)
        assert answer.status_code == 302, (part, answer.content.decode()[:3000])
    assert call.criteria.get().anchors == {"0": "old", "5": "new"}
    assert call.fields.get().options == ["pilot", "city"]
    wrong = client.post(
        f"/calls/{call.key}/add/criteria/", {"title": "x", "weight": "1", "top": "5", "anchors": "9: x"}
    )
    assert "The most points are 5" in wrong.content.decode()
    edited = client.get(f"/calls/{call.key}/edit/").content.decode()
    assert "2027-05-31T23:59" in edited
    language = f"/calls/{call.key}/languages/zh-Hans/"
    assert client.post(language, {"call-summary": "x", "call-title": "2027年奖项"}).status_code == 302
    assert "2027年奖项" in Client().get(call.get_absolute_url()).content.decode() or not call.opened_at
    for page in ("setup", "form", "form/preview", "languages/zh-Hans", "copy", "cancel", "entries"):
        assert client.get(f"/calls/{call.key}/{page}/").status_code == 200, page
        assert Client().get(f"/calls/{call.key}/{page}/").status_code == 302, page
    history = client.get(f"/history/calls.criterion/{call.criteria.get().key}/").content.decode()
    assert "0: old\n5: new" in history  # what points mean is told in words, not as code
    assert client.post(f"/calls/{call.key}/open/").status_code == 302
    assert Call.objects.get(pk=call.pk).opened_at
