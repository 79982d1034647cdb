"""The ledger of letters: who sees it, what is red in it, and what a person may say of a letter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from django.utils.timezone import localdate as today

from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Change
from koinon.platform.errors import NotAllowed
from koinon.platform.notifications.commands import Letter, mark_bounced, plan_message
from koinon.platform.notifications.forgetting import forget_letters
from koinon.platform.notifications.models import Message, State
from koinon.platform.notifications.sending import send_waiting
from koinon.site.desk import letter_commands
from koinon.site.desk.permissions import can_keep_letters

pytestmark = pytest.mark.django_db
CAST = ("secretariat", "coordinator", "deputy", "other_officer", "stranger", "public")


def sent(unique: str = "one", address: str = "cai@example.org") -> Message:
    letter = Letter(unique, address, "en", f"About {unique}", "Dear Cai\n\nhttps://x", ("plans.plan", "mou"))
    plan_message(letter, on=today(), by=None)
    send_waiting(today())
    return Message.objects.get(unique=unique)


@pytest.mark.parametrize("name", CAST)
def test_who_keeps_the_ledger(
    name: str, request: pytest.FixtureRequest, client_of: Callable[[Reader], Client]
) -> None:
    row = sent()
    Message.objects.update(state=State.DOUBTFUL)
    reader: Reader = request.getfixturevalue(name)
    may = name == "secretariat"
    assert can_keep_letters(reader) is may
    status = 200 if may else 302 if name == "public" else 404
    for address in ("", f"{row.mark}/"):
        assert client_of(reader).get(f"/letters/{address}").status_code == status
    if not may:
        client_of(reader).post(f"/letters/{row.mark}/settle/", {"arrived": "yes"})
        row.refresh_from_db()
        assert row.state == State.DOUBTFUL
        with pytest.raises(NotAllowed):
            letter_commands.mend_address(row, "x@example.org", by=reader)


def test_the_line_is_red_where_fewer_left_than_were_expected(
    secretariat: Reader, client_of: Callable[[Reader], Client]
) -> None:
    client = client_of(secretariat)
    sent()
    assert "is-late" not in client.get("/letters/").content.decode()
    sent("two", "")
    page = client.get("/letters/").content.decode()
    assert "1 letter was expected and has not reached anybody." in page
    assert "About two" in client.get("/letters/?state=trouble").content.decode()
    assert "About one" not in client.get("/letters/?state=trouble").content.decode()
    assert "About one" in client.get("/letters/?words=cai%40example").content.decode()


def test_a_person_settles_a_doubt(secretariat: Reader, client_of: Callable[[Reader], Client]) -> None:
    client = client_of(secretariat)
    one, two = sent("one"), sent("two")
    Message.objects.update(state=State.DOUBTFUL, sent_at=None)
    assert "Perhaps it left" in client.get(f"/letters/{one.mark}/").content.decode()
    client.post(f"/letters/{one.mark}/settle/", {"arrived": "yes"})
    client.post(f"/letters/{two.mark}/settle/", {"arrived": "no"})
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.state, two.state) == (State.SENT, State.PLANNED)
    send_waiting(today())
    assert [letter.subject for letter in mail.outbox] == ["About one", "About two", "About two"]
    with pytest.raises(letter_commands.NotInDoubt):
        letter_commands.settle_doubt(one, arrived=True, by=secretariat, moment=timezone.now())


def test_a_mended_address_lets_what_was_held_go_and_the_history_does_not_hold_it(
    secretariat: Reader, client_of: Callable[[Reader], Client]
) -> None:
    client = client_of(secretariat)
    row = sent()
    mark_bounced(row.mark, "5.1.1 unknown", moment=timezone.now())
    sent("two")
    assert len(mail.outbox) == 1
    wrong = client.post(f"/letters/{row.mark}/mend/", {"address": "nonsense"})
    assert wrong.status_code == 200
    client.post(f"/letters/{row.mark}/mend/", {"address": "cai@new.example.org"})
    send_waiting(today())
    assert [letter.to for letter in mail.outbox[1:]] == [["cai@new.example.org"]] * 2
    told = str(list(Change.objects.values()))
    assert "mend" not in told
    assert "cai@" not in told


def test_the_same_address_again_says_that_it_works_now(secretariat: Reader) -> None:
    row = sent()
    mark_bounced(row.mark, "4.2.2 full", moment=timezone.now())
    letter_commands.mend_address(Message.objects.get(), "cai@example.org", by=secretariat)
    send_waiting(today())
    assert len(mail.outbox) == 2


def test_a_letter_whose_words_were_forgotten_still_has_a_page(
    secretariat: Reader, client_of: Callable[[Reader], Client]
) -> None:
    row = sent()
    assert forget_letters("plans.plan", ["mou"]) == 1
    assert "no longer kept" in client_of(secretariat).get(f"/letters/{row.mark}/").content.decode()


def test_the_ledger_has_fixed_statements(
    secretariat: Reader, client_of: Callable[[Reader], Client], django_assert_num_queries: Any
) -> None:
    client = client_of(secretariat)
    sent()
    client.get("/letters/")
    with django_assert_num_queries(8):
        client.get("/letters/")
    for number in range(3):
        sent(f"more {number}")
    Message.objects.filter(unique="one").update(due_on=today() - timedelta(9))
    with django_assert_num_queries(8):
        client.get("/letters/")
