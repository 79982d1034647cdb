"""Conflicts of interest: found on the record, told in words, overridden with a reason, and never told to the wrong eyes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests import factories
from tests.cooperation.awards.judging import NOW, TELLING, TODAY, Cycle, cast, give, make_cycle

from koinon.cooperation.awards.assignment_commands import ask_allotment, solve_allotment
from koinon.cooperation.awards.conflict_commands import (
    NotYours,
    find_conflicts,
    override_conflict,
    restore_conflict,
)
from koinon.cooperation.awards.conflicts import interests, since
from koinon.cooperation.awards.models import Assignment, Conflict
from koinon.cooperation.awards.phase_commands import PhaseFrozen
from koinon.cooperation.awards.review_commands import NoReason
from koinon.network.people.readers import SYSTEM, Reader
from koinon.platform.errors import NotAllowed

pytestmark = pytest.mark.django_db


def tie_jurors(made: Cycle) -> None:
    """Jun worked for the first applicant until 2023; Jorge works in a city that has an agreement with it."""
    applicant = made.entries[0].applicant
    office = factories.make_body("Quillhaven Office", kind="office", parent=applicant)
    factories.make_role(
        person=made.jurors[1].person, title="Adviser", of=applicant, starts="2019", ends="2023"
    )
    home = factories.make_body("City of Third", kind="government", city=factories.make_city("Third"))
    factories.make_role(person=made.jurors[2].person, title="Director", of=home, starts="2020", ends="..")
    factories.make_agreement("Memorandum of 2024", [home, office], starts="2024", ends="2025")


def found(made: Cycle) -> set[tuple[int, int, str, str]]:
    jurors = {one.pk: at for at, one in enumerate(made.jurors)}
    entries = {one.pk: at for at, one in enumerate(made.entries)}
    return {
        (jurors[one.juror], entries[one.entry], one.kind, one.words) for one in interests(made.phase, TODAY)
    }


def test_a_juror_is_tied_by_roles_cities_and_agreements() -> None:
    made = make_cycle()
    assert found(made) == set()
    tie_jurors(made)
    assert found(made) == {
        (1, 0, "body", "Adviser, Quillhaven Town Hall"),
        (1, 0, "city", "Zamorano"),
        (2, 0, "agreement", "Memorandum of 2024"),
    }


def test_the_panel_says_for_how_many_years_ties_count() -> None:
    made = make_cycle()
    tie_jurors(made)
    made.panel.conflict_years = 2
    made.panel.save()
    assert {one[:3] for one in found(made)} == {(2, 0, "agreement")}
    # Years are counted from the day the phase opens, whenever somebody looks.
    made.phase.opens_on = TODAY
    assert interests(made.phase, date(2040, 1, 1)) == interests(made.phase, TODAY) != []
    assert since(date(2024, 2, 29), 1) == date(2023, 2, 28)


def test_more_jurors_entries_and_ties_ask_no_more_statements() -> None:
    made = make_cycle()
    tie_jurors(made)
    with CaptureQueriesContext(connection) as first:
        interests(made.phase, TODAY)
    for juror in made.jurors:
        factories.make_role(person=juror.person, title="Chair", of=made.entries[1].applicant, starts="2020")
    factories.make_agreement("Alliance", [one.applicant for one in made.entries], starts="2023", ends="..")
    with CaptureQueriesContext(connection) as second:
        interests(made.phase, TODAY)
    assert len(first) == len(second)


def test_whoever_has_a_conflict_no_longer_scores_the_entry_until_the_chair_overrides_it() -> None:
    made = make_cycle()
    chair, juror = made.readers["chair"], made.readers["juror"]
    tie_jurors(made)
    give(made, 1, 0, 5, 5)
    assert find_conflicts(made.phase, by=chair, on=TODAY, moment=NOW) == (3, 0)
    own = Assignment.objects.of_reader(juror).values_list("entry", flat=True)
    assert made.entries[0].pk not in set(own)
    assert made.phase.tallies.get(entry=made.entries[0]).counted == 0
    for conflict in Conflict.objects.filter(juror=made.jurors[1]):
        override_conflict(conflict, made.phase, "Long ago, and unpaid.", by=chair, moment=NOW)
    assert made.phase.tallies.get(entry=made.entries[0]).counted == 1
    assert find_conflicts(made.phase, by=chair, on=TODAY, moment=NOW) == (0, 0)
    restore_conflict(Conflict.objects.filter(juror=made.jurors[1])[0], made.phase, by=chair)
    assert made.phase.tallies.get(entry=made.entries[0]).counted == 0


def test_whoever_assigns_need_not_think_of_conflicts() -> None:
    made = make_cycle(opened=False, per_entry=1)
    tie_jurors(made)
    allotment = ask_allotment(made.phase, by=SYSTEM, moment=NOW)
    solve_allotment.func(allotment.pk)
    allotment.refresh_from_db()
    assert Conflict.objects.count() == 3
    given = {juror for entry, juror in allotment.answer["given"] if entry == made.entries[0].pk}
    assert given == {made.jurors[0].pk}


def test_what_is_no_longer_on_record_goes_and_what_was_overridden_stays() -> None:
    made = make_cycle()
    tie_jurors(made)
    find_conflicts(made.phase, by=SYSTEM, on=TODAY, moment=NOW)
    kept = Conflict.objects.get(kind="agreement")
    override_conflict(kept, made.phase, "Not of this office.", by=SYSTEM, moment=NOW)
    made.panel.conflict_years = 0
    made.panel.save()
    assert find_conflicts(made.phase, by=SYSTEM, on=TODAY, moment=NOW) == (0, 2)
    assert list(Conflict.objects.all()) == [kept]


def test_nobody_decides_alone_without_reason_or_on_what_is_frozen() -> None:
    made = make_cycle()
    chair = made.readers["chair"]
    factories.make_role(
        person=made.jurors[0].person, title="Adviser", of=made.entries[0].applicant, starts="2024"
    )
    tie_jurors(made)
    find_conflicts(made.phase, by=chair, on=TODAY, moment=NOW)
    own, other = Conflict.objects.filter(juror=made.jurors[0])[0], Conflict.objects.get(kind="agreement")
    with pytest.raises(NoReason):
        override_conflict(other, made.phase, " ", by=chair, moment=NOW)
    with pytest.raises(NotYours):
        override_conflict(own, made.phase, "It is fine.", by=chair, moment=NOW)
    with pytest.raises(NotAllowed):
        override_conflict(other, made.phase, "Why not.", by=made.readers["juror"], moment=NOW)
    with pytest.raises(NotAllowed):
        find_conflicts(made.phase, by=made.readers["juror"], on=TODAY, moment=NOW)
    made.phase.frozen_at = NOW
    made.phase.save()
    with pytest.raises(PhaseFrozen):
        override_conflict(other, made.phase, "Why not.", by=chair, moment=NOW)


def test_the_page_tells_the_secretariat_the_words_and_a_blind_chair_the_kind(client_of: Any) -> None:
    made = make_cycle()
    people: dict[str, Reader] = cast(made)
    tie_jurors(made)
    address = f"/awards/phases/{made.phase.key}/conflicts/"

    def client(name: str) -> Client:
        return client_of(people[name])  # type: ignore[no-any-return]

    assert client("chair").post(f"{address}find/").status_code == 302
    told = client("secretariat").get(address).content.decode()
    assert "Memorandum of 2024" in told
    assert made.code(0) in told
    blind = client("chair").get(address).content.decode()
    assert made.code(0) in blind
    assert "Memorandum" not in blind
    assert not [word for word in TELLING if word in blind]
    conflict = Conflict.objects.get(kind="agreement")
    page = client("chair").get(f"{address}{conflict.key}/override/").content.decode()
    assert not [word for word in TELLING if word in page]
    assert (
        client("chair").post(f"{address}{conflict.key}/override/", {"reason": "Settled."}).status_code == 302
    )
    assert client("chair").post(f"{address}{conflict.key}/restore/").status_code == 302
    for name in ("juror", "committee", "applicant", "board", "stranger"):
        assert client(name).get(address).status_code == 404


def test_the_page_asks_a_fixed_number_of_statements(client_of: Any) -> None:
    made = make_cycle()
    client = client_of(cast(made)["secretariat"])
    address = f"/awards/phases/{made.phase.key}/conflicts/"
    counts = []
    for _turn in range(2):
        tie_jurors(made)
        find_conflicts(made.phase, by=SYSTEM, on=TODAY, moment=NOW)
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts.append(len(asked))
        factories.make_role(
            person=made.jurors[0].person, title="X", of=made.entries[1].applicant, starts="2024"
        )
    assert counts[0] == counts[1] <= 14
