"""Which of several names a record has is the one for this reader."""

from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

LATIN_ENDS = 0x250


def in_tongue(told: str, own: str, kept_in: str = "en") -> str:
    """Of the names told in a column, the one in the reader's language; else the record's own."""
    return _said(told, get_language() or "en", own, kept_in) if told else own


def tongue_for(request: HttpRequest, known: str) -> str:
    """The language of a page behind a signed link: the account's, the one chosen in the menu, else the letter's."""
    has_chosen = request.user.is_authenticated or settings.LANGUAGE_COOKIE_NAME in request.COOKIES
    return (get_language() if has_chosen else known) or get_language() or "en"


@lru_cache(maxsize=16_384)
def _said(told: str, language: str, own: str, kept_in: str) -> str:
    spoken = language.partition("-")[0]
    if spoken == kept_in and all(ord(letter) < LATIN_ENDS for letter in own):
        return own  # the record is kept in English: what else it is called in English is beside its name
    alike = [
        (tag, name)
        for tag, _tab, name in (line.partition("\t") for line in told.splitlines())
        if tag.partition("-")[0] == spoken
    ]
    return next((name for tag, name in alike if "hant" not in tag), alike[0][1] if alike else own)
