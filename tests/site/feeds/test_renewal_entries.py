"""Renewals in calendars: the days of open tasks and of papers, for those who prepare them, per portfolio."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.timezone import localdate as today
from icalendar import Calendar
from tests import factories
from tests.factories import make

from koinon.cooperation.agreements.models import Renewal
from koinon.cooperation.agreements.renewal_commands import begin_renewal, do_renewal_task
from koinon.network.governance.models import BodyRule
from koinon.network.members.models import PortfolioBody
from koinon.network.members.queries import reader_for
from koinon.network.people.models import Body, Function
from koinon.network.people.readers import Reader
from koinon.site.feeds.secret_address import secret_address

pytestmark = pytest.mark.django_db


@pytest.fixture
def renewal(guangzhou: Body, home_network: Body, secretariat: Reader) -> Renewal:
    board = factories.make_body("Board", kind="board", parent=home_network)
    make(BodyRule, body=board, kind="papers", number=21, starts="2000", ends="..")
    factories.make_meeting(body=board, held=(today() + timedelta(90)).isoformat())
    ends = (today() + timedelta(300)).isoformat()
    made = factories.make_agreement("Alliance", [guangzhou, home_network], starts="2024", ends=ends)
    factories.make_act(made, day="2024-01-02")
    values = {"owner": None, "decided_by": None}
    return begin_renewal(made, values, by=secretariat, moment=timezone.now())


def titles(client: Client, address: str) -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 200
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    return sorted(str(event["summary"]) for event in events)


def test_open_tasks_and_papers_are_deadlines(
    renewal: Renewal, secretariat: Reader, public: Reader, client_of: Callable[[Reader], Client]
) -> None:
    task = renewal.tasks.get(step="ask")
    do_renewal_task(task, "", by=secretariat, moment=timezone.now())
    found = [title for title in titles(client_of(secretariat), "/calendar.ics") if "Ask both" in title]
    assert found == []
    found = titles(client_of(secretariat), "/calendar.ics")
    assert len([title for title in found if title.startswith("Renewal: ")]) == 3
    assert "Papers due: Board meeting" in found
    assert not [title for title in titles(client_of(public), "/calendar.ics") if "Renewal" in title]


def test_a_portfolio_has_a_calendar_and_is_the_managers_own(
    renewal: Renewal,
    guangzhou: Body,
    chengdu: Body,
    home_network: Body,
    coordinator: Reader,
    client_of: Callable[[Reader], Client],
) -> None:
    post = factories.make_post("Asia", key="asia", function=Function.PORTFOLIO_MANAGER)
    make(PortfolioBody, post=post, body=guangzhou, starts="2015", ends="..")
    person = factories.make_person(account=factories.make_user())
    factories.make_role(person=person, post=post)
    other = factories.make_event(
        "Elsewhere", host=chengdu, starts=today().isoformat(), ends=today().isoformat()
    )
    assert other.host == chengdu
    manager = reader_for(person.account, today())
    told = titles(client_of(manager), "/portfolios/asia.ics")
    assert any(title.startswith("Renewal: ") for title in told)
    assert "Elsewhere" not in told
    assert manager.user is not None
    assert titles(Client(), secret_address(manager.user)) == told
    assert client_of(coordinator).get("/portfolios/asia.ics").status_code == 404
