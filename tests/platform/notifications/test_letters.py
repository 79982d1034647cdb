"""Letters: planned once, sent once, told of when they come back, held back where the address is dead."""

from __future__ import annotations

import socket
from datetime import date, timedelta
from pathlib import Path
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.test import override_settings
from django.utils import timezone

from koinon.platform.audit.models import Change, Entry
from koinon.platform.notifications import sending
from koinon.platform.notifications.commands import (
    Letter,
    mark_acted_on,
    mark_bounced,
    mark_delivered,
    plan_message,
    withdraw_message,
)
from koinon.platform.notifications.letters import HEADER, mark_of, message_id, without_address
from koinon.platform.notifications.models import Mailbox, Message, State
from koinon.platform.notifications.outbox import is_sent
from koinon.platform.notifications.queries import letters_about, standing
from koinon.platform.notifications.tasks import send_due

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
FOLDER = "koinon.platform.notifications.outbox.FolderBackend"
HERE = "tests.platform.notifications.test_letters."


def letter(unique: str = "renewal/mou/12", address: str = "cai@example.org", **values: Any) -> Letter:
    given = {
        "language": "fr",
        "subject": "Échéance",
        "text": "Bonjour",
        "about": ("agreements.agreement", "mou"),
    }
    return Letter(unique=unique, address=address, **(given | values))


def planned(unique: str = "renewal/mou/12", **values: Any) -> Message:
    return plan_message(letter(unique, **values), on=TODAY, by=None)


def test_planned_twice_is_one_letter() -> None:
    first, second = planned(), planned(address="CAI@example.org")
    assert first == second
    assert Message.objects.count() == Mailbox.objects.count() == 1


def test_what_has_not_left_is_brought_up_to_date_and_what_has_is_let_be() -> None:
    planned()
    later = plan_message(letter(subject="Autre"), on=TODAY + timedelta(3), by=None)
    assert (later.subject, later.due_on) == ("Autre", TODAY + timedelta(3))
    sending.send_waiting(TODAY + timedelta(3))
    assert plan_message(letter(subject="Encore"), on=TODAY, by=None).subject == "Autre"


def test_what_is_due_is_sent_once_in_its_language_and_what_is_not_waits() -> None:
    planned()
    plan_message(letter("renewal/mou/9"), on=TODAY + timedelta(1), by=None)
    sending.send_waiting(TODAY)
    sending.send_waiting(TODAY)
    (sent,) = mail.outbox
    row = Message.objects.get(unique="renewal/mou/12")
    assert (sent.to, sent.subject) == (["cai@example.org"], "Échéance")
    # Whose letter it is stands under the line that mail programmes know.
    assert sent.body.startswith("Bonjour\n\n-- \nKoinon\nhttp")
    assert sent.extra_headers["Message-ID"] == message_id(row.mark)
    assert sent.extra_headers["Content-Language"] == "fr"
    assert (row.state, row.attempts, row.sent_at is None) == (State.SENT, 1, False)
    assert Message.objects.get(unique="renewal/mou/9").state == State.PLANNED


def test_the_task_is_woken_when_the_transaction_is_through(
    django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with django_capture_on_commit_callbacks() as calls:
        plan_message(letter(), on=timezone.localdate(), by=None)
    assert mail.outbox == []
    assert len(calls) == 1
    calls[0]()
    assert len(mail.outbox) == 1
    assert send_due.call() == {"sent": 0, "waiting": 0}


def test_withdrawn_letters_stay_at_home_and_can_be_planned_again() -> None:
    planned()
    assert withdraw_message("renewal/mou/12")
    sending.send_waiting(TODAY)
    assert mail.outbox == []
    assert planned().state == State.PLANNED
    sending.send_waiting(TODAY)
    assert not withdraw_message("renewal/mou/12")
    assert len(mail.outbox) == 1


def test_without_an_address_it_is_held_back_and_seen() -> None:
    planned(address="")
    sending.send_waiting(TODAY)
    assert Message.objects.get().state == State.HELD
    assert (standing(TODAY).expected, standing(TODAY).missing, standing(TODAY).held) == (1, 1, 1)
    planned(address="now@example.org")
    sending.send_waiting(TODAY)
    assert standing(TODAY).missing == 0


def test_nothing_more_goes_to_an_address_from_which_a_letter_came_back() -> None:
    row = planned()
    sending.send_waiting(TODAY)
    assert mark_bounced(row.mark, "5.1.1 no such user", moment=timezone.now())
    planned("renewal/mou/9")
    sending.send_waiting(TODAY)
    assert len(mail.outbox) == 1
    states = dict(Message.objects.values_list("unique", "state"))
    assert states == {"renewal/mou/12": State.BOUNCED, "renewal/mou/9": State.HELD}
    assert standing(TODAY).missing == 2
    planned("renewal/mou/9")  # asked again each morning: it stays held back
    assert Message.objects.get(unique="renewal/mou/9").state == State.HELD


def test_acted_on_counts_the_first_time() -> None:
    planned()
    moment = timezone.now()
    assert mark_acted_on("renewal/mou/12", moment=moment)
    assert mark_acted_on("renewal/mou/12", moment=moment + timedelta(1))
    assert not mark_acted_on("renewal/other/12", moment=moment)
    assert Message.objects.get().acted_at == moment


def test_letters_about_a_record() -> None:
    one = planned()
    assert letters_about("agreements.agreement", ["mou", "other"]) == {"mou": [one]}


class Away(BaseEmailBackend):
    def open(self) -> bool:
        raise ConnectionRefusedError(111, "Connection refused")


class Refusing(BaseEmailBackend):
    def send_messages(self, email_messages: Any) -> int:
        address = email_messages[0].to[0]
        raise SMTPRecipientsRefused({address: (550, b"5.1.1 no such user " + address.encode())})


class Full(BaseEmailBackend):
    def send_messages(self, email_messages: Any) -> int:
        raise SMTPRecipientsRefused({email_messages[0].to[0]: (452, b"4.2.2 mailbox full")})


class Dropping(BaseEmailBackend):
    def send_messages(self, email_messages: Any) -> int:
        raise SMTPServerDisconnected("Connection unexpectedly closed")


def test_with_the_mail_server_down_everything_waits_and_then_goes() -> None:
    planned()
    planned("renewal/mou/9", address="ding@example.org")
    with override_settings(EMAIL_BACKEND=HERE + "Away"):
        sending.send_waiting(TODAY)
        sending.send_waiting(TODAY)
    rows = list(Message.objects.all())
    assert {(row.state, row.attempts) for row in rows} == {(State.PLANNED, 1)}
    assert all("Connection refused" in row.problem for row in rows)
    assert all(row.next_try_at and row.next_try_at > timezone.now() for row in rows)
    assert (standing(TODAY).expected, standing(TODAY).left) == (2, 0)
    Message.objects.update(next_try_at=timezone.now())
    sending.send_waiting(TODAY)
    assert (len(mail.outbox), standing(TODAY).missing) == (2, 0)


def test_a_real_server_that_does_not_answer_is_away(settings: Any) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = free.getsockname()[1]
    settings.EMAIL_HOST, settings.EMAIL_BACKEND = "127.0.0.1", "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_USE_TLS = False
    planned()
    assert sending.send_waiting(TODAY).put_off == 1


def test_waiting_grows_and_ends_with_a_person() -> None:
    planned()
    waits = []
    with override_settings(EMAIL_BACKEND=HERE + "Full"):
        for _ in range(sending.PATIENCE):
            Message.objects.update(next_try_at=None)
            before = timezone.now()
            sending.send_waiting(TODAY)
            row = Message.objects.get()
            waits.append(round((row.next_try_at - before).total_seconds() / 60))  # type: ignore[operator]
    assert waits[:7] == [1, 5, 15, 60, 180, 360, 360]
    assert (row.state, row.attempts) == (State.HELD, sending.PATIENCE)


def test_a_recipient_the_server_does_not_know_is_a_bounce_and_the_address_is_not_told() -> None:
    planned()
    with override_settings(EMAIL_BACKEND=HERE + "Refusing"):
        sending.send_waiting(TODAY)
    row = Message.objects.get()
    assert row.state == State.BOUNCED
    assert "550" in row.problem
    assert "cai@example.org" not in row.problem
    assert row.mailbox is not None
    assert row.mailbox.is_dead


def test_a_line_cut_in_the_middle_is_doubtful_and_never_sent_again_by_itself() -> None:
    row = planned()
    with override_settings(EMAIL_BACKEND=HERE + "Dropping"):
        sending.send_waiting(TODAY)
    sending.send_waiting(TODAY)
    row.refresh_from_db()
    assert (row.state, mail.outbox) == (State.DOUBTFUL, [])
    assert standing(TODAY).doubtful == 1
    assert mark_delivered(row.mark, moment=timezone.now())
    row.refresh_from_db()
    assert row.state == State.DELIVERED
    assert standing(TODAY).missing == 0


@pytest.mark.parametrize(("backend", "state"), [(None, State.DOUBTFUL), (FOLDER, State.PLANNED)])
def test_what_a_fallen_worker_left_is_judged_by_the_outbox(
    backend: str | None, state: State, settings: Any, tmp_path: Path
) -> None:
    settings.EMAIL_FILE_PATH = tmp_path
    if backend:
        settings.EMAIL_BACKEND = backend
    row = planned()
    young = timezone.now()
    Message.objects.update(state=State.SENDING, claimed_at=young)
    sending.judge_fallen(sending.Tally(), young)
    assert Message.objects.get().state == State.SENDING
    sending.judge_fallen(sending.Tally(), young + sending.FALLEN_AFTER * 2)
    assert Message.objects.get().state == state
    if backend:
        sending.send_waiting(TODAY)
        assert is_sent(row)
        Message.objects.update(state=State.SENDING, claimed_at=young)
        sending.judge_fallen(sending.Tally(), young + sending.FALLEN_AFTER * 2)
        assert Message.objects.get().state == State.SENT
        (file,) = tmp_path.iterdir()
        assert HEADER.encode() + b": " + row.mark.encode() in file.read_bytes()


def test_neither_audit_nor_log_holds_the_address(caplog: pytest.LogCaptureFixture) -> None:
    planned()
    with override_settings(EMAIL_BACKEND=HERE + "Refusing"):
        sending.send_waiting(TODAY)
    told = caplog.text + str(list(Entry.objects.values())) + str(list(Change.objects.values()))
    assert "cai@" not in told
    assert "cai@" not in str(Message.objects.get().mailbox)


def test_a_mark_is_not_to_be_guessed_and_stays() -> None:
    assert mark_of("a") == mark_of("a") != mark_of("b")
    assert len(mark_of("a")) == 32
    with override_settings(SECRET_KEY="another"):
        other = mark_of("a")
    assert other != mark_of("a")
    assert without_address("550 <Cai@x.org> x\nCai@x.org", "Cai@x.org") == "550 <…> x …"
