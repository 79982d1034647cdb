"""Which of the records found the reader may see: of all kinds in one statement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Any, Protocol

from django.core.exceptions import EmptyResultSet
from django.db import connection

from koinon.platform.search.indexing import registered

Place = tuple[str, int]
Condition = tuple[str, tuple[Any, ...]]


class Seer(Protocol):
    """A reader, of whom two of one sight see the same."""

    @property
    def sight(self) -> tuple[object, ...]: ...


class Sighted:
    """A reader by the sight alone, so that what was put together for one serves the next."""

    def __init__(self, reader: Seer) -> None:
        self.reader = reader

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sighted) and self.reader.sight == other.reader.sight

    def __hash__(self) -> int:
        return hash(self.reader.sight)


def seen(reader: Seer, places: Iterable[Place]) -> dict[Place, str]:
    """Those the reader may see, with what they are called in other languages: one statement."""
    by_kind: dict[str, list[int]] = {}
    for kind, pk in places:
        by_kind.setdefault(kind, []).append(pk)
    parts = [
        part
        for kind, ids in sorted(by_kind.items())
        if kind in registered() and (part := _part(kind, ids, Sighted(reader)))
    ]
    if not parts:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(sql for sql, _values in parts),
            [value for _sql, values in parts for value in values],
        )
        return {(kind, pk): told for kind, pk, told in cursor.fetchall()}


def _part(kind: str, ids: Sequence[int], reader: Sighted) -> Condition | None:
    condition = _visible(connection.vendor, kind, reader)
    if condition is None:
        return None
    sql, values = condition
    marks = ", ".join(["%s"] * len(ids))
    # Nothing typed stands in the statement: values are filled in.
    told = "v.spoken" if speaks(kind) else "''"
    asked = f"SELECT %s AS kind, v.id, {told} FROM ({sql}) v WHERE v.id IN ({marks})"  # noqa: S608
    return asked, (kind, *values, *ids)


@cache
def speaks(kind: str) -> bool:
    """Whether records of the kind keep their names in other languages in a column of their own."""
    return any(field.name == "spoken" for field in registered()[kind].model._meta.concrete_fields)


@lru_cache(maxsize=500)
def _visible(vendor: str, kind: str, reader: Sighted) -> Condition | None:
    """The statement that finds all of the kind that the reader may see, which is dearer to write than to ask."""
    rows = registered()[kind].model._default_manager.visible_to(reader.reader)  # type: ignore[attr-defined]
    try:
        columns = ("id", "spoken") if speaks(kind) else ("id",)
        sql, values = rows.order_by().values(*columns).query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return None
    return sql, tuple(values)
