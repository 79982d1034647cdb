"""A list to take along as a workbook of one sheet; like the CSV it runs nothing where it is opened."""

import io
from collections.abc import Iterable, Sequence
from datetime import date

from django.http import HttpResponse
from rustpy_xlsxwriter import Format, write_worksheet

from koinon.platform.ui.csv_download import cell

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_CELL = 32_767
LONGEST_SHEET_NAME = 31


def xlsx_answer(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """The rows as a download called ``name.xlsx``."""
    target = io.BytesIO()
    told = [dict(zip(header, map(typed, row), strict=True)) for row in rows]
    write_worksheet(
        told or [dict.fromkeys(header)],
        target,
        sheet_name=name[:LONGEST_SHEET_NAME],
        freeze_row=1,
        header_format=Format().set_bold().set_background_color("#ece7dc"),
        autofit=True,
        autofilter=True,
    )
    answer = HttpResponse(target.getvalue(), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return answer


def typed(value: object) -> object:
    """A value as a cell: numbers and days of the calendar stay what they are, everything else is text."""
    if value is None or value == "":
        return None
    if isinstance(value, bool | int | float | date):
        return value
    text = cell(value)
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"
