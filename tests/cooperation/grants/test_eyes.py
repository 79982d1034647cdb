"""Who sees money: the secretariat everything, a funder what it funds, everybody what is public; by name, over every door."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.utils import timezone
from tests.conftest import reader_with_post
from tests.cooperation.grants.making import (
    make_co_funder,
    make_grant,
    make_instalment,
    make_payment,
    make_pledge,
)
from tests.factories import make_agreement, make_body, make_city, make_decision

from koinon.cooperation.grants.freezing import freeze_line
from koinon.cooperation.grants.models import CoFunder, FrozenLine, Grant, Instalment, Payment, Pledge
from koinon.network.evidence.commands import run_rules
from koinon.network.members.queries import reader_for
from koinon.network.people.models import Body, Function
from koinon.network.people.readers import PUBLIC, SYSTEM, Reader
from koinon.platform.search.indexing import index
from koinon.site.exchange.exporting import written_workbook

pytestmark = pytest.mark.django_db
SignedIn = Callable[[Reader], Client]
SECRET = "Hushed support"


@pytest.fixture
def union(home_network: Body) -> Body:
    return make_body("Union", key="union", city=make_city("Brussels"))


@pytest.fixture
def funder(union: Body) -> Reader:
    """Somebody who speaks for the Union as a funder."""
    return reader_with_post("Fatou Funder", union, Function.FUNDER)


@pytest.fixture
def clerk(union: Body) -> Reader:
    """Somebody who works there, and not as a funder."""
    return reader_with_post("Carl Clerk", union, Function.FOCAL_POINT)


@pytest.fixture
def grant(union: Body, guangzhou: Body) -> Grant:
    """Secret money from the Union to Guangzhou, in all its parts."""
    made = make_grant(
        funder=union,
        recipient=guangzhou,
        title=SECRET,
        agreement=make_agreement("Open agreement", parties=[union, guangzhou]),
        decision=make_decision(),
    )
    make_payment(made, instalment=make_instalment(made, title="Hushed instalment"), title="Hushed payment")
    make_co_funder(made, funder=make_body("Hushed partner"))
    make_pledge(funder=union, recipient=guangzhou, title="Hushed pledge")
    return made


def test_the_secretariat_and_its_funder_see_it_and_nobody_else(
    grant: Grant,
    secretariat: Reader,
    funder: Reader,
    clerk: Reader,
    coordinator: Reader,
    other_officer: Reader,
    stranger: Reader,
) -> None:
    for model in (Pledge, Grant, CoFunder, Instalment, Payment):
        for reader in (secretariat, funder):
            assert model.objects.visible_to(reader).count() == 1, (model, reader)
        for reader in (clerk, coordinator, other_officer, stranger, PUBLIC):
            assert not model.objects.visible_to(reader).exists(), (model, reader)


def test_a_co_funder_sees_what_it_funds_too(grant: Grant) -> None:
    partner = Body.objects.get(name="Hushed partner")
    reader = reader_with_post("Paul Partner", partner, Function.FUNDER)
    assert Grant.objects.visible_to(reader).get() == grant
    assert not Pledge.objects.visible_to(reader).exists()


def test_the_parties_see_what_is_for_the_parties(
    grant: Grant, coordinator: Reader, other_officer: Reader
) -> None:
    Grant.objects.update(audience="parties")
    assert Grant.objects.visible_to(coordinator).exists()
    assert Payment.objects.visible_to(coordinator).exists()
    assert not Grant.objects.visible_to(other_officer).exists()


def test_a_funder_that_left_sees_nothing_more(grant: Grant, funder: Reader) -> None:
    assert funder.user
    funder.user.person.roles.update(
        ends_edtf="2020", ends_earliest=date(2020, 1, 1), ends_latest=date(2020, 12, 31)
    )
    assert not Grant.objects.visible_to(reader_for(funder.user, timezone.localdate())).exists()


def addresses(grant: Grant) -> list[str]:
    pledge = Pledge.objects.get()
    return [
        "/grants/",
        "/grants/pledges/",
        "/grants/lines/",
        f"/grants/{grant.key}/",
        f"/grants/pledges/{pledge.key}/",
        "/grants/line/funder/union/",
        "/grants/line/funder/union/?format=csv",
        f"/grants/line/agreement/{grant.agreement.key}/" if grant.agreement else "",
        f"/agreements/{grant.agreement.key}/" if grant.agreement else "",
        f"/meetings/decisions/{grant.decision.key}/" if grant.decision else "",
        "/bodies/union/",
        f"/history/grants.grant/{grant.key}/",
        "/search/?q=hushed",
        "/evidence/findings/",
        "/calendar.ics",
    ]


def told(client: Client, address: str) -> str:
    answer = client.get(address)
    if answer.status_code == 404:
        return ""
    assert answer.status_code in (200, 302), (address, answer.status_code)
    return (b"".join(answer) if answer.streaming else answer.content).decode(errors="replace")


def test_no_page_names_it_to_those_whose_money_it_is_not(
    grant: Grant,
    client_of: SignedIn,
    clerk: Reader,
    coordinator: Reader,
    other_officer: Reader,
    stranger: Reader,
) -> None:
    index("grants.grant")
    index("grants.pledge")
    run_rules(on=timezone.localdate(), moment=timezone.now())
    freeze_line(
        grant.funder, date(2020, 1, 1), audience="secretariat", by=SYSTEM, on=date(2026, 1, 1), moment=NOW
    )
    every = addresses(grant)
    doors = dict.fromkeys((clerk, coordinator, PUBLIC), every)
    # Those without a tie to either side have the eyes of the public, and are asked at the doors of money only.
    doors |= dict.fromkeys((other_officer, stranger), every[:8])
    for reader, asked in doors.items():
        client = client_of(reader)
        for address in asked:
            hushed = SECRET if address.startswith("/search/") else "Hushed"
            assert hushed not in told(client, address), (reader, address)


NOW = datetime(2026, 1, 1, 9, tzinfo=UTC)


def test_every_page_names_it_to_the_secretariat_and_most_to_the_funder(
    grant: Grant, client_of: SignedIn, secretariat: Reader, funder: Reader
) -> None:
    index("grants.grant")
    index("grants.pledge")
    seen = [
        one
        for one in addresses(grant)
        if "lines/" not in one and "findings" not in one and "calendar" not in one
    ]
    for client in (client_of(secretariat), client_of(funder)):
        for address in seen:
            assert "Hushed" in told(client, address), address


def test_a_frozen_line_of_a_funder_is_the_funders_too(
    grant: Grant, client_of: SignedIn, funder: Reader, clerk: Reader, client: Client
) -> None:
    on = date(2026, 1, 1)
    line = freeze_line(grant.funder, on, audience="secretariat", by=SYSTEM, on=on, moment=NOW)
    assert client_of(funder).get(line.get_absolute_url()).status_code == 200
    assert client_of(funder).get(f"/papers/money-lines/{line.key}.pdf").status_code == 200
    for stranger in (client_of(clerk), client):
        assert stranger.get(line.get_absolute_url()).status_code == 404
        assert stranger.get(f"/papers/money-lines/{line.key}.pdf").status_code == 404
        assert stranger.get(f"/papers/money-lines/{line.key}.json").status_code == 404
    assert not FrozenLine.objects.visible_to(PUBLIC).exists()


def test_the_workbook_takes_along_only_what_its_reader_sees(grant: Grant, coordinator: Reader) -> None:
    for reader, takes in ((coordinator, False), (SYSTEM, True)):
        assert (SECRET in str([one.rows for one in written_workbook(reader)])) is takes, reader


def test_a_hidden_end_hides_the_grant(guangzhou: Body, other_officer: Reader) -> None:
    hidden = make_body("Hushed donor", audience="secretariat")
    make_grant(funder=hidden, recipient=guangzhou, audience="public")
    assert not Grant.objects.visible_to(other_officer).exists()


def test_hidden_records_it_rests_on_are_not_named(guangzhou: Body, client: Client) -> None:
    hushed = make_agreement("Hushed agreement", audience="secretariat")
    pledge = make_pledge(title="Hushed pledge")
    made = make_grant(recipient=guangzhou, audience="public", agreement=hushed, pledge=pledge)
    assert "Hushed" not in client.get(f"/grants/{made.key}/").text


def test_forms_are_for_those_who_record(
    grant: Grant, client_of: SignedIn, funder: Reader, coordinator: Reader, secretariat: Reader
) -> None:
    one, paid = Instalment.objects.get(), Payment.objects.get()
    doors = [
        "/grants/new/",
        "/grants/pledges/new/",
        f"/grants/{grant.key}/edit/",
        f"/grants/{grant.key}/co-funders/new/",
        f"/grants/{grant.key}/instalments/new/",
        f"/grants/{grant.key}/instalments/{one.key}/edit/",
        f"/grants/{grant.key}/payments/new/",
        f"/grants/{grant.key}/payments/{paid.key}/edit/",
    ]
    for door in doors:
        assert client_of(secretariat).get(door).status_code == 200, door
        for reader in (funder, coordinator):
            assert client_of(reader).get(door).status_code == 404, door
        assert client_of(PUBLIC).get(door).status_code == 302, door
    press = [
        f"/grants/{grant.key}/remove/",
        "/grants/line/funder/union/freeze/",
        f"/grants/{grant.key}/payments/{paid.key}/remove/",
    ]
    for door in press:
        assert client_of(funder).post(door).status_code == 404, door
