"""Everything a reader may see, as rows of the workbook: what is read back makes the identical network."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from typing import Any

from django.db import models

from koinon.cooperation.calls.models import Entry
from koinon.network.events.models import Registration
from koinon.network.people.models import AdmittedBody, Distinction
from koinon.network.people.readers import Reader
from koinon.platform.dates import Day
from koinon.site.exchange.cells import defused, plain, read_day_text
from koinon.site.exchange.columns import Column
from koinon.site.exchange.record_rows import Keys, Recorded, recorded, reference, target
from koinon.site.exchange.sheets import Sheet, workbook

Cell = str | int | float | None

# Who may see what, and who is not the same as whom, is told to the secretariat only.
SECRETARIAT_ONLY: tuple[type[models.Model], ...] = (
    AdmittedBody,
    Distinction,
    Registration,
    Entry,  # announced ones are public on their pages, whom to ask and why not eligible nowhere
)


@dataclass(frozen=True)
class Written:
    """One sheet as it is written."""

    sheet: Sheet
    rows: list[list[Cell]]

    @property
    def header(self) -> list[str]:
        return list(self.sheet.columns)


def written_workbook(reader: Reader) -> list[Written]:
    """Every sheet with the rows the reader may see. One statement a sheet.

    A row that needs a record the reader may not see is left out; a reference that may be empty is left empty.
    Dates are not taken in: the workbook is the whole record, of all days.
    """
    keys = Keys()
    return [
        Written(sheet, [cells_of(sheet, row) for row in visible_rows(sheet, reader, keys)])
        for sheet in workbook().values()
    ]


def visible_rows(sheet: Sheet, reader: Reader, keys: Keys) -> list[Recorded]:
    """The rows of a sheet the reader may see, parents before their parts, otherwise as they were entered."""
    rows = visible(sheet.model, reader).order_by("pk")
    if sheet.has_key:
        keys.keep(sheet.model, dict(rows.values_list("pk", "key")))
    seen = [row for row in recorded(sheet, rows, keys) if is_whole(sheet, row.values)]
    if sheet.has_key:
        keys.keep(sheet.model, {row.pk: row.values["key"] for row in seen})
    return parents_first(sheet, seen)


def visible(model: type[models.Model], reader: Reader) -> models.QuerySet[Any]:
    manager = model._default_manager
    if model in SECRETARIAT_ONLY and not reader.is_secretariat:
        return manager.none()
    if hasattr(manager, "visible_to"):
        return manager.visible_to(reader)  # type: ignore[no-any-return]
    return manager.all()


def is_whole(sheet: Sheet, values: Mapping[str, Any]) -> bool:
    """Whether everything the row cannot be without is there to be seen."""
    needed = (
        name
        for name, column in sheet.columns.items()
        if column.required and column.kind in ("key", "subject")
    )
    return all(values[name] for name in needed) and not any(rule(dict(values)) for rule in sheet.rules)


def parents_first(sheet: Sheet, rows: list[Recorded]) -> list[Recorded]:
    """In the order in which an import makes them, so that it keeps them in this order."""
    own = [
        name
        for name, column in sheet.columns.items()
        if column.kind == "key" and column.target is sheet.model
    ]
    if not own:
        return rows
    left, ordered, waiting = rows, list[Recorded](), {row.values["key"] for row in rows}
    while left:
        ready = [row for row in left if not any(row.values[name] in waiting for name in own)] or left
        ordered += ready
        waiting -= {row.values["key"] for row in ready}
        left = [row for row in left if row.values["key"] in waiting]
    return ordered


def cells_of(sheet: Sheet, row: Recorded) -> list[Cell]:
    return [cell_of(column, row.values[name]) for name, column in sheet.columns.items()]


def cell_of(column: Column, value: Any) -> Cell:
    """A value as it stands in a cell; its reader makes the same value of it."""
    if value is None or value == "":
        return None
    if column.kind == "json":
        return None if value in ([], {}) else defused(json.dumps(value, ensure_ascii=False))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return value
    if isinstance(value, Decimal):
        return number_cell(value)
    if isinstance(value, Day):
        return defused(day_text(value)) or None
    if isinstance(value, time):
        return value.isoformat("minutes" if not value.second else "seconds")
    if column.kind == "key":
        return reference(target(column), value)
    return defused(str(value).replace("\r\n", "\n").replace("\r", "\n"))


def number_cell(value: Decimal) -> Cell:
    """A number where a spreadsheet keeps all its digits, text where it would not."""
    near = float(value)
    if Decimal(repr(near)) == value:
        return int(near) if near.is_integer() and abs(near) < 1e15 else near
    return f"{value.normalize():f}"


def day_text(day: Day) -> str:
    """The words where they say it all, the EDTF value where there are none, else both."""
    if not day.words:
        return day.edtf
    again = read_day_text(plain(day.words))
    if again is not None and (again.edtf, again.words) == (day.edtf, day.words):
        return day.words
    return f"{day.words} = {day.edtf or '?'}"
