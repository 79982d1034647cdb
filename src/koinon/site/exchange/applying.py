"""Carrying out a plan: every row of it in one act, in an order in which what is pointed at exists already."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from koinon.platform.accounts.models import User
from koinon.platform.audit.commands import Act, Stale, batched
from koinon.platform.audit.models import Record
from koinon.site.exchange.columns import Column
from koinon.site.exchange.plans import Plan, Row
from koinon.site.exchange.record_rows import Values, target
from koinon.site.exchange.sheets import Sheet, workbook

AT_ONCE = 500
Step = Callable[[int], None]
"""Told how many more rows are done; it may raise to stop everything."""


def carry_out(plan: Plan, doing: Act, by: User | None, moment: datetime, step: Step) -> None:
    """Make and change what the plan says. Raises Stale where a record is no longer as the plan found it."""
    records = Instances()
    for name, rows in groupby(plan.rows, key=lambda row: row.sheet):
        writing = SheetWriting(workbook()[name], records, by, moment)
        planned = list(rows)
        for wave in waves(writing.sheet, [row for row in planned if row.action == "create"]):
            for part in portions(wave):
                writing.keep(part, doing.create_all(writing.new(part)))
                step(len(part))
        for part in portions([row for row in planned if row.action == "change"]):
            doing.change_all(writing.changed(part))
            step(len(part))


def portions(rows: list[Row]) -> Iterator[list[Row]]:
    return (rows[first : first + AT_ONCE] for first in range(0, len(rows), AT_ONCE))


def waves(sheet: Sheet, rows: list[Row]) -> Iterator[list[Row]]:
    """The rows in portions of which each points only at earlier ones: parents before their parts."""
    own = [name for name, column in sheet.columns.items() if column.target is sheet.model]
    left, waiting = rows, {row.key for row in rows}
    while left:
        ready = [row for row in left if not any(row.values[name] in waiting for name in own)]
        if not ready:
            raise AssertionError("the dry run lets no circle through")
        yield ready
        waiting -= {row.key for row in ready}
        left = [row for row in left if row.key in waiting] if own else []


class Instances:
    """Records by key, made in this act or fetched in portions, with what their names need."""

    def __init__(self) -> None:
        self._by_key: dict[type[models.Model], dict[str, models.Model]] = {}

    def keep(self, model: type[models.Model], rows: Iterable[models.Model]) -> None:
        """Remember rows that were made."""
        self._by_key.setdefault(model, {}).update((row.key, row) for row in rows if isinstance(row, Record))

    def fetch(self, model: type[models.Model], keys: Iterable[str]) -> dict[str, models.Model]:
        """The records of these keys; one statement for each thousand not yet known."""
        known = self._by_key.setdefault(model, {})
        lacking = sorted({key for key in keys if key not in known})
        named = [field.name for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]
        for part in portions_of_keys(lacking):
            rows = model._default_manager.select_related(*named) if named else model._default_manager.all()
            known.update((row.key, row) for row in rows.filter(key__in=part) if isinstance(row, Record))
        if any(key not in known for key in lacking):
            raise Stale(gone())
        return known


def portions_of_keys(keys: list[str], size: int = 1000) -> Iterator[list[str]]:
    return (keys[first : first + size] for first in range(0, len(keys), size))


class SheetWriting:
    """The rows of one sheet on their way into the database."""

    def __init__(self, sheet: Sheet, records: Instances, by: User | None, moment: datetime) -> None:
        self.sheet, self.records, self.by, self.moment = sheet, records, by, moment

    def new(self, rows: list[Row]) -> list[models.Model]:
        """The rows as new records, not yet saved."""
        attributes = self.attributes([dict(row.values) for row in rows])
        return [self.sheet.model(**self.completed(values)) for values in attributes]

    def changed(self, rows: list[Row]) -> Iterator[tuple[Any, dict[str, Any]]]:
        """The records with the values to set on them."""
        ids = [row.pk for row in rows if row.pk is not None]
        manager = self.sheet.model._default_manager
        there = {record.pk: record for part in batched(ids) for record in manager.filter(pk__in=part)}
        told = [{one.field: one.after for one in row.differences} for row in rows]
        for row, values in zip(rows, self.attributes(told), strict=True):
            record = there.get(row.pk)
            if record is None:
                raise Stale(gone())
            # The record must still be of the version the dry run saw.
            record.version = row.version  # type: ignore[attr-defined]
            yield record, values

    def keep(self, rows: list[Row], made: list[models.Model]) -> None:
        self.records.keep(self.sheet.model, made)

    def attributes(self, rows: list[Values]) -> list[dict[str, Any]]:
        """Values by column as attributes of the model, references as records."""
        for column in self.sheet.columns.values():
            if column.kind == "key":
                self.refer(column, rows)
            elif column.kind == "subject":
                self.speak_of(column, rows)
        return rows

    def refer(self, column: Column, rows: list[Values]) -> None:
        keys = {values[column.name] for values in rows if values.get(column.name)}
        found = self.records.fetch(target(column), keys)
        for values in rows:
            if values.get(column.name):
                values[column.name] = found[values[column.name]]

    def speak_of(self, column: Column, rows: list[Values]) -> None:
        """``sheet:key`` as the kind and id of the record."""
        said = {
            values[column.name]: values[column.name].partition(":")
            for values in rows
            if column.name in values
        }
        wanted: dict[str, set[str]] = {}
        for name, _colon, key in said.values():
            wanted.setdefault(name, set()).add(key)
        found = {name: self.records.fetch(workbook()[name].model, keys) for name, keys in wanted.items()}
        for values in rows:
            if column.name in values:
                name, _colon, key = said[values.pop(column.name)]
                values |= dict(zip(column.stored, (workbook()[name].kind, found[name][key].pk), strict=True))

    def completed(self, values: dict[str, Any]) -> dict[str, Any]:
        """What a new row has beside its columns, and pairs in the order the database wants."""
        names = {field.name for field in self.sheet.model._meta.concrete_fields}
        if "entered_at" in names:
            values |= {"entered_at": self.moment, "entered_by": self.by}
        if self.sheet.unordered:
            columns = [self.sheet.columns[name] for name in self.sheet.unordered]
            places = [column.stored[1] or column.name for column in columns]
            ordered = sorted((values[place] for place in places), key=number_of)
            values |= dict(zip(places, ordered, strict=True))
        return values


def gone() -> str:
    """The words of a refusal: the dry run is no longer true."""
    return _(
        "Somebody changed the record since the dry run. Nothing was imported; look at the dry run again."
    )


def number_of(value: models.Model | int) -> int:
    """The id of a record, or the id that it is."""
    return int(value.pk if isinstance(value, models.Model) else value)
