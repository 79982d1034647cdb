"""Cities get their link by letter: in their language, once, seen in the ledger and on the board."""

from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from koinon.cooperation.pairing import letter_commands, profile_commands, proposal_commands
from koinon.cooperation.pairing.models import AnswerChoice, ProposedPair
from koinon.cooperation.pairing.round_commands import NotNow
from koinon.network.people.models import ContactDetail
from koinon.network.people.readers import Reader
from koinon.platform.notifications.models import Message, State
from koinon.platform.notifications.tasks import send_due

from ... import factories
from .conftest import NOW, Desk, proposed

pytestmark = pytest.mark.django_db
ON = NOW.date()


def written(desk: Desk) -> dict[str, Message]:
    """The letters by city."""
    letter_commands.write_to_cities(desk.round, by=desk.expert, on=ON)
    for profile in desk.profiles.values():
        profile.refresh_from_db()
    keys = {profile.key: name for name, profile in desk.profiles.items()}
    return {keys[one.about_key]: one for one in Message.objects.order_by("id")}


def give_addresses(desk: Desk) -> None:
    for name, profile in desk.profiles.items():
        body = profile.participation.body
        factories.make(ContactDetail, body=body, means="email", value=f"{name}@koinon.example")


def test_each_city_is_written_to_once_in_its_language(
    called: Desk, client_of: Callable[[Reader], Client]
) -> None:
    give_addresses(called)
    called.send("weinan")
    letters = written(called)
    assert {name: one.language for name, one in letters.items()} == {
        "kunming": "zh-hans", "yantai": "zh-hans", "granada": "es", "rome": "en", "burgas": "en",
    }  # fmt: skip
    links = {name: called.profiles[name].link_nonce for name in letters}
    assert written(called).keys() == letters.keys()
    assert Message.objects.count() == 5
    assert links == {name: called.profiles[name].link_nonce for name in letters}
    send_due.func()
    (kunming,) = (one for one in mail.outbox if one.to == ["kunming@koinon.example"])
    assert "/pairing/answer/" in kunming.body
    send_due.func()
    assert len(mail.outbox) == 5
    board = client_of(called.expert).get(reverse("pairing:board", args=[called.round.key]))
    assert "Write to the cities that have not answered" in board.content.decode()
    called.send("kunming")
    assert Message.objects.exclude(acted_at=None).get() == letters["kunming"]


def test_a_link_taken_back_takes_its_letter_back(called: Desk) -> None:
    granada = called.profiles["granada"]
    written(called)
    send_due.func()  # no address is on record: held back, so that somebody sees it
    assert set(Message.objects.values_list("state", flat=True)) == {State.HELD}
    granada.refresh_from_db()
    profile_commands.revoke_link(granada, by=called.expert)
    assert Message.objects.get(about_key=granada.key).state == State.WITHDRAWN


def test_asked_about_their_pairs_they_are_written_to_again(frozen: Desk) -> None:
    give_addresses(frozen)
    with pytest.raises(NotNow):
        letter_commands.write_to_cities(frozen.round, by=frozen.expert, on=ON)
    proposed(frozen)
    proposal_commands.ask_cities(frozen.round, by=frozen.expert, moment=NOW)
    assert len(written(frozen)) == 6
    pair = ProposedPair.objects.first()
    assert pair is not None
    name = next(n for n, one in frozen.profiles.items() if one.participation_id == pair.left_id)
    said = {"choice": AnswerChoice.YES, "by": frozen.people(name), "moment": NOW}
    proposal_commands.answer_proposal(pair, frozen.profiles[name], **said)
    assert Message.objects.get(acted_at=NOW).about_key == frozen.profiles[name].key
    assert letter_commands.write_to_cities(frozen.round, by=frozen.expert, on=ON) == 5
    assert Message.objects.count() == 6
