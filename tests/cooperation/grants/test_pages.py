"""The pages of grants: forms that record, lists that narrow, a fixed number of statements, findings, deadlines."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.cooperation.grants.making import (
    make_co_funder,
    make_grant,
    make_instalment,
    make_payment,
    make_pledge,
)
from tests.factories import make, make_act, make_agreement, make_body, make_decision

from koinon.cooperation.agreements.models import GrantTerm
from koinon.cooperation.grants.findings import (
    find_amounts_without_rate,
    find_overdue_instalments,
    find_pledges_never_granted,
    find_terms_never_granted,
)
from koinon.cooperation.grants.models import Grant, Instalment, Payment, Pledge
from koinon.network.people.readers import PUBLIC, SYSTEM, Reader
from koinon.site.feeds.entries import Scope, entries_of

pytestmark = pytest.mark.django_db
SignedIn = Callable[[Reader], Client]
ON = date(2026, 11, 22)


def test_from_pledge_to_payment_by_forms(secretariat: Reader, client_of: SignedIn) -> None:
    client = client_of(secretariat)
    make_body("Union", key="union"), make_body("Team", key="team")
    ends = {"funder": "Union", "funder_key": "union", "recipient": "Team", "recipient_key": "team"}
    sent = {
        "title": "Support",
        "day": "2018",
        "amount": "1000",
        "currency": "eur",
        "audience": "public",
        **ends,
    }
    assert client.post("/grants/pledges/new/", sent).status_code == 302
    pledge = Pledge.objects.get()
    assert (pledge.currency, pledge.audience) == ("EUR", "public")
    form = client.get(f"/grants/new/?pledge={pledge.key}").text
    assert 'value="Support"' in form
    assert (
        client.post("/grants/new/", sent | {"pledge": "Support", "pledge_key": pledge.key}).status_code == 302
    )
    grant = Grant.objects.get()
    assert grant.pledge == pledge
    part = {"title": "First", "due": "1 June 2018", "amount": "600", "condition": "Report received"}
    assert client.post(f"/grants/{grant.key}/instalments/new/", part).status_code == 302
    one = Instalment.objects.get()
    met = {"met_on": "2018-05-01"}
    assert client.post(f"/grants/{grant.key}/instalments/{one.key}/met/", met).status_code == 302
    paid = {
        "day": "2 June 2018",
        "amount": "4600",
        "currency": "CNY",
        "instalment": str(one.pk),
        "rate": "0.13",
        "rate_on": "2018-06-02",
    }
    assert client.post(f"/grants/{grant.key}/payments/new/", paid).status_code == 302
    assert Payment.objects.get().instalment == one
    page = client.get(f"/grants/{grant.key}/").text
    assert "CNY 4,600" in page
    assert "EUR 598" in page
    line = client.get("/grants/line/funder/union/").text
    assert "EUR 1,000" in line
    assert "Paid, and nothing shows it" in line


def test_a_form_that_is_not_sound_keeps_what_was_typed(secretariat: Reader, client_of: SignedIn) -> None:
    make_body("Union", key="union"), make_body("Team", key="team")
    sent = {
        "title": "Kept words", "funder": "Union", "funder_key": "union", "recipient": "Team",
        "recipient_key": "team", "day": "2018", "amount": "1000", "currency": "EURO", "audience": "public",
    }  # fmt: skip
    answer = client_of(secretariat).post("/grants/new/", sent)
    assert answer.status_code == 200
    assert "Kept words" in answer.text
    assert not Grant.objects.exists()


def test_lists_narrow_and_are_taken_along(secretariat: Reader, client_of: SignedIn) -> None:
    client = client_of(secretariat)
    make_grant(title="Green ports")
    late = make_grant(title="Smart schools")
    make_instalment(late)
    assert "Smart schools" not in client.get("/grants/?words=green").text
    overdue = client.get("/grants/?state=overdue").text
    assert ("Smart schools" in overdue, "Green ports" in overdue) == (True, False)
    assert "No grant fits" in client.get("/grants/?words=nothing").text
    rows = b"".join(client.get("/grants/?format=csv")).decode().splitlines()
    assert len(rows) == 3
    assert "Green ports" not in client.get("/grants/?on=2017-01-01").text


def test_pages_ask_the_same_number_of_statements_at_one_row_and_at_three(
    secretariat: Reader,
    other_officer: Reader,
    client_of: SignedIn,
) -> None:
    funder, agreement = make_body("Union", key="union"), make_agreement()
    pledge = make_pledge(funder=funder, audience="public")
    grant = make_grant(funder=funder, audience="public", agreement=agreement, pledge=pledge)

    def add() -> None:
        other = make_grant(funder=funder, audience="public", agreement=agreement)
        make_pledge(funder=funder, audience="public")
        for one in (grant, other):
            make_payment(one, instalment=make_instalment(one))
            make_co_funder(one)

    add()
    counted = {}
    doors = [
        "/grants/",
        "/grants/pledges/",
        f"/grants/{grant.key}/",
        f"/grants/pledges/{pledge.key}/",
        "/grants/line/funder/union/",
    ]
    every = {"secretariat": doors, "officer": doors[::2]}
    clients = {"secretariat": client_of(secretariat), "officer": client_of(other_officer)}
    for door in doors:
        clients["secretariat"].get(door)  # what is asked once and kept
    for who, client in clients.items():
        client.get("/grants/")
        for door in every[who]:
            counted[who, door] = statements(client, door)
    for _ in range(2):
        add()
    for who, client in clients.items():
        for door in every[who]:
            assert statements(client, door) == counted[who, door], (who, door)
    assert (
        max(count for (_who, door), count in counted.items() if door in ("/grants/", "/grants/pledges/"))
        <= 10
    )
    assert max(counted.values()) <= 22


def statements(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_the_chain_leads_from_the_decision_to_the_money(client: Client) -> None:
    decision, agreement = make_decision(), make_agreement()
    make_grant(title="Under the agreement", agreement=agreement, audience="public")
    given = make_grant(title="By the decision", decision=decision, audience="public")
    page = client.get(f"/meetings/decisions/{decision.key}/").text
    assert "By the decision" in page
    assert "paid:" not in page
    make_payment(given)
    assert "paid:" in client.get(f"/meetings/decisions/{decision.key}/").text
    assert "Under the agreement" not in client.get(f"/meetings/decisions/{decision.key}/").text
    make_act(agreement, kind="approved", decision=decision)
    assert "Under the agreement" in client.get(f"/meetings/decisions/{decision.key}/").text
    page = client.get(f"/agreements/{agreement.key}/").text
    assert "Under the agreement" in page
    assert f"/grants/line/agreement/{agreement.key}/" in page


# Findings


def test_an_overdue_instalment_is_noticed_until_it_is_paid() -> None:
    grant = make_grant()
    one = make_instalment(grant, due=(ON - timedelta(1)).isoformat())
    [found] = find_overdue_instalments(ON)
    assert (found.subjects, found.audience) == ((grant, one), "secretariat")
    make_payment(grant, instalment=one, amount=499)
    assert list(find_overdue_instalments(ON))
    make_payment(grant, instalment=one, amount=1)
    assert not list(find_overdue_instalments(ON))


def test_an_instalment_due_today_is_not_late() -> None:
    make_instalment(make_grant(), due=ON.isoformat())
    assert not list(find_overdue_instalments(ON))


def test_a_pledge_waits_a_year_for_its_grant() -> None:
    pledge = make_pledge(day=(ON - timedelta(365)).isoformat())
    assert not list(find_pledges_never_granted(ON))
    assert [one.subjects for one in find_pledges_never_granted(ON + timedelta(1))] == [(pledge,)]
    make_grant(pledge=pledge)
    assert not list(find_pledges_never_granted(ON + timedelta(1)))


def test_a_term_that_ran_out_ungranted_is_noticed() -> None:
    payer, payee = make_body(), make_body()
    agreement = make_agreement(parties=[payer, payee])
    term = make(GrantTerm, agreement=agreement, payer=payer, payee=payee, undisclosed=True)
    assert [one.subjects for one in find_terms_never_granted(ON)] == [(agreement, term)]
    assert not list(find_terms_never_granted(date(2018, 12, 31)))
    make_grant(grant_term=term)
    assert not list(find_terms_never_granted(ON))


def test_an_amount_without_a_rate_is_noticed() -> None:
    make_pledge(), make_grant(amount=None, currency="", undisclosed=True)
    grant = make_grant(currency="CNY")
    paid = make_payment(grant, currency="USD")
    assert [one.subjects for one in find_amounts_without_rate(ON)] == [(grant,), (grant, paid)]
    Grant.objects.update(rate=1, rate_on=ON)
    Payment.objects.update(rate=1, rate_on=ON)
    assert not list(find_amounts_without_rate(ON))


# Calendars


def test_what_falls_due_stands_in_the_calendar_of_those_who_may_see_it() -> None:
    shown, hidden = make_grant(audience="public"), make_grant()
    due = (timezone.localdate() + timedelta(30)).isoformat()
    make_instalment(shown, due=due, title="Shown"), make_instalment(hidden, due=due, title="Hidden")

    def titles(reader: Reader) -> str:
        today = timezone.localdate()
        return str([entry.title for entry in entries_of(Scope(), reader, today, str)])

    assert "Shown" in titles(PUBLIC)
    assert "Hidden" not in titles(PUBLIC)
    assert "Hidden" in titles(SYSTEM)
    make_payment(shown, instalment=shown.instalments.get())
    assert "Shown" not in titles(PUBLIC)
