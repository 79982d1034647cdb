"""Letters that may no longer be kept: their words go, and the address where no other letter needs it."""

from collections.abc import Iterable, Iterator

from django.db import transaction

from koinon.platform.notifications.models import Mailbox, Message, Words


def forget_letters(kind: str, keys: Iterable[str]) -> int:
    """Take words and address from the letters about these records; how many they were. The ledger still counts them."""
    forgotten = 0
    with transaction.atomic():
        for part in portions(list(keys)):
            letters = Message.objects.filter(about_kind=kind, about_key__in=part)
            mailboxes = set(letters.exclude(mailbox=None).values_list("mailbox", flat=True))
            Words.objects.filter(message__in=letters).delete()
            forgotten += letters.update(mailbox=None)
            Mailbox.objects.filter(pk__in=mailboxes, messages=None).delete()
    return forgotten


def portions(keys: list[str], size: int = 500) -> Iterator[list[str]]:
    """The keys in portions that any database takes in one statement."""
    return (keys[first : first + size] for first in range(0, len(keys), size))
