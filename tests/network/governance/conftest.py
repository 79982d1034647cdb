"""The Board of the tests of governance."""

import pytest
from tests import factories
from tests.board import Board

from koinon.network.governance.models import RuleKind
from koinon.network.people.models import Body


@pytest.fixture
def board(home_network: Body) -> Board:
    """The Board, with the rule that says who votes."""
    body = factories.make_body("Board of Directors", kind="board", parent=home_network)
    post = factories.make_post("Member of the Board", body=body, seats=6, for_bodies=True)
    cities, seats = [], []
    for name in ("Abuja", "Berlin", "Cairo", "Dakar", "Essen"):
        city = factories.make_body(f"City of {name}", kind="government")
        factories.make_membership(city, home_network)
        cities.append(city)
        seats.append(factories.make_role(holder=city, post=post))
    made = Board(body, post, cities, seats)
    made.rule(RuleKind.VOTERS, post=post, article="Article 8")
    return made
