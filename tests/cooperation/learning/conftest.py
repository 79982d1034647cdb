"""The Chengdu hub under an agreement for 2020–2022, its three promises, its host and a university."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.conftest import reader_with_post
from tests.factories import make, make_agreement, make_body, make_commitment, make_event, make_membership

from koinon.cooperation.learning import curriculum_commands, hub_commands
from koinon.cooperation.learning.models import Curriculum, Hub, HubPartner, Lesson, Module, Seminar
from koinon.cooperation.learning.suggesting import suggested
from koinon.network.events.models import RegistrationRules
from koinon.network.people.models import Body, Function
from koinon.network.people.readers import SYSTEM, Reader

TODAY = date(2020, 5, 4)
HELD = date(2020, 7, 6)
YEARS = ("2020", "2021", "2022")


@pytest.fixture
def university(db: None) -> Body:
    return make_body("Chengdu University", kind="university")


@pytest.fixture
def lecturer(university: Body) -> Reader:
    """The focal point of an academic partner that is no party to the agreement."""
    return reader_with_post("Luo Lecturer", university, Function.FOCAL_POINT)


@pytest.fixture
def member(home_network: Body) -> Reader:
    """Somebody of another member city, who has no part in the hub."""
    city = make_body("Another member", kind="government")
    make_membership(city, home_network)
    return reader_with_post("Mei Member", city, Function.FOCAL_POINT)


@pytest.fixture
def hub(chengdu: Body, home_network: Body, university: Body) -> Hub:
    """Its promises are linked as their words suggest."""
    agreement = make_agreement(
        "Learning hub", parties=[home_network, chengdu], kind="hub", starts="2020", ends="2022"
    )
    body = make_body("Metropolis Learning Hub Chengdu", key="hub-chengdu", kind="hub")
    hub = make(Hub, key="chengdu", title="Learning Hub Chengdu", body=body, host=chengdu, agreement=agreement)
    make(HubPartner, hub=hub, body=university)
    promised = [
        make_commitment(agreement, title=title, dues=YEARS, schedule="yearly", order=order, debtors=[chengdu])
        for order, title in enumerate(
            ("Joint international training curricula", "Promotion of the joint curricula", "Research works")
        )
    ]
    hub_commands.settle_works(hub, {one: suggested(one.title) for one in promised}, by=SYSTEM)
    return hub


@pytest.fixture
def draft(hub: Hub) -> Curriculum:
    """A draft of 2020 with one module of two lessons; each act on it is a test's own."""
    values = {"year": 2020, "title": "Cities that are parks", "language": "en", "audience": "members"}
    curriculum = make(Curriculum, hub=hub, key="chengdu-2020-cities-that-are-parks", **values)
    module = make(Module, curriculum=curriculum, number=1, title="Planning with nature")
    for number, title in enumerate(("What a park city is", "A walk"), start=1):
        make(Lesson, module=module, number=number, title=title, minutes=45)
    return curriculum


def published(curriculum: Curriculum, on: date = TODAY) -> Curriculum:
    """Agreed by both sides and published."""
    for side in ("host", "network"):
        curriculum_commands.agree_curriculum(curriculum, side, by=SYSTEM, on=on)
    curriculum_commands.publish_curriculum(curriculum, by=SYSTEM, on=on)
    return curriculum


def seminar_of(hub: Hub, curriculum: Curriculum | None = None, **values: Any) -> Seminar:
    """A seminar on 6 July 2020 for which members may register."""
    given = {"starts": "2020-07-06", "ends": "2020-07-06", "host": hub.body} | values
    event = make_event(**given)
    make(RegistrationRules, event=event, open_to="all")
    return make(Seminar, event=event, hub=hub, curriculum=curriculum)
