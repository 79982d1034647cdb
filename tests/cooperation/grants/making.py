"""Boring rows of money."""

from typing import Any

from tests.factories import lacking, make, make_body, number

from koinon.cooperation.grants.models import CoFunder, Grant, Instalment, Payment, Pledge


def make_pledge(**values: Any) -> Pledge:
    """A pledge of EUR 1,000 on 1 March 2018, for the secretariat's eyes."""
    lacking(values, "funder", make_body)
    lacking(values, "recipient", make_body)
    given = {"title": f"Pledge {number()}", "day": "2018-03-01", "amount": 1000, "currency": "EUR"}
    return make(Pledge, **(given | values))


def make_grant(**values: Any) -> Grant:
    """A grant of EUR 1,000 on 1 April 2018, for the secretariat's eyes."""
    lacking(values, "funder", make_body)
    lacking(values, "recipient", make_body)
    given = {"title": f"Grant {number()}", "day": "2018-04-01", "amount": 1000, "currency": "EUR"}
    return make(Grant, **(given | values))


def make_instalment(grant: Grant, **values: Any) -> Instalment:
    """EUR 500 due on 1 June 2018."""
    given = {"title": f"Instalment {number()}", "due": "2018-06-01", "amount": 500}
    return make(Instalment, grant=grant, **(given | values))


def make_payment(grant: Grant, **values: Any) -> Payment:
    """EUR 500 paid on 2 June 2018."""
    given = {"day": "2018-06-02", "amount": 500, "currency": "EUR"}
    return make(Payment, grant=grant, **(given | values))


def make_co_funder(grant: Grant, **values: Any) -> CoFunder:
    """Somebody who pays a tenth."""
    lacking(values, "funder", make_body)
    return make(CoFunder, grant=grant, **({"share": 10} | values))
