"""The ranking: totals by weight, ties by the phase's rule, who goes forward, and few statements however many entries."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories import make

from koinon.cooperation.awards.deliberation_commands import (
    NotInThePhase,
    take_stand,
    turn_entry,
    unturn_entry,
)
from koinon.cooperation.awards.models import Conflict, Tally, TieRule, Turn
from koinon.cooperation.awards.phase_commands import close_scoring
from koinon.cooperation.awards.ranking import proposed, ranking_of
from koinon.cooperation.awards.review_commands import NoReason
from koinon.network.people.readers import SYSTEM, Reader
from koinon.platform.errors import NotAllowed

from .judging import NOW, Cycle, cast, give, make_cycle

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Reader], Client]
MOST_STATEMENTS = 12


def order(made: Cycle) -> list[int]:
    """The entries in the order of the ranking, counted from 0."""
    ids = [entry.pk for entry in made.entries]
    told = Tally.objects.in_bulk(ranking_of(made.phase, SYSTEM))
    return [ids.index(told[pk].entry_id) for pk in ranking_of(made.phase, SYSTEM)]


def forward(made: Cycle) -> list[int]:
    ids = [entry.pk for entry in made.entries]
    return sorted(ids.index(entry) for entry in proposed(made.phase).entries)


def test_by_the_mean_of_what_could_be_given() -> None:
    made = make_cycle()
    give(made, 0, 0, 1, 1)
    give(made, 0, 1, 5, 5)
    give(made, 1, 1, 3, 3)
    give(made, 0, 2, 5, 4)
    assert order(made) == [2, 1, 0]
    tally = Tally.objects.get(entry=made.entries[1])
    assert (float(tally.mean or 0), float(tally.spread or 0), tally.counted) == (80.0, 40.0, 2)


@pytest.mark.parametrize(
    ("rule", "expected", "goes"),
    [(TieRule.WEIGHTIEST, [1, 0, 2], [1]), (TieRule.SPREAD, [0, 1, 2], [0]), (TieRule.SHARED, [0, 1, 2], [])],
)
def test_ties_by_the_rule_of_the_phase(rule: TieRule, expected: list[int], goes: list[int]) -> None:
    made = make_cycle(tie_rule=rule)
    for juror in range(2):
        give(made, juror, 0, 2, 3)
    give(made, 0, 1, 4, 3)
    give(made, 1, 1, 2, 0)
    give(made, 0, 2, 0, 0)
    assert order(made) == expected
    going = proposed(made.phase)
    assert (forward(made), len(going.tied)) == (goes, 0 if goes else 2)


def test_changed_by_hand_with_a_reason(client_of: ClientOf) -> None:
    made = make_cycle()
    people, chair = cast(made), made.readers["chair"]
    for entry, value in enumerate((5, 4, 3)):
        give(made, 0, entry, value, value)
    close_scoring(made.phase, by=people["secretariat"], moment=NOW)
    assert forward(made) == [0]
    with pytest.raises(NoReason):
        turn_entry(made.phase, made.entries[0].pk, False, " ", by=chair)
    for name in ("juror", "stranger", "committee"):
        with pytest.raises(NotAllowed):
            turn_entry(made.phase, made.entries[0].pk, False, "no", by=people[name])
    turn_entry(made.phase, made.entries[0].pk, False, "not finished", by=chair)
    assert forward(made) == [1]
    turn_entry(made.phase, made.entries[2].pk, True, "the boldest", by=chair)
    assert forward(made) == [2]
    unturn_entry(Turn.objects.get(entry=made.entries[2]), by=chair)
    assert forward(made) == [1]
    text = client_of(people["juror"]).get(f"/awards/phases/{made.phase.key}/deliberation/").content.decode()
    assert "not finished" in text
    make(Conflict, panel=made.panel, juror=made.jurors[0], entry=made.entries[1], kind="city")
    with pytest.raises(NotInThePhase):
        turn_entry(made.phase, made.entries[1].pk, True, "mine", by=chair)


def test_who_disagrees_says_why(client_of: ClientOf) -> None:
    made = make_cycle(entries=1)
    people = cast(made)
    give(made, 0, 0, 5, 5)
    close_scoring(made.phase, by=people["secretariat"], moment=NOW)
    entry = made.entries[0].pk
    with pytest.raises(NoReason):
        take_stand(made.phase, entry, False, "", by=people["juror"])
    for name in ("secretariat", "stranger", "committee", "applicant"):
        with pytest.raises(NotAllowed):
            take_stand(made.phase, entry, True, "", by=people[name])
    client = client_of(people["juror"])
    there = f"/awards/phases/{made.phase.key}/entries/{made.code(0)}/stand/"
    client.post(there, {"agrees": "no", "note": "too early"})
    client.post(there, {"agrees": "no", "note": "far too early"})
    text = client.get(f"/awards/phases/{made.phase.key}/deliberation/").content.decode()
    assert "0 agree, 1 disagree" in text
    assert "far too early" in text
    # Named at the head, and found by its code, however many there are; what there is not is told so.
    code, sheet = made.code(0), f"/awards/phases/{made.phase.key}/deliberation/"
    assert f"code={code}" in text
    assert client.get(f"{sheet}?code={code.lower()}").headers["Location"] == f"{sheet}?page=1#{code}"
    assert client.get(f"{sheet}?code=ZZZ-ZZZ").status_code == 200


@pytest.mark.parametrize("who", ["secretariat", "chair"])
def test_the_ranking_asks_twelve_statements_at_most(who: str, client_of: ClientOf) -> None:
    made = make_cycle(blind=who == "chair")
    people = cast(made)
    for entry in range(3):
        give(made, 0, entry, 5 - entry, 3)
    close_scoring(made.phase, by=people["secretariat"], moment=NOW)
    client, address = client_of(people[who]), f"/awards/phases/{made.phase.key}/ranking/"
    with CaptureQueriesContext(connection) as at_three:
        assert client.get(address).status_code == 200
    assert len(at_three) <= MOST_STATEMENTS
    Tally.objects.filter(entry__in=[made.entries[1], made.entries[2]]).delete()
    with CaptureQueriesContext(connection) as at_one:
        client.get(address)
    assert len(at_one) == len(at_three)
