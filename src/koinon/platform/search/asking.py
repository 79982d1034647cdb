"""Asking the index: words in any script, the last one perhaps unfinished, one of them perhaps misspelt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.http import HttpRequest

from koinon.platform.folding import bigrams, fold
from koinon.platform.search.indexing import registered
from koinon.platform.search.models import SearchEntry
from koinon.platform.search.spelling import meant

RANKED = 1000
"""How many matches are ranked: a word that is everywhere need not be weighed everywhere."""
MOST_WORDS = 12

SQL = {
    "sqlite": "SELECT rowid FROM search_words WHERE search_words MATCH %s LIMIT %s",
    "postgresql": (
        "SELECT id FROM search_searchentry"
        " WHERE array_to_tsvector(string_to_array(words, ' ')) @@ %s::tsquery LIMIT %s"
    ),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, best first; ``instead`` holds the words that were looked for where none was as typed."""

    words: str
    hits: tuple[SearchEntry, ...]
    instead: str = ""


def ask(request: HttpRequest, words: str, most: int = 50) -> Answer:
    """The records the reader may see that hold all the words."""
    asked = bigrams(fold(words))[:MOST_WORDS]
    hits = _visible(request, _ranked(words, matching([[word] for word in asked])))
    if hits or not asked:
        return Answer(words, tuple(hits[:most]))
    joined = "".join(asked)
    if len(asked) > 1 and joined.isascii():  # pinyin typed by syllables: guang zhou
        hits = _visible(request, _ranked(words, matching([[joined]])))
        if hits:
            return Answer(words, tuple(hits[:most]), joined)
    choices = [[word, *meant(word)] for word in asked]
    if all(len(choice) == 1 for choice in choices):
        return Answer(words, ())
    hits = _visible(request, _ranked(words, matching(choices)))
    guess = " ".join(choice[1] if len(choice) > 1 else choice[0] for choice in choices)
    return Answer(words, tuple(hits[:most]), guess if hits else "")


def matching(choices: Sequence[Sequence[str]]) -> list[SearchEntry]:
    """Entries holding one word of each choice; the last word may be the beginning of one."""
    if not choices:
        return []
    with connection.cursor() as cursor:
        cursor.execute(SQL[connection.vendor], [query(choices), RANKED])
        ids = [row[0] for row in cursor.fetchall()]
    return list(SearchEntry.objects.filter(pk__in=ids))


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


def _ranked(words: str, entries: Iterable[SearchEntry]) -> list[SearchEntry]:
    """Names that are the words, then those that begin with them, then the shortest."""
    wanted = fold(words)

    def rank(entry: SearchEntry) -> tuple[int, int, str]:
        label = fold(entry.label)
        near = 0 if label == wanted else 1 if label.startswith(wanted) else 2 if wanted in label else 3
        return near, len(label), entry.label

    return sorted(entries, key=rank)


def _visible(request: HttpRequest, entries: list[SearchEntry]) -> list[SearchEntry]:
    """Those the reader may see: one statement a kind that occurs."""
    by_kind: dict[str, list[int]] = {}
    for entry in entries:
        by_kind.setdefault(entry.kind, []).append(entry.object_id)
    seen: set[tuple[str, int]] = set()
    known = registered()
    for kind, ids in by_kind.items():
        if kind in known:
            rows = known[kind].model._default_manager.visible_to(request.reader)  # type: ignore[attr-defined]
            seen |= {(kind, pk) for pk in rows.filter(pk__in=ids).values_list("pk", flat=True)}
    return [entry for entry in entries if (entry.kind, entry.object_id) in seen]
