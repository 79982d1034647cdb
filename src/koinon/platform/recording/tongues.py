"""What a record is called in several languages, kept beside its name so that no page has to ask for it.

A room says which parts of a record are its names; whatever act touches them writes the column anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models

from koinon.platform.audit.models import Change, Entry, Record
from koinon.platform.audit.rewriting import rewrite
from koinon.platform.ui.speaking import in_tongue

PORTION = 500
COLUMN = "spoken"


class TonguesField(models.TextField[str, str]):
    """Names in several languages, a line each: the tag, a tab, the name; the one to be preferred first."""

    derived = True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**(kwargs | {"blank": True, "default": "", "editable": False}))


class Spoken(models.Model):
    """A record that is called by its name in the reader's language where it has one."""

    spoken = TonguesField()

    class Meta:
        abstract = True

    def called(self, own: str) -> str:
        """The name for this reader, or its own; a row read without the column has its own only."""
        return in_tongue(self.__dict__.get(COLUMN, ""), own)

    def titled(self, own: str) -> str:
        """The same of a title: nobody gives one an English translation that is English already."""
        return in_tongue(self.__dict__.get(COLUMN, ""), own, kept_in="")


def tongues(told: str) -> list[tuple[str, str]]:
    """Every name told in a column, with the tag of its language as it is usually written."""
    lines = (line.partition("\t") for line in told.splitlines())
    return [(_tag(tag), name) for tag, _tab, name in lines]


def _tag(tag: str) -> str:
    first, *rest = tag.split("-")
    return "-".join([first, *(one.title() if len(one) == 4 else one.upper() for one in rest)])


@dataclass(frozen=True)
class Naming:
    """Which rows are the names of a kind of record; ``rank`` is 0 for the best, nothing for no name to print.

    ``shared`` rows are those of several kinds, and say in ``<owner>_kind`` whose they are.
    """

    model: type[Record]
    part: type[Record]
    owner: str
    rank: Callable[[Any], int | None]
    text: str = "text"
    shared: bool = False

    @property
    def whose(self) -> dict[str, str]:
        """What rows have that are of this kind, where they may be of others."""
        return {f"{self.owner}_kind": self.model.record_kind()} if self.shared else {}


_namings: dict[str, Naming] = {}


def register(naming: Naming) -> None:
    """Keep the names of a kind of record; called in ``AppConfig.ready``."""
    _namings[naming.model.record_kind()] = naming


def on_acted(sender: object, entry: Entry, touched: dict[str, list[int]], **more: Any) -> None:
    """Write anew what the records are called whose names an act touched, or that it wrote itself."""
    for kind, naming in _namings.items():
        ids = set(touched.get(kind, ()))
        part = naming.part.record_kind()
        if part in touched:
            states = Change.objects.filter(entry=entry, kind=part).values_list("before", "after")
            rows = [row for pair in states for row in pair if row]
            ids |= {row[f"{naming.owner}_id"] for row in rows if naming.whose.items() <= row.items()}
        for some in _portions(sorted(ids)):
            tell(naming, some)


def tell(naming: Naming, ids: list[int] | None = None) -> None:
    """Bring the column of these records up to their names, or of all: two statements, and one where any changed."""
    parts = naming.part._default_manager.filter(**naming.whose).order_by("id")
    rows = naming.model._default_manager.order_by()
    if ids is not None:
        parts, rows = parts.filter(**{f"{naming.owner}_id__in": ids}), rows.filter(pk__in=ids)
    names: dict[int, list[tuple[int, str]]] = {}
    for part in parts:
        rank = naming.rank(part)
        if part.language and rank is not None:  # type: ignore[attr-defined]
            line = f"{part.language.lower()}\t{getattr(part, naming.text)}"  # type: ignore[attr-defined]
            names.setdefault(getattr(part, f"{naming.owner}_id"), []).append((rank, line))
    changed = [
        naming.model(**{"pk": pk, COLUMN: told})
        for pk, was in rows.values_list("pk", COLUMN)
        if (told := _lines(names.get(pk, ()))) != was
    ]
    rewrite(changed, [COLUMN])


def tell_all() -> None:
    """Every record of every kind that has names."""
    for naming in _namings.values():
        tell(naming)


def _lines(names: Iterable[tuple[int, str]]) -> str:
    return "\n".join(line for _rank, line in sorted(names, key=lambda one: one[0]))


def _portions(ids: list[int]) -> Iterator[list[int]]:
    return (ids[first : first + PORTION] for first in range(0, len(ids), PORTION))
