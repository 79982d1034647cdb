"""The ledger, the board and what a body owes, as of any day."""

from datetime import date
from typing import Any

import pytest
from tests.factories import make, make_act, make_agreement, make_body, make_commitment

from koinon.cooperation.agreements.commitment_queries import (
    BoardFilter,
    Progress,
    Promise,
    board,
    board_ids,
    given_promises,
    ledger,
    promises_of,
    tally,
)
from koinon.cooperation.agreements.commitments import (
    Commitment,
    CommitmentParty,
    Due,
    Evidence,
    EvidenceDue,
    PartySide,
)
from koinon.cooperation.agreements.terms import Agreement
from koinon.network.people.models import Body
from koinon.network.people.readers import PUBLIC, SYSTEM, Reader

pytestmark = pytest.mark.django_db
ON = date(2021, 8, 2)


def show(*dues: Due, **values: Any) -> Evidence:
    """Accepted evidence for the dues, dated by default in 2018."""
    given = {
        "title": "A report",
        "state": "accepted",
        "address": "https://example.org/report",
        "day": "2018-05-01",
    }
    evidence = make(Evidence, **(given | values))
    for due in dues:
        make(EvidenceDue, evidence=evidence, due=due)
    return evidence


def only(on: date = ON, reader: Reader = PUBLIC, agreement: Agreement | None = None) -> Promise:
    (one,) = ledger(agreement or Agreement.objects.get(), on, reader)
    return one


def test_none_evidenced_two_years_and_seven_months_late() -> None:
    make_commitment(dues=["2018"])
    one = only()
    assert (one.evidenced, one.due, one.total) == (0, 1, 1)
    assert (one.progress, one.late_since, one.late_words) == (
        Progress.LATE,
        date(2018, 12, 31),
        "2 years 7 months",
    )


def test_a_due_counts_from_its_latest_day_and_is_late_the_day_after() -> None:
    make_commitment(dues=["2018"])
    before, last, after = (only(day) for day in (date(2018, 12, 30), date(2018, 12, 31), date(2019, 1, 1)))
    assert [one.due for one in (before, last, after)] == [0, 1, 1]
    assert [one.progress for one in (before, last, after)] == [Progress.OPEN, Progress.OPEN, Progress.LATE]


def test_nothing_is_due_yet_of_what_runs_to_2023() -> None:
    make_commitment(make_agreement(starts="2021-07-15", ends="2023"), dues=["2021", "2022", "2023"])
    one = only()
    assert (one.evidenced, one.due, one.total, one.progress) == (0, 0, 3, Progress.OPEN)
    assert one.due_words == "2021 – 2023"


def test_evidence_counts_from_the_day_it_is_dated() -> None:
    commitment = make_commitment(dues=["2017", "2018"])
    first, second = commitment.dues.all()
    show(first, second, day="2018-05")
    assert only(date(2018, 5, 30)).evidenced == 0
    assert only(date(2018, 5, 31)).evidenced == 2
    assert only().progress == Progress.EVIDENCED


@pytest.mark.parametrize(
    ("judged", "counts"), [(None, True), (date(2021, 8, 2), True), (date(2021, 8, 3), False)]
)
def test_undated_evidence_counts_from_the_day_it_was_accepted(judged: date | None, counts: bool) -> None:
    commitment = make_commitment(dues=["2018"])
    show(commitment.dues.get(), day="", judged_on=judged)
    assert only().evidenced == int(counts)


@pytest.mark.parametrize(("state", "reason"), [("offered", ""), ("returned", "The list is missing.")])
def test_only_accepted_evidence_counts(state: str, reason: str) -> None:
    commitment = make_commitment(dues=["2018"])
    show(commitment.dues.get(), state=state, reason=reason)
    assert only().evidenced == 0


def test_two_pieces_for_one_due_count_once() -> None:
    commitment = make_commitment(dues=["2018"])
    show(commitment.dues.get())
    show(commitment.dues.get())
    assert only().evidenced == 1


def test_early_evidence_is_told_apart_from_evidence_of_what_is_due() -> None:
    commitment = make_commitment(make_agreement(starts="2018", ends="2023"), dues=["2018", "2022"])
    show(commitment.dues.get(label="2022"))
    one = only()
    assert (one.evidenced, one.evidenced_of_due, one.due, one.total) == (1, 0, 1, 2)


def test_a_due_without_a_day_is_never_late() -> None:
    make_commitment(dues=[""])
    assert (only().progress, only().due) == (Progress.OPEN, 0)


@pytest.mark.parametrize(
    ("starts", "signed", "on", "given"),
    [
        ("2017-01", "2016-10-14", date(2016, 10, 13), False),
        ("2017-01", "2016-10-14", date(2016, 10, 14), True),
        ("2017-01", None, date(2016, 12, 31), False),
        ("2017-01", None, date(2017, 1, 1), True),
        ("", "2019-11-15", date(2019, 11, 14), False),
        ("", "2019-11-15", date(2019, 11, 15), True),
        ("", None, date(1990, 1, 1), True),
    ],
)
def test_a_promise_is_given_when_its_agreement_is_signed_or_begins(
    starts: str, signed: str | None, on: date, given: bool
) -> None:
    agreement = make_agreement(starts=starts, ends="")
    if signed:
        make_act(agreement, kind="signed", day=signed)
    make_commitment(agreement, dues=["1980"])
    assert only(on).given is given
    assert board(BoardFilter(), on, PUBLIC).exists() is given
    assert (only(on).progress == Progress.LATE) is given


def test_who_owes_and_who_is_owed(guangzhou: Body, home_network: Body) -> None:
    make_commitment(debtors=[guangzhou], creditors=[home_network])
    assert (only().debtors, only().creditors) == ((guangzhou,), (home_network,))


def test_a_body_the_reader_may_not_see_is_left_out() -> None:
    hidden = make_body(audience="secretariat")
    make_commitment(debtors=[hidden])
    assert only().debtors == ()
    assert only(reader=SYSTEM).debtors == (hidden,)


def test_a_promise_hides_with_its_agreement_and_its_parts_with_it() -> None:
    commitment = make_commitment(make_agreement(audience="secretariat"), debtors=[make_body()], dues=["2018"])
    show(commitment.dues.get())
    for model in (Commitment, CommitmentParty, Due, Evidence, EvidenceDue):
        assert not model.objects.visible_to(PUBLIC).exists()
        assert model.objects.visible_to(SYSTEM).count() == 1


def test_offered_and_returned_evidence_is_for_the_parties(
    guangzhou: Body, coordinator: Reader, deputy: Reader, other_officer: Reader, stranger: Reader
) -> None:
    commitment = make_commitment(make_agreement(parties=[guangzhou]), dues=["2018"])
    show(commitment.dues.get(), state="offered")
    show(commitment.dues.get(), state="returned", reason="Not signed.")
    show(commitment.dues.get())
    seen = {
        reader: Evidence.objects.visible_to(reader).count() for reader in (PUBLIC, stranger, other_officer)
    }
    assert set(seen.values()) == {1}
    assert [Evidence.objects.visible_to(reader).count() for reader in (coordinator, deputy, SYSTEM)] == [
        3,
        3,
        3,
    ]


def board_titles(on: date = ON, reader: Reader = PUBLIC, sort: str = "due", **asked: Any) -> list[str]:
    told = given_promises(board_ids(BoardFilter(**asked), on, reader, sort), on, reader)
    return [one.commitment.title for one in told]


def test_the_board_filters_by_state() -> None:
    make_commitment(title="late", dues=["2018"], firmness="soft")
    make_commitment(title="open", dues=["2030"])
    make_commitment(title="empty")
    done = make_commitment(title="done", dues=["2018"])
    show(done.dues.get())
    assert board_titles(state="late") == ["late"]
    assert board_titles(state="open") == ["open", "empty"]
    assert board_titles(state="evidenced") == ["done"]
    assert board_titles(state="soft") == ["late"]
    assert board_titles() == ["late", "open", "empty", "done"]


def test_what_the_board_calls_late_the_ledger_calls_late() -> None:
    for day in ("", "2018", "2021-08-01", "2021-08-02", "2021-08-03", "2021", "2025"):
        make_commitment(dues=[day])
    for state in Progress.values:
        told = given_promises(board_ids(BoardFilter(state=state), ON, PUBLIC), ON, PUBLIC)
        assert {one.progress for one in told} <= {Progress(state)}
    assert sum(board(BoardFilter(state=state), ON, PUBLIC).count() for state in Progress.values) == 7


def test_the_board_filters_by_side_agreement_and_words(guangzhou: Body, home_network: Body) -> None:
    first, second = make_agreement("First"), make_agreement("Second")
    make_commitment(first, title="Labs", debtors=[guangzhou], creditors=[home_network])
    make_commitment(second, title="Grant", debtors=[home_network])
    assert board_titles(owed_by=guangzhou) == ["Labs"]
    assert board_titles(owed_to=home_network) == ["Labs"]
    assert board_titles(agreement=second) == ["Grant"]
    assert board_titles(words="lab first") == ["Labs"]
    assert board_titles(sort="-title") == ["Labs", "Grant"]
    assert board_titles(sort="nonsense") == board_titles()


def test_what_a_body_owes_is_counted_by_its_dues(guangzhou: Body, home_network: Body) -> None:
    work = make_commitment(debtors=[guangzhou], creditors=[home_network], dues=["2017", "2018", "2030"])
    make_commitment(debtors=[home_network], creditors=[guangzhou], dues=["2018"])
    show(work.dues.get(label="2017"))

    owed = promises_of(guangzhou, ON, PUBLIC)
    assert [one.commitment for one in owed] == [work]
    told = tally(owed)
    assert (told.promises, told.evidenced, told.due, told.total, told.late) == (1, 1, 2, 3, 1)
    assert len(promises_of([guangzhou.pk], ON, PUBLIC, PartySide.CREDITOR)) == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_every_question_costs_the_same_for_many_promises(rows: int, django_assert_num_queries: Any) -> None:
    agreement, body = make_agreement(), make_body()
    for _ in range(rows):
        make_commitment(agreement, debtors=[body], creditors=[make_body()], dues=["2017", "2018"])
    with django_assert_num_queries(3):
        assert len(ledger(agreement, ON, PUBLIC)) == rows
    with django_assert_num_queries(3):
        assert len(promises_of(body, ON, PUBLIC)) == rows
