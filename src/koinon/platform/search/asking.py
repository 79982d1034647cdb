"""Asking the index: words in any script, the last one perhaps unfinished, one of them perhaps misspelt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection
from django.http import HttpRequest

from koinon.platform.folding import bigrams, fold
from koinon.platform.search.indexing import registered
from koinon.platform.search.seeing import seen
from koinon.platform.search.spelling import meant
from koinon.platform.ui.speaking import in_tongue

RANKED = 1000
"""How many matches are ranked: a word that is everywhere need not be weighed everywhere."""
MOST_WORDS = 12

FIRST_LOOK = 100
"""Of how many of the best it is asked at first whether the reader may see them; hardly ever of the others too."""

MATCHED = {
    "sqlite": "SELECT rowid FROM search_words WHERE search_words MATCH %s LIMIT %s",
    "postgresql": (
        "SELECT id FROM search_searchentry"
        " WHERE array_to_tsvector(string_to_array(words, ' ')) @@ %s::tsquery LIMIT %s"
    ),
}
ENTRIES = (
    "SELECT kind, object_id, label, hint, href FROM search_searchentry WHERE id IN (SELECT * FROM ({}) m)"
)


class Hit(NamedTuple):
    """A record found, as the index shows it."""

    kind: str
    object_id: int
    label: str
    hint: str
    href: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, best first; ``instead`` holds the words that were looked for where none was as typed."""

    words: str
    hits: tuple[Hit, ...]
    instead: str = ""


def ask(request: HttpRequest, words: str, most: int = 50) -> Answer:
    """The records the reader may see that hold all the words."""
    asked = bigrams(fold(words))[:MOST_WORDS]
    hits = _visible(request, _ranked(words, matching([[word] for word in asked])), most)
    if hits or not asked:
        return Answer(words, tuple(hits))
    joined = "".join(asked)
    if len(asked) > 1 and joined.isascii():  # pinyin typed by syllables: guang zhou
        hits = _visible(request, _ranked(words, matching([[joined]])), most)
        if hits:
            return Answer(words, tuple(hits), joined)
    choices = [[word, *meant(word)] for word in asked]
    if all(len(choice) == 1 for choice in choices):
        return Answer(words, ())
    hits = _visible(request, _ranked(words, matching(choices)), most)
    guess = " ".join(choice[1] if len(choice) > 1 else choice[0] for choice in choices)
    return Answer(words, tuple(hits), guess if hits else "")


def matching(choices: Sequence[Sequence[str]]) -> list[Hit]:
    """Entries holding one word of each choice; the last word may be the beginning of one: one statement."""
    if not choices:
        return []
    with connection.cursor() as cursor:
        cursor.execute(ENTRIES.format(MATCHED[connection.vendor]), [query(choices), RANKED])
        return [Hit(*row) for row in cursor.fetchall()]


def query(choices: Sequence[Sequence[str]], *, unfinished: bool = False) -> str:
    """The choices in the database's own words. Folded words hold letters and digits only; all are quoted besides.

    The last word may be the beginning of one; where they are ``unfinished``, every word may.
    """
    finished = 0 if unfinished else len(choices) - 1
    star = "*" if connection.vendor == "sqlite" else ":*"
    mark = '"' if connection.vendor == "sqlite" else "'"
    either, both = (" OR ", " AND ") if connection.vendor == "sqlite" else (" | ", " & ")
    written = [
        either.join(
            f"{mark}{word.replace(mark, mark * 2)}{mark}{star if at >= finished else ''}" for word in choice
        )
        for at, choice in enumerate(choices)
    ]
    return both.join(f"({one})" for one in written)


def _ranked(words: str, entries: Iterable[Hit]) -> list[Hit]:
    """Names that are the words, then those that begin with them, then the shortest."""
    wanted = fold(words)

    def rank(entry: Hit) -> tuple[int, int, str]:
        label = fold(entry.label)
        near = 0 if label == wanted else 1 if label.startswith(wanted) else 2 if wanted in label else 3
        return near, len(label), entry.label

    return sorted(entries, key=rank)


def _called(entry: Hit, told: str) -> Hit:
    """The entry by its name for this reader, and by its own beside it."""
    hint, _line, more = entry.hint.partition("\n")
    entry = entry._replace(hint=in_tongue(more, hint, kept_in=""))
    name = in_tongue(told, entry.label, registered()[entry.kind].kept_in)
    if name == entry.label:
        return entry
    return entry._replace(label=name, hint=" · ".join(filter(None, (entry.label, entry.hint))))


def _visible(request: HttpRequest, entries: list[Hit], most: int) -> list[Hit]:
    """The first of those the reader may see: one statement, or two where much is hidden."""
    found: list[Hit] = []
    for some in (entries[:FIRST_LOOK], entries[FIRST_LOOK:]):
        if some and len(found) < most:
            open_to_reader = seen(request.reader, {(one.kind, one.object_id) for one in some})  # type: ignore[attr-defined]
            found += [
                _called(one, open_to_reader[place])
                for one in some
                if (place := (one.kind, one.object_id)) in open_to_reader
            ]
    return found[:most]
