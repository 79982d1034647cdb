"""The length a text speaks of, in months: "three years", "18 months", "两年半", "trois ans", "tres años"."""

import re
from typing import NamedTuple

from django.utils.translation import get_language, ngettext

from koinon.platform.dates.words import fold, longest_first

NUMBERS = {
    1: "one|a|an|un|une|uno|una|一|single", 2: "two|deux|dos|二|两|兩", 3: "three|trois|tres|三",
    4: "four|quatre|cuatro|四", 5: "five|cinq|cinco|五", 6: "six|seis|六", 7: "seven|sept|siete|七",
    8: "eight|huit|ocho|八", 9: "nine|neuf|nueve|九", 10: "ten|dix|diez|十", 11: "eleven|onze|once|十一",
    12: "twelve|douze|doce|十二", 15: "fifteen|quinze|quince|十五", 18: "eighteen|dix-huit|dieciocho|十八",
    20: "twenty|vingt|veinte|二十", 24: "twenty-four|vingt-quatre|veinticuatro|二十四",
    30: "thirty|trente|treinta|三十", 36: "thirty-six|trente-six|treinta y seis|三十六",
    50: "fifty|cinquante|cincuenta|五十", 99: "ninety-nine|quatre-vingt-dix-neuf|noventa y nueve|九十九",
}  # fmt: skip
VALUES = {word: value for value, listed in NUMBERS.items() for word in listed.split("|")}
WORDS = "|".join(
    rf"(?<![a-z]){word}(?![a-z])" if word.isascii() else word for word in longest_first(tuple(VALUES))
)
NUMBER = rf"(?<![\d第〇零一二三四五六七八九十])(?:\d{{1,3}}(?!\d)|{WORDS})"
YEARS = r"(?:calendar )?(?:years?|yrs?\.?|ans?|annees?|anos?)(?![a-z])|周?年(?!\d|代)"
MONTHS = r"(?:calendar )?(?:months?|mois|mes|meses)(?![a-z])|[个個]月"
HALF = r"and a half|et demie?|y medio|半"
LENGTH = re.compile(
    rf"(?P<number>{NUMBER}) ?(?:\(\d{{1,3}}\))?[ -]?(?:(?P<years>{YEARS})|(?P<months>{MONTHS}))"
    rf"(?:(?: ?(?:,|and|et|y|零|又|&))? ?(?P<extra>{NUMBER})[ -]?(?:{MONTHS})| ?(?P<half>{HALF}))?"
)
SPECIAL = {
    "half a year": 6, "half-year": 6, "半年": 6, "six-month": 6, "medio ano": 6, "la moitie d'une annee": 6,
    "a year and a half": 18, "annual": 12,
}  # fmt: skip


class Length(NamedTuple):
    """A length in months, and the words in which it was stated, which are mostly English."""

    months: int
    words: str

    def __str__(self) -> str:
        """As stated for readers of English, reckoned for others."""
        if self.words and (get_language() or "en").startswith("en"):
            return self.words
        years, rest = divmod(self.months, 12)
        parts = [
            ngettext("%(n)s year", "%(n)s years", years) % {"n": years} if years else "",
            ngettext("%(n)s month", "%(n)s months", rest) % {"n": rest} if rest else "",
        ]
        return " ".join(part for part in parts if part)


def months_in(text: str) -> int | None:
    """The length in months; nothing where the text speaks of none."""
    found = length_in(fold(text[:400]))
    return found[0] if found else None


def length_in(folded: str) -> tuple[int, str] | None:
    """The length in months, and the text without the words for it."""
    for words, months in SPECIAL.items():
        if words in folded:
            return months, folded.replace(words, " ", 1)
    match = LENGTH.search(folded)
    if not match:
        return None
    months = value(match["number"]) * (12 if match["years"] else 1) + value(match["extra"])
    if match["half"]:
        months += 6
    return (months, f"{folded[: match.start()]} {folded[match.end() :]}") if months else None


def value(number: str | None) -> int:
    """The number a word or figure says."""
    if not number:
        return 0
    return int(number) if number.isdecimal() else VALUES[number]
