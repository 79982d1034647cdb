"""Convening a meeting writes the notice to everybody who sits in the body, once, and says who has no address."""

from datetime import date

from django.test import Client
from tests import factories
from tests.board import Board

from koinon.network.governance import commands
from koinon.network.people.models import ContactDetail
from koinon.network.people.readers import Reader
from koinon.platform.notifications.models import Message

TODAY = date(2026, 9, 1)


def test_each_seat_has_its_letter_with_the_agenda(board: Board, secretariat: Reader) -> None:
    item = board.item("4.2", convened_on=None)
    factories.make(ContactDetail, body=board.cities[0], means="email", value="abuja@example.org")
    commands.convene_meeting(item.meeting, TODAY, by=secretariat, on=TODAY, letters=True)
    letters = Message.objects.filter(about_kind="governance.meeting", about_key=item.meeting.key)
    assert letters.count() == len(board.seats)
    found = [one for one in letters if one.mailbox]
    assert [one.mailbox.address for one in found if one.mailbox] == ["abuja@example.org"]
    assert "4.2 An item" in found[0].words.text


def test_no_letter_leaves_where_none_was_wished(board: Board, secretariat: Reader) -> None:
    item = board.item("1", convened_on=None)
    commands.convene_meeting(item.meeting, TODAY, by=secretariat, on=TODAY)
    assert not Message.objects.exists()


def test_the_form_asks(board: Board, secretariat: Reader) -> None:
    meeting = board.item("1", held="2090-12-01", convened_on=None).meeting
    client = Client()
    assert secretariat.user
    client.force_login(secretariat.user)
    page = f"{meeting.get_absolute_url()}convene/"
    assert 'name="letters"' in client.get(page).text
    client.post(page, {"day": "2026-01-02", "letters": "on"})
    assert Message.objects.filter(about_key=meeting.key).count() == len(board.seats)
