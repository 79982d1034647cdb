"""The pages of a round: a fixed number of statements whatever the number of cities, and what they say."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from koinon.cooperation.pairing import (
    links,
    profile_commands,
    proposal_commands,
    publish_commands,
    round_commands,
)
from koinon.cooperation.pairing.models import Profile, Scenario
from koinon.matching import exchange_file, exchange_writing
from koinon.matching.solve import solve
from koinon.network.people.models import Function
from koinon.network.people.readers import PUBLIC, Reader

from ...conftest import reader_with_post
from ...factories import make_agreement
from .conftest import CHINA, EUROPE, NOW, Desk, make_desk, proposed, solved

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Reader], Client]
Count = Callable[[int], AbstractContextManager[object]]
SIZES = [(CHINA[1:2], EUROPE[1:2]), (CHINA, EUROPE)]


@pytest.fixture(params=SIZES, ids=["one", "three"])
def desk(request: pytest.FixtureRequest, expert: Reader) -> Desk:
    """A frozen round with one and with three cities a side."""
    sides: tuple[Sequence[str], Sequence[str]] = request.param
    made = make_desk(expert, "r2018", *sides)
    round_commands.open_call(made.round, by=expert, moment=NOW)
    made.send_all()
    made.freeze()
    return made


def test_the_desk_asks_a_fixed_number_of_statements(
    desk: Desk, client_of: ClientOf, django_assert_num_queries: Count
) -> None:
    client = client_of(desk.expert)
    key = desk.round.key
    proposed(desk)
    scenario = Scenario.objects.get()
    pages = {
        reverse("pairing:rounds"): 8,
        reverse("pairing:round", args=[key]): 12,
        reverse("pairing:board", args=[key]): 8,
        reverse("pairing:scenario", args=[scenario.key]): 14,
        reverse("pairing:proposal", args=[key]): 13,
    }
    for address, expected in pages.items():
        client.get(address)
        with django_assert_num_queries(expected):
            assert client.get(address).status_code == 200


def test_why_what_if_and_compare_ask_a_fixed_number_of_statements(
    desk: Desk, client_of: ClientOf, django_assert_num_queries: Count
) -> None:
    client, scenario = client_of(desk.expert), solved(desk)
    ends = {"left": "yantai", "right": "rome"}
    pages: list[tuple[str, dict[str, str], int]] = [
        (reverse("pairing:why", args=[scenario.key]), ends, 12),
        (reverse("pairing:what-if", args=[scenario.key]), {"do": "forbid"} | ends, 11),
        (reverse("pairing:compare", args=[desk.round.key]), {}, 9),
    ]
    for address, told, expected in pages:
        client.get(address, told)
        with django_assert_num_queries(expected):
            assert client.get(address, told).status_code == 200


def test_what_a_city_and_everybody_sees_asks_a_fixed_number_of_statements(
    desk: Desk, client_of: ClientOf, django_assert_num_queries: Count
) -> None:
    proposed(desk)
    proposal_commands.ask_cities(desk.round, by=desk.expert, moment=NOW)
    officer = reader_with_post("Olaf Officer", desk.part("rome").body, Function.FOCAL_POINT)
    address = reverse("pairing:round", args=[desk.round.key])
    asked(client_of(officer), address, 10, django_assert_num_queries)
    desk.round.refresh_from_db()
    publish_commands.publish_pairs(desk.round, by=desk.expert, moment=NOW, without=True)
    asked(client_of(PUBLIC), address, 7, django_assert_num_queries)


def asked(client: Client, address: str, expected: int, count: Count) -> None:
    """The page once to warm what is kept in memory, and once under the count."""
    client.get(address)
    with count(expected):
        assert client.get(address).status_code == 200


# By signed link


def linked(desk: Desk, name: str) -> str:
    profile = Profile.objects.get(pk=desk.profiles[name].pk)
    profile_commands.issue_link(profile, until=date(2100, 1, 1), by=desk.expert)
    return links.token_of(profile)


FORM = {"interests": "culture", "offers": "wine\ncheese", "needs": "", "do": "draft"}


def test_a_city_without_an_account_keeps_a_draft_sends_and_answers(called: Desk) -> None:
    client, token = Client(), linked(called, "rome")
    form, home = (reverse(f"pairing:{name}", args=[token]) for name in ("by-link", "own-by-link"))
    assert "Rome" in client.get(form).content.decode()
    assert client.post(form, FORM)["Location"] == form
    profile = Profile.objects.get(pk=called.profiles["rome"].pk)
    assert (profile.offers, profile.sent_at) == ("wine; cheese", None)
    assert "wine\ncheese" in client.get(form).content.decode()
    sent = client.post(
        form, FORM | {"do": "send", "prefers_1": "yantai", "vetoes_1": "weinan", "knows": "kunming"}
    )
    assert sent.status_code == 422
    assert "Say why you cannot work with Weinan" in sent.content.decode()
    sent = client.post(form, FORM | {"do": "send", "prefers_1": "yantai", "sdgs": ["4", "11"]})
    assert sent["Location"] == home
    profile.refresh_from_db()
    assert (profile.sdgs, profile.sent_at is not None) == ("4; 11", True)
    assert [(wish.kind, wish.other.key) for wish in profile.wishes.all()] == [("prefers", "yantai")]
    for name in called.profiles:
        if name != "rome":
            called.send(name)
    called.freeze()
    assert client.get(form)["Location"] == home
    pairs = proposed(called)
    proposal_commands.ask_cities(called.round, by=called.expert, moment=NOW)
    assert "Proposed partner: " in client.get(home).content.decode()
    address = reverse("pairing:answer-by-link", args=[token, pairs["rome"].key])
    assert "Why this city" in client.get(address).content.decode()
    assert client.post(address, {"choice": "no", "reason": ""}).status_code == 422
    assert client.post(address, {"choice": "yes", "reason": ""})["Location"] == home
    other = next(pair for name, pair in pairs.items() if pair.pk != pairs["rome"].pk)
    assert client.get(reverse("pairing:answer-by-link", args=[token, other.key])).status_code == 404


def test_a_spoilt_link_says_so(called: Desk) -> None:
    answer = Client().get(reverse("pairing:by-link", args=["no-such-token"]))
    assert answer.status_code == 404
    assert "Ask the programme for a new one" in answer.content.decode()


def test_the_form_of_a_city_with_an_account(called: Desk, client_of: ClientOf) -> None:
    officer = reader_with_post("Olaf Officer", called.part("rome").body, Function.FOCAL_POINT)
    client, address = client_of(officer), reverse("pairing:profile", args=[called.profiles["rome"].key])
    assert client.get(address).status_code == 200
    assert client.post(address, FORM | {"do": "send"}).status_code == 302
    other = reverse("pairing:profile", args=[called.profiles["burgas"].key])
    assert client.get(other).status_code == 404
    assert client.post(address, {"do": "send"}).status_code == 422


# Scenarios


def test_an_impossible_round_shows_what_to_relax(frozen: Desk, client_of: ClientOf) -> None:
    for left in ("yantai", "kunming"):
        round_commands.record_rule(
            frozen.round, by=frozen.expert, kind="pin", left=frozen.part(left), right=frozen.part("rome"),
            reason="so",
        )  # fmt: skip
    scenario = solved(frozen)
    page = client_of(frozen.expert).get(reverse("pairing:scenario", args=[scenario.key]))
    words = page.content.decode()
    assert "No pairing keeps every rule" in words
    assert "and Rome are a pair" in words


def test_why_not_names_the_obstacle(frozen: Desk, client_of: ClientOf) -> None:
    scenario = solved(frozen)
    client, address = client_of(frozen.expert), reverse("pairing:why", args=[scenario.key])
    for other, words in (("kunming", "same side"), ("nowhere", "Choose cities of this round")):
        answer = client.get(address, {"left": "yantai", "right": other})
        assert words in answer.content.decode()
    assert "Why Yantai and Rome" in client.get(address, {"left": "rome", "right": "yantai"}).content.decode()


def test_the_price_of_a_pair_is_what_forcing_it_costs(frozen: Desk) -> None:
    scenario = solved(frozen)
    prices = {(left, right): price for left, right, price in scenario.answer["force"]}
    forced = solved(frozen, changes=[{"do": "pin", "left": "yantai", "right": "burgas"}])
    assert scenario.total is not None
    assert forced.total == scenario.total - prices["yantai", "burgas"]
    assert all(prices[tuple(pair)] == 0 for pair in scenario.answer["pairs"])


def test_what_if_every_kind(frozen: Desk, client_of: ClientOf) -> None:
    scenario = solved(frozen)
    client, address = client_of(frozen.expert), reverse("pairing:what-if", args=[scenario.key])
    for asked_, words in (
        ({"do": "forbid", "left": "yantai", "right": "rome"}, "If Yantai and Rome were no pair"),
        ({"do": "pin", "left": "rome", "right": "weinan"}, "If Rome and Weinan were a pair"),
        ({"do": "leave", "city": "rome"}, "If Rome withdraws"),
        ({"do": "join", "city": "rome"}, "Nobody moves."),
        ({"do": "weigh", "criterion": "size", "weight": "0"}, "weighed 0"),
        ({"do": "weigh", "criterion": "size", "weight": "much"}, "whole number"),
        ({"do": "dance"}, "Say what should be otherwise"),
    ):
        assert words in client.get(address, asked_).content.decode(), words


def test_other_weights_are_not_told_as_a_gain(frozen: Desk, client_of: ClientOf) -> None:
    scenario = solved(frozen)
    address = reverse("pairing:what-if", args=[scenario.key])
    asked_ = {"do": "weigh", "criterion": "needs", "weight": "40"}
    words = client_of(frozen.expert).get(address, asked_).content.decode()
    assert "cannot be compared" in words
    assert "The round gains" not in words


def test_publishing_what_a_city_declined_leads_back_and_says_who(frozen: Desk, client_of: ClientOf) -> None:
    pairs = proposed(frozen)
    proposal_commands.ask_cities(frozen.round, by=frozen.expert, moment=NOW)
    proposal_commands.answer_proposal(
        pairs["rome"],
        frozen.profiles["rome"],
        choice="no",
        reason="far",
        by=frozen.people("rome"),
        moment=NOW,
    )
    answer = client_of(frozen.expert).post(reverse("pairing:publish", args=[frozen.round.key]))
    assert answer.status_code == 422
    assert "Not agreed: Rome City Government: no" in answer.content.decode()


def test_published_pairs_say_why_to_everybody(frozen: Desk, client_of: ClientOf) -> None:
    proposed(frozen)
    proposal_commands.ask_cities(frozen.round, by=frozen.expert, moment=NOW)
    publish_commands.publish_pairs(frozen.round, by=frozen.expert, moment=NOW, without=True)
    words = client_of(PUBLIC).get(reverse("pairing:round", args=[frozen.round.key])).content.decode()
    assert "Rome offers what Yantai seeks: cultural heritage (10)." in words


def test_the_parts_kept_with_a_pair_sum_to_its_values(frozen: Desk) -> None:
    for pair in solved(frozen).pairs.all():
        assert sum(part["weight"] * part["left"] for part in pair.parts) == pair.left_value
        assert sum(part["weight"] * part["right"] for part in pair.parts) == pair.right_value


def test_one_pool(expert: Reader) -> None:
    desk = make_desk(expert, "pool", CHINA, EUROPE)
    round_commands.change_round(desk.round, by=expert, left_side="", right_side="")
    round_commands.open_call(desk.round, by=expert, moment=NOW)
    desk.send_all()
    desk.freeze()
    pairs = proposed(desk)
    assert len({pair.pk for pair in pairs.values()}) == 3
    assert len(pairs) == 6


def test_the_file_of_the_problem_answers_alike_and_bears_the_digest(
    frozen: Desk, client_of: ClientOf
) -> None:
    scenario = solved(frozen)
    answer = client_of(frozen.expert).get(reverse("pairing:problem-file", args=[scenario.key]))
    asked_ = exchange_file.read(answer.content)
    assert exchange_writing.digest(asked_.problem) == scenario.digest
    assert [list(pair) for pair in solve(asked_.problem).pairs] == scenario.answer["pairs"]


def test_side_by_side_with_the_record(frozen: Desk, client_of: ClientOf) -> None:
    solved(frozen)
    edition = frozen.round.edition
    bodies = [frozen.part("yantai").body, frozen.part("rome").body]
    make_agreement("Rome and Yantai", bodies, kind="pairing", edition=edition, programme=edition.programme)
    page = client_of(frozen.expert).get(reverse("pairing:compare", args=["r2018"]))
    assert "/agreements/" in page.content.decode()
    assert "Rome</a>" in page.content.decode()
