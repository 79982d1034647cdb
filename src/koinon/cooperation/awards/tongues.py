"""The languages a juror reads, as the secretariat writes them: as tags, or by their names in any of our languages."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import to_locale

from koinon.platform.folding import fold

TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
PARTED = re.compile(r"[,;/，；、\n]+")


def tags_of(text: str) -> str:
    """The tags, parted by commas. Raises ValidationError for a word that is no language: nobody would get entries by it.

    >>> tags_of("English, zh-hans"), tags_of("es fr")
    ('en, zh-Hans', 'es, fr')
    """
    words = PARTED.split(text) if PARTED.search(text) else _apart(text)
    found = [_tag(" ".join(word.split())) for word in words if word.strip()]
    return ", ".join(dict.fromkeys(found))


def _apart(text: str) -> list[str]:
    """What no comma parts is one name, or tags with spaces between them."""
    return [text] if fold(text) in _named() else text.split()


def _tag(word: str) -> str:
    if named := _named().get(fold(word)):
        return named
    if TAG.fullmatch(word) and word.replace("_", "-").partition("-")[0].lower() in _known():
        first, *rest = word.replace("_", "-").split("-")
        return "-".join([first.lower(), *(one.title() if len(one) == 4 else one.upper() for one in rest)])
    raise ValidationError(
        _("“%(word)s” is no language we know; write en, zh-Hans, es or fr.") % {"word": word}
    )


@cache
def _known() -> frozenset[str]:
    return frozenset(str(tag).partition("_")[0] for tag in Locale("en").languages)


@cache
def _named() -> dict[str, str]:
    """Names of languages, folded, with their tags; a tag of one part goes before one of several."""
    found: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        names = Locale.parse(to_locale(language)).languages
        for tag, name in sorted(names.items(), key=lambda one: (one[0].count("_"), one[0])):
            found.setdefault(fold(name), tag.replace("_", "-"))
    return found
