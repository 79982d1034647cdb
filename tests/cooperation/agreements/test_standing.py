"""The SQL answers as the craft does, whatever is on record; and the truths of the two general agreements."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import factories

from koinon.cooperation.agreements.models import Act, ActKind, Agreement
from koinon.cooperation.agreements.queries import term_of
from koinon.cooperation.agreements.state import standing
from koinon.platform.dates import Day

pytestmark = pytest.mark.django_db

FIRST_DAY = date(2016, 12, 1)
exact = st.integers(0, 700).map(lambda n: (FIRST_DAY + timedelta(n)).isoformat())
vague = st.sampled_from(
    ["2016", "2017", "2018", "2017-01", "2017-12", "2018-02", "../2017", "2017/..", "2017-01/2018-03", ""]
)
days = st.one_of(exact, vague)
ends = st.one_of(days, st.just(".."))
lengths = st.sampled_from(["", "", "one year", "two years", "3 months", "one month", "of unknown length"])
acts = st.lists(st.tuples(st.sampled_from(ActKind.values), days), max_size=4)
terms = st.tuples(days, ends, lengths, acts).filter(lambda t: Day(t[0]).earliest <= Day(t[1]).latest)

Fact = tuple[str, str, str, list[tuple[str, str]]]


def record(fact: Fact, succeeds: Agreement | None) -> Agreement:
    starts, until, length, done = fact
    made = factories.make_agreement(starts=starts, ends=until, length_words=length, succeeds=succeeds)
    for kind, day in done:
        factories.make_act(made, kind=kind, day=day)
    return made


def told_by_craft(agreement: Agreement, on: date) -> tuple[str, str]:
    followers = Agreement.objects.filter(succeeds=agreement).prefetch_related("acts")
    found = standing(term_of(agreement, agreement.acts.all(), followers), on)
    return found.state.value, found.held.value


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    facts=st.lists(st.tuples(terms, st.booleans()), min_size=1, max_size=4),
    on=st.integers(-40, 900).map(lambda n: FIRST_DAY + timedelta(n)),
)
def test_the_statement_agrees_with_the_craft(facts: list[tuple[Fact, bool]], on: date) -> None:
    Act.objects.all().delete()
    Agreement.objects.update(succeeds=None)
    Agreement.objects.all().delete()
    before: Agreement | None = None
    for fact, follows in facts:
        before = record(fact, before if follows else None)
    expected = {one.pk: told_by_craft(one, on) for one in Agreement.objects.all()}
    asked = Agreement.objects.with_standing(on)
    assert {one.pk: (one.state, one.held) for one in asked} == expected  # type: ignore[attr-defined]
    held = {pk: answer for pk, (_, answer) in expected.items() if answer != "no"}
    assert {one.pk: one.held for one in Agreement.objects.in_force(on)} == held  # type: ignore[attr-defined]
    surely = {pk for pk, answer in held.items() if answer == "yes"}
    assert {one.pk for one in Agreement.objects.surely_in_force(on)} == surely


def general(
    starts: str, until: str, length: str, signed: str, succeeds: Agreement | None = None
) -> Agreement:
    made = factories.make_agreement(
        starts=starts, ends=until, length_words=length, general=True, succeeds=succeeds
    )
    factories.make_act(made, day=signed)
    return made


@pytest.fixture
def guangzhou_agreements(db: None) -> tuple[Agreement, Agreement]:
    first = general("2017-01", "2018-12", "two years", "2016-10-14")
    return first, general("2021-07-15", "2023-12-31", "three years", "2021-07-15", succeeds=first)


@pytest.mark.parametrize(
    ("on", "number", "held"),
    [
        (date(2020, 1, 1), None, None),
        (date(2018, 6, 1), 0, "yes"),
        (date(2017, 1, 2), 0, "possibly"),
        (date(2016, 12, 31), None, None),
        (date(2022, 6, 1), 1, "yes"),
        (date(2024, 3, 1), 1, "possibly"),
        (date(2024, 7, 15), None, None),
    ],
)
def test_which_general_agreement_was_in_force(
    guangzhou_agreements: tuple[Agreement, Agreement], on: date, number: int | None, held: str | None
) -> None:
    found = [(one.pk, one.held) for one in Agreement.objects.filter(general=True).in_force(on)]  # type: ignore[attr-defined]
    assert found == ([] if number is None else [(guangzhou_agreements[number].pk, held)])


def test_the_length_in_months_follows_from_its_words(db: None) -> None:
    agreement = factories.make_agreement(length_words="18 months")
    assert Agreement.objects.get(pk=agreement.pk).length_months == 18
    agreement.length_words = "as long as the programme runs"
    agreement.save()
    assert Agreement.objects.get(pk=agreement.pk).length_months is None


def test_in_force_is_one_statement(django_assert_num_queries, guangzhou_agreements) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(1):
        assert len(Agreement.objects.in_force(date(2022, 6, 1))) == 1
