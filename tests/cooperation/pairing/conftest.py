"""A round of two sides: three Chinese and three European cities, their profiles and an expert."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest

from koinon.cooperation.pairing import (
    profile_commands,
    proposal_commands,
    round_commands,
    scenario_commands,
)
from koinon.cooperation.pairing.models import Profile, ProposedPair, Round, Scenario
from koinon.cooperation.programmes.models import Edition, Participation
from koinon.network.people.models import Body, Function
from koinon.network.people.readers import SYSTEM, Reader

from ... import factories
from ...conftest import reader_with_post

NOW = datetime(2018, 3, 2, 9, 0, tzinfo=UTC)
SAID: dict[str, dict[str, Any]] = {
    "kunming": {"needs": "green port; smart tourism", "offers": "tea culture", "interests": "tourism"},
    "yantai": {"needs": "cultural heritage", "offers": "wine", "interests": "culture; tourism"},
    "weinan": {"needs": "ecology", "offers": "grain", "interests": "ecology"},
    "granada": {"needs": "tea culture", "offers": "smart tourism", "interests": "tourism"},
    "rome": {"needs": "wine", "offers": "cultural heritage; smart tourism", "interests": "culture"},
    "burgas": {"needs": "grain", "offers": "green port; ecology", "interests": "ecology"},
}
CHINA, EUROPE = ("kunming", "yantai", "weinan"), ("granada", "rome", "burgas")
COUNTRIES = {"granada": "es", "rome": "it", "burgas": "bg"}
PLACES = {"kunming": (25.0, 102.7), "rome": (41.9, 12.5), "yantai": (37.5, 121.4), "granada": (37.2, -3.6)}


@dataclass
class Desk:
    """A round with its cities, and what one does with it."""

    round: Round
    expert: Reader
    profiles: dict[str, Profile] = field(default_factory=dict)

    def people(self, name: str) -> Reader:
        """Somebody who may answer for the city."""
        return Reader(bodies=frozenset({self.profiles[name].participation.body_id}))

    def part(self, name: str) -> Participation:
        return self.profiles[name].participation

    def send(self, name: str, *wishes: profile_commands.Said, **values: Any) -> None:
        """Send the city's profile."""
        profile = self.profiles[name]
        blank = {"sdgs": "", "languages": "en", "population": None, "contact_team": ""}
        told = blank | SAID[name] | values
        profile_commands.send_profile(profile, told, wishes, by=self.people(name), moment=NOW)
        profile.refresh_from_db()

    def send_all(self) -> None:
        for name in self.profiles:
            self.send(name)

    def freeze(self) -> None:
        round_commands.freeze_weights(self.round, by=self.expert, moment=NOW)
        for profile in self.profiles.values():
            profile.refresh_from_db()


def make_participant(edition: Edition, name: str, side: str) -> Participation:
    country = factories.make_country(COUNTRIES.get(name, "cn"))
    latitude, longitude = PLACES.get(name, (None, None))
    city = factories.make_city(
        name.title(), key=name, country=country, latitude=latitude, longitude=longitude
    )
    body = factories.make_body(f"{name.title()} City Government", kind="government", city=city)
    return factories.make_participation(edition, body, side=side, key=name)


@pytest.fixture
def expert(home_network: Body) -> Reader:
    """A programme expert."""
    team = factories.make_body("Programme team", kind="team")
    return reader_with_post("Elena Expert", team, Function.EXPERT)


def make_desk(expert: Reader, key: str, lefts: Sequence[str], rights: Sequence[str]) -> Desk:
    """A round with these cities called, not yet open."""
    edition = factories.make_edition(key=f"iuc-{key}", title="IUC 2018")
    parts = [make_participant(edition, name, "China") for name in lefts]
    parts += [make_participant(edition, name, "Europe") for name in rights]
    round_ = round_commands.record_round(
        edition, by=SYSTEM, title="Round 2018", left_side="China", right_side="Europe", key=key
    )
    profiles = profile_commands.call_cities(round_, parts, by=SYSTEM)
    return Desk(round_, expert, {profile.participation.key: profile for profile in profiles})


@pytest.fixture
def prepared(expert: Reader) -> Desk:
    """A round with its six cities called, not yet open."""
    return make_desk(expert, "r2018", CHINA, EUROPE)


@pytest.fixture
def called(prepared: Desk) -> Desk:
    """The call is open."""
    round_commands.open_call(prepared.round, by=prepared.expert, moment=NOW)
    return prepared


@pytest.fixture
def sent(called: Desk) -> Desk:
    """Every city has sent."""
    called.send_all()
    return called


@pytest.fixture
def frozen(sent: Desk) -> Desk:
    """The weights are frozen."""
    sent.freeze()
    return sent


Opening = Callable[[Reader], Any]


def solved(desk: Desk, mode: str = "best", **more: Any) -> Scenario:
    """A scenario of the round, solved."""
    scenario = scenario_commands.ask_scenario(desk.round, by=desk.expert, moment=NOW, mode=mode, **more)
    scenario_commands.solve_scenario.func(scenario.pk)
    scenario.refresh_from_db()
    return scenario


def proposed(desk: Desk) -> dict[str, ProposedPair]:
    """The best pairs, proposed; each under the names of both its cities."""
    scenario = solved(desk)
    assert scenario.is_solved, scenario.message
    proposal_commands.choose_scenario(scenario, by=desk.expert)
    desk.round.refresh_from_db()
    pairs = desk.round.proposed.select_related("round", "left", "right")
    return {city: pair for pair in pairs for city in (pair.left.key, pair.right.key)}
