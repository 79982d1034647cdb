"""Numbers as people write them: 16 million, 2.36 trillion, 2125万, 21,28 millones, more than 22 million."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from koinon.platform.errors import Refused

LARGEST = Decimal(10) ** 20  # what the column holds, with four decimals

_SHORT = {"billion": 10**9, "billions": 10**9, "trillion": 10**12, "trillions": 10**12}
_LONG = {"billion": 10**12, "billions": 10**12, "trillion": 10**18, "trillions": 10**18}
_SCALES = {
    "hundred": 100, "thousand": 1000, "thousands": 1000, "k": 1000, "mil": 1000, "mille": 1000,
    "milliers": 1000, "million": 10**6, "millions": 10**6, "m": 10**6, "mn": 10**6, "mio": 10**6,
    "millon": 10**6, "millones": 10**6, "milliard": 10**9, "milliards": 10**9, "bn": 10**9, "b": 10**9,
    "billon": 10**12, "billones": 10**12, "tn": 10**12, "trillon": 10**18, "trillones": 10**18,
    "十": 10, "百": 100, "千": 1000, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12,
}  # fmt: skip
_number = re.compile(r"-?\d[\d.,'’ ]*\d|-?\d")
_word = re.compile(r"[a-z]+|[十百千万萬亿億兆]")
_spaces = re.compile(r"[\s\u00a0\u202f\u2009]+")
_qualifiers = {
    "more than": r"(?:more than|over|above|upwards of|m[aá]s de|plus de|超过|逾|多于|>)",
    "less than": r"(?:less than|under|below|menos de|moins de|不足|不到|<)",
    "about": r"(?:about|around|approximately|approx\.?|some|circa|ca\.|c\.|roughly|unos|unas|cerca de|"
    r"alrededor de|"
    r"aproximadamente|environ|pr[eè]s de|约|大约|近|~|≈)",
    "nearly": r"(?:nearly|almost|casi|presque|将近)",
    "at least": r"(?:at least|al menos|por lo menos|au moins|至少|≥)",
    "up to": r"(?:up to|hasta|jusqu['’]à|最多|≤)",
}


class UnreadableNumber(Refused):
    """What was typed is not one number."""


@dataclass(frozen=True, slots=True)
class Written:
    """A number as stated: its value and, in English, how it was qualified."""

    value: Decimal
    qualifier: str = ""


def read_number(text: str, language: str = "en") -> Decimal:
    """The value of a number as people write it; raises UnreadableNumber.

    The language says what a lone comma or full stop means ("1.234" is a thousand and more in Spanish), and
    how large a *billion* is in French.

    >>> read_number("2125万")
    Decimal('21250000')
    """
    return read_written(text, language).value


def read_written(text: str, language: str = "en") -> Written:
    """The same with its qualifier, such as “more than”."""
    rest = _spaces.sub(" ", unicodedata.normalize("NFKC", text)).strip().lower()
    qualifier = ""
    for name, pattern in _qualifiers.items():
        if found := re.match(pattern + r"\s*", rest):
            qualifier, rest = name, rest[found.end() :]
            break
    value = _sum(rest, text, language.partition("-")[0])
    if abs(value) >= LARGEST:
        raise UnreadableNumber(
            _("“%(text)s” is larger than a figure can be.") % {"text": text}, field="value"
        )
    return Written(value, qualifier)


def _sum(rest: str, text: str, language: str) -> Decimal:
    """1亿2000万: numbers with their scales, each smaller than the one before, added up."""
    total, last, position = Decimal(0), None, 0
    while position < len(rest):
        found = _number.match(rest, position)
        if not found:
            raise _unreadable(text)
        scale, position = _scale(rest, found.end(), text, language)
        if last is not None and scale >= last:
            raise _unreadable(text)
        number, last = _plain(found[0], language, text, scaled=scale > 1), scale
        total += -number * scale if total < 0 else number * scale
    if last is None:
        raise _unreadable(text)
    return total


def _scale(rest: str, position: int, text: str, language: str) -> tuple[int, int]:
    """The product of the scale words from here on (mil millones, 万亿), and where they end."""
    words = _SCALES | (_LONG if language == "fr" else _SHORT)
    scale = 1
    while position < len(rest):
        if rest[position] == " " or rest.startswith("de ", position):
            position += 1 if rest[position] == " " else 3
            continue
        found = _word.match(rest, position)
        if not found:
            break
        plain = "".join(
            one for one in unicodedata.normalize("NFD", found[0]) if not unicodedata.combining(one)
        )
        if plain not in words:
            raise _unreadable(text)
        scale, position = scale * words[plain], found.end()
    return scale, position


def _plain(digits: str, language: str, text: str, *, scaled: bool) -> Decimal:
    """Digits with separators: the last of two kinds is the decimal one; a lone one goes by its group."""
    digits = re.sub(r"['’ ]", "", _checked_groups(digits, text))
    comma, stop = digits.rfind(","), digits.rfind(".")
    if comma >= 0 and stop >= 0:
        decimal, thousands = (",", ".") if comma > stop else (".", ",")
        return _decimal(digits, thousands, decimal, text)
    separator = "," if comma >= 0 else "." if stop >= 0 else ""
    if not separator:
        return Decimal(digits)
    if digits.count(separator) > 1 or _groups(digits, separator, language, scaled=scaled):
        return _decimal(digits, separator, "", text)
    return _decimal(digits, "", separator, text)


def _groups(digits: str, separator: str, language: str, *, scaled: bool) -> bool:
    """Whether a lone separator parts thousands: three digits must follow, and the language write it so."""
    before, _, after = digits.lstrip("-").partition(separator)
    if len(after) != 3 or len(before) > 3 or before.startswith("0"):
        return False
    usual = separator == ("," if language in {"en", "zh"} else ".")
    # Nobody writes 1,250 million for one and a quarter in English, but 2.125 million is common everywhere.
    return usual and not (scaled and separator == ".")


def _decimal(digits: str, thousands: str, decimal: str, text: str) -> Decimal:
    whole, _, rest = digits.partition(decimal) if decimal else (digits, "", "")
    if thousands:
        first, *groups = whole.split(thousands)
        if not groups or len(first.lstrip("-")) > 3 or any(len(group) != 3 for group in groups):
            raise _unreadable(text)
        whole = first + "".join(groups)
    if decimal and not (rest.isdigit() and whole):
        raise _unreadable(text)
    return Decimal(f"{whole}.{rest}" if rest else whole)


def _checked_groups(digits: str, text: str) -> str:
    """Spaces and apostrophes may only part groups of three."""
    first, *groups = re.split(r"['’ ]", re.split(r"[.,](?=[^.,]*$)", digits)[0])
    if any(len(group) != 3 for group in groups) or (groups and len(first.lstrip("-")) > 3):
        raise _unreadable(text)
    return digits


def _unreadable(text: str) -> UnreadableNumber:
    words = _("“%(text)s” could not be read as a number. Write 16,000,000 or 16 million.") % {"text": text}
    return UnreadableNumber(words, field="value")
