"""Chinese writing: telling it apart, simplifying it, spelling it, cutting it into pairs."""

import re
from functools import lru_cache
from typing import Any

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
UNSPACED = HAN + "\u3005\u3007\u3040-\u30ff\u31f0-\u31ff\uac00-\ud7af"  # Han, kana and Korean
_han = re.compile(f"[{HAN}]")
_unspaced = re.compile(f"[{UNSPACED}]")
_word = re.compile(f"[{UNSPACED}]+|[^\\W{UNSPACED}]+")


def is_han(text: str) -> bool:
    """Whether every character is a Chinese one."""
    return bool(text) and all(_han.match(character) for character in text)


def has_han(text: str) -> bool:
    """Whether a Chinese character occurs."""
    return _han.search(text) is not None


# The tables of Chinese are large: a process that meets no Chinese does without them.


@lru_cache(maxsize=1)
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


def syllables(text: str, style: str = "NORMAL") -> list[str]:
    """The Chinese text spelled syllable by syllable, in a style of pypinyin by its name."""
    from pypinyin import Style, lazy_pinyin

    return lazy_pinyin(text, style=getattr(Style, style))


def simplified(text: str) -> str:
    """The text in simplified characters; whatever is not traditional Chinese stays as it is."""
    return str(_converter().convert(text)) if has_han(text) else text


@lru_cache(maxsize=20_000)
def pinyin(text: str) -> str:
    """The text as it is typed on a keyboard: Chinese runs spelled without tones or spaces.

    >>> pinyin("广州市 2021")
    'guangzhoushi 2021'
    """
    if not has_han(text):
        return text
    return "".join(syllables(text)).replace("ü", "u")


@lru_cache(maxsize=20_000)
def initials(text: str) -> str:
    """The first letters of the syllables, another habit of the keyboard: 广州 is gz."""
    return "".join(syllables(text, "FIRST_LETTER")) if has_han(text) else ""


def bigrams(folded: str) -> list[str]:
    """The words of a folded text for an index: writing without spaces is cut into overlapping pairs.

    >>> bigrams("guangzhou 广州市")
    ['guangzhou', '广州', '州市']
    """
    found: list[str] = []
    for word in _word.findall(folded):
        if len(word) > 2 and _unspaced.match(word):
            found.extend(word[start : start + 2] for start in range(len(word) - 1))
        else:
            found.append(word)
    return found
