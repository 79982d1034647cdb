"""What countries are called: their name in a reader's language, and the country that a typed name means."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple, Protocol

from babel import Locale
from rapidfuzz import fuzz, process

from koinon.network.places.iso import country_codes
from koinon.network.places.variants import AMBIGUOUS, BRITISH, OVERSEAS, VARIANTS
from koinon.platform.folding import fold

LANGUAGES = ("en", "zh_Hans", "es", "fr")
READ = (*LANGUAGES, "zh_Hant")
# Of 100: how alike a misspelt name must be, and by how much more than to any other country.
SURE, CLEAR = 88, 6


class Coded(Protocol):
    """Anything with a two-letter code and an English name, such as a Country."""

    @property
    def alpha2(self) -> str: ...
    @property
    def name(self) -> str: ...


class Meant(NamedTuple):
    """The country a text means, and the part of it that was named with it, as written or as a code."""

    alpha2: str
    part: str = ""


def country_name(country: Coded, language: str) -> str:
    """The name for readers of the language, such as “zh-Hans”; the recorded one where CLDR has none."""
    return _territories(_locale_name(language)).get(country.alpha2) or country.name


def territory_name(alpha2: str, language: str = "en") -> str:
    """The same by code alone."""
    return _territories(_locale_name(language)).get(alpha2, alpha2)


def territory_called(text: str, language: str = "en") -> str:
    """A side or group that bears the name of a country or a continent, by its name for these readers; others as they are.

    >>> territory_called("Europe", "es"), territory_called("The hosts", "es")
    ('Europa', 'The hosts')
    """
    code = _codes().get(fold(text))
    return territory_name(code, language) if code else text


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    """The code of every country and continent by each of its names."""
    return {fold(name): code for language in LANGUAGES for code, name in _territories(language).items()}


def country_meant(text: str) -> Meant | None:
    """The one country a text means: a name in any of the languages, a code, a variant, a slight misspelling.

    None where it is unknown or could be several, because a wrong country is worse than none.

    >>> country_meant("Scotland, United Kingdom")
    Meant(alpha2='GB', part='SCT')
    """
    folded = fold(text)
    if folded in AMBIGUOUS:
        return None
    if folded in BRITISH:
        return Meant("GB", BRITISH[folded])
    if folded in _names():
        return Meant(_names()[folded])
    head, comma, tail = text.rpartition(",")
    if comma:
        return _part_of(head.strip(), tail.strip())
    if folded.startswith("in "):
        return country_meant(folded[3:])
    return _misspelt(folded)


def _part_of(head: str, tail: str) -> Meant | None:
    """“Ohio, United States”, “Réunion, France”: the country comes last, unless the first has its own code."""
    whole = country_meant(tail)
    if whole is None:
        return None
    if whole.alpha2 == "GB" and fold(head) in BRITISH:
        return Meant("GB", BRITISH[fold(head)])
    own = _names().get(fold(head), "")
    if own and OVERSEAS.get(own) == whole.alpha2:
        return Meant(own)
    return Meant(whole.alpha2, head)


def _misspelt(folded: str) -> Meant | None:
    if len(folded) < 5 or not folded.isascii():
        return None
    best: dict[str, float] = {}
    for name, score, _ in process.extract(
        folded, _names().keys(), scorer=fuzz.ratio, score_cutoff=SURE - CLEAR, limit=20
    ):
        code = _names()[name]
        best[code] = max(score, best.get(code, 0))
    ranked = sorted(best.items(), key=lambda one: -one[1])
    if not ranked or ranked[0][1] < SURE or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < CLEAR):
        return None
    return Meant(ranked[0][0])


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Every folded name with its code; what two countries share means neither."""
    names: dict[str, str] = {}
    shared = set()
    for alpha2, name in _spellings():
        if (folded := fold(name)) and names.setdefault(folded, alpha2) != alpha2:
            shared.add(folded)
    names = {name: alpha2 for name, alpha2 in names.items() if name not in shared and name not in AMBIGUOUS}
    return names | {fold(name): alpha2 for alpha2, written in VARIANTS.items() for name in written.split("|")}


def _spellings() -> Iterator[tuple[str, str]]:
    for country in country_codes():
        yield from ((country.alpha2, code) for code in (country.alpha2, country.alpha3, country.name))
        for locale in READ:
            name = _territories(locale).get(country.alpha2, "")
            yield country.alpha2, name
            yield country.alpha2, name.partition("(")[0]


@lru_cache(maxsize=16)
def _territories(locale: str) -> dict[str, str]:
    return dict(Locale.parse(locale).territories)


def _locale_name(language: str) -> str:
    """The nearest of the four languages."""
    short = language.replace("-", "_").partition("_")[0].lower()
    return next((name for name in LANGUAGES if name.startswith(short)), "en")
