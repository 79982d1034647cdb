"""Signed links for people without an account: a key and a mark that is kept beside it, so that a link can be revoked."""

import secrets

from django.core import signing
from django.utils.crypto import constant_time_compare
from django.utils.functional import Promise

from koinon.platform.errors import Refused


class LinkNotGood(Refused):
    """A link was never ours, was taken back, is spent, is past its end, or was for somebody who left.

    ``language`` is that of the link, where it is known. Lazy words are worded where they are shown, because
    who opens the link may have chosen another language meanwhile.
    """

    def __init__(self, words: str | Promise, language: str = "") -> None:
        super().__init__(words)
        self.language = language


def fresh_mark() -> str:
    """A mark nobody can guess, of sixteen letters; issued anew, every earlier link opens nothing."""
    return secrets.token_urlsafe(12)


def sealed(key: str, mark: str, *, salt: str) -> str:
    """What a link ends in; nothing where no mark was issued."""
    return signing.dumps([key, mark], salt=salt) if mark else ""


def unsealed(token: str, *, salt: str) -> tuple[str, str] | None:
    """The key and the mark of a token that we signed for this purpose; None for any other."""
    try:
        key, mark = signing.loads(token, salt=salt)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return str(key), str(mark)


def is_current(issued: str, mark: str) -> bool:
    """Whether the mark of a link is the one last issued, and one is."""
    return bool(issued) and constant_time_compare(issued, mark)
