"""Who scores what: asked of the solver and carried out, changed by hand, and what happens when a juror drops out."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook
from tests import factories
from tests.cooperation.awards.judging import NOW, TELLING, TODAY, Cycle, cast, give, make_cycle, plain_entry

from koinon.cooperation.awards import assignment_commands as commands
from koinon.cooperation.awards.models import Allotment, Assignment, Conflict, Review, Tally
from koinon.cooperation.awards.panel_commands import change_juror
from koinon.cooperation.awards.phase_commands import close_scoring, open_phase
from koinon.cooperation.awards.review_commands import NoReason
from koinon.cooperation.calls.models import Call
from koinon.network.people.readers import SYSTEM
from koinon.platform.errors import NotAllowed

pytestmark = pytest.mark.django_db


def worked_out(made: Cycle, **terms: Any) -> Allotment:
    """Asked, and answered as a worker would."""
    allotment = commands.ask_allotment(made.phase, by=SYSTEM, moment=NOW, **terms)
    commands.solve_allotment.func(allotment.pk)
    allotment.refresh_from_db()
    assert allotment.message == ""
    return allotment


def carried_out(made: Cycle, **terms: Any) -> Allotment:
    allotment = worked_out(made, **terms)
    commands.carry_out_allotment(allotment, by=SYSTEM, on=TODAY, moment=NOW)
    return allotment


def loads(made: Cycle) -> list[int]:
    return [
        Assignment.objects.filter(phase=made.phase).live().filter(juror=one).count() for one in made.jurors
    ]


def test_every_entry_gets_its_jurors_and_no_conflict_is_assigned() -> None:
    made = make_cycle(entries=6, opened=False, per_entry=2)
    bound = {"panel": made.panel, "juror": made.jurors[0], "entry": made.entries[0]}
    factories.make(Conflict, **bound, kind="other", words="x", declared=True)
    allotment = carried_out(made)
    assert allotment.answer["best"]
    assert allotment.answer["lacking"] == []
    assert loads(made) == [4, 4, 4]
    assert not Assignment.objects.filter(juror=made.jurors[0], entry=made.entries[0]).exists()
    open_phase(made.phase, by=SYSTEM, moment=NOW)
    assert set(made.phase.tallies.values_list("assigned", flat=True)) == {2}


def test_languages_are_kept_and_an_entry_nobody_reads_is_named_with_the_cause() -> None:
    made = make_cycle(opened=False, per_entry=2)
    for juror, languages in zip(made.jurors, ("en", "en, zh-Hans", "en"), strict=True):
        juror.languages = languages
        juror.save()
    made.entries[1].language = "zh-Hans"
    made.entries[1].save()
    answer = worked_out(made).answer
    assert answer["lacking"] == [[made.entries[1].pk, 1, 2, [["language", 2]]]]
    assert worked_out(made, reading="preferred").answer["lacking"] == []


def test_an_answer_to_another_question_is_not_carried_out() -> None:
    made = make_cycle(opened=False, per_entry=2)
    allotment = worked_out(made)
    factories.make(Conflict, panel=made.panel, juror=made.jurors[0], entry=made.entries[0], words="x")
    with pytest.raises(commands.NotAsItWas):
        commands.carry_out_allotment(allotment, by=SYSTEM, on=TODAY, moment=NOW)
    assert not Assignment.objects.exists()


def test_many_are_carried_out_by_a_worker_and_a_refusal_leaves_them_ready(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr(commands, "AT_ONCE", 0)
    made = make_cycle(opened=False, per_entry=2)
    chair, allotment = made.readers["chair"], worked_out(made)
    spoilt = worked_out(made)
    Allotment.objects.filter(pk=spoilt.pk).update(digest="another")
    for one in (spoilt, allotment):
        one.refresh_from_db()
        with django_capture_on_commit_callbacks(execute=True):
            assert commands.have_carried_out(one, by=chair, on=TODAY, moment=NOW) is None
        one.refresh_from_db()
    assert (spoilt.state, bool(spoilt.message)) == ("ready", True)
    assert allotment.state == "done"
    assert Assignment.objects.filter(phase=made.phase).count() == len(allotment.answer["given"])


def test_a_juror_drops_out_and_what_is_sent_stays() -> None:
    made = make_cycle(entries=4, per_entry=2)
    Assignment.objects.all().delete()
    carried_out(made)
    first = Assignment.objects.filter(juror=made.jurors[0]).order_by("pk")
    sent = first[0]
    give(made, 0, [one.pk for one in made.entries].index(sent.entry_id), 4, 4)
    withdrawn = commands.release_juror(
        made.phase, made.jurors[0], "Ill.", by=made.readers["chair"], moment=NOW
    )
    assert withdrawn == first.count() - 1
    again = carried_out(made)
    assert again.answer["lacking"] == []
    assert set(made.phase.tallies.values_list("assigned", flat=True)) == {2}
    assert list(Assignment.objects.filter(juror=made.jurors[0]).live()) == [sent]
    assert Review.objects.counting().get().assignment == sent


def test_by_hand_needs_a_reason_and_the_right_to(client_of: Any) -> None:
    made = make_cycle(per_entry=2)
    Assignment.objects.all().delete()
    chair, entry, juror = cast(made)["chair"], made.entries[0].pk, made.jurors[1]
    with pytest.raises(NoReason):
        commands.assign_by_hand(made.phase, entry, juror, "", by=chair, on=TODAY, moment=NOW)
    with pytest.raises(NotAllowed):
        commands.assign_by_hand(
            made.phase, entry, juror, "So.", by=made.readers["juror"], on=TODAY, moment=NOW
        )
    made_by_hand = commands.assign_by_hand(
        made.phase, entry, juror, "Knows waste.", by=chair, on=TODAY, moment=NOW
    )
    assert made.phase.tallies.get(entry=entry).assigned == 1
    with pytest.raises(commands.NotToBeHad):
        commands.assign_by_hand(made.phase, entry, juror, "Again.", by=chair, on=TODAY, moment=NOW)
    commands.withdraw_assignment(made_by_hand, "A mistake.", by=chair, moment=NOW)
    assert made.phase.tallies.get(entry=entry).assigned == 0
    commands.assign_by_hand(made.phase, entry, juror, "After all.", by=chair, on=TODAY, moment=NOW)
    assert Assignment.objects.get().withdrawn_at is None
    # Nobody pressed "Look for conflicts": the record is asked by itself, and what it says is kept.
    factories.make_role(
        person=made.jurors[2].person, title="Adviser", of=made.entries[0].applicant, starts="2024"
    )
    sent = {"code": made.code(0), "juror": made.jurors[2].pk, "reason": "So."}
    page = client_of(chair).post(f"/awards/phases/{made.phase.key}/assigning/by-hand/", sent)
    assert page.status_code == 422
    assert "A conflict of interest stands between the two." in page.content.decode()
    assert set(Conflict.objects.values_list("juror", "entry")) == {(made.jurors[2].pk, entry)}


def test_what_a_juror_reads_is_written_in_words_and_only_whoever_runs_the_call_changes_it(
    client_of: Any,
) -> None:
    made = make_cycle(entries=1)
    people, address = cast(made), f"/awards/jurors/{made.jurors[1].key}/edit/"
    assert client_of(people["chair"]).get(address).status_code == 404
    with pytest.raises(NotAllowed):
        change_juror(made.jurors[1], languages="en", by=people["chair"])
    boss = client_of(people["secretariat"])
    sent = {"version": "1", "languages": "English、西班牙语", "load_max": "2"}
    refused = boss.post(address, sent | {"languages": "Klingonish"}).content.decode()
    assert "“Klingonish” is no language we know" in refused
    assert boss.post(address, sent).status_code == 302
    made.jurors[1].refresh_from_db()
    assert (made.jurors[1].languages, made.jurors[1].load_max) == ("en, es", 2)


def test_the_pages_lead_from_the_question_to_the_assignments(client_of: Any) -> None:
    made = make_cycle(opened=False, per_entry=2)
    people = cast(made)
    chair, phase = client_of(people["chair"]), f"/awards/phases/{made.phase.key}"
    assert chair.get(f"{phase}/assigning/").status_code == 200
    asked = chair.post(f"{phase}/assigning/solve/", {"reading": "required", "region_most": ""})
    allotment = Allotment.objects.get()
    assert asked["Location"] == f"/awards/allotments/{allotment.key}/"
    assert chair.get(f"/awards/allotments/{allotment.key}/progress/").status_code == 200
    commands.solve_allotment.func(allotment.pk)
    shown = chair.get(f"/awards/allotments/{allotment.key}/").content.decode()
    assert "Proven" in shown
    assert not [word for word in TELLING if word in shown]
    assert chair.post(f"/awards/allotments/{allotment.key}/carry-out/").status_code == 302
    told = chair.get(f"{phase}/assigning/").content.decode()
    assert made.code(0) in told
    assert not [word for word in TELLING if word in told]
    one = Assignment.objects.all()[0]
    address = f"{phase}/assigning/{one.key}/withdraw/"
    assert chair.get(address).status_code == 200
    assert chair.post(address, {"reason": "Away."}).status_code == 302
    data = {"code": made.phase.code(one.entry_id), "juror": str(one.juror_id), "reason": "Back."}
    assert chair.post(f"{phase}/assigning/by-hand/", data).status_code == 302
    assert chair.get(f"{phase}/jurors/{made.jurors[1].key}/release/").status_code == 200
    assert client_of(people["secretariat"]).get(f"{phase}/assigning/?only=lacking").status_code == 200
    for name in ("juror", "committee", "applicant", "stranger"):
        stranger = client_of(people[name])
        assert stranger.get(f"{phase}/assigning/").status_code == 404
        assert stranger.get(f"/awards/allotments/{allotment.key}/").status_code == 404
        assert stranger.post(f"{phase}/assigning/solve/", {"reading": "required"}).status_code == 404
    assert chair.post(f"{phase}/assigning/take-back/").status_code == 302
    assert not Assignment.objects.exists()


def test_the_page_asks_a_fixed_number_of_statements(client_of: Any) -> None:
    made = make_cycle(entries=2)
    client = client_of(cast(made)["secretariat"])
    address = f"/awards/phases/{made.phase.key}/assigning/"
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(5, 8):
        entry = plain_entry(made.call, number)
        Tally.objects.create(phase=made.phase, entry=entry)
        Assignment.of(made.phase, entry.pk, made.jurors[0], made_at=NOW).save(force_insert=True)
    with CaptureQueriesContext(connection) as more:
        client.get(address)
    assert len(few) == len(more) <= 18


def test_the_workbook_has_every_score_and_names_only_for_those_who_may_know(client_of: Any) -> None:
    made = make_cycle()
    Call.objects.update(time_zone="Pacific/Pago_Pago")
    people = cast(made)
    give(made, 1, 0, 3, 4)
    give(made, 2, 1, 5, 5)
    address = f"/awards/phases/{made.phase.key}/scores.xlsx"
    assert client_of(people["chair"]).get(address).status_code == 404
    close_scoring(made.phase, by=people["chair"], moment=NOW)
    assert client_of(people["juror"]).get(address).status_code == 404

    def sheet(name: str) -> list[list[Any]]:
        content = client_of(people[name]).get(address).content
        return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()

    open_, blind = sheet("secretariat"), sheet("chair")
    assert len(open_) == len(blind) == 10
    assert "Title" in open_[0]
    assert "Title" not in blind[0]
    assert not [word for row in blind for cell in row for word in TELLING if word in str(cell)]
    row = next(row for row in blind if row[:2] == [made.code(0), "Jun Juror"])
    # Nine in the morning of the 20th in the world's time is the day before where the call is.
    assert row[2:6] == [3.0, 4.0, 68.0, date(2026, 11, 19)]
