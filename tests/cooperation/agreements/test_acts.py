"""The acts upon an agreement, the check of authority to sign, and what cannot be."""

from datetime import date
from typing import Any

import pytest
from tests import factories

from koinon.cooperation.agreements import act_commands as acts
from koinon.cooperation.agreements.authority import DoubtKind
from koinon.cooperation.agreements.models import Act, Agreement, Party, Signatory
from koinon.network.people.models import Body, Role
from koinon.network.people.readers import PUBLIC, SYSTEM
from koinon.platform.dates import Day
from koinon.platform.errors import NotAllowed

pytestmark = pytest.mark.django_db

ON = date(2022, 6, 1)
SIGNED = {"day": Day("2021-07-15"), "virtual": True}


@pytest.fixture
def guangzhou() -> Body:
    return factories.make_body("Guangzhou Municipal People's Government")


@pytest.fixture
def agreement(guangzhou: Body) -> Agreement:
    network = factories.make_body("Metropolis")
    return factories.make_agreement("Alliance", [guangzhou, network], starts="2021-07-15", ends="2023-12-31")


@pytest.fixture
def decision() -> Any:
    return factories.make_decision()


def party_of(agreement: Agreement, number: int) -> Party:
    return agreement.parties.all()[number]


def role_in(body: Body, **values: object) -> Role:
    return factories.make_role(title="Director", of=body, **({"starts": "2019", "ends": ".."} | values))


def sign(agreement: Agreement, *signatories: dict[str, Any], **values: Any) -> acts.Signed:
    return acts.sign_agreement(agreement, {**SIGNED, **values}, signatories, by=SYSTEM, on=ON)


def kinds(signed: acts.Signed) -> list[DoubtKind]:
    return [doubt.kind for doubt in signed.doubts]


def test_a_signing_in_order_raises_no_doubt(agreement: Agreement, decision: Any) -> None:
    acts.approve_agreement(agreement, decision, {}, by=SYSTEM, on=ON)
    people: list[dict[str, Any]] = []
    for number in (0, 1):
        party = party_of(agreement, number)
        role = role_in(party.body)
        people.append({"person": role.person, "party": party, "role": role, "capacity": "Director"})
    signed = sign(agreement, *people)
    assert signed.doubts == []
    assert [str(one) for one in signed.act.signatories.all()] == [str(one["person"]) for one in people]


def test_what_is_not_on_record_is_doubted_not_refused(agreement: Agreement) -> None:
    signed = sign(agreement)
    assert kinds(signed) == [DoubtKind.NO_DECISION, DoubtKind.NO_SIGNATORY]
    assert all(doubt.words for doubt in signed.doubts)


def test_a_witness_needs_no_authority_and_is_no_signatory(agreement: Agreement) -> None:
    signed = sign(agreement, {"person": factories.make_person("Denis Coderre"), "kind": "witness"})
    assert kinds(signed) == [DoubtKind.NO_DECISION, DoubtKind.NO_SIGNATORY]


@pytest.mark.parametrize(
    ("starts", "ends", "doubt"),
    [
        ("2019", "..", None),
        ("2021-07-15", "2021-07-15", None),
        ("2021", "..", DoubtKind.POSSIBLY_HELD),
        ("2019", "2021-07-14", DoubtKind.NOT_HELD),
        ("2021-07-16", "..", DoubtKind.NOT_HELD),
    ],
)
def test_the_office_is_held_that_day(
    agreement: Agreement, decision: Any, starts: str, ends: str, doubt: DoubtKind | None
) -> None:
    party = party_of(agreement, 0)
    role = role_in(party.body, starts=starts, ends=ends)
    signed = sign(agreement, {"person": role.person, "party": party, "role": role}, decision=decision)
    assert kinds(signed) == ([doubt] if doubt else [])


def test_an_office_of_the_party_acts_for_it(agreement: Agreement, decision: Any, guangzhou: Body) -> None:
    party = party_of(agreement, 0)
    bureau = factories.make_body("Bureau", parent=factories.make_body("Commission", parent=guangzhou))
    elsewhere = role_in(factories.make_body("Regional Secretariat"), sits_for=guangzhou)
    for role in (role_in(bureau), elsewhere):
        signed = sign(agreement, {"person": role.person, "party": party, "role": role}, decision=decision)
        assert signed.doubts == []


def test_the_office_of_another_body_is_doubted(agreement: Agreement, decision: Any) -> None:
    party, role = party_of(agreement, 0), role_in(factories.make_body("UCLG"))
    signed = sign(agreement, {"person": role.person, "party": party, "role": role}, decision=decision)
    assert kinds(signed) == [DoubtKind.FOR_ANOTHER]


def test_an_unnamed_office_is_looked_for(agreement: Agreement, decision: Any) -> None:
    party = party_of(agreement, 0)
    known, unknown = role_in(party.body).person, factories.make_person()
    assert sign(agreement, {"person": known, "party": party}, decision=decision).doubts == []
    signed = sign(agreement, {"person": unknown, "party": party}, decision=decision)
    assert kinds(signed) == [DoubtKind.NO_ROLE]
    assert kinds(sign(agreement, {"person": unknown}, decision=decision)) == [DoubtKind.NO_PARTY]


def test_the_impossible_is_refused(agreement: Agreement) -> None:
    dead = factories.make_person(died="2020-05-01")
    stranger = party_of(factories.make_agreement(parties=[factories.make_body()]), 0)
    role = role_in(factories.make_body())
    impossible: list[dict[str, Any]] = [
        {"person": dead},
        {"person": factories.make_person(), "party": stranger},
        {"person": factories.make_person(), "role": role},
    ]
    for signatory in impossible:
        with pytest.raises(acts.CannotHaveSigned):
            sign(agreement, signatory)
    assert not Act.objects.exists()


def test_nothing_is_recorded_before_its_day(agreement: Agreement) -> None:
    with pytest.raises(acts.NotYet):
        sign(agreement, day=Day("2022-06-02"))
    assert sign(agreement, day=Day("2022-06-01")).act.pk


def test_a_signing_is_somewhere_or_virtual(agreement: Agreement) -> None:
    with pytest.raises(acts.PlaceOrVirtual):
        sign(agreement, city=factories.make_city())


def test_an_approval_takes_the_day_of_the_meeting(agreement: Agreement, decision: Any) -> None:
    approved = acts.approve_agreement(agreement, decision, {}, by=SYSTEM, on=ON)
    assert approved.day == decision.item.meeting.held
    with pytest.raises(acts.NeedsDecision):
        acts.record_act(agreement, "approved", {"day": Day("2020")}, by=SYSTEM, on=ON)


def test_talks_and_proposals(agreement: Agreement) -> None:
    talks = acts.discuss_agreement(agreement, {"day": Day("2015-11")}, by=SYSTEM, on=ON)
    proposal = acts.propose_agreement(agreement, {"day": Day("2016")}, by=SYSTEM, on=ON)
    assert [talks.kind, proposal.kind] == ["discussed", "proposed"]


def test_only_what_was_signed_is_amended_renewed_or_ended(agreement: Agreement) -> None:
    given = {"day": Day("2022-01-01")}
    with pytest.raises(acts.NotUnderway):
        acts.amend_agreement(agreement, given, {}, by=SYSTEM, on=ON)
    with pytest.raises(acts.NotUnderway):
        acts.renew_agreement(agreement, given, by=SYSTEM, on=ON)
    with pytest.raises(acts.NotUnderway):
        acts.end_agreement(agreement, given, by=SYSTEM, on=ON)


def test_an_amendment_moves_the_end(agreement: Agreement) -> None:
    sign(agreement)
    acts.amend_agreement(agreement, {"day": Day("2022-01-01")}, {"ends": Day("2024-12-31")}, by=SYSTEM, on=ON)
    assert Agreement.objects.surely_in_force(date(2024, 6, 1)).get() == agreement


def test_a_renewal_links_the_successor(agreement: Agreement) -> None:
    sign(agreement)
    after = factories.make_agreement(starts="2024-01-01", ends="2025-12-31")
    acts.renew_agreement(agreement, {"day": Day("2022-05-01")}, after, by=SYSTEM, on=ON)
    after.refresh_from_db()
    assert after.succeeds == agreement


def test_an_early_end_stops_it(agreement: Agreement) -> None:
    sign(agreement)
    acts.enter_into_force(agreement, {"day": Day("2021-08-01")}, by=SYSTEM, on=ON)
    acts.end_agreement(agreement, {"day": Day("2022-03-01")}, by=SYSTEM, on=ON)
    held = [Agreement.objects.in_force(day).exists() for day in (date(2021, 7, 20), date(2022, 2, 28), ON)]
    assert held == [False, True, False]


def test_acts_and_signatories_are_corrected_and_removed(agreement: Agreement) -> None:
    signed = sign(agreement).act
    one = acts.add_signatory(signed, {"person": factories.make_person()}, by=SYSTEM)
    acts.change_act(signed, {"day": Day("2021-07-16")}, by=SYSTEM, on=ON, expected_version=1)
    acts.remove_signatory(one, by=SYSTEM)
    assert not Signatory.objects.exists()
    assert Act.objects.get().day == Day("2021-07-16")
    acts.remove_act(signed, by=SYSTEM)
    assert not Act.objects.exists()


def test_the_public_signs_nothing(agreement: Agreement) -> None:
    with pytest.raises(NotAllowed):
        acts.sign_agreement(agreement, SIGNED, [], by=PUBLIC, on=ON)
