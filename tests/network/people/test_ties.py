"""Ties between bodies: who is tied to whom by what and when, whichever room knows it, in a fixed number of statements."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import factories
from tests.factories import make

from koinon.cooperation.agreements.models import Twinning
from koinon.cooperation.grants.models import Grant
from koinon.cooperation.learning.models import Hub, HubPartner
from koinon.cooperation.pairing.models import ProposedPair, Round
from koinon.cooperation.plans.models import Plan, PlanSide
from koinon.cooperation.visits.models import Visit
from koinon.network.people.models import Body
from koinon.network.people.ties import Tie, ties_of

pytestmark = pytest.mark.django_db
SINCE, UNTIL = date(2015, 1, 1), date(2020, 1, 1)


def found(*bodies: Body) -> list[Tie]:
    return sorted(ties_of((body.pk for body in bodies), SINCE, UNTIL))


@pytest.fixture
def two() -> tuple[Body, Body]:
    """Two governments that have nothing to do with each other yet."""
    cities = factories.make_city("Ales"), factories.make_city("Bern")
    return (
        factories.make_body("City of Ales", kind="government", city=cities[0]),
        factories.make_body("City of Bern", kind="government", city=cities[1]),
    )


def tie_everything(one: Body, other: Body) -> None:
    """One tie of every kind."""
    bound = factories.make_agreement("Memorandum", [one, other], starts="2016", ends="2018")
    edition = factories.make_edition(starts="2017", ends="2018")
    left, right = (factories.make_participation(edition, body) for body in (one, other))
    published = make(Round, edition=edition, published_at=datetime(2017, 3, 1, tzinfo=UTC))
    make(ProposedPair, round=published, left=left, right=right)
    plan = make(Plan, title="Plan", starts="2017", ends="2018")
    for body in (one, other):
        make(PlanSide, plan=plan, body=body)
    event = factories.make_event("Visit", host=other, starts="2018-05", ends="2018-05")
    make(Visit, event=event, guest=one)
    make(Grant, title="Grant", funder=one, recipient=other, day="2016-01-01", audience="public")
    hub = make(Hub, title="Hub", body=factories.make_body("Hub", kind="hub"), host=one, agreement=bound)
    make(HubPartner, hub=hub, body=other)
    first, second = sorted((city for city in (one.city, other.city) if city), key=lambda city: city.pk)
    Twinning.objects.create(key="twins", first=first, second=second)
    board = factories.make_body("Board", kind="board")
    small = factories.make_body("Small network", kind="network")
    for body in (one, other):
        factories.make_role(
            person=factories.make_person(), title="member", of=board, sits_for=body, starts="2016", ends=".."
        )
        factories.make_membership(body, small, starts="2016")


def test_every_room_tells_of_its_ties(two: tuple[Body, Body]) -> None:
    one, other = two
    assert found(one) == []
    tie_everything(one, other)
    told = [tie for tie in found(one) if tie.other == other.pk]
    assert sorted({tie.kind.value for tie in told}) == [
        "agreement",
        "grant",
        "hub",
        "network",
        "pair",
        "visit",
    ]
    assert {tie.words for tie in told} >= {
        "Memorandum",
        "Plan",
        "Visit",
        "Grant",
        "Hub",
        "Board",
        "Ales – Bern",
    }
    assert [(tie.one, tie.other) for tie in found(other) if tie.words == "Grant"] == [(other.pk, one.pk)]


def test_what_was_over_before_or_began_after_is_not_told(two: tuple[Body, Body]) -> None:
    factories.make_agreement("Before", two, starts="2010", ends="2014")
    factories.make_agreement("After", two, starts="2020-02", ends="..")
    factories.make_agreement("At the edge", two, starts="2011", ends="2015-01-01")
    factories.make_agreement("Undated", two, starts="", ends="")
    assert {tie.words for tie in found(two[0])} == {"At the edge", "Undated"}


def test_what_is_not_for_everybody_is_told_without_its_words(two: tuple[Body, Body]) -> None:
    factories.make_agreement("Secret talks", two, starts="2016", ends="2018", audience="secretariat")
    [tie] = found(two[0])
    assert (tie.words, tie.href) == ("", "")


def test_offices_of_one_government_belong_together_and_parts_of_a_network_do_not(
    two: tuple[Body, Body],
) -> None:
    government = two[0]
    offices = [factories.make_body(f"Office {n}", kind="office", parent=government) for n in range(2)]
    network = factories.make_body("World", kind="network")
    parts = [factories.make_body(f"Section {n}", parent=network) for n in range(2)]
    assert {tie.other for tie in found(offices[0])} == {government.pk, offices[1].pk}
    assert {tie.other for tie in found(government)} == {office.pk for office in offices}
    assert {tie.other for tie in found(parts[0])} == {network.pk}


def test_a_large_network_ties_nobody(two: tuple[Body, Body]) -> None:
    large = factories.make_body("Large", kind="network")
    for body in (*two, *(factories.make_body(f"Member {n}") for n in range(12))):
        factories.make_membership(body, large, starts="2016")
    assert found(two[0]) == []


def test_more_bodies_and_ties_ask_no_more_statements(two: tuple[Body, Body]) -> None:
    tie_everything(*two)
    with CaptureQueriesContext(connection) as first:
        found(two[0])
    others = [
        factories.make_body(f"City {n}", kind="government", city=factories.make_city()) for n in range(4)
    ]
    factories.make_agreement("Alliance", [two[0], *others], starts="2016", ends="..")
    with CaptureQueriesContext(connection) as second:
        found(*two, *others)
    assert len(first) == len(second) <= 26
