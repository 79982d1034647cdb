"""Statements that are put together once: building the conditions of a page takes longer than asking them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial, update_wrapper
from typing import Any, Generic, ParamSpec, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.models.query import FlatValuesListIterable, ModelIterable, get_related_populators

from koinon.platform.audit.models import Record

P = ParamSpec("P")
M = TypeVar("M", bound=models.Model)
R = TypeVar("R")
Row = Sequence[Any]
Place = tuple[str, int | None]
"""Which value fills a place of the statement, and which of several."""

SIZES = (1, 10, 50, 200, 1000)
MOST = 32
"""How many shapes of one statement are kept: the sights of so many readers, or fewer and some more sizes."""
# Stand for the values while a statement is put together: nothing on record is equal to them.
NUMBER, YEAR = 9_000_000_000_000_000, 1301
DAY_READER = "convert_datefield_value"
"""How Django's SQLite calls what makes the text of a day into one."""


class Misshapen(TypeError):
    """A value given by name does not only fill the statement, it shapes it: give it by position."""


def prepared(make: Callable[P, models.QuerySet[M, R]]) -> Prepared[P, R]:
    """Answer with rows where the function answers with a query, which is put together once for each shape.

    What is given by position shapes the statement: the reader, a flag, a path. What is given by name is only
    filled in: a day, a number, a text, or ids. Of a reader nothing but the sight shapes a statement.
    """
    return Prepared(make)


class Prepared(Generic[P, R]):
    """A function from values to rows that remembers its statements."""

    def __init__(self, make: Callable[P, models.QuerySet[Any, R]]) -> None:
        self.make: Callable[..., models.QuerySet[Any, R]] = make
        self.kept: OrderedDict[tuple[Any, ...], Statement] = OrderedDict()
        update_wrapper(self, make)

    def __call__(self, *shape: P.args, **values: P.kwargs) -> list[R]:
        given = {name: filled_up(value) for name, value in values.items()}
        kinds = tuple((name, len(one) if isinstance(one, list) else 0) for name, one in given.items())
        key = (connection.vendor, kinds, *(getattr(one, "sight", one) for one in shape))
        found = self.kept.get(key)
        if found is None:
            found = self.kept[key] = self._made(shape, given)
            if len(self.kept) > MOST:
                self.kept.popitem(last=False)
        else:
            self.kept.move_to_end(key)
        return found.rows(given)

    def _made(self, shape: Sequence[Any], given: Mapping[str, Any]) -> Statement:
        """Put together twice, with other stand-ins, to be sure that a value changes nothing but its places."""
        one, other = (
            Statement(self.make(*shape, **standing), standing)
            for standing in (stand_ins(given, 0), stand_ins(given, 1))
        )
        if (one.sql, one.places, one.constants) != (other.sql, other.places, other.constants):
            raise Misshapen(self.make.__name__)
        return one


def filled_up(value: Any) -> Any:
    """Ids are brought to one of a few lengths by saying the last again, so that few shapes do."""
    if isinstance(value, date | str | int):
        return value
    ids = list(value)
    size = next((size for size in SIZES if size >= len(ids)), -(-len(ids) // SIZES[-1]) * SIZES[-1])
    return ids + ids[-1:] * (size - len(ids)) if ids else ids


def stand_ins(given: Mapping[str, Any], turn: int) -> dict[str, Any]:
    """A value of the same kind for each of those given, all different."""
    found: dict[str, Any] = {}
    for order, (name, value) in enumerate(given.items()):
        first = NUMBER + (order * 2 + turn) * 1_000_000
        if isinstance(value, date):
            found[name] = date(YEAR + turn, 1, 1 + order)
        elif isinstance(value, str):
            found[name] = f"\u2063{turn}{name}"
        else:
            found[name] = first if isinstance(value, int) else list(range(first, first + len(value)))
    return found


class Statement:
    """SQL with the places where values go, and how its rows are read."""

    def __init__(self, query: models.QuerySet[Any, Any], standing: Mapping[str, Any]) -> None:
        if getattr(query, "_prefetch_related_lookups", ()):
            raise Misshapen(query.model.__name__)
        self.sql, params, self.read = told(query)
        filled = {sql_value(value): place for place, value in flat(standing)}
        self.places: dict[int, Place] = {
            order: filled[value]
            for order, value in enumerate(params)
            if isinstance(value, str | int | date) and value in filled
        }
        self.constants = [None if order in self.places else value for order, value in enumerate(params)]

    def rows(self, given: Mapping[str, Any]) -> list[Any]:
        """Asked with these values."""
        if not self.sql:
            return []
        values = {name: sql_value(value) for name, value in given.items()}
        params = list(self.constants)
        for order, (name, index) in self.places.items():
            params[order] = values[name] if index is None else values[name][index]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            return self.read(cursor.fetchall())


def sql_value(value: Any) -> Any:
    """A day as the database takes it; everything else as it is."""
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def flat(standing: Mapping[str, Any]) -> Iterator[tuple[Place, Any]]:
    """Every single value with the place it stands for."""
    for name, value in standing.items():
        if isinstance(value, list):
            yield from (((name, index), one) for index, one in enumerate(value))
        else:
            yield (name, None), value


# Reading rows, as Django's own queries do it, with all that can be known beforehand worked out


def told(query: models.QuerySet[Any, Any]) -> tuple[str, Sequence[Any], Callable[[list[Row]], list[Any]]]:
    """The SQL of a query, its values, and what reads its rows; no SQL where nothing can be found."""
    compiler = query.query.get_compiler(connection=connection)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return "", (), list
    kind = query._iterable_class
    if issubclass(kind, ModelIterable):
        shaped = instances(compiler)
    else:
        shaped = first_cells if issubclass(kind, FlatValuesListIterable) else list
    return sql, params, partial(converted, _converters(compiler), shaped)


def _converters(compiler: Any) -> list[tuple[int, list[Callable[..., Any]], Any]]:
    """For each column that Python has otherwise than the database, what changes a cell of it."""
    selected = [column[0] for column in compiler.select[: compiler.col_count]]
    found = compiler.get_converters(selected).items()
    return [
        (at, [day_of_cell if one.__name__ == DAY_READER else one for one in functions], expression)
        for at, (functions, expression) in found
    ]


def day_of_cell(cell: Any, _expression: Any, _connection: Any) -> Any:
    """A day as SQLite keeps it, which is as text. Many rows have the same few days."""
    return day_of_text(cell) if cell.__class__ is str else cell


day_of_text = lru_cache(maxsize=16_384)(date.fromisoformat)


def converted(
    converters: list[Any], shaped: Callable[[Iterable[Row]], list[Any]], rows: list[Row]
) -> list[Any]:
    """The rows with each cell as Python has it, made into what the query answers with."""
    if not converters:
        return shaped(rows)
    changed = [list(row) for row in rows]
    opened = connections[DEFAULT_DB_ALIAS]  # the shorter way: asking the proxy for each cell takes long
    for at, functions, expression in converters:
        for function in functions:
            for row in changed:
                row[at] = function(row[at], expression, opened)
    return shaped(changed)


def first_cells(rows: Iterable[Row]) -> list[Any]:
    """For a flat list of values."""
    return [row[0] for row in rows]


def instances(compiler: Any) -> Callable[[Iterable[Row]], list[Any]]:
    """What makes rows into records, with the records they point at and what was reckoned of them."""
    info, select, notes = compiler.klass_info, compiler.select, compiler.annotation_col_map.items()
    first, last = info["select_fields"][0], info["select_fields"][-1] + 1
    names = [column[0].target.attname for column in select[first:last]]
    related = get_related_populators(info, select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]
    from_db = info["model"].from_db

    def made(rows: Iterable[Row]) -> list[Any]:
        found = []
        for row in rows:
            one = from_db(DEFAULT_DB_ALIAS, names, row[first:last])
            for populator in related:
                populator.populate(row, one)
            for name, at in notes:
                setattr(one, name, row[at])
            found.append(one)
        return found

    return made


def sorted_to(parts: Iterable[M], by: str) -> dict[Any, list[M]]:
    """Parts under the key of what they belong to, in their order."""
    found: dict[Any, list[M]] = {}
    for part in parts:
        found.setdefault(getattr(part, by), []).append(part)
    return found


def attach(owners: Iterable[Record], name: str, parts: Iterable[models.Model], by: str) -> None:
    """Lay parts to their owners, as ``prefetch_related`` would: ``owner.name.all()`` asks nothing more.

    ``by`` names the foreign key of the parts. What lies there is a plain list: it can be gone through, and
    filtering it fails loudly.
    """
    laid: dict[Any, list[models.Model]] = {}
    field: Any = None
    known = {}
    for owner in owners:
        known[owner.pk] = owner
        kept = owner.__dict__.setdefault("_prefetched_objects_cache", {})
        kept[name] = laid[owner.pk] = []
    for part in parts:
        field = field or part._meta.get_field(by)
        key = getattr(part, field.attname)
        laid[key].append(part)
        part._state.fields_cache[field.name] = known[key]


def lay(rows: Sequence[models.Model], name: str, ask: Callable[..., list[M]]) -> None:
    """Lay what a foreign key points at to each row, or nothing where ``ask(ids=…)`` does not answer with it."""
    if not rows:
        return
    field: Any = rows[0]._meta.get_field(name)
    ids = sorted({key for row in rows if (key := getattr(row, field.attname)) is not None})
    found = {one.pk: one for one in ask(ids=ids)} if ids else {}
    for row in rows:
        field.set_cached_value(row, found.get(getattr(row, field.attname)))
