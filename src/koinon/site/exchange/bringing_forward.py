"""The examples of the demonstration that lie ahead: told for a later day, on which they lie ahead again.

A visit, a seminar, a meeting of the Board and agreements that come to their end were made up as seen on one day. Who
opens the demonstration a year later would find them over; so they are moved by as many months as have gone by.
"""

from __future__ import annotations

import csv
import re
from calendar import monthrange
from datetime import date
from functools import partial
from pathlib import Path

from koinon.site.exchange.sheets import workbook

SEEN_ON, FRESH_UNTIL = date(2026, 11, 22), date(2027, 1, 1)
AHEAD = (
    "example-visit-2027",
    "example-seminar-2027",
    "board-2027-example",
    "example-lab-asia-2024",
    "example-lab-europe-2025",
)
MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905
DATED = re.compile(
    rf"(?<!\d)(?P<iso>20\d\d-\d\d-\d\d)(?!\d)|\b(?P<day>\d\d?) (?P<month>{'|'.join(MONTHS)}) (?P<of>20\d\d)"
    r"|(?<![\d-])(?P<year>202[4-9])(?![\d-])"
)


def months_gone_by(today: date) -> int:
    """By how many months the examples are moved; none while they still lie ahead."""
    if today < FRESH_UNTIL:
        return 0
    return (today.year - SEEN_ON.year) * 12 + today.month - SEEN_ON.month


def bring_forward(source: Path, target: Path, months: int) -> None:
    """Write the sheets of a folder into another, the examples moved."""
    target.mkdir()
    for file in sorted(source.glob("*.csv")):
        with file.open(encoding="utf-8-sig", newline="") as read:
            header, *rows = csv.reader(read)
        fixed = _keys(file.stem, header)
        with (target / file.name).open("w", encoding="utf-8", newline="") as written:
            csv.writer(written).writerows([header, *(_moved(row, fixed, months) for row in rows)])


def _keys(sheet: str, header: list[str]) -> set[int]:
    """The places of the columns that name records: names stay as they are."""
    kinds = {name: column.kind for name, column in workbook()[sheet].columns.items()}
    return {n for n, name in enumerate(header) if name == "key" or kinds.get(name) in ("key", "subject")}


def _moved(row: list[str], fixed: set[int], months: int) -> list[str]:
    if not any(one in cell for cell in row for one in AHEAD):
        return row
    later = partial(_later, months=months)
    return [cell if n in fixed else DATED.sub(later, cell) for n, cell in enumerate(row)]


def _later(found: re.Match[str], months: int) -> str:
    if iso := found["iso"]:
        return moved(date.fromisoformat(iso), months).isoformat()
    if year := found["year"]:
        return str(moved(date(int(year), 6, 15), months).year)
    day = moved(date(int(found["of"]), MONTHS.index(found["month"]) + 1, int(found["day"])), months)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def moved(day: date, months: int) -> date:
    """The same day so many months later; the last of a shorter month where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
