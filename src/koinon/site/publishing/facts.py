"""Facts for news, taken from the record as the public sees it: said in four languages, each with its day and its sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import override

from koinon.network.evidence.marks import Sources
from koinon.network.evidence.queries import marks
from koinon.network.people.readers import PUBLIC
from koinon.platform.audit.models import Record


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: its name for sentences, what it is, how it is said by language, its sources as title and address."""

    name: str
    label: str
    words: dict[str, str]
    sources: list[dict[str, str]]


@dataclass(frozen=True)
class Said:
    """What a fact says in the language switched on, and the records it rests on."""

    name: str
    label: Callable[[], str]
    words: Callable[[], str]
    on: Sequence[Record]


def facts_from(said: Sequence[Said]) -> Iterator[Fact]:
    """The facts worth telling, in every language of the interface; what says nothing is left out. One statement."""
    sources = marks([record for one in said for record in one.on], PUBLIC)
    for one in said:
        words = {code: _in(code, one.words) for code, _language in settings.LANGUAGES}
        if any(words.values()):
            yield Fact(one.name, one.label(), words, _sources_of(one, sources))


def _in(language: str, words: Callable[[], str]) -> str:
    with override(language):
        return words()


def _sources_of(one: Said, sources: Sources) -> list[dict[str, str]]:
    listed = {mark.number: mark for record in one.on for mark in sources.every(record)}
    titles = {mark.number: mark.title for mark in sources.documents}
    return [{"title": titles[number], "href": mark.href} for number, mark in sorted(listed.items())]
