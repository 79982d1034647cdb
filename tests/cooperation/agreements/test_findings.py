"""What the rules notice in agreements, and what they leave alone."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from tests import factories

from koinon.cooperation.agreements import findings
from koinon.cooperation.agreements.models import Agreement, Alignment, Purpose, Signatory
from koinon.network.evidence.rules import Proposal, headline_of, words_of
from koinon.network.people.models import Body

pytestmark = pytest.mark.django_db

ON = date(2022, 6, 1)


def told(find: Callable[[date], Iterator[Proposal]]) -> list[str]:
    """The findings of a rule as a reader has them."""
    return [f"{headline_of(p.rule, p.kept_values)} {words_of(p.rule, p.kept_values)}" for p in find(ON)]


def agreed(starts: str, ends: str, length: str, signed: str, *bodies: Body) -> Agreement:
    made = factories.make_agreement(
        parties=bodies, starts=starts, ends=ends, length_words=length, general=True
    )
    if signed:
        factories.make_act(made, day=signed)
    return made


@pytest.mark.parametrize(
    ("starts", "ends", "length"),
    [("2021-07-15", "2023-12-31", "three years"), ("2021", "2023", "three years")],
)
def test_a_length_against_dates(starts: str, ends: str, length: str) -> None:
    agreed(starts, ends, length, "2021-07-15")
    [words] = told(findings.find_lengths_against_dates)
    assert "three years" in words
    assert "15 July 2021" in words
    assert "14 July 2024" in words


@pytest.mark.parametrize(
    ("starts", "ends", "length", "signed"),
    [
        ("2017-01", "2018-12", "two years", "2016-10-14"),
        ("2020", "2022", "three years", "2019-11-15"),
        ("2021-07-15", "2024-07-14", "three years", "2021-07-15"),
        ("", "", "three years", "2021-07-15"),
        ("2021", "2023", "", "2021-07-15"),
    ],
)
def test_a_length_that_fits_is_left_alone(starts: str, ends: str, length: str, signed: str) -> None:
    agreed(starts, ends, length, signed)
    assert told(findings.find_lengths_against_dates) == []


def test_a_gap_between_general_agreements() -> None:
    bodies = factories.make_body("Guangzhou"), factories.make_body("Metropolis")
    first = agreed("2017-01", "2018-12", "two years", "2016-10-14", *bodies)
    second = agreed("2021-07-15", "2023-12-31", "three years", "2021-07-15", *bodies)
    [words] = told(findings.find_gaps_between_agreements)
    assert words.startswith("No agreement from 1 January 2019 to 14 July 2021")
    assert "Guangzhou and Metropolis" in words
    [proposal] = findings.find_gaps_between_agreements(ON)
    assert set(proposal.subjects) == {first, second, *bodies}


def test_no_gap_without_general_agreements_of_the_same_two() -> None:
    bodies = [factories.make_body() for _ in range(3)]
    agreed("2017-01-01", "2018-12-31", "", "2016-10-14", *bodies[:2])
    agreed("2021-01-01", "2023-12-31", "", "2020-10-14", *bodies[1:])
    agreed("2019-01-01", "2020-12-31", "", "2018-10-14", *bodies[:2])
    agreed("2030-01-01", "2031-12-31", "", "", *bodies[:2])
    assert told(findings.find_gaps_between_agreements) == []


def test_a_list_that_breaks_off() -> None:
    agreement = factories.make_agreement("Alliance")
    factories.make(Purpose, agreement=agreement, text="First")
    assert told(findings.find_purposes_that_break_off) == []
    factories.make(Purpose, agreement=agreement, text="Second", cut_off=True)
    assert "“Alliance” breaks off" in told(findings.find_purposes_that_break_off)[0]


def test_goals_credited_to_another_agenda() -> None:
    agreement = factories.make_agreement()
    factories.make(Alignment, agreement=agreement, vocabulary="sdg", code="11")
    factories.make(Alignment, agreement=agreement, vocabulary="nua", attributed_to="New Urban Agenda")
    assert told(findings.find_misattributed_alignments) == []
    factories.make(
        Alignment, agreement=agreement, vocabulary="sdg", code="11", attributed_to="New Urban Agenda"
    )
    assert told(findings.find_misattributed_alignments)[0].startswith("SDG 11 of the New Urban Agenda?")


def test_signings_without_signatory_or_decision() -> None:
    act = factories.make_act(factories.make_agreement("Hub"), day="2019-11-15")
    factories.make(Signatory, act=act, person=factories.make_person(), kind="witness")
    assert "15 November 2019" in told(findings.find_signings_without_signatory)[0]
    assert "“Hub”" in told(findings.find_signings_without_decision)[0]
    factories.make(Signatory, act=act, person=factories.make_person())
    factories.make_act(act.agreement, kind="approved", decision=factories.make_decision())
    assert told(findings.find_signings_without_signatory) == []
    assert told(findings.find_signings_without_decision) == []


def test_signatories_without_an_office_that_day() -> None:
    body = factories.make_body("Guangzhou")
    act = factories.make_act(factories.make_agreement(parties=[body]), day="2021-07-15")
    party = act.agreement.parties.get()
    early = factories.make_role(title="Director", of=body, starts="2010", ends="2012")
    good = factories.make_role(title="Director", of=body, starts="2010", ends="..")
    for role in (early, good):
        factories.make(Signatory, act=act, person=role.person, role=role, party=party)
    [words] = told(findings.find_signatories_without_role)
    assert words.startswith(f"In what office did {early.person} sign?")


def test_a_term_without_a_signature() -> None:
    signed = agreed("2017-01-01", "2018-12-31", "", "2016-10-14")
    agreed("2030-01-01", "2031-12-31", "", "")
    assert told(findings.find_terms_without_signature) == []
    signed.acts.all().delete()
    assert len(told(findings.find_terms_without_signature)) == 1
