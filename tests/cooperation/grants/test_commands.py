"""What is done with money, and what is refused in words."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.cooperation.grants.making import (
    make_co_funder,
    make_grant,
    make_instalment,
    make_payment,
    make_pledge,
)
from tests.factories import make_body, make_document

from koinon.cooperation.grants import commands
from koinon.cooperation.grants.models import Grant, Instalment, Payment, Pledge
from koinon.network.people.readers import SYSTEM, Reader
from koinon.platform.audit.commands import Stale, StillUsed, undo
from koinon.platform.audit.models import Entry
from koinon.platform.dates import UNKNOWN, Day
from koinon.platform.errors import NotAllowed, Refused

pytestmark = pytest.mark.django_db
ON = date(2018, 7, 1)


def told(**values: Any) -> dict[str, Any]:
    given = {"title": "Support", "funder": make_body(), "recipient": make_body(), "day": Day.of(ON)}
    return given | {"amount": Decimal(100), "currency": "EUR"} | values


def test_a_grant_is_one_act_and_undone_as_one() -> None:
    grant = commands.record_grant(told(), by=SYSTEM)
    entry = Entry.objects.get(verb="record_grant")
    assert (entry.subject, grant.audience) == ("Support", "secretariat")
    undo(entry, by=None)
    assert not Grant.objects.exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"amount": None}, "amount"),
        ({"amount": Decimal(-1)}, "amount"),
        ({"undisclosed": True}, "undisclosed"),
        ({"currency": ""}, "currency"),
        ({"currency": "EURO"}, "currency"),
        ({"currency": "XQZ"}, "currency"),
        ({"rate": Decimal(1)}, "rate_on"),
        ({"rate": Decimal(0), "rate_on": ON}, "rate"),
        ({"in_kind_words": "a hall"}, "in_kind"),
    ],
)
def test_money_that_cannot_be_is_refused_beside_its_field(values: dict[str, Any], field: str) -> None:
    for record in (commands.record_pledge, commands.record_grant):
        with pytest.raises(Refused) as refused:
            record(told(**values), by=SYSTEM)
        assert refused.value.field == field
    assert not Pledge.objects.exists()


def test_undisclosed_and_in_kind_need_no_amount() -> None:
    commands.record_grant(told(amount=None, currency="", undisclosed=True), by=SYSTEM)
    commands.record_pledge(told(amount=None, currency="", in_kind=True, in_kind_words="a hall"), by=SYSTEM)
    assert Grant.objects.get().undisclosed
    assert Pledge.objects.get().in_kind


def test_nobody_grants_to_itself() -> None:
    same = make_body()
    with pytest.raises(Refused, match="two bodies"):
        commands.record_grant(told(funder=same, recipient=same), by=SYSTEM)
    grant = make_grant()
    with pytest.raises(Refused, match="two bodies"):
        commands.change_grant(grant, {"recipient": grant.funder}, by=SYSTEM)


def test_a_pledge_that_a_grant_fulfils_stays() -> None:
    pledge = make_pledge()
    make_grant(pledge=pledge)
    with pytest.raises(StillUsed):
        commands.remove_pledge(pledge, by=SYSTEM)


def test_a_change_that_came_too_late_is_told() -> None:
    grant = make_grant()
    commands.change_grant(Grant.objects.get(), {"amount": Decimal(1)}, by=SYSTEM)
    with pytest.raises(Stale):
        commands.change_grant(grant, {"amount": Decimal(2)}, by=SYSTEM, expected_version=1)


def test_shares_are_not_more_than_the_whole() -> None:
    grant = make_grant()
    make_co_funder(grant, share=70)
    with pytest.raises(Refused, match="Only 30"):
        commands.record_co_funder(grant, {"funder": make_body(), "share": Decimal(31)}, by=SYSTEM)
    commands.record_co_funder(grant, {"funder": make_body(), "share": Decimal(30)}, by=SYSTEM)
    with pytest.raises(Refused, match="already"):
        commands.record_co_funder(grant, {"funder": grant.funder, "share": None}, by=SYSTEM)


def test_a_condition_is_met_by_what_shows_it() -> None:
    one = make_instalment(make_grant(), condition="Report received")
    document = make_document("Report")
    commands.meet_condition(one, {"met_on": ON, "document": document}, by=SYSTEM)
    one.refresh_from_db()
    assert (one.met_on, one.document) == (ON, document)
    assert Entry.objects.filter(verb="meet_condition").exists()


def test_without_a_condition_nothing_is_met() -> None:
    one = make_instalment(make_grant())
    with pytest.raises(Refused, match="no condition"):
        commands.meet_condition(one, {"met_on": ON}, by=SYSTEM)
    with pytest.raises(Refused, match="no condition"):
        commands.change_instalment(one, {"met_on": ON}, by=SYSTEM)


def test_an_instalment_is_in_the_currency_of_its_grant() -> None:
    values = {"title": "First", "due": Day.of(ON), "amount": Decimal(10), "condition": "", "met_on": None}
    commands.record_instalment(make_grant(), values, by=SYSTEM)
    bare = make_grant(amount=None, currency="", undisclosed=True)
    with pytest.raises(Refused, match="which currency"):
        commands.record_instalment(bare, values, by=SYSTEM)


def payment(**values: Any) -> dict[str, Any]:
    return {
        "title": "",
        "day": Day.of(ON),
        "amount": Decimal(10),
        "currency": "CNY",
        "instalment": None,
    } | values


def test_a_payment_keeps_its_own_currency_and_rate() -> None:
    rate = {"rate": Decimal("0.13"), "rate_on": ON, "rate_source": "Bank"}
    paid = commands.record_payment(make_grant(), payment(**rate), by=SYSTEM, on=ON)
    assert (paid.currency, paid.value) == ("CNY", Decimal("1.30"))


def test_a_payment_to_come_or_of_another_grant_is_refused() -> None:
    grant = make_grant()
    with pytest.raises(Refused, match="not come yet"):
        commands.record_payment(grant, payment(), by=SYSTEM, on=date(2018, 6, 30))
    other = make_instalment(make_grant())
    with pytest.raises(Refused, match="another grant"):
        commands.record_payment(grant, payment(instalment=other), by=SYSTEM, on=ON)
    commands.record_payment(grant, payment(day=UNKNOWN), by=SYSTEM, on=date(2018, 6, 30))


def test_a_grant_goes_with_its_parts() -> None:
    grant = make_grant()
    make_payment(grant, instalment=make_instalment(grant))
    commands.remove_grant(grant, by=SYSTEM)
    assert not Instalment.objects.exists()
    assert not Payment.objects.exists()


def test_an_instalment_that_was_paid_stays() -> None:
    grant = make_grant()
    one = make_instalment(grant)
    make_payment(grant, instalment=one)
    with pytest.raises(StillUsed):
        commands.remove_instalment(one, by=SYSTEM)


def test_nobody_but_the_secretariat_records_money(
    coordinator: Reader, stranger: Reader, public: Reader
) -> None:
    grant = make_grant()
    one = make_instalment(grant, condition="Report")
    paid, other = make_payment(grant), make_co_funder(grant)
    for reader in (coordinator, stranger, public):
        for do in (
            lambda by: commands.record_pledge(told(), by=by),
            lambda by: commands.record_grant(told(), by=by),
            lambda by: commands.change_grant(grant, {"title": "x"}, by=by),
            lambda by: commands.remove_grant(grant, by=by),
            lambda by: commands.record_co_funder(grant, {"funder": make_body()}, by=by),
            lambda by: commands.remove_co_funder(other, by=by),
            lambda by: commands.record_instalment(grant, {"title": "x"}, by=by),
            lambda by: commands.change_instalment(one, {"title": "x"}, by=by),
            lambda by: commands.meet_condition(one, {"met_on": ON}, by=by),
            lambda by: commands.remove_instalment(one, by=by),
            lambda by: commands.record_payment(grant, payment(), by=by, on=ON),
            lambda by: commands.change_payment(paid, {"title": "x"}, by=by, on=ON),
            lambda by: commands.remove_payment(paid, by=by),
        ):
            with pytest.raises(NotAllowed):
                do(reader)
