"""Folding letter by letter: each is worked out once and remembered."""

import unicodedata

from koinon.platform.folding.han import is_han, simplified

# Letters that carry their difference in the letter itself, not in a mark that could be taken off.
PLAIN = {
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ŧ": "t", "ŋ": "ng",
    "ı": "i", "ĸ": "k", "ə": "a", "ɓ": "b", "ɖ": "d", "ɗ": "d", "ɛ": "e", "ɣ": "g", "ƙ": "k", "ɲ": "n",
    "ɔ": "o", "ƴ": "y", "ʋ": "v", "ʊ": "u", "ɩ": "i",
}  # fmt: skip
APOSTROPHES = "'’‘ʻʼʹʽʾʿˈ＇"  # they join: Xi'an is xian
KANA_VOICING, VIRAMA = 8, 9  # marks that make another letter, not an accent


class Letters(dict[int, str]):
    """What every character folds to, by its number; filled as characters are met."""

    def __missing__(self, number: int) -> str:
        self[number] = folded = _letter(chr(number))
        return folded


def fold(text: str) -> str:
    """The text for comparing: small letters and digits, words parted by one space.

    Accents go (Málaga → malaga), special letters become plain ones (Łódź → lodz, Ålesund → alesund,
    Weiß → weiss), full width becomes half, traditional characters become simplified (廣州 → 广州);
    apostrophes vanish and any other punctuation parts words. Folding twice is folding once.

    >>> fold("  Saint-Étienne  (Łódź)")
    'saint etienne lodz'
    """
    if text.isascii():
        return " ".join(text.translate(_letters).split())
    normal = unicodedata.normalize("NFKC", text).translate(_letters)
    # Once more, because letters that stood apart may have come to stand together.
    return " ".join(unicodedata.normalize("NFKC", normal).split())


def _letter(character: str) -> str:
    """One character folded as far as it goes."""
    before, folded = "", character
    while folded != before:
        before, folded = folded, "".join(_once(part) for part in folded)
    return folded


def _once(character: str) -> str:
    if character in APOSTROPHES:
        return ""
    if character in PLAIN:
        return PLAIN[character]
    if is_han(character):
        return simplified(character)
    category = unicodedata.category(character)
    if category[0] == "M":
        return "" if _is_accent(character) else character
    if category == "Cf":  # soft hyphens, joiners and direction marks
        return ""
    if category[0] not in "LN":
        return " "
    return _without_accents(unicodedata.normalize("NFKC", character).casefold())


def _without_accents(text: str) -> str:
    parts = unicodedata.normalize("NFD", text)
    if any(map(_is_accent, parts)):
        parts = "".join(part for part in parts if not _is_accent(part))
    return unicodedata.normalize("NFKC", parts)


def _is_accent(character: str) -> bool:
    return unicodedata.combining(character) not in (0, KANA_VOICING, VIRAMA)


_letters = Letters()
