"""A prize becomes a grant once, with the instalments agreed; and only where somebody won."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from tests import factories
from tests.cooperation.practices.casting import make_won_entry

from koinon.cooperation.calls.models import Entry, Prize
from koinon.cooperation.grants import prizes
from koinon.cooperation.grants.models import Grant, Instalment, PrizeGrant
from koinon.cooperation.grants.prizes import Share, Terms, grant_prize
from koinon.network.people.models import Body
from koinon.network.people.readers import SYSTEM, Reader
from koinon.platform.dates import Day
from koinon.platform.errors import NotAllowed

ClientOf = Callable[[Reader], Client]
ON = date(2026, 11, 22)


def make_prize(entry: Entry, **values: Any) -> Prize:
    """Up to two prizes of 20,000 dollars."""
    given = {"call": entry.call, "title": "Award", "amount": Decimal(20000), "currency": "USD", "number": 2}
    return factories.make(Prize, **(given | values))


def terms(entry: Entry, *shares: str) -> Terms:
    parts = [Share(Decimal(share), Day.read("2027-01")) for share in shares]
    return Terms(entry.call.run_by, Day.of(ON), parts)


def test_a_prize_is_one_grant_with_its_instalments(
    guangzhou: Body, secretariat: Reader, client_of: ClientOf
) -> None:
    entry = make_won_entry(guangzhou)
    prize = make_prize(entry)
    boss = client_of(secretariat)
    door = f"/grants/prizes/{entry.key}/{prize.key}/"
    sent = {
        "giver": entry.call.run_by.key, "day": "22 November 2026", "per_cent_1": "60", "due_1": "January 2027",
        "per_cent_2": "40", "due_2": "2028", "condition_2": "after the report",
    }  # fmt: skip
    assert "100 per cent" in boss.post(door, {**sent, "per_cent_2": "30"}).text
    assert boss.post(door, sent).status_code == 302
    grant = Grant.objects.get()
    assert (grant.amount, grant.currency, grant.recipient) == (Decimal(20000), "USD", guangzhou)
    told = [(one.amount, one.condition) for one in grant.instalments.order_by("due_latest")]
    assert told == [(Decimal(12000), ""), (Decimal(8000), "after the report")]
    assert "is a grant already" in boss.post(door, sent).text
    assert Grant.objects.count() == PrizeGrant.objects.count() == 1
    # Taken off the record as a grant, it can be given again.
    boss.post(f"/grants/{grant.key}/remove/")
    assert not PrizeGrant.objects.exists()
    assert boss.post(door, sent).status_code == 302


def test_what_cannot_be_given(
    guangzhou: Body, chengdu: Body, secretariat: Reader, coordinator: Reader
) -> None:
    entry, other = make_won_entry(guangzhou), make_won_entry(chengdu)
    hushed = make_won_entry(chengdu, announced=False)
    prize = make_prize(entry, number=1)
    with pytest.raises(NotAllowed):
        grant_prize(entry, prize, terms(entry, "100"), by=coordinator, on=ON)
    with pytest.raises(prizes.OfAnotherCall):
        grant_prize(other, prize, terms(other, "100"), by=secretariat, on=ON)
    with pytest.raises(prizes.NotALaureate):
        grant_prize(hushed, make_prize(hushed), terms(hushed, "100"), by=secretariat, on=ON)
    for shares in ((), ("90",), ("120", "-20"), ("50", "50", "50")):
        with pytest.raises(prizes.SharesDoNotAddUp):
            grant_prize(entry, prize, terms(entry, *shares), by=secretariat, on=ON)
    assert not Grant.objects.exists()
    grant_prize(entry, prize, terms(entry, "100"), by=secretariat, on=ON)
    stage = entry.placings.get().stage
    second = factories.make_entry(entry.call, applicant=chengdu)
    factories.make(type(entry.placings.get()), entry=second, stage=stage)
    with pytest.raises(prizes.GivenAlready):
        grant_prize(second, prize, terms(second, "100"), by=secretariat, on=ON)


def test_a_prize_in_kind_and_one_that_is_not_told(guangzhou: Body, secretariat: Reader) -> None:
    entry = make_won_entry(guangzhou)
    kind = make_prize(entry, amount=None, currency="", in_kind="A study visit")
    untold = make_prize(entry, amount=None, currency="")
    given = grant_prize(entry, kind, terms(entry), by=secretariat, on=ON)
    assert (given.in_kind, given.in_kind_words, given.instalments.count()) == (True, "A study visit", 0)
    assert grant_prize(entry, untold, terms(entry), by=secretariat, on=ON).undisclosed


@pytest.mark.django_db
@examples(max_examples=15)
@given(
    amount=st.decimals("0.01", 99999, places=2),
    cuts=st.lists(st.integers(1, 99), max_size=3, unique=True).map(sorted),
)
def test_the_instalments_are_the_whole_prize_to_the_cent(amount: Decimal, cuts: list[int]) -> None:
    edges = [0, *cuts, 100]
    parts = [Share(Decimal(last - first), Day.read("2027")) for first, last in pairwise(edges)]
    grant = factories.make(
        Grant,
        title="A",
        funder=factories.make_body(),
        recipient=factories.make_body(),
        amount=amount,
        currency="USD",
    )
    prizes._lay_out(grant, amount, parts, SYSTEM)
    rows = [one.amount or Decimal(0) for one in Instalment.objects.filter(grant=grant)]
    assert sum(rows) == amount
    assert all(one >= 0 for one in rows)
