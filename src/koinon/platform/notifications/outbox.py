"""The folder of letters: mail as files, each whole or not there at all, and none written twice."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from email.utils import make_msgid
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.utils import DNS_NAME

from koinon.platform.notifications.letters import message_id
from koinon.platform.notifications.models import Message


class FolderBackend(BaseEmailBackend):
    """Writes each mail into a file of its own, named by its Message-ID, in ``EMAIL_FILE_PATH``."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return sum(self._written(folder, mail) for mail in email_messages if mail.recipients())

    def _written(self, folder: Path, mail: EmailMessage) -> bool:
        mail.extra_headers.setdefault("Message-ID", make_msgid(domain=str(DNS_NAME)))
        place = folder / name_of(mail.extra_headers["Message-ID"])
        handle, draft = tempfile.mkstemp(dir=folder, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(mail.message().as_bytes())
            # A link appears at once and only where there is none, whoever else may be writing the same.
            with suppress(FileExistsError):
                os.link(draft, place)
        finally:
            os.unlink(draft)
        return True


def name_of(identifier: str) -> str:
    """The file of a mail."""
    return hashlib.sha256(identifier.encode()).hexdigest()[:32] + ".eml"


def is_sent(message: Message) -> bool | None:
    """Whether a letter left, asked of the outbox itself: yes, no, or None where it cannot tell."""
    if isinstance(get_connection(), FolderBackend):
        return (Path(settings.EMAIL_FILE_PATH) / name_of(message_id(message.mark))).exists()
    return None
