"""Finds names in running text, in any script: those on record, wherever they stand and however they are accented."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from koinon.platform.folding import fold
from koinon.platform.folding.han import UNSPACED

LETTER = rf"[^\W_{UNSPACED}]"
TOKEN = re.compile(rf"[^\W_{UNSPACED}]+(?:['’ʼ][^\W_{UNSPACED}]+)*")
RUN = re.compile(f"[{UNSPACED}]+")
OWN = re.compile("['’ʼ]s$", re.IGNORECASE)
"""As in Lima's; folded the two are one word."""
SHORTEST = 3
BLACK = "████"
"""What stands where words were blacked out; always as long, so that its length tells nothing."""


@dataclass(frozen=True, slots=True)
class Found:
    """A name as it stands in a text."""

    words: str
    kind: str
    start: int
    end: int


class Finder:
    """Names by their first word, and those of scripts without spaces by their length.

    >>> [one.words for one in Finder([("place", "León"), ("place", "广州")]).find("From Leon to 廣州市")]
    ['Leon', '廣州']
    >>> [one.words for one in Finder([("place", "Lima"), ("place", "St. John's")]).find("Lima's limas, St. John's")]
    ['Lima', "St. John's"]
    >>> [one.words for one in Finder([("place", "Santa"), ("place", "Santa Fe")]).find("Santa Fes, Santa Fe's")]
    ['Santa', 'Santa Fe']
    """

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        self._spaced: dict[str, dict[tuple[str, ...], str]] = {}
        self._unspaced: dict[str, str] = {}
        for kind, name in names:
            folded = fold(name)
            joined = folded.replace(" ", "")
            if RUN.fullmatch(joined):
                if len(joined) > 1:
                    self._unspaced.setdefault(joined, kind)
                continue
            words = tuple(folded.split())
            if words and (len(words) > 1 or len(joined) >= SHORTEST or (name.isupper() and len(joined) > 1)):
                self._spaced.setdefault(words[0], {}).setdefault(words, kind)
        self._lengths = sorted({len(one) for one in self._unspaced}, reverse=True)

    def find(self, text: str, *, any_case: bool = False) -> list[Found]:
        """The names in the text in its order, the longest where several begin at one place.

        A name of one word counts where it is written with a capital, unless any case will do, as in file names.
        """
        found = [*self._find_spaced(text, any_case), *self._find_unspaced(text)]
        return sorted(found, key=lambda one: (one.start, one.end))

    def _find_spaced(self, text: str, any_case: bool) -> Iterable[Found]:
        tokens = [(token, word) for token in TOKEN.finditer(text) for word in _folded(token[0]).split()]
        at = 0
        while at < len(tokens):
            length, kind, own = self._longest(tokens[at : at + 12])
            first, last = tokens[at][0], tokens[at + max(length, 1) - 1][0]
            if length and (length > 1 or any_case or _counts(first[0])):
                end = last.end() - 2 * own
                yield Found(text[first.start() : end], kind, first.start(), end)
                at += length
            else:
                at += 1

    def _longest(self, ahead: list[tuple[re.Match[str], str]]) -> tuple[int, str, bool]:
        """How many words the longest name here has, its kind, and whether an s of its own stands after it: Lima's."""
        best, kind, own = 0, "", False
        first = ahead[0][1]
        for start in (first, first[:-1]) if first[-1:] == "s" else (first,):
            for words, told in self._spaced.get(start, {}).items():
                said = " ".join(word for _token, word in ahead[: len(words)])
                name = " ".join(words)
                owns = said == f"{name}s" and OWN.search(ahead[len(words) - 1][0][0]) is not None
                if len(words) > best and (said == name or owns):
                    best, kind, own = len(words), told, owns
        return best, kind, own

    def _find_unspaced(self, text: str) -> Iterable[Found]:
        if not self._lengths:
            return
        for run in RUN.finditer(text):
            signs = [_folded(sign) for sign in run[0]]
            at = 0
            while at < len(signs):
                length = next((n for n in self._lengths if "".join(signs[at : at + n]) in self._unspaced), 0)
                if length and at + length <= len(signs):
                    start = run.start() + at
                    words = text[start : start + length]
                    yield Found(
                        words, self._unspaced["".join(signs[at : at + length])], start, start + length
                    )
                at += max(length, 1)


def black_out(text: str, words: Iterable[str]) -> str:
    """The text with these words made unreadable, the longest first.

    >>> black_out("Leon lies in Leonia; leon", ["Leon"])
    '████ lies in Leonia; ████'
    """
    for one in sorted(set(words), key=len, reverse=True):
        edge = ("", "") if RUN.search(one) else (f"(?<!{LETTER})", f"(?!{LETTER})")
        text = re.sub(f"{edge[0]}{re.escape(one)}{edge[1]}", BLACK, text, flags=re.IGNORECASE)
    return text


def _counts(word: str) -> bool:
    """A word with a capital, or of a script that has none."""
    return not word[0].islower()


@lru_cache(maxsize=50_000)
def _folded(word: str) -> str:
    return fold(word)
