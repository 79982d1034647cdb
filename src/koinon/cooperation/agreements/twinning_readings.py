"""What the name of a city on a list of twins may say: the city, and what it was qualified with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

AREAS = re.compile(
    r"\b(district|municipality|county|raion|rayon|province|prefecture|oblast|region|parish|voivodeship|"
    r"governorate|canton|shire|borough|gmina|department|arrondissement|AO)\b",
    re.IGNORECASE,
)
_brackets = re.compile(r"^(?P<head>.+?)\s*\((?P<inside>[^()]+)\)$")
_dash = re.compile(r"\s+[–—-]\s+")
_note = re.compile(r"\[[^\]]*\]")
_saint = re.compile(r"\b(St|Ste)\b\.?(?=[ -])")
_decorated = re.compile(r"^(?:City of (?P<after>.+)|(?P<before>.+) City|(?P<shi>.+)-shi)$")


class Reading(NamedTuple):
    """One way to read a written name: the city looked for, and the unit or larger city it lies in."""

    name: str
    within: str = ""


def tidy(text: str) -> str:
    """The text without footnotes and doubled spaces."""
    return " ".join(_note.sub(" ", text).split())


def readings(text: str) -> Iterator[Reading]:
    """Every way to read it, the most literal first.

    >>> [*readings("Chaoyang (Beijing)")]
    [Reading(name='Chaoyang (Beijing)', within=''), Reading(name='Chaoyang', within='Beijing')]
    """
    seen = set()
    for reading in _readings(tidy(text)):
        if reading.name and reading not in seen:
            seen.add(reading)
            yield reading


def names_an_area(text: str) -> bool:
    """Whether it says that it is a district, county or the like, and not a city."""
    return AREAS.search(text) is not None


def _readings(text: str) -> Iterator[Reading]:
    yield from _spellings(text)
    if bracketed := _brackets.match(text):
        yield from _spellings(bracketed["head"], bracketed["inside"])
    head, comma, tail = text.partition(",")
    if comma:
        yield from _spellings(head.strip(), tail.strip())
    whole, *parts = _dash.split(text, maxsplit=1)
    if parts:
        yield from _spellings(parts[0], whole)
    if "/" in text:
        for part in text.split("/"):
            yield from _spellings(part.strip())


def _spellings(name: str, within: str = "") -> Iterator[Reading]:
    yield Reading(name, within)
    if _saint.search(name):
        yield Reading(_saint.sub(_in_full, name), within)
    if plain := _decorated.match(name):
        yield Reading(plain["after"] or plain["before"] or plain["shi"], within)


def _in_full(saint: re.Match[str]) -> str:
    return {"St": "Saint", "Ste": "Sainte"}[saint[1]]
