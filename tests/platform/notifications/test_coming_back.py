"""What comes back: delivery reports read from mails and mailboxes, and what a mail service tells."""

from __future__ import annotations

from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from anymail.signals import AnymailTrackingEvent, EventType, tracking
from django.core.management import call_command
from django.utils import timezone

from koinon.platform.notifications.commands import Letter, plan_message
from koinon.platform.notifications.letters import message_id
from koinon.platform.notifications.models import Message, State
from koinon.platform.notifications.sending import send_waiting

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


@pytest.fixture
def sent() -> Message:
    letter = Letter("renewal/mou/12", "cai@example.org", "en", "Renewal", "Dear Cai")
    plan_message(letter, on=TODAY, by=None)
    send_waiting(TODAY)
    return Message.objects.get()


def report(mark_id: str, action: str = "failed", enclosed: str = "message/rfc822") -> str:
    return f"""Content-Type: multipart/report; report-type=delivery-status; boundary="xx"
From: Mail Delivery System <mailer-daemon@mx.example.net>
To: koinon@localhost
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0

--xx
Content-Type: text/plain

I am sorry to inform you that your message could not be delivered.

--xx
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; cai@example.org
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <cai@example.org>: user unknown

--xx
Content-Type: {enclosed}

Subject: Renewal
Message-ID: {mark_id}

Dear Cai
--xx--
"""


@pytest.mark.parametrize("enclosed", ["message/rfc822", "text/rfc822-headers"])
def test_a_delivery_report_marks_the_letter(sent: Message, tmp_path: Path, enclosed: str) -> None:
    (tmp_path / "back.eml").write_text(report(message_id(sent.mark), enclosed=enclosed))
    call_command("bounces", str(tmp_path / "back.eml"), stdout=(said := StringIO()))
    assert said.getvalue() == "1 bounced, 0 delivered, 0 ignored.\n"
    sent.refresh_from_db()
    assert sent.state == State.BOUNCED
    assert "user unknown" in sent.problem
    assert "cai@" not in sent.problem
    assert sent.mailbox is not None
    assert sent.mailbox.is_dead


def test_a_mailbox_of_reports_and_other_mail(sent: Message, tmp_path: Path) -> None:
    mails = [
        report(message_id(sent.mark), "delivered"),
        report("<0123@elsewhere>"),
        report(message_id(sent.mark), "delayed"),
        "Subject: hello\n\nJust a mail.\n",
        report(message_id("0" * 32)),
    ]
    text = "".join(f"From mailer-daemon Sun Nov 22 09:00:00 2026\n{one}\n" for one in mails)
    (tmp_path / "mbox").write_text(text)
    call_command("bounces", str(tmp_path / "mbox"), stdout=(said := StringIO()))
    assert said.getvalue() == "0 bounced, 1 delivered, 4 ignored.\n"
    sent.refresh_from_db()
    assert (sent.state, sent.delivered_at is None) == (State.DELIVERED, False)


def event(kind: str, **values: Any) -> None:
    told = AnymailTrackingEvent(event_type=kind, timestamp=timezone.now(), event_id="1", **values)
    tracking.send(sender=object(), event=told, esp_name="Test")


def test_a_mail_service_tells(sent: Message) -> None:
    event(EventType.DELIVERED, metadata={"letter": sent.mark}, recipient="cai@example.org")
    sent.refresh_from_db()
    assert sent.state == State.DELIVERED
    said = "550 no <cai@example.org> here"
    event(EventType.BOUNCED, metadata={"letter": sent.mark}, recipient="cai@example.org", mta_response=said)
    sent.refresh_from_db()
    assert (sent.state, sent.problem) == (State.BOUNCED, "550 no <…> here")


def test_what_is_not_ours_is_let_be(sent: Message) -> None:
    event(EventType.BOUNCED, metadata={}, recipient="x@example.org")
    event(EventType.BOUNCED, metadata={"letter": "0" * 32}, recipient="x@example.org")
    sent.refresh_from_db()
    assert sent.state == State.SENT
