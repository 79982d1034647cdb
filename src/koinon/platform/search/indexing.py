"""What is in the index: each room says how its records are found, and the index follows every act."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import override

from koinon.platform.audit.models import Change, Entry, Record
from koinon.platform.folding import bigrams, fold, pinyin
from koinon.platform.search.models import SearchEntry
from koinon.platform.search.spelling import remember

BATCH = 500
TELLING = ("name", "short_name", "title", "audience")
"""The columns of which others make use: what a record is called, and whether everybody may know."""


@dataclass(frozen=True)
class Found:
    """A record as it goes into the index: what is shown of it, and every text it is found by.

    A hint that reads otherwise in another language is a callable, asked once in each.
    """

    record: Record
    label: str
    hint: str | Callable[[], str] = ""
    texts: tuple[str, ...] = ()

    def told(self) -> str:
        """The hint in the language of the moment."""
        return self.hint[:254] if isinstance(self.hint, str) else self.hint()[:254]


@dataclass(frozen=True)
class Searchable:
    """One kind of record in the index.

    ``tell`` turns rows into Found in a fixed number of statements. ``parts`` names the kinds whose changes
    alter how the record is found, with the column that holds its id: ``{"places.cityname": "city_id"}``;
    parts of several kinds say in ``subject_kind`` whose they are.
    ``borrows`` names the kinds whose own names stand in the record's texts, with the lookups from the record
    to them: ``{"places.city": ("city",)}``. ``kept_in`` is the language its own names are in; "" for any.
    """

    model: type[Record]
    tell: Callable[[QuerySet[Any]], Iterable[Found]]
    parts: dict[str, str] = field(default_factory=dict)
    borrows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    kept_in: str = "en"


_searchables: dict[str, Searchable] = {}


def register(searchable: Searchable) -> None:
    """Put a kind of record into the index; called in ``AppConfig.ready``."""
    _searchables[searchable.model.record_kind()] = searchable


def registered() -> dict[str, Searchable]:
    """All kinds, by the word for the kind."""
    return dict(_searchables)


def tokens(texts: Iterable[str]) -> list[str]:
    """The words under which texts are found: folded, Chinese as pairs of characters and as pinyin."""
    found: dict[str, None] = {}
    for text in texts:
        folded = fold(text)
        spelt = pinyin(folded)
        for word in (*bigrams(folded), *(bigrams(spelt) if spelt != folded else ())):
            found.setdefault(word)
    return list(found)


def index(kind: str, ids: Iterable[int] | None = None) -> int:
    """Write the entries of these records anew, or of all of the kind; entries of records that are gone go too."""
    searchable = _searchables[kind]
    rows = searchable.model._default_manager.order_by("pk")
    old = SearchEntry.objects.filter(kind=kind)
    if ids is not None:
        wanted = list(ids)
        rows, old = rows.filter(pk__in=wanted), old.filter(object_id__in=wanted)
    old.delete()
    made = 0
    # In English whoever acts, because texts would otherwise be in the language of the last editor.
    with override("en"):
        # In portions, because SQLite does not fetch what a thousand rows point at in one statement.
        for some in _portions(list(rows.values_list("pk", flat=True))):
            found = [
                (one, tokens([one.label, *one.texts])) for one in searchable.tell(rows.filter(pk__in=some))
            ]
            hints = _hints([one for one, _words in found])
            entries = (_entry(one, words, hint) for (one, words), hint in zip(found, hints, strict=True))
            SearchEntry.objects.bulk_create(list(entries))
            remember(word for _one, words in found for word in words)
            made += len(found)
    return made


def _hints(found: list[Found]) -> list[str]:
    """The hint of each: its English line, and one for each language in which it reads otherwise."""
    told = [one.told() for one in found]
    lines = [[hint] for hint in told]
    for code, _name in settings.LANGUAGES:
        with override(code):
            for one, own, there in zip(found, told, lines, strict=True):
                if callable(one.hint) and (said := one.told()) != own:
                    there.append(f"{code.lower()}\t{said}")
    return ["\n".join(there) for there in lines]


def _entry(one: Found, words: list[str], hint: str) -> SearchEntry:
    return SearchEntry(
        kind=one.record.record_kind(),
        object_id=one.record.pk,
        label=one.label[:254],
        hint=hint,
        href=one.record.get_absolute_url(),  # type: ignore[attr-defined]
        words=" ".join(words),
    )


def follow(entry: Entry, touched: dict[str, list[int]]) -> None:
    """Bring the index up to what an act changed, in the act's own transaction."""
    renamed = _renamed(entry, touched)
    for kind, searchable in _searchables.items():
        ids = set(touched.get(kind, ())) | _borrowers(searchable, renamed)
        for part, column in searchable.parts.items():
            if part in touched:
                ids |= _wholes(entry, part, column, kind)
        for some in _portions(sorted(ids)):
            index(kind, some)


def _wholes(entry: Entry, part: str, column: str, kind: str) -> set[int]:
    """The records to which changed parts belong or belonged."""
    states = Change.objects.filter(entry=entry, kind=part).values_list("before", "after")
    told = [state for pair in states for state in pair if state and state.get(column)]
    return {state[column] for state in told if state.get("subject_kind", kind) == kind}


def _renamed(entry: Entry, touched: dict[str, list[int]]) -> dict[str, set[int]]:
    """The records lent from that the act calls otherwise than before: one statement, where any was touched."""
    lent = {kind for searchable in _searchables.values() for kind in searchable.borrows} & touched.keys()
    found: dict[str, set[int]] = {}
    if lent:
        changes = Change.objects.filter(entry=entry, kind__in=lent, before__isnull=False, after__isnull=False)
        for change in changes:
            if any(name in TELLING for name, _before, _after in change.differences):
                found.setdefault(change.kind, set()).add(change.object_id)
    for kind in _lent():
        # Of those the act made nobody else makes use yet.
        named = _named_anew(entry, touched, kind) - set(touched.get(kind, ()))
        if named:
            found.setdefault(kind, set()).update(named)
    return found


def _lent() -> set[str]:
    """The kinds that lend their names and have further names beside them."""
    lent = {kind for searchable in _searchables.values() for kind in searchable.borrows}
    return {kind for kind in lent if kind in _searchables and _searchables[kind].parts}


def _named_anew(entry: Entry, touched: dict[str, list[int]], kind: str) -> set[int]:
    parts = _searchables[kind].parts.items()
    wholes = (_wholes(entry, part, column, kind) for part, column in parts if part in touched)
    return set().union(*wholes)


def _borrowers(searchable: Searchable, renamed: dict[str, set[int]]) -> set[int]:
    """The records that are found by the names of others."""
    rows = searchable.model._default_manager.all()
    return {
        pk
        for kind, paths in searchable.borrows.items()
        for path in paths
        for some in _portions(sorted(renamed.get(kind, ())))
        for pk in rows.filter(**{f"{path}__in": some}).values_list("pk", flat=True)
    }


def _portions(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]
