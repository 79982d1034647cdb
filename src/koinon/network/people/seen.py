"""Conditions on what a reader may see, put together once for each sight: building them takes longer than asking."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import EmptyResultSet
from django.db import models
from django.db.models.expressions import Col, Expression, F, Value

if TYPE_CHECKING:
    from koinon.network.people.readers import Reader

MOST = 2048
"""How many conditions are kept; then all are forgotten, for who reads most is soon there again."""
HERE = "\u2063here\u2063"
PREFIXES = ("s", "z")
"""Two names for tables in turn, so that a condition within a condition never calls its own what it points at."""

Key = tuple[object, ...]
Told = tuple[str, str, tuple[Any, ...]]
_kept: dict[Key, Told | None] = {}


def sight_of(reader: Reader) -> Key:
    """All that decides what may be seen, the account with it: some see what they registered for."""
    return (*reader.sight, reader.user.pk if reader.user else None)


class _Here(Expression):
    """Stands for the column of the outer query while the inner one is put together."""

    def __init__(self) -> None:
        super().__init__(output_field=models.BigIntegerField())

    def as_sql(self, _compiler: Any, _connection: Any) -> tuple[str, tuple[str | int, ...]]:
        return HERE, ()


class _Kept(Expression):
    """A condition on one column whose inner query is remembered as SQL, under a key that tells all about it."""

    output_field = models.BooleanField()
    empty_result_set_value = False
    column: Any

    def __init__(self, column: str, key: Key, rows: Callable[[], models.QuerySet[Any, Any]]) -> None:
        super().__init__()
        self.column, self.key, self.rows = F(column), key, rows

    def get_source_expressions(self) -> list[Any]:
        return [self.column]

    def set_source_expressions(self, exprs: Any) -> None:
        (self.column,) = exprs

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        if not isinstance(self.column, Col):
            # Without a table before it the inner query would take it for its own.
            raise TypeError(self.column)
        prefix = PREFIXES[self.column.alias.startswith(PREFIXES[0])]
        kept = self._recalled((type(self), connection.vendor, prefix, self.key), prefix, connection)
        if kept is None:
            empty: tuple[str, Any] = compiler.compile(Value(False))
            return empty
        here, _none = compiler.compile(self.column)
        before, after, params = kept
        return f"{before}{here}{after}", params

    def _recalled(self, key: Key, prefix: str, connection: Any) -> Told | None:
        """What is kept under the key, put together where nothing is; another thread may forget all meanwhile."""
        try:
            return _kept[key]
        except KeyError:
            told = self._told(prefix, connection)
        if len(_kept) >= MOST:
            _kept.clear()
        _kept[key] = told
        return told

    def _told(self, prefix: str, connection: Any) -> Told | None:
        """What stands before the column, what after it, and the values; None where nothing can be found."""
        query = self.inner()
        query.change_aliases({alias: f"{prefix}{at}_" for at, alias in enumerate(list(query.alias_map))})
        try:
            sql, params = query.get_compiler(connection=connection).as_sql()
        except EmptyResultSet:
            return None
        before, after = self.around(sql)
        return before, after, tuple(params)

    def inner(self) -> Any:
        raise NotImplementedError

    def around(self, sql: str) -> tuple[str, str]:
        raise NotImplementedError


class Among(_Kept):
    """Whether the column is among the rows."""

    def inner(self) -> Any:
        query = self.rows().query.clone()
        query.clear_ordering(clear_default=True)
        return query

    def around(self, sql: str) -> tuple[str, str]:
        return "", f" IN ({sql})"


class Stands(_Kept):
    """Whether the row whose primary key the column holds is among them, asked row by row."""

    def inner(self) -> Any:
        return self.rows().filter(pk=_Here()).query.exists()

    def around(self, sql: str) -> tuple[str, str]:
        before, after = sql.split(HERE)
        return f"EXISTS({before}", f"{after})"
