"""Money over the machine interface: told as of a day, and only to whoever may see it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.cooperation.grants.making import make_grant, make_instalment, make_payment, make_pledge
from tests.factories import make_agreement, make_body

pytestmark = pytest.mark.django_db


def test_a_grant_with_what_was_paid_by_the_day(client: Client) -> None:
    grant = make_grant(audience="public", currency="CNY", rate="0.13", rate_on="2018-04-01")
    one = make_instalment(grant, condition="Report received")
    make_payment(grant, instalment=one)
    told = client.get(f"/api/v1/grants/{grant.key}?on=2019-01-01").json()
    assert (told["money"]["value"], told["money"]["value_currency"]) == ("130.00", "EUR")
    assert told["instalments"][0]["condition"] == "Report received"
    assert told["payments"][0]["instalment"] == one.key
    assert client.get(f"/api/v1/grants/{grant.key}?on=2018-05-01").json()["payments"] == []
    assert client.get(f"/api/v1/grants/{grant.key}?on=2018-03-01").status_code == 404


def test_undisclosed_is_told_as_such(client: Client) -> None:
    make_pledge(audience="public", amount=None, currency="", undisclosed=True)
    [told] = client.get("/api/v1/pledges").json()["items"]
    assert (told["money"]["undisclosed"], told["money"]["amount"]) == (True, None)


def test_what_is_not_public_is_not_told(client: Client) -> None:
    hushed = make_agreement("Hushed agreement", audience="secretariat")
    hidden = make_grant(title="Hushed grant")
    make_pledge(title="Hushed pledge")
    shown = make_grant(audience="public", agreement=hushed)
    assert client.get(f"/api/v1/grants/{hidden.key}").status_code == 404
    for address in ("/api/v1/grants", "/api/v1/pledges", f"/api/v1/grants/{shown.key}"):
        assert "Hushed" not in client.get(address).text
    assert client.get(f"/api/v1/grants?agreement={hushed.key}").json()["count"] == 0


def test_the_statements_do_not_grow(client: Client) -> None:
    funder = make_body()

    def counted() -> int:
        made = make_grant(audience="public", funder=funder)
        make_payment(made, instalment=make_instalment(made))
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/api/v1/grants?funder={funder.key}").status_code == 200
        return len(asked)

    counted()
    first = counted()
    counted()
    assert counted() == first <= 10
