"""Monday's page: whose it is, what it shows, to whom, and in how many statements."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.timezone import localdate as today
from tests import factories
from tests.factories import make

from koinon.cooperation.agreements.models import Evidence, EvidenceDue
from koinon.cooperation.visits.models import Correction, Visit
from koinon.network.confirmations.models import Confirmation
from koinon.network.members.models import PortfolioBody
from koinon.network.members.queries import reader_for
from koinon.network.people.commands import change_body
from koinon.network.people.models import Body, Function, Post
from koinon.network.people.readers import Reader
from koinon.site.desk.monday import monday
from koinon.site.desk.permissions import can_see_desk
from koinon.site.desk.scope import in_care, scope_of

pytestmark = pytest.mark.django_db
CAST = ("secretariat", "coordinator", "deputy", "other_officer", "stranger", "public")


@pytest.fixture
def portfolio(home_network: Body, guangzhou: Body) -> Post:
    """The portfolio in which Guangzhou is, and Chengdu was until 2019."""
    body = factories.make_body("Secretariat of the portfolios", parent=home_network)
    post = factories.make_post("Portfolio Asia", key="asia", body=body, function=Function.PORTFOLIO_MANAGER)
    make(PortfolioBody, post=post, body=guangzhou, starts="2015", ends="..")
    return post


@pytest.fixture
def manager(portfolio: Post) -> Reader:
    """Who holds it."""
    person = factories.make_person("Pablo Portfolio", account=factories.make_user("pablo@example.org"))
    factories.make_role(person=person, post=portfolio)
    return reader_for(person.account, today())


def in_days(days: int) -> str:
    return (today() + timedelta(days=days)).isoformat()


def everything(rows: int, guangzhou: Body, network: Body, by: Reader) -> None:
    """So many of everything the page shows."""
    for number in range(rows):
        made = factories.make_agreement(
            f"Ends {number}", [guangzhou, network], starts=in_days(-400), ends=in_days(100 + number)
        )
        factories.make_act(made, day=in_days(-400))
        ours = factories.make_commitment(
            made, title=f"We owe {number}", debtors=[network], creditors=[guangzhou], dues=[in_days(-10)]
        )
        offered = make(Evidence, title=f"Shown {number}", address="https://example.org", offered_by=guangzhou)
        make(EvidenceDue, evidence=offered, due=ours.dues.get())
        event = factories.make_event(f"Visit {number}", kind="visit", starts=in_days(20), ends=in_days(21))
        visit = make(Visit, event=event, guest=guangzhou)
        guest = factories.make_attendance(event, body=guangzhou)
        make(
            Correction,
            visit=visit,
            attendance=guest,
            field="name",
            after=f"Mend {number}",
            said_at=timezone.now(),
        )
        make(
            Confirmation,
            subject_kind="agreements.agreement",
            subject_id=made.pk,
            side=guangzhou,
            language="en",
            asked_on=today(),
            link_nonce="x",
            link_until=today() + timedelta(9),
        )
        office = factories.make_body(f"Office {number}", parent=guangzhou)
        change_body(office, {"note": "new"}, by=by, on=today())
        for month in range(4):
            met = factories.make_event(
                starts=in_days(-300 - 30 * month - number), ends=in_days(-299 - 30 * month - number)
            )
            factories.make_attendance(met, body=office)


def test_everything_of_the_portfolio_is_there(
    guangzhou: Body, chengdu: Body, home_network: Body, manager: Reader, client_of: Callable[[Reader], Client]
) -> None:
    everything(1, guangzhou, home_network, manager)
    other = factories.make_agreement("Of others", [chengdu, home_network], starts="2020", ends=in_days(50))
    factories.make_act(other, day="2020-01-01")
    page = client_of(manager).get("/monday/").content.decode()
    for words in ("Ends 0", "We owe 0", "Shown 0", "Visit 0", "Mend 0", "Office 0", "Portfolio Asia"):
        assert words in page, words
    assert "Of others" not in page
    shown = monday(scope_of(manager, today()), today(), manager)
    assert [(one.body, one.days, one.rhythm) for one in shown.silent] == [(guangzhou, 300, 25)]
    assert {one.kind for one in shown.waiting} == {"correction", "evidence", "confirmation"}


def test_a_portfolio_is_dated(portfolio: Post, guangzhou: Body, chengdu: Body, manager: Reader) -> None:
    make(PortfolioBody, post=portfolio, body=chengdu, starts="2015-01-01", ends="2019-06-30")
    assert in_care([portfolio], today(), manager).bodies == (guangzhou,)
    assert set(in_care([portfolio], date(2019, 1, 1), manager).bodies) == {guangzhou, chengdu}


def test_the_parts_of_a_body_are_in_care_with_it(
    portfolio: Post, guangzhou: Body, guangzhou_office: Body, manager: Reader
) -> None:
    scope = in_care([portfolio], today(), manager)
    assert scope.tops[guangzhou_office.pk] == guangzhou.pk
    assert guangzhou_office not in scope.bodies


def test_it_has_sixteen_statements_at_most_whatever_it_shows(
    guangzhou: Body, home_network: Body, manager: Reader, client_of: Callable[[Reader], Client]
) -> None:
    client = client_of(manager)
    everything(1, guangzhou, home_network, manager)
    client.get("/monday/")
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/monday/").status_code == 200
        counts.append(len(asked))
        everything(3, guangzhou, home_network, manager)
    assert counts[0] == counts[1] <= 16, counts


@pytest.mark.parametrize("name", CAST)
def test_who_has_a_desk(
    portfolio: Post, name: str, request: pytest.FixtureRequest, client_of: Callable[[Reader], Client]
) -> None:
    reader: Reader = request.getfixturevalue(name)
    may = name == "secretariat"
    assert can_see_desk(reader) is may
    status = 200 if may else 302 if name == "public" else 404
    addresses = (
        "/monday/",
        "/letters/",
        "/portfolios/",
        "/portfolios/asia/",
        "/portfolios/asia/add/",
        "/successions/",
        "/hand-overs/",
        "/hand-overs/new/",
    )
    for address in addresses:
        assert client_of(reader).get(address).status_code == status, address


def test_who_holds_no_portfolio_sees_everybodys_monday_and_any_other(
    portfolio: Post,
    secretariat: Reader,
    guangzhou: Body,
    home_network: Body,
    client_of: Callable[[Reader], Client],
) -> None:
    everything(1, guangzhou, home_network, secretariat)
    client = client_of(secretariat)
    assert "everybody’s Monday" in client.get("/monday/").content.decode()
    assert "Ends 0" in client.get("/monday/").content.decode()
    assert "Portfolio Asia" in client.get("/monday/?portfolio=asia").content.decode()
    assert client.get("/monday/?portfolio=none").status_code == 404


def test_an_empty_portfolio_teaches(
    home_network: Body, client_of: Callable[[Reader], Client], secretariat: Reader
) -> None:
    factories.make_post("Empty", key="empty", function=Function.PORTFOLIO_MANAGER)
    page = client_of(secretariat).get("/monday/?portfolio=empty").content.decode()
    assert "No body in this portfolio yet" in page


def test_a_body_is_put_into_a_portfolio(
    portfolio: Post, chengdu: Body, secretariat: Reader, client_of: Callable[[Reader], Client]
) -> None:
    client = client_of(secretariat)
    sent = {"body": chengdu.name, "body_key": chengdu.key, "starts": "2024", "ends": "open"}
    answer = client.post("/portfolios/asia/add/", sent)
    assert answer.status_code == 302, answer.content.decode()
    row = PortfolioBody.objects.get(body=chengdu)
    assert (row.post, row.starts.edtf) == (portfolio, "2024")
    assert "already" in client.post("/portfolios/asia/add/", sent).content.decode()
    changed = client.post(
        f"/portfolios/asia/{row.key}/edit/", {"starts": "2024", "ends": "2025-03-31", "version": "1"}
    )
    assert changed.status_code == 302
    assert client.get("/portfolios/asia/").status_code == 200


def test_monday_of_the_past_shows_what_changed_then(
    guangzhou: Body, portfolio: Post, manager: Reader, client_of: Callable[[Reader], Client]
) -> None:
    change_body(guangzhou, {"note": "new"}, by=manager, on=today())
    scope = in_care([portfolio], today(), manager)
    assert len(monday(scope, today(), manager).changed) == 1
    assert monday(scope, today() - timedelta(days=30), manager).changed == []
    assert isinstance(monday(scope, today(), manager).changed[0].entry.moment, datetime)


def test_the_front_page_leads_there(manager: Reader, client_of: Callable[[Reader], Client]) -> None:
    assert '/monday/"' in client_of(manager).get("/").content.decode()


def test_statements_of_the_lists_are_fixed(
    portfolio: Post,
    secretariat: Reader,
    client_of: Callable[[Reader], Client],
    django_assert_num_queries: Any,
) -> None:
    client = client_of(secretariat)
    client.get("/portfolios/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/portfolios/")
    for number in range(2):
        factories.make_post(f"More {number}", function=Function.PORTFOLIO_MANAGER)
    with django_assert_num_queries(len(asked)):
        client.get("/portfolios/")
