"""The cells of a sheet read column by column, each different cell once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from koinon.site.exchange.cells import Reader, WrongCell, reader_of, shown
from koinon.site.exchange.columns import Column
from koinon.site.exchange.headers import Headed
from koinon.site.exchange.plans import Wrong
from koinon.site.exchange.record_rows import target
from koinon.site.exchange.references import References
from koinon.site.exchange.xlsx_tables import column_letters

MOST_WRONG = 2_000
"""Wrong cells told of one sheet; beyond, the same mistake was made all over."""


class Nothing:
    """What an empty cell reads as."""

    def __bool__(self) -> bool:
        return False


NOTHING = Nothing()


@dataclass
class Reading:
    """A sheet read: the values by column, the rows that are there, and those that have something wrong."""

    head: Headed
    numbers: list[int]
    values: dict[str, list[Any]]
    wrong: list[Wrong] = field(default_factory=list)
    bad: set[int] = field(default_factory=set)

    def blame(self, index: int, column: str, reason: str, cell: str = "") -> None:
        """Say what is wrong in a row, at a column where one is to blame."""
        self.bad.add(index)
        if len(self.wrong) < MOST_WRONG:
            place = next((at for known, at in self.head.columns if known.name == column), None)
            letters = "" if place is None else column_letters(place)
            self.wrong.append(Wrong(self.head.sheet.name, self.numbers[index], letters, column, reason, cell))


def read_columns(head: Headed, references: References) -> Reading:
    """Read every cell of the known columns; rows with nothing in them are passed over."""
    there = [
        (number, row)
        for number, row in enumerate(head.table.rows, head.table.first)
        if any(cell not in ("", None) for cell in row)
    ]
    reading = Reading(head, [number for number, _row in there], {})
    rows = [row for _number, row in there]
    for column, place in head.columns:
        cells = [row[place] if place < len(row) else "" for row in rows]
        reading.values[column.name] = read_cells(reading, column, cells, reader_for(column, references))
    blame_broken(reading)
    return reading


def reader_for(column: Column, references: References) -> Reader:
    """The reader of a column; one of references also looks up what is pointed at."""
    read = reader_of(column)
    return pointing(column, read, references) if column.kind in ("key", "subject") else read


def pointing(column: Column, read: Reader, references: References) -> Callable[[Any], str]:
    own = column.field is not None and column.field.model is column.target
    known = references.known(target(column)) if column.kind == "key" else ()

    def read_reference(cell: Any) -> str:
        if cell.__class__ is str and cell in known:
            return str(cell)
        text = str(read(cell))
        found = references.find(column, text)
        if found is None and not own:
            raise WrongCell(references.reason(column, text))
        # A row may point at a later row of its own sheet; that is looked up when all are known.
        return found or text

    return read_reference


def read_cells(reading: Reading, column: Column, cells: list[Any], read: Reader) -> list[Any]:
    """The values of a column; what was read once is not read again."""
    # True and 1 are one to a dictionary, and two to a reader.
    memory: dict[tuple[type, Any], Any] = {(cell.__class__, cell): NOTHING for cell in cells}
    wrong = False
    for kind, cell in memory:
        memory[kind, cell] = value = attempt(read, cell)
        wrong = wrong or value.__class__ is WrongCell
    values = [memory[cell.__class__, cell] for cell in cells]
    if wrong:
        for index, value in enumerate(values):
            if value.__class__ is WrongCell:
                reading.blame(index, column.name, str(value), shown(cells[index]))
                values[index] = NOTHING
    return values


def attempt(read: Reader, cell: Any) -> Any:
    if cell is None or cell == "" or (isinstance(cell, str) and cell.isspace()):
        return NOTHING
    try:
        return read(cell)
    except WrongCell as wrong:
        return wrong


def blame_broken(reading: Reading) -> None:
    """Cells that calamine answers as empty although something stands in them."""
    broken = reading.head.table.broken
    if not broken:
        return
    for index, number in enumerate(reading.numbers):
        for column, place in reading.head.columns:
            if reason := broken.get((number, place)):
                reading.blame(index, column.name, reason)
