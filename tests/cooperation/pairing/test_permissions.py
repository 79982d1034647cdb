"""Who may open which door of a round, and see which of its rows; each line of the matrix a sentence."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from koinon.cooperation.pairing import (
    letter_commands,
    profile_commands,
    proposal_commands,
    publish_commands,
    round_commands,
    scenario_commands,
)
from koinon.cooperation.pairing.models import (
    CityAnswer,
    Profile,
    ProposedPair,
    Round,
    RoundRule,
    RoundWeight,
    Scenario,
    Wish,
)
from koinon.cooperation.pairing.permissions import can_answer_for, can_open_profiles, can_run
from koinon.network.people.models import Function
from koinon.network.people.readers import PUBLIC, Reader
from koinon.platform.errors import NotAllowed

from ...conftest import reader_with_post
from .conftest import NOW, Desk, proposed

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Reader], Client]
RUNNER_PAGES = (
    "board",
    "weights",
    "freeze",
    "rule-new",
    "scenario-new",
    "proposal",
    "pair-new",
    "round-edit",
)


def officer_of(desk: Desk, name: str) -> Reader:
    """Somebody with an account in the city's government."""
    return reader_with_post(f"Olaf {name.title()}", desk.part(name).body, Function.FOCAL_POINT)


def test_experts_and_the_secretariat_run_rounds(
    expert: Reader, secretariat: Reader, coordinator: Reader, stranger: Reader
) -> None:
    assert [can_run(one) for one in (expert, secretariat, coordinator, stranger, PUBLIC)] == [
        True, True, False, False, False,
    ]  # fmt: skip


def test_only_its_own_people_answer_for_a_city(prepared: Desk, secretariat: Reader) -> None:
    profile = prepared.profiles["rome"]
    assert can_answer_for(prepared.people("rome"), profile)
    assert not any(
        can_answer_for(one, profile)
        for one in (prepared.people("yantai"), prepared.expert, secretariat, PUBLIC)
    )


@pytest.mark.parametrize("page", RUNNER_PAGES)
def test_the_pages_of_the_desk_are_the_experts_alone(
    page: str, sent: Desk, stranger: Reader, client_of: ClientOf
) -> None:
    address = reverse(f"pairing:{page}", args=[sent.round.key])
    city = officer_of(sent, "rome")
    assert client_of(sent.expert).get(address).status_code == 200
    assert client_of(city).get(address).status_code == 404
    assert client_of(stranger).get(address).status_code == 404
    assert client_of(PUBLIC).get(address).status_code == 302


def test_who_sees_a_round(called: Desk, stranger: Reader, secretariat: Reader) -> None:
    def sees(reader: Reader) -> bool:
        return Round.objects.visible_to(reader).exists()

    assert sees(called.expert)
    assert sees(secretariat)
    assert sees(called.people("rome"))
    assert not sees(stranger)
    assert not sees(PUBLIC)
    Round.objects.update(published_at=NOW)
    assert sees(PUBLIC)


def test_a_city_sees_a_round_only_once_the_call_is_open(prepared: Desk) -> None:
    assert not Round.objects.visible_to(prepared.people("rome")).exists()


def test_before_the_freeze_nobody_but_the_city_reads_its_profile(
    sent: Desk, secretariat: Reader, client_of: ClientOf
) -> None:
    key = sent.profiles["rome"].key
    for reader in (sent.expert, secretariat):
        assert not can_open_profiles(reader, sent.round)
        assert not Profile.objects.visible_to(reader).exists()
        assert client_of(reader).get(reverse("pairing:profile-read", args=[key])).status_code == 404
        history = reverse("history:record", args=["pairing.profile", key])
        assert client_of(reader).get(history).status_code == 404
    assert [one.key for one in Profile.objects.visible_to(sent.people("rome"))] == [key]


def test_the_board_before_the_freeze_tells_no_contact_and_no_city_of_a_theme(
    sent: Desk, client_of: ClientOf
) -> None:
    sent.send("rome", contact_team="Giulia Secret, giulia@rome.example")
    words = client_of(sent.expert).get(reverse("pairing:board", args=["r2018"])).content.decode()
    assert "giulia" not in words
    assert "cultural heritage" in words


def test_after_the_freeze_the_expert_reads_it_and_another_city_does_not(
    frozen: Desk, client_of: ClientOf
) -> None:
    address = reverse("pairing:profile-read", args=[frozen.profiles["rome"].key])
    assert "cultural heritage" in client_of(frozen.expert).get(address).content.decode()
    assert client_of(officer_of(frozen, "yantai")).get(address).status_code == 404
    other = Profile.objects.visible_to(frozen.people("yantai"))
    assert [one.participation.key for one in other] == ["yantai"]


def test_a_city_sees_its_own_proposal_and_no_other(frozen: Desk, client_of: ClientOf) -> None:
    pairs = proposed(frozen)
    rome = frozen.people("rome")
    assert not ProposedPair.objects.visible_to(rome).exists()
    proposal_commands.ask_cities(frozen.round, by=frozen.expert, moment=NOW)
    seen = ProposedPair.objects.visible_to(rome)
    assert [str(pair) for pair in seen] == [str(pairs["rome"])]
    page = client_of(officer_of(frozen, "rome")).get(reverse("pairing:round", args=["r2018"]))
    words = page.content.decode()
    assert "Proposed partner: Yantai" in words
    assert "Weinan" not in words
    other = reverse("pairing:answer", args=[pairs["burgas"].key])
    assert client_of(officer_of(frozen, "granada")).get(other).status_code == 404


def test_scenarios_rules_wishes_and_answers_stay_with_the_desk(frozen: Desk) -> None:
    pairs = proposed(frozen)
    proposal_commands.ask_cities(frozen.round, by=frozen.expert, moment=NOW)
    proposal_commands.answer_proposal(
        pairs["rome"], frozen.profiles["rome"], choice="yes", by=frozen.people("rome"), moment=NOW
    )
    yantai = frozen.people("yantai")
    for model in (Scenario, RoundRule, CityAnswer, Wish):
        assert not model.objects.visible_to(yantai).exists(), model
        assert not model.objects.visible_to(PUBLIC).exists(), model
    assert Scenario.objects.visible_to(frozen.expert).exists()
    assert CityAnswer.objects.visible_to(frozen.expert).exists()
    assert CityAnswer.objects.visible_to(frozen.people("rome")).exists()
    assert not RoundWeight.objects.visible_to(PUBLIC).exists()


COMMANDS: dict[str, Callable[[Desk, Reader], object]] = {
    "record a round": lambda desk, by: round_commands.record_round(
        desk.round.edition, by=by, title="Another"
    ),
    "change it": lambda desk, by: round_commands.change_round(desk.round, by=by, title="Another"),
    "remove it": lambda desk, by: round_commands.remove_round(desk.round, by=by),
    "weigh": lambda desk, by: round_commands.set_weights(desk.round, {"needs": 3}, by=by),
    "freeze": lambda desk, by: round_commands.freeze_weights(desk.round, by=by, moment=NOW),
    "set a rule": lambda desk, by: round_commands.record_rule(desk.round, by=by, kind="pin", reason="so"),
    "call cities": lambda desk, by: profile_commands.call_cities(desk.round, [], by=by),
    "make a link": lambda desk, by: profile_commands.issue_link(
        desk.profiles["rome"], until=NOW.date(), by=by
    ),
    "revoke a link": lambda desk, by: profile_commands.revoke_link(desk.profiles["rome"], by=by),
    "write to the cities": lambda desk, by: letter_commands.write_to_cities(desk.round, by=by, on=NOW.date()),
    "set places": lambda desk, by: profile_commands.set_places(
        desk.profiles["rome"], capacity=2, outside=0, by=by
    ),
    "ask the engine": lambda desk, by: scenario_commands.ask_scenario(desk.round, by=by, moment=NOW),
    "ask the cities": lambda desk, by: proposal_commands.ask_cities(desk.round, by=by, moment=NOW),
    "publish": lambda desk, by: publish_commands.publish_pairs(desk.round, by=by, moment=NOW),
    "open the call": lambda desk, by: round_commands.open_call(desk.round, by=by, moment=NOW),
    "take a rule back": lambda desk, by: round_commands.remove_rule(RoundRule(round=desk.round), by=by),
    "stop the engine": lambda desk, by: scenario_commands.stop_scenario(Scenario(round=desk.round), by=by),
    "solve again": lambda desk, by: scenario_commands.solve_again(Scenario(round=desk.round), by=by),
    "remove a scenario": lambda desk, by: scenario_commands.remove_scenario(
        Scenario(round=desk.round), by=by
    ),
    "propose pairs": lambda desk, by: proposal_commands.choose_scenario(Scenario(round=desk.round), by=by),
    "undo a pair": lambda desk, by: proposal_commands.undo_pair(
        ProposedPair(round=desk.round), reason="so", by=by
    ),
    "make a pair": lambda desk, by: proposal_commands.make_pair(
        desk.round, desk.part("rome"), desk.part("yantai"), reason="so", by=by
    ),
}


@pytest.mark.parametrize("what", COMMANDS)
def test_no_command_of_the_desk_is_for_a_city_or_a_stranger(what: str, sent: Desk, stranger: Reader) -> None:
    for reader in (sent.people("rome"), stranger, PUBLIC):
        with pytest.raises(NotAllowed):
            COMMANDS[what](sent, reader)


def test_not_even_the_secretariat_writes_for_a_city(called: Desk, secretariat: Reader) -> None:
    with pytest.raises(NotAllowed):
        profile_commands.save_draft(called.profiles["rome"], {}, [], by=secretariat, moment=NOW)
