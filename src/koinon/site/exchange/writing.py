"""Sheets as files: an XLSX workbook, a folder of CSV, or that folder in a zip; and the empty template."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from rustpy_xlsxwriter import Format, write_worksheets

from koinon.platform.errors import Refused
from koinon.site.exchange.columns import Column
from koinon.site.exchange.describing import about_rows, describe
from koinon.site.exchange.exporting import Cell, Written
from koinon.site.exchange.headers import ABOUT
from koinon.site.exchange.sheets import Sheet, workbook

LONGEST_CELL = 32_767
TEMPLATE_ROWS = 200
WIDE = {"key": 28.0, "name": 32.0, "title": 40.0, "text": 40.0, "note": 40.0}
USUAL_WIDTH = 18.0
# The moment of every file in the zip: the same record gives the same bytes.
LONG_AGO = (1980, 1, 1, 0, 0, 0)


class TooLong(Refused):
    """A text does not fit into a cell of a spreadsheet."""


def xlsx(sheets: Iterable[Written]) -> bytes:
    """The sheets as one workbook."""
    return book([(one.sheet, rows_by_header(one)) for one in sheets])


def template_xlsx() -> bytes:
    """An empty workbook: the sheets explained, headers with notes, lists to choose from."""
    return book([(sheet, [dict.fromkeys(sheet.columns)] * TEMPLATE_ROWS) for sheet in workbook().values()])


def rows_by_header(one: Written) -> list[dict[str, Cell]]:
    for number, row in enumerate(one.rows, 2):
        for cell in row:
            if isinstance(cell, str) and len(cell) > LONGEST_CELL:
                words = {"sheet": one.sheet.name, "row": number}
                raise TooLong(
                    _("A text in row %(row)s of “%(sheet)s” is too long for a cell. Export as CSV instead.")
                    % words
                )
    return [dict(zip(one.header, row, strict=True)) for row in one.rows] or [dict.fromkeys(one.header)]


def book(sheets: Sequence[tuple[Sheet, list[dict[str, Any]]]]) -> bytes:
    """An XLSX with a first sheet that explains the others."""
    target = io.BytesIO()
    bold = Format().set_bold().set_background_color("#ece7dc")
    write_worksheets(
        [(ABOUT, about_rows()), *((sheet.name, rows) for sheet, rows in sheets)],
        target,
        freeze_panes={"general": {"row": 1, "col": 0}},
        header_format=dict.fromkeys((ABOUT, *(sheet.name for sheet, _rows in sheets)), bold),
        column_widths=widths([sheet for sheet, _rows in sheets]),
        data_validations={sheet.name: lists(sheet) for sheet, _rows in sheets},
        notes={
            sheet.name: {name: describe(sheet, column) for name, column in sheet.columns.items()}
            for sheet, _ in sheets
        },
    )
    return target.getvalue()


def widths(sheets: Iterable[Sheet]) -> dict[str, dict[str, float] | list[float]]:
    found: dict[str, dict[str, float] | list[float]] = {
        ABOUT: {"sheet": 24.0, "column": 20.0, "meaning": 90.0}
    }
    for sheet in sheets:
        found[sheet.name] = {name: WIDE.get(name, USUAL_WIDTH) for name in sheet.columns}
    return found


def lists(sheet: Sheet) -> dict[str, dict[str, Any]]:
    """What may be chosen in a column; other text is still let in, and told by the dry run."""
    return {
        name: {"type": "list", "values": values, "error_style": "information"}
        for name, column in sheet.columns.items()
        if (values := choosable(column))
    }


def choosable(column: Column) -> list[str]:
    if column.kind == "yesno":
        return ["yes", "no"]
    values = [value for value in column.choices if value] if column.kind == "choice" else []
    return values if len(",".join(values)) < 250 else []


def csv_files(sheets: Iterable[Written]) -> dict[str, bytes]:
    """The sheets as CSV by the names of their files; with a mark, so that spreadsheets read them as UTF-8."""
    files = {}
    for one in sheets:
        target = io.StringIO(newline="")
        writer = csv.writer(target)
        writer.writerow(one.header)
        writer.writerows(one.rows)
        files[f"{one.sheet.name}.csv"] = target.getvalue().encode("utf-8-sig")
    return files


def zipped(sheets: Iterable[Written]) -> bytes:
    """The folder of CSV in a zip."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in csv_files(sheets).items():
            package.writestr(zipfile.ZipInfo(name, LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def write(sheets: list[Written], target: Path) -> None:
    """The sheets as the name of the target asks: .xlsx, .zip, or a folder of CSV."""
    form = target.suffix.lower()
    if form == ".xlsx":
        target.write_bytes(xlsx(sheets))
    elif form == ".zip":
        target.write_bytes(zipped(sheets))
    else:
        write_folder(sheets, target)


def write_folder(sheets: Iterable[Written], folder: Path) -> None:
    """The sheets as files of a folder, made where missing."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in csv_files(sheets).items():
        (folder / name).write_bytes(content)


def empty_sheets() -> list[Written]:
    """The template as sheets without rows."""
    return [Written(sheet, []) for sheet in workbook().values()]
