"""What pairing puts on pages of lower rooms, and to whom it says that something waits."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from koinon.cooperation.pairing import proposal_commands, publish_commands
from koinon.cooperation.pairing.queries import waiting_for
from koinon.network.people.models import Function
from koinon.network.people.readers import PUBLIC, Reader

from ...conftest import reader_with_post
from .conftest import NOW, Desk, proposed

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Reader], Client]


def text(client: Client, name: str, key: str) -> str:
    answer = client.get(reverse(name, args=[key]))
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_an_edition_shows_its_rounds_to_whom_they_are_open(prepared: Desk, client_of: ClientOf) -> None:
    key = prepared.round.edition.key
    assert "Round 2018" in text(client_of(prepared.expert), "programmes:edition", key)
    assert "Round 2018" not in text(client_of(PUBLIC), "programmes:edition", key)


def test_a_round_is_offered_where_there_is_none(prepared: Desk, client_of: ClientOf) -> None:
    client, edition = client_of(prepared.expert), prepared.round.edition
    rounds = reverse("pairing:rounds")
    new = reverse("pairing:round-new", args=[edition.key])
    assert new not in client.get(rounds).content.decode()
    prepared.round.delete()
    assert new in client.get(rounds).content.decode()
    assert new in text(client, "programmes:edition", edition.key)
    assert new not in text(client_of(PUBLIC), "programmes:edition", edition.key)


def test_a_city_is_told_what_waits_for_it_and_nobody_else_is(called: Desk, client_of: ClientOf) -> None:
    rome = called.part("rome").body
    officer = client_of(reader_with_post("Olaf Officer", rome, Function.FOCAL_POINT))
    form = reverse("pairing:profile", args=[called.profiles["rome"].key])
    assert form in text(officer, "portal:body", rome.key)
    assert form in officer.get(reverse("pairing:rounds")).content.decode()
    assert "Pairing waits" not in text(client_of(called.expert), "portal:body", rome.key)
    called.send_all()
    assert not waiting_for(frozenset({rome.pk})).exists()
    called.freeze()
    pairs = proposed(called)
    proposal_commands.ask_cities(called.round, by=called.expert, moment=NOW)
    assert "Answer about the proposed partner" in text(officer, "portal:body", rome.key)
    proposal_commands.answer_proposal(
        pairs["rome"], called.profiles["rome"], choice="yes", by=called.people("rome"), moment=NOW
    )
    assert not waiting_for(frozenset({rome.pk})).exists()


def test_an_agreement_to_be_names_the_round_it_came_from(frozen: Desk, client_of: ClientOf) -> None:
    pairs = proposed(frozen)
    proposal_commands.ask_cities(frozen.round, by=frozen.expert, moment=NOW)
    publish_commands.publish_pairs(frozen.round, by=frozen.expert, moment=NOW, without=True)
    pairs["rome"].refresh_from_db()
    agreement = pairs["rome"].agreement
    assert agreement is not None
    there = reverse("pairing:round", args=[frozen.round.key])
    assert there in text(client_of(PUBLIC), "agreements:agreement", agreement.key)
