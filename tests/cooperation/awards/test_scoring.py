"""Scoring: every answer is safe to send twice, nothing is written over unawares, all can be changed until the close."""

from collections.abc import Callable

import pytest
from django.test import Client

from koinon.cooperation.awards.models import Assignment, Conflict, JuryScore, Review, Tally
from koinon.cooperation.awards.phase_commands import close_scoring
from koinon.cooperation.awards.review_commands import (
    ChangedElsewhere,
    NoReason,
    NoSuchScore,
    NotComplete,
    ScoringClosed,
    abstain,
    declare_conflict,
    score_criterion,
    send_review,
    write_comments,
)
from koinon.cooperation.awards.tallying import criteria_of
from koinon.network.people.readers import SYSTEM, Reader
from koinon.platform.audit.models import Change, Entry
from koinon.platform.errors import NotAllowed

from .judging import NOW, Cycle, cast, give, make_cycle

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Reader], Client]
JSON = {"Accept": "application/json"}


@pytest.fixture
def cycle() -> Cycle:
    return make_cycle(entries=2)


def test_one_criterion_after_the_other_and_then_sent(cycle: Cycle, client_of: ClientOf) -> None:
    """As a browser without a script does it: each answer leads to the next screen."""
    client, there = client_of(cycle.readers["juror"]), f"/awards/score/{cycle.assignment(1, 0).key}/"
    answer = client.post(f"{there}criteria/1/", {"value": "4", "seen": ""})
    assert answer["Location"] == f"{there}#screen-2"
    assert client.post(f"{there}send/").status_code == 302
    assert Review.objects.get().sent_at is None
    client.post(f"{there}criteria/2/", {"value": "3", "seen": ""})
    client.post(f"{there}comments/", {"to_committee": "Bold", "to_applicant": "Thank you"})
    assert client.post(f"{there}send/")["Location"] == f"/awards/phases/{cycle.phase.key}/"
    review = Review.objects.get()
    assert (review.points, review.to_committee, review.to_applicant) == (4 * 3 + 3 * 2, "Bold", "Thank you")
    tally = Tally.objects.get(entry=cycle.entries[0])
    assert (tally.counted, tally.assigned, float(tally.mean or 0)) == (1, 3, 72.0)


def test_the_same_answer_sent_twice_is_one_answer(cycle: Cycle, client_of: ClientOf) -> None:
    client, there = client_of(cycle.readers["juror"]), f"/awards/score/{cycle.assignment(1, 0).key}/"
    for _again in range(3):
        answer = client.post(f"{there}criteria/1/", {"value": "4", "seen": ""}, headers=JSON)
        assert answer.json() == {"kept": True}
    assert JuryScore.objects.count() == 1
    assert Entry.objects.filter(verb="score_criterion").count() == 1


def test_an_old_answer_does_not_overwrite_a_newer_one(cycle: Cycle, client_of: ClientOf) -> None:
    """A telephone that was off the line for an hour comes back after the same juror went on elsewhere."""
    juror, first = cycle.readers["juror"], criteria_of(cycle.phase)[0]
    assignment = cycle.assignment(1, 0)
    score_criterion(assignment, first, 2, seen=None, by=juror)
    score_criterion(assignment, first, 5, seen=2, by=juror)
    with pytest.raises(ChangedElsewhere):
        score_criterion(assignment, first, 1, seen=2, by=juror)
    answer = client_of(juror).post(
        f"/awards/score/{assignment.key}/criteria/1/", {"value": "1", "seen": "2"}, headers=JSON
    )
    assert (answer.status_code, answer.json()["kept"]) == (409, False)
    assert JuryScore.objects.get().value == 5


def test_every_change_is_in_the_history(cycle: Cycle) -> None:
    juror, first = cycle.readers["juror"], criteria_of(cycle.phase)[0]
    for before, value in ((None, 1), (1, 4), (4, 3)):
        score_criterion(cycle.assignment(1, 0), first, value, seen=before, by=juror)
    told = (
        Change.objects.filter(kind="awards.juryscore").order_by("id").values_list("after__value", flat=True)
    )
    assert list(told) == [1, 4, 3]


def test_a_score_changed_after_sending_counts_at_once(cycle: Cycle) -> None:
    give(cycle, 1, 0, 5, 5)
    score_criterion(cycle.assignment(1, 0), criteria_of(cycle.phase)[0], 0, seen=5, by=cycle.readers["juror"])
    assert float(Tally.objects.get(entry=cycle.entries[0]).mean or 0) == 40.0


@pytest.mark.parametrize("value", [-1, 6, 255])
def test_only_scores_the_criterion_has(cycle: Cycle, value: int) -> None:
    with pytest.raises(NoSuchScore):
        score_criterion(
            cycle.assignment(1, 0), criteria_of(cycle.phase)[0], value, seen=None, by=cycle.readers["juror"]
        )


def test_nobody_scores_for_another(cycle: Cycle, client_of: ClientOf) -> None:
    people, assignment = cast(cycle), cycle.assignment(1, 0)
    criterion = criteria_of(cycle.phase)[0]
    for name, reader in (people | {"system": SYSTEM}).items():
        if name != "juror":
            with pytest.raises(NotAllowed):
                score_criterion(assignment, criterion, 3, seen=None, by=reader)
    assert client_of(people["chair"]).post(
        f"/awards/score/{assignment.key}/criteria/1/", {"value": "3"}
    ).status_code == 404  # fmt: skip
    assert not JuryScore.objects.exists()


def test_abstaining_needs_a_reason_and_counts_for_nothing(cycle: Cycle) -> None:
    juror = cycle.readers["juror"]
    give(cycle, 0, 0, 5, 5)
    with pytest.raises(NoReason):
        abstain(cycle.assignment(1, 0), "  ", by=juror, moment=NOW)
    abstain(cycle.assignment(1, 0), "not my field", by=juror, moment=NOW)
    tally = Tally.objects.get(entry=cycle.entries[0])
    assert (tally.counted, tally.abstained, float(tally.mean or 0)) == (1, 1, 100.0)
    for criterion in criteria_of(cycle.phase):
        score_criterion(cycle.assignment(1, 0), criterion, 0, seen=None, by=juror)
    send_review(cycle.assignment(1, 0), by=juror, moment=NOW)
    tally.refresh_from_db()
    assert (tally.counted, tally.abstained, float(tally.mean or 0)) == (2, 0, 50.0)


def test_a_declared_conflict_takes_the_entry_and_its_score_away(cycle: Cycle, client_of: ClientOf) -> None:
    give(cycle, 1, 0, 5, 5)
    juror, assignment = cycle.readers["juror"], cycle.assignment(1, 0)
    with pytest.raises(NoReason):
        declare_conflict(assignment, "", by=juror, moment=NOW)
    client = client_of(juror)
    client.post(f"/awards/score/{assignment.key}/conflict/", {"words": "my brother"})
    assert Conflict.objects.get().words == "my brother"
    assert client.get(f"/awards/score/{assignment.key}/").status_code == 404
    assert Tally.objects.get(entry=cycle.entries[0]).counted == 0
    with pytest.raises(NotAllowed):
        write_comments(assignment, "still here", "", by=juror)


def test_nothing_is_scored_when_scoring_is_closed(cycle: Cycle) -> None:
    juror = cycle.readers["juror"]
    close_scoring(cycle.phase, by=cast(cycle)["secretariat"], moment=NOW)
    assignment = Assignment.objects.get(pk=cycle.assignment(1, 0).pk)
    for do in (
        lambda: score_criterion(assignment, criteria_of(cycle.phase)[0], 3, seen=None, by=juror),
        lambda: send_review(assignment, by=juror, moment=NOW),
        lambda: abstain(assignment, "late", by=juror, moment=NOW),
        lambda: declare_conflict(assignment, "late", by=juror, moment=NOW),
    ):
        with pytest.raises(ScoringClosed):
            do()


def test_sending_needs_every_criterion(cycle: Cycle) -> None:
    with pytest.raises(NotComplete):
        send_review(cycle.assignment(1, 0), by=cycle.readers["juror"], moment=NOW)
