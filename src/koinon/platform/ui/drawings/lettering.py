"""How much room words take: good guesses for a humanist sans, so that labels keep apart."""

from functools import lru_cache
from unicodedata import east_asian_width

NARROW = frozenset("iIjlftr.,:;'’|!()[] ·-")
WIDE = frozenset("mwMW@%—…")
ELLIPSIS = "…"


@lru_cache(maxsize=16_384)
def measure(text: str, size: float = 12) -> float:
    """The width of the text at this letter size, rather a little too wide than too narrow."""
    return sum(_em(letter) for letter in text) * size


def shortened(text: str, room: float, size: float = 12) -> str:
    """The text, or as much of it as fits with an ellipsis; nothing where no three letters are left."""
    if measure(text, size) <= room:
        return text
    kept = text
    while kept and measure(kept + ELLIPSIS, size) > room:
        kept = kept[:-1]
    kept = kept.rstrip(" ,;:–-(")
    enough = 3 if kept.isascii() else 2
    return kept + ELLIPSIS if len(kept) >= enough else ""


def _em(letter: str) -> float:
    if east_asian_width(letter) in "WF":
        return 1.0
    if letter in NARROW:
        return 0.35
    if letter in WIDE:
        return 0.9
    return 0.7 if letter.isupper() else 0.6
