"""Which sheet and which columns are meant: known names, and what was probably meant by unknown ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from koinon.site.exchange.cells import plain
from koinon.site.exchange.columns import Column
from koinon.site.exchange.opening import Table
from koinon.site.exchange.plans import Wrong
from koinon.site.exchange.sheets import Sheet, workbook
from koinon.site.exchange.xlsx_tables import column_letters

ALIKE = 60
# The first sheet of our own template explains the others.
ABOUT = "about"


@dataclass(frozen=True)
class Headed:
    """A sheet of the workbook with the columns it has, each with its place."""

    sheet: Sheet
    table: Table
    columns: tuple[tuple[Column, int], ...]


def name_of(text: Any) -> str:
    """A header or sheet name as it is compared: case, spaces and hyphens do not count."""
    return plain(text).casefold().replace(" ", "_").replace("-", "_").strip("_*")


def alike(text: str, known: Iterable[str]) -> str | None:
    """The known name that was probably meant."""
    found = process.extractOne(text, list(known), scorer=fuzz.WRatio, score_cutoff=ALIKE)
    return found[0] if found else None


def headed(tables: Iterable[Table]) -> tuple[list[Headed], list[Wrong]]:
    """The sheets known by their names, in the order of the workbook, and what is wrong with the headers."""
    wrong: list[Wrong] = []
    found: dict[str, Headed] = {}
    for table in tables:
        name = name_of(table.name)
        if name == ABOUT or not table.header:
            continue
        if name not in workbook():
            wrong.append(unknown_sheet(table))
        elif name in found:
            wrong.append(Wrong(table.name, 0, "", "", _("There are two sheets “%(name)s”.") % {"name": name}))
        else:
            found[name] = Headed(workbook()[name], table, columns_of(workbook()[name], table, wrong))
    if not found and not wrong:
        wrong.append(Wrong("", 0, "", "", _("The workbook holds nothing: no sheet has a header row.")))
    return [found[name] for name in workbook() if name in found], wrong


def unknown_sheet(table: Table) -> Wrong:
    meant = alike(name_of(table.name), workbook())
    words = {"name": table.name, "meant": meant}
    reason = (
        _("There is no sheet “%(name)s”; did you mean “%(meant)s”?") % words
        if meant
        else _("There is no sheet “%(name)s”. The template shows the sheets there are.") % words
    )
    return Wrong(table.name, 0, "", "", reason)


def columns_of(sheet: Sheet, table: Table, wrong: list[Wrong]) -> tuple[tuple[Column, int], ...]:
    """The known columns with their places; empty headers over empty columns are passed over."""
    found: dict[str, tuple[Column, int]] = {}
    for place, header in enumerate(table.header):
        name = name_of(header)
        if not name and not any(place < len(row) and row[place] not in ("", None) for row in table.rows):
            continue
        reason = wrong_header(sheet, name, found, plain(header))
        if reason:
            wrong.append(Wrong(sheet.name, table.first - 1, column_letters(place), plain(header), reason))
        else:
            found[name] = (sheet.columns[name], place)
    return tuple(found.values())


def wrong_header(sheet: Sheet, name: str, found: dict[str, tuple[Column, int]], written: str) -> str:
    if name in found:
        return _("The column “%(name)s” stands twice.") % {"name": name}
    if name in sheet.columns:
        return ""
    if not name:
        return _("This column has no header.")
    words = {"name": written, "sheet": sheet.name, "meant": alike(name, sheet.columns)}
    if words["meant"]:
        return _("The sheet “%(sheet)s” has no column “%(name)s”; did you mean “%(meant)s”?") % words
    return _("The sheet “%(sheet)s” has no column “%(name)s”.") % words
