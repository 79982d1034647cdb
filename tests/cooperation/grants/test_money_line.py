"""The money line: what counts as of a day, what cannot be added is counted, what is missing is named."""

from datetime import date
from decimal import Decimal

import pytest
from tests.cooperation.grants.making import (
    make_co_funder,
    make_grant,
    make_instalment,
    make_payment,
    make_pledge,
)
from tests.factories import make, make_act, make_agreement, make_body, make_document

from koinon.cooperation.agreements.models import Evidence, GrantTerm
from koinon.cooperation.grants.line_queries import line_of
from koinon.cooperation.grants.money import reckoned
from koinon.cooperation.grants.money_line import Line, as_json, from_json
from koinon.cooperation.grants.wording import flow_of, gaps_of, in_currency, sum_words, worth_words
from koinon.network.people.models import Body
from koinon.network.people.readers import PUBLIC, SYSTEM

pytestmark = pytest.mark.django_db
ON = date(2020, 1, 1)


@pytest.fixture
def funder() -> Body:
    return make_body("Union")


def gaps(line: Line) -> set[tuple[str, str]]:
    return {(gap.what, gap.key) for gap in line.gaps}


def test_each_stage_adds_up_what_came_through(funder: Body) -> None:
    pledge = make_pledge(funder=funder, amount=2000)
    grant = make_grant(funder=funder, amount=1500, pledge=pledge)
    first, _second = make_instalment(grant), make_instalment(grant, due="2018-12-01")
    make_payment(grant, instalment=first, document=make_document("Receipt"))
    sums = line_of(funder, ON, SYSTEM).sums
    assert [sums[stage].worth for stage in sums] == [2000, 1500, 1000, 500, 500]


def test_what_comes_later_does_not_count_yet(funder: Body) -> None:
    grant = make_grant(funder=funder)
    make_payment(grant, instalment=make_instalment(grant))
    before = line_of(funder, date(2018, 5, 1), SYSTEM).sums
    assert (before["granted"].count, before["due"].count, before["paid"].count) == (1, 0, 0)
    assert line_of(funder, date(2018, 3, 31), SYSTEM).rows == ()


def test_a_vague_day_counts_when_it_is_over_and_no_day_counts_always(funder: Body) -> None:
    make_pledge(funder=funder, day="2018")
    assert not line_of(funder, date(2018, 6, 1), SYSTEM).rows
    assert line_of(funder, date(2018, 12, 31), SYSTEM).rows
    undated = make_pledge(funder=funder, day="")
    assert ("no_day", undated.key) in gaps(line_of(funder, date(2018, 1, 1), SYSTEM))


def test_undisclosed_is_counted_beside_the_sum(funder: Body) -> None:
    for values in (
        {},
        {"amount": None, "currency": "", "undisclosed": True},
        {"amount": 12, "currency": "CNY"},
    ):
        make_grant(funder=funder, **values)
    granted = line_of(funder, ON, SYSTEM).sums["granted"]
    assert sum_words(granted) == "CNY 12, EUR 1,000 and 1 undisclosed"
    assert worth_words(granted) == "EUR 1,000 and 1 without a rate"


def test_two_undisclosed_and_nothing_else(funder: Body) -> None:
    for _ in range(2):
        make_grant(funder=funder, amount=None, currency="", undisclosed=True)
    assert sum_words(line_of(funder, ON, SYSTEM).sums["granted"]) == "2 undisclosed"


def test_a_value_only_where_a_rate_is_given(funder: Body) -> None:
    grant = make_grant(funder=funder)
    make_payment(grant, amount=1000, currency="CNY", rate=Decimal("0.1283"), rate_on=date(2018, 6, 2))
    without = make_payment(grant, amount=1000, currency="CNY")
    line = line_of(funder, ON, SYSTEM)
    assert line.sums["paid"].worth == Decimal("128.30")
    assert line.sums["paid"].told == {"CNY": 2000}
    assert ("no_rate", without.key) in gaps(line)


@pytest.mark.parametrize(
    ("amount", "currency", "rate", "value"),
    [
        (Decimal("10"), "EUR", None, Decimal("10")),
        (Decimal("10"), "CNY", None, None),
        (Decimal("10"), "CNY", Decimal("0.12345"), Decimal("1.23")),
        (None, "CNY", Decimal("2"), None),
    ],
)
def test_reckoning(
    amount: Decimal | None, currency: str, rate: Decimal | None, value: Decimal | None
) -> None:
    assert reckoned(amount, currency, rate) == value


def test_in_kind_is_estimated_apart(funder: Body) -> None:
    make_grant(funder=funder)
    make_grant(funder=funder, in_kind=True, in_kind_words="a hall", amount=300)
    make_grant(funder=funder, in_kind=True, in_kind_words="an expert", amount=None, currency="")
    granted = line_of(funder, ON, SYSTEM).sums["granted"]
    assert sum_words(granted) == "EUR 1,000 and 2 in kind (estimated at EUR 300)"
    assert (granted.worth, granted.worth_in_kind) == (Decimal(1000), Decimal(300))
    assert granted.unstated == 0


def test_the_term_of_an_agreement_is_a_pledge_until_one_says_the_same(funder: Body) -> None:
    other = make_body()
    agreement = make_agreement(parties=[funder, other])
    make_act(agreement)
    term = make(GrantTerm, agreement=agreement, payer=funder, payee=other, undisclosed=True)
    line = line_of(agreement, ON, SYSTEM)
    assert [row.kind for row in line.rows] == ["term"]
    assert ("pledge_ungranted", term.key) in gaps(line)
    make_grant(funder=funder, recipient=other, agreement=agreement, grant_term=term)
    assert "pledge_ungranted" not in {what for what, _key in gaps(line_of(agreement, ON, SYSTEM))}
    make_pledge(funder=funder, recipient=other, agreement=agreement, grant_term=term)
    assert [row.kind for row in line_of(agreement, ON, SYSTEM).at("pledged")] == ["pledge"]


def test_a_term_of_an_agreement_not_signed_yet_pledges_nothing(funder: Body) -> None:
    agreement = make_agreement(parties=[funder, other := make_body()], starts="2030", ends="2031")
    make_act(agreement, day="2030-01-01")
    make(GrantTerm, agreement=agreement, payer=funder, payee=other, undisclosed=True)
    assert not line_of(agreement, ON, SYSTEM).rows


def test_every_gap_is_named(funder: Body) -> None:
    grant = make_grant(funder=funder)
    first = make_instalment(grant, condition="Report received")
    second = make_instalment(grant, due="2018-12-01")
    paid = make_payment(grant, instalment=first)
    bare, never = make_grant(funder=funder), make_pledge(funder=funder)
    assert gaps(line_of(funder, ON, SYSTEM)) == {
        ("instalment_unpaid", second.key),
        ("paid_unevidenced", paid.key),
        ("condition_unmet", paid.key),
        ("no_instalment", bare.key),
        ("pledge_ungranted", never.key),
    }


def test_a_condition_met_later_is_not_met_yet(funder: Body) -> None:
    grant = make_grant(funder=funder)
    one = make_instalment(grant, condition="Report received", met_on=date(2018, 9, 1))
    paid = make_payment(grant, instalment=one, document=make_document())
    assert ("condition_unmet", paid.key) in gaps(line_of(funder, date(2018, 8, 1), SYSTEM))
    assert not gaps(line_of(funder, date(2018, 9, 1), SYSTEM))


def test_part_of_an_instalment_is_not_the_whole(funder: Body) -> None:
    grant = make_grant(funder=funder)
    one = make_instalment(grant)
    make_payment(grant, instalment=one, amount=200)
    assert ("instalment_unpaid", one.key) in gaps(line_of(funder, ON, SYSTEM))
    make_payment(grant, instalment=one, amount=300)
    assert ("instalment_unpaid", one.key) not in gaps(line_of(funder, ON, SYSTEM))


def test_a_payment_in_other_money_or_untold_settles_its_instalment(funder: Body) -> None:
    grant = make_grant(funder=funder)
    told, untold = make_instalment(grant), make_instalment(grant)
    make_payment(grant, instalment=told, amount=9, currency="CNY")
    make_payment(grant, instalment=untold, amount=None, currency="", undisclosed=True)
    assert not {gap for gap in gaps(line_of(funder, ON, SYSTEM)) if gap[0] == "instalment_unpaid"}


def test_only_accepted_evidence_shows_a_payment(funder: Body) -> None:
    grant = make_grant(funder=funder)
    offered = make(Evidence, title="Photo", address="https://example.org/1", state="offered")
    accepted = make(Evidence, title="Report", address="https://example.org/2", state="accepted")
    weak, shown = make_payment(grant, evidence=offered), make_payment(grant, evidence=accepted)
    line = line_of(funder, ON, SYSTEM)
    assert [row.key for row in line.at("evidenced")] == [shown.key]
    assert ("paid_unevidenced", weak.key) in gaps(line)


def test_a_co_funder_has_the_grant_on_its_line(funder: Body) -> None:
    grant = make_grant()
    make_co_funder(grant, funder=funder)
    assert [row.key for row in line_of(funder, ON, SYSTEM).rows] == [grant.key]


def test_the_line_tells_a_reader_only_what_is_for_the_reader(funder: Body) -> None:
    make_grant(funder=funder)
    shown = make_grant(funder=funder, audience="public")
    make_payment(shown, document=make_document("Bank note", audience="secretariat"))
    line = line_of(funder, ON, PUBLIC)
    assert [row.key for row in line.at("granted")] == [shown.key]
    assert [row.shown_by for row in line.at("paid")] == ["…"]


def test_a_line_survives_being_written_down(funder: Body) -> None:
    grant = make_grant(
        funder=funder, amount=Decimal("10.50"), currency="CNY", rate=Decimal("0.1283"), rate_on=ON
    )
    make_payment(grant, instalment=make_instalment(grant, condition="Report"))
    make_grant(funder=funder, amount=0)
    line = line_of(funder, ON, SYSTEM)
    assert as_json(from_json(as_json(line))) == as_json(line)
    assert from_json(as_json(line)).sums == line.sums


def test_the_drawing_says_what_has_no_size(funder: Body) -> None:
    make_grant(funder=funder, amount=None, currency="", undisclosed=True)
    line = line_of(funder, ON, SYSTEM)
    steps = {step.label: step for step in flow_of(line, "Money").steps}
    assert (steps["granted"].size, steps["granted"].uncounted) == (0, 1)
    assert [words for words, _rows in gaps_of(line)] == ["Granted, and nothing says when it falls due"]


def test_amounts_in_words() -> None:
    assert in_currency(Decimal("1234567.5"), "CNY") == "CNY 1,234,567.50"
    assert in_currency(Decimal("12000"), "EUR") == "EUR 12,000"
