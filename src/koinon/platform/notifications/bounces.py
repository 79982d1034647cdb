"""Reading what comes back: delivery reports (RFC 3464), one mail or a mailbox file of them."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from mailbox import mbox
from pathlib import Path

from koinon.platform.notifications.commands import mark_bounced, mark_delivered
from koinon.platform.notifications.letters import HEADER, without_address
from koinon.platform.notifications.models import Message as Letter

MARK = re.compile(r"<([0-9a-f]{32})@")
NO_REASON = "5.0.0"


@dataclass(frozen=True, slots=True)
class Report:
    """What a delivery report says of one letter."""

    mark: str
    action: str
    reason: str


@dataclass(slots=True)
class Heard:
    """What a reading came to."""

    bounced: int = 0
    delivered: int = 0
    ignored: int = 0


def hear_reports(data: bytes, *, moment: datetime) -> Heard:
    """Mark every letter that a report in the data speaks of; what is no report, or not of ours, is counted as ignored."""
    heard = Heard()
    for mail in mails(data):
        report = report_in(mail)
        if report is None or not Letter.objects.filter(mark=report.mark).exists():
            heard.ignored += 1
        elif report.action == "failed":
            heard.bounced += mark_bounced(report.mark, report.reason, moment=moment)
        elif report.action in {"delivered", "relayed", "expanded"}:
            heard.delivered += mark_delivered(report.mark, moment=moment)
        else:  # delayed: the server goes on trying, and so nothing is known yet
            heard.ignored += 1
    return heard


def mails(data: bytes) -> Iterator[EmailMessage]:
    """The mails of a mailbox file, or the one that the data is."""
    if not data.startswith(b"From "):
        yield message_from_bytes(data, policy=policy.default)
        return
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "mbox"
        place.write_bytes(data)
        with closing(mbox(place)) as box:
            raws = [box.get_bytes(key) for key in box.keys()]  # noqa: SIM118 (a mailbox is no dict)
    for raw in raws:
        yield message_from_bytes(raw, policy=policy.default)


def report_in(mail: EmailMessage) -> Report | None:
    """The delivery report that a mail is, with the mark of the letter it speaks of; None for any other mail."""
    if mail.get_content_type() != "multipart/report":
        return None
    parts = list(mail.walk())
    status = next((part for part in parts if part.get_content_type() == "message/delivery-status"), None)
    mark = mark_in(parts)
    if status is None or not mark:
        return None
    fields = _fields(status)
    recipient = fields.get("final-recipient", "").rpartition(";")[2].strip()
    words = " ".join(
        filter(None, (fields.get("status", NO_REASON), fields.get("diagnostic-code", "").partition(";")[2]))
    )
    return Report(mark, fields.get("action", "").strip().casefold(), without_address(words, recipient))


def mark_in(parts: Sequence[Message]) -> str:
    """The mark in the headers of the letter that the report encloses, whole or its headers only."""
    for part in parts[1:]:
        if told := part.get(HEADER):
            return str(told).strip()
        if found := MARK.search(str(part.get("Message-ID", ""))):
            return found[1]
        if part.get_content_type() == "text/rfc822-headers":
            words = part.get_payload(decode=True)
            if isinstance(words, bytes) and (found := MARK.search(words.decode("latin-1"))):
                return found[1]
    return ""


def _fields(status: Message) -> dict[str, str]:
    """The fields of a report, those of the recipient over those of the mail."""
    blocks = status.get_payload()
    found: dict[str, str] = {}
    for block in blocks if isinstance(blocks, list) else []:
        found |= {name.casefold(): " ".join(str(value).split()) for name, value in block.items()}  # type: ignore[union-attr]
    return found
