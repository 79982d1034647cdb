"""The record as rows of the workbook: the same values by column for the dry run and for the export."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection, models

from koinon.network.places.models import Country
from koinon.platform.dates.days import day_from
from koinon.platform.dates.fields import day_columns
from koinon.site.exchange.columns import Column
from koinon.site.exchange.sheets import Sheet, sheet_of_kind

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Recorded:
    """One row on record."""

    pk: int
    version: int
    values: Values


class Keys:
    """The keys of the records of every kind, read once a kind when first asked for."""

    def __init__(self) -> None:
        self._by_pk: dict[type[models.Model], dict[int, str]] = {}
        self._by_key: dict[type[models.Model], dict[str, int]] = {}

    def by_pk(self, model: type[models.Model]) -> dict[int, str]:
        """The key of each record. One statement the first time."""
        if model not in self._by_pk:
            with connection.cursor() as cursor:
                cursor.execute(*keys_statement(model, connection.vendor))
                self._by_pk[model] = dict(cursor.fetchall())
        return self._by_pk[model]

    def by_key(self, model: type[models.Model]) -> dict[str, int]:
        """The id of each record."""
        if model not in self._by_key:
            self._by_key[model] = {key: pk for pk, key in self.by_pk(model).items()}
        return self._by_key[model]

    def keep(self, model: type[models.Model], found: dict[int, str]) -> None:
        """Say which records of a kind there are, as far as anybody here should know."""
        self._by_pk[model] = found
        self._by_key.pop(model, None)

    def subject(self, kind: str, pk: int) -> str | None:
        """A record of any kind as ``sheet:key``; nothing for what no sheet knows."""
        sheet = sheet_of_kind().get(kind)
        key = self.by_pk(sheet.model).get(pk) if sheet and sheet.has_key else None
        return f"{sheet.name}:{key}" if sheet and key else None


@cache
def keys_statement(model: type[models.Model], _vendor: str) -> tuple[str, tuple[Any, ...]]:
    """What asks for the keys of all records of a kind; there are many kinds, and most have few records."""
    return model._default_manager.order_by().values_list("pk", "key").query.sql_with_params()


def stored_names(sheet: Sheet) -> list[str]:
    """The database columns behind the columns of a sheet, each followed where it takes two."""
    names: list[str] = []
    for column in sheet.columns.values():
        names.extend(stored_in(column))
    return names


def stored_in(column: Column) -> tuple[str, ...]:
    if column.kind == "day":
        return day_columns(column.name)[:2]
    if column.kind == "subject":
        return column.stored
    return (f"{column.name}_id",) if column.kind == "key" else (column.name,)


def recorded(sheet: Sheet, rows: models.QuerySet[Any], keys: Keys) -> Iterable[Recorded]:
    """The rows by column, references as keys; a statement, and one for each kind of reference unread."""
    names = stored_names(sheet)
    versioned = ["version"] if sheet.has_key else []
    columns = tuple(sheet.columns.values())
    for row in rows.values_list("pk", *versioned, *names):
        pk, version, at = row[0], row[1] if versioned else 0, 1 + len(versioned)
        values: Values = {}
        value: Any
        for column in columns:
            if column.kind == "key":
                value = None if row[at] is None else keys.by_pk(target(column)).get(row[at])
            elif column.kind == "day":
                value = day_from(row[at], row[at + 1])
                at += 1
            elif column.kind == "subject":
                value = keys.subject(row[at], row[at + 1])
                at += 1
            else:
                value = row[at]
            values[column.name] = value
            at += 1
        sheet.tidy(values)
        yield Recorded(pk, version, values)


def target(column: Column) -> type[models.Model]:
    """The model a reference points at."""
    assert column.target is not None
    return column.target


def reference(model: type[models.Model], key: str) -> str:
    """A key as people write it: countries by their two letters in capitals."""
    return key.upper() if model is Country else key
