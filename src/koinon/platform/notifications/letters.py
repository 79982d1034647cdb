"""A letter as the rooms ask for it, its mark, and the mail it becomes."""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import formataddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from koinon.platform.notifications.models import Message

HEADER = "X-Koinon-Letter"


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be written to whom. ``unique`` names it for good: planned twice, it is still one letter.

    ``about`` is the kind and the key of the record it speaks of, such as ``("plans.plan", "guangzhou-lyon")``.
    Without an address it is planned all the same and stands in the ledger as held back, so that somebody sees it.
    """

    unique: str
    address: str
    language: str
    subject: str
    text: str
    about: tuple[str, str] = ("", "")


def addressed(name: str, *paragraphs: str) -> str:
    """The text of a letter in the language of the moment: whom it greets, by name where one is known, then what it says."""
    greeting = _("Dear %(name)s,") % {"name": name} if name else _("Dear colleagues,")
    return "\n\n".join((greeting, *filter(None, paragraphs)))


def mark_of(unique: str) -> str:
    """The mark of a letter: the same for the same letter, and not to be guessed by who would forge a bounce."""
    return salted_hmac("koinon.letter", unique, algorithm="sha256").hexdigest()[:32]


def message_id(mark: str) -> str:
    """The Message-ID made from the mark: a letter has the same one however often it is handed over."""
    address = settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip(">")
    return f"<{mark}@{address.rpartition('@')[2] or 'localhost'}>"


def sender() -> str:
    """Who writes: the address of the settings, under the name of the site unless it bears one of its own."""
    address = settings.DEFAULT_FROM_EMAIL
    return address if "<" in address else formataddr((settings.SITE_NAME, address))


def mail_of(message: Message, address: str, text: str) -> EmailMessage:
    """The mail a letter becomes, signed with the name of the site; the rest is the backend's."""
    headers = {
        "Message-ID": message_id(message.mark),
        HEADER: message.mark,
        "Content-Language": message.language,
        # Nobody wants to hear that somebody is on holiday.
        "Auto-Submitted": "auto-generated",
    }
    mail = EmailMessage(
        one_line(message.subject),
        f"{text.strip()}\n\n-- \n{settings.SITE_NAME}\n{settings.SITE_ADDRESS}\n",
        sender(),
        [address],
        headers=headers,
    )
    mail.metadata = {"letter": message.mark}  # type: ignore[attr-defined] # for django-anymail; others ignore it
    return mail


def one_line(words: str) -> str:
    """A subject cannot hold line breaks."""
    return " ".join(words.split())


def without_address(problem: object, address: str) -> str:
    """What went wrong, without the address, in the length of the ledger."""
    words = one_line(str(problem))
    for part in (address, address.lower()):
        words = words.replace(part, "…") if part else words
    return words[:250]
