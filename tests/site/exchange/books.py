"""Workbooks for the tests, written the way people write them."""

import csv
import io
import zipfile
from typing import Any

import openpyxl  # type: ignore[import-untyped]

from koinon.site.exchange import csv_tables
from koinon.site.exchange.opening import Source, Table
from koinon.site.exchange.planning import plan
from koinon.site.exchange.plans import Plan

Rows = list[dict[str, Any]]


def source(**sheets: str) -> Source:
    """Sheets as CSV text, by name; lines may be indented."""
    tables: list[Table] = []
    for name, text in sheets.items():
        lines = "\n".join(line.strip() for line in text.strip().splitlines())
        tables.extend(csv_tables.one(lines.encode(), name)[0])
    return Source(tuple(tables))


def dry_run(**sheets: str) -> Plan:
    """The dry run of sheets written as CSV."""
    return plan(source(**sheets))


def settled(name: str, answer: str, **sheets: str) -> Plan:
    """The dry run with one doubt settled."""
    return plan(source(**sheets), {name: answer})


def xlsx(**sheets: list[list[Any]]) -> bytes:
    """An XLSX made by another program than ours."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def zipped(**parts: bytes) -> bytes:
    """A zip of CSV files, by sheet."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(f"{name}.csv", content)
    return target.getvalue()


def changed_part(content: bytes, name: str, change: Any) -> bytes:
    """A package with one of its parts changed, or added where it has none."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            part = old.read(info)
            new.writestr(info.filename, change(part) if info.filename == name else part)
        if name not in old.namelist():
            new.writestr(name, change(b""))
    return target.getvalue()


def as_csv(rows: list[list[Any]]) -> bytes:
    """Rows as the bytes of a CSV."""
    target = io.StringIO(newline="")
    csv.writer(target).writerows(rows)
    return target.getvalue().encode()


def reasons(found: Plan) -> list[tuple[str, str]]:
    """Every wrong cell by its place, with the reason."""
    return [(one.place, one.reason) for one in found.wrong]
