"""What may be done with promises and evidence, by whom, and what is refused."""

from datetime import date

import pytest
from tests.factories import (
    make_agreement,
    make_body,
    make_commitment,
    make_decision,
    make_document,
    make_event,
    make_item,
    make_meeting,
)

from koinon.cooperation.agreements import commitment_commands as promising
from koinon.cooperation.agreements import evidence_commands as showing
from koinon.cooperation.agreements.commitment_schedule import once, times
from koinon.cooperation.agreements.commitments import Commitment, Due, Evidence, EvidenceDue, EvidenceState
from koinon.cooperation.agreements.evidence_permissions import can_offer_evidence
from koinon.cooperation.agreements.terms import Agreement
from koinon.network.people.models import Body
from koinon.network.people.readers import SYSTEM, Reader
from koinon.platform.audit.commands import Stale
from koinon.platform.audit.models import Entry
from koinon.platform.dates import Day
from koinon.platform.errors import NotAllowed

pytestmark = pytest.mark.django_db
ON = date(2021, 8, 2)
LINK = {"title": "A report", "address": "https://example.org/report"}


@pytest.fixture
def agreement(guangzhou: Body, home_network: Body) -> Agreement:
    """Between the coordinator's city and the network."""
    return make_agreement(parties=[guangzhou, home_network])


@pytest.fixture
def due(agreement: Agreement, guangzhou: Body) -> Due:
    """One time something of the agreement falls due."""
    return make_commitment(agreement, debtors=[guangzhou], dues=["2018"]).dues.get()


# Promises


def test_a_promise_comes_with_its_sides_and_its_dues(
    agreement: Agreement, guangzhou: Body, secretariat: Reader
) -> None:
    one = promising.record_commitment(
        agreement,
        times(2, Day("2018")),
        debtors=[guangzhou],
        creditors=[guangzhou, make_body("Metropolis office")],
        by=secretariat,
        title="Cities Labs on five continents",
        firmness="soft",
    )
    assert list(one.sides.values_list("side", flat=True)) == ["debtor", "creditor", "creditor"]
    assert [(due.label, due.day.edtf) for due in one.dues.all()] == [("1 of 2", "2018"), ("2 of 2", "2018")]
    assert Entry.objects.get().verb == "record_commitment"
    assert Entry.objects.get().changes.count() == 6


@pytest.mark.parametrize("who", ["coordinator", "deputy", "other_officer", "stranger", "public"])
def test_nobody_but_the_secretariat_records_a_promise(
    who: str, agreement: Agreement, guangzhou: Body, request: pytest.FixtureRequest
) -> None:
    reader = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        promising.record_commitment(
            agreement, once(Day("2018")), debtors=[guangzhou], by=reader, title="Labs"
        )
    assert not Commitment.objects.exists()


def test_a_promise_has_a_debtor(agreement: Agreement, guangzhou: Body) -> None:
    with pytest.raises(promising.NobodyOwesIt) as refused:
        promising.record_commitment(agreement, once(Day("2018")), debtors=[], by=SYSTEM, title="Labs")
    assert refused.value.field == "debtors"
    with pytest.raises(promising.OwedToOneself):
        promising.record_commitment(
            agreement, once(Day("2018")), debtors=[guangzhou], creditors=[guangzhou], by=SYSTEM, title="Labs"
        )


def test_the_sides_of_a_promise_change_with_it(due: Due, home_network: Body) -> None:
    promising.change_commitment(due.commitment, debtors=[home_network], by=SYSTEM, title="Other words")
    one = Commitment.objects.get()
    assert one.title == "Other words"
    assert [side.body for side in one.sides.all()] == [home_network]


def test_two_people_changing_one_promise_at_once(due: Due, guangzhou: Body) -> None:
    promising.change_commitment(
        due.commitment, debtors=[guangzhou], by=SYSTEM, expected_version=1, title="First"
    )
    with pytest.raises(Stale):
        promising.change_commitment(
            Commitment.objects.get(), debtors=[guangzhou], by=SYSTEM, expected_version=1, title="Second"
        )


def test_dues_come_and_go_but_one_stays(due: Due) -> None:
    another = promising.record_due(due.commitment, Day("2019"), by=SYSTEM)
    promising.change_due(another, by=SYSTEM, day=Day("2020"))
    assert another.day_latest == date(2020, 12, 31)
    promising.remove_due(due, by=SYSTEM)
    with pytest.raises(promising.LastDue):
        promising.remove_due(another, by=SYSTEM)


def test_what_accepted_evidence_rests_on_stays(due: Due) -> None:
    evidence = showing.offer_evidence([due], by=SYSTEM, on=ON, **LINK)
    showing.accept_evidence(evidence, by=SYSTEM, on=ON)
    promising.record_due(due.commitment, Day("2019"), by=SYSTEM)
    with pytest.raises(promising.StillEvidenced):
        promising.remove_due(due, by=SYSTEM)
    with pytest.raises(promising.StillEvidenced):
        promising.remove_commitment(due.commitment, by=SYSTEM)


def test_removing_a_promise_takes_what_was_only_offered_for_it(due: Due) -> None:
    showing.offer_evidence([due], by=SYSTEM, on=ON, **LINK)
    kept = make_commitment(due.commitment.agreement, dues=["2018"]).dues.get()
    showing.offer_evidence([due, kept], by=SYSTEM, on=ON, **LINK)
    promising.remove_commitment(due.commitment, by=SYSTEM)
    assert [link.due for link in EvidenceDue.objects.all()] == [kept]
    assert Evidence.objects.count() == 1


# Who may offer, accept and return: the matrix, by name

CAST = ["secretariat", "coordinator", "deputy", "other_officer", "stranger", "public"]
OFFERING = {"secretariat", "coordinator", "deputy"}
JUDGING = {"secretariat"}


@pytest.mark.parametrize("who", CAST)
def test_the_people_of_the_parties_offer_evidence(
    who: str, due: Due, guangzhou: Body, request: pytest.FixtureRequest
) -> None:
    reader = request.getfixturevalue(who)
    assert can_offer_evidence(reader, due.commitment) is (who in OFFERING)
    if who in OFFERING:
        evidence = showing.offer_evidence([due], by=reader, on=ON, offered_by=guangzhou, **LINK)
        assert (evidence.state, evidence.offered_on, evidence.entered_by) == ("offered", ON, reader.user)
    else:
        with pytest.raises(NotAllowed):
            showing.offer_evidence([due], by=reader, on=ON, offered_by=guangzhou, **LINK)
        assert not Evidence.objects.exists()


@pytest.mark.parametrize("who", CAST)
def test_the_secretariat_accepts_and_returns(who: str, due: Due, request: pytest.FixtureRequest) -> None:
    evidence = showing.offer_evidence([due], by=SYSTEM, on=ON, **LINK)
    reader = request.getfixturevalue(who)
    if who in JUDGING:
        showing.accept_evidence(evidence, by=reader, on=ON)
        assert (evidence.state, evidence.judged_on) == ("accepted", ON)
        showing.return_evidence(evidence, "The signature is missing.", by=reader, on=ON)
        assert (evidence.state, evidence.reason) == ("returned", "The signature is missing.")
    else:
        with pytest.raises(NotAllowed):
            showing.accept_evidence(evidence, by=reader, on=ON)
        with pytest.raises(NotAllowed):
            showing.return_evidence(evidence, "No.", by=reader, on=ON)
        assert Evidence.objects.get().state == EvidenceState.OFFERED


@pytest.mark.parametrize("who", CAST)
def test_those_who_offered_it_mend_and_withdraw_it_until_it_is_accepted(
    who: str, due: Due, guangzhou: Body, request: pytest.FixtureRequest
) -> None:
    evidence = showing.offer_evidence([due], by=SYSTEM, on=ON, offered_by=guangzhou, **LINK)
    showing.return_evidence(evidence, "The list is missing.", by=SYSTEM, on=ON)
    reader = request.getfixturevalue(who)
    if who not in OFFERING:
        with pytest.raises(NotAllowed):
            showing.offer_evidence_again(evidence, [due], by=reader, on=ON, title="With the list")
        with pytest.raises(NotAllowed):
            showing.withdraw_evidence(evidence, by=reader)
        return
    showing.offer_evidence_again(evidence, [due], by=reader, on=ON, title="With the list")
    assert (evidence.state, evidence.reason, evidence.title) == ("offered", "", "With the list")
    showing.withdraw_evidence(evidence, by=reader)
    assert not Evidence.objects.exists()


def test_accepted_evidence_is_no_longer_theirs_to_change(
    due: Due, guangzhou: Body, coordinator: Reader
) -> None:
    evidence = showing.offer_evidence([due], by=coordinator, on=ON, offered_by=guangzhou, **LINK)
    showing.accept_evidence(evidence, by=SYSTEM, on=ON)
    with pytest.raises(NotAllowed):
        showing.withdraw_evidence(evidence, by=coordinator)


def test_a_party_offers_in_the_name_of_its_own_body(
    due: Due, home_network: Body, coordinator: Reader
) -> None:
    for body in (None, home_network, make_body()):
        with pytest.raises(showing.NotTheirs) as refused:
            showing.offer_evidence([due], by=coordinator, on=ON, offered_by=body, **LINK)
        assert refused.value.field == "offered_by"


def test_one_piece_serves_several_dues_but_only_of_promises_that_concern_the_offerer(
    due: Due, guangzhou: Body, coordinator: Reader
) -> None:
    again = make_commitment(due.commitment.agreement, dues=["2019"]).dues.get()
    evidence = showing.offer_evidence([due, again], by=coordinator, on=ON, offered_by=guangzhou, **LINK)
    assert evidence.supports.count() == 2
    foreign = make_commitment(make_agreement(parties=[make_body()]), dues=["2019"]).dues.get()
    with pytest.raises(NotAllowed):
        showing.offer_evidence([due, foreign], by=coordinator, on=ON, offered_by=guangzhou, **LINK)


def test_an_office_acting_for_a_party_offers(guangzhou_office: Body, coordinator: Reader) -> None:
    agreement = make_agreement(parties=[make_body()])
    agreement.parties.update(office=guangzhou_office)
    due = make_commitment(agreement, dues=["2018"]).dues.get()
    showing.offer_evidence([due], by=coordinator, on=ON, offered_by=guangzhou_office, **LINK)
    assert Evidence.objects.get().offered_by == guangzhou_office


def test_evidence_is_for_something_and_shows_something(due: Due) -> None:
    with pytest.raises(showing.ServesNothing):
        showing.offer_evidence([], by=SYSTEM, on=ON, **LINK)
    with pytest.raises(showing.ShowsNothing):
        showing.offer_evidence([due], by=SYSTEM, on=ON, title="Nothing")


def test_evidence_takes_the_day_of_what_it_shows(due: Due) -> None:
    item = make_item(make_meeting(held="2016-10-14"))
    shown = {
        "event": (make_event(starts="2020-07", ends="2020-08"), "2020-08"),
        "document": (make_document(published="2021-08-02"), "2021-08-02"),
        "decision": (make_decision(item), "2016-10-14"),
    }
    for name, (thing, day) in shown.items():
        assert showing.offer_evidence([due], by=SYSTEM, on=ON, title=name, **{name: thing}).day.edtf == day
    given = showing.offer_evidence(
        [due], by=SYSTEM, on=ON, event=shown["event"][0], title="given", day=Day("2019")
    )
    assert given.day.edtf == "2019"
    assert showing.offer_evidence([due], by=SYSTEM, on=ON, title="paid", payment="10,000 EUR").day.is_unknown


def test_a_return_needs_a_reason_and_happens_once(due: Due) -> None:
    evidence = showing.offer_evidence([due], by=SYSTEM, on=ON, **LINK)
    with pytest.raises(showing.ReasonMissing):
        showing.return_evidence(evidence, "  ", by=SYSTEM, on=ON)
    showing.return_evidence(evidence, "Not signed.", by=SYSTEM, on=ON)
    with pytest.raises(showing.NotInThatState):
        showing.return_evidence(evidence, "Not signed.", by=SYSTEM, on=ON)
    with pytest.raises(showing.NotInThatState):
        showing.accept_evidence(evidence, by=SYSTEM, on=ON)


def test_what_was_changed_meanwhile_is_not_accepted_unseen(due: Due) -> None:
    evidence = showing.offer_evidence([due], by=SYSTEM, on=ON, **LINK)
    showing.offer_evidence_again(Evidence.objects.get(), [due], by=SYSTEM, on=ON, title="Another report")
    with pytest.raises(Stale):
        showing.accept_evidence(evidence, by=SYSTEM, on=ON, expected_version=1)
