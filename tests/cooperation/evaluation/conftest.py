"""The cast around a pair: its two sides, the expert of its programme, and all those whose affair it is not."""

from datetime import date

import pytest
from tests.conftest import reader_with_post
from tests.cooperation.evaluation.making import make_pair
from tests.factories import make_body, make_membership, make_programme

from koinon.cooperation.agreements.models import Agreement
from koinon.cooperation.evaluation.commands import open_assessment
from koinon.cooperation.evaluation.models import Assessment
from koinon.network.people.models import Body, Function
from koinon.network.people.readers import SYSTEM, Reader

ON = date(2026, 11, 22)


@pytest.fixture
def team(db: None) -> Body:
    return make_body("Programme team", key="team")


@pytest.fixture
def pair(guangzhou: Body, chengdu: Body, team: Body) -> Agreement:
    """Guangzhou and Chengdu, paired under the programme that the team runs."""
    programme = make_programme("Pairings", run_by=team)
    return make_pair(guangzhou, chengdu, key="the-pair", programme=programme)


@pytest.fixture
def expert(team: Body) -> Reader:
    """The expert of the pair's programme."""
    return reader_with_post("Elena Expert", team, Function.EXPERT)


@pytest.fixture
def other_expert(db: None) -> Reader:
    """The expert of some other programme."""
    return reader_with_post("Otto Elsewhere", make_body("Other team"), Function.EXPERT)


@pytest.fixture
def colleague(team: Body) -> Reader:
    """Somebody in the programme's team who is no expert."""
    return reader_with_post("Carla Colleague", team, Function.NONE)


@pytest.fixture
def third(home_network: Body) -> Reader:
    """The officer of a member city that is not of the pair."""
    body = make_body("City of Third")
    make_membership(body, home_network)
    return reader_with_post("Theo Third", body, Function.FOCAL_POINT)


@pytest.fixture
def funder(db: None) -> Reader:
    return reader_with_post("Fatou Funder", make_body("Union"), Function.FUNDER)


@pytest.fixture
def asked(pair: Agreement) -> Assessment:
    """Both sides were asked."""
    return open_assessment(pair, "2026", by=SYSTEM, on=ON)
