"""The cells of a sheet read column by column, each different cell once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from koinon.site.exchange.cells import Reader, WrongCell, reader_of, shown
from koinon.site.exchange.columns import Column
from koinon.site.exchange.headers import Headed
from koinon.site.exchange.opening import Table
from koinon.site.exchange.plans import Wrong
from koinon.site.exchange.record_rows import Values, target
from koinon.site.exchange.references import References
from koinon.site.exchange.xlsx_tables import column_letters

MOST_WRONG = 2_000
"""Wrong cells told of one sheet; beyond, the same mistake was made all over."""


NUMBERS = frozenset([bool, int, float])


@dataclass
class Reading:
    """A sheet read: the rows that are there with what each says by column, and those that have something wrong.

    What a row leaves empty it does not say.
    """

    head: Headed
    numbers: list[int]
    given: list[Values]
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
    numbers, rows = there(head.table)
    reading = Reading(head, numbers, [{} for _row in rows])
    columns = list(zip_longest(*rows, fillvalue=""))
    for column, place in head.columns:
        if place < len(columns):
            read_cells(reading, column, columns[place], references)
    blame_broken(reading)
    return reading


def there(table: Table) -> tuple[list[int], list[list[Any]]]:
    """The rows with anything in them, and their numbers."""
    found = [
        (number, row)
        for number, row in enumerate(table.rows, table.first)
        if any(row) or any(cell not in ("", None) for cell in row)
    ]
    return [number for number, _row in found], [row for _number, row in found]


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


def read_cells(reading: Reading, column: Column, cells: Sequence[Any], references: References) -> None:
    """Read a column into its rows; what was read once is not read again."""
    # True and 1 are one to a dictionary, and two to a reader.
    mixed = len(NUMBERS.intersection(map(type, cells))) > 1
    names: Sequence[Any] = [(cell.__class__, cell) for cell in cells] if mixed else cells
    said, reasons = read_different(column, dict(zip(names, cells, strict=True)), references)
    name = column.name
    if said:
        for given, value in zip(reading.given, map(said.get, names), strict=True):
            if value is not None:
                given[name] = value
    if reasons:
        for index, reason in enumerate(map(reasons.get, names)):
            if reason is not None:
                reading.blame(index, name, reason, shown(cells[index]))


def read_different(
    column: Column, cells: Mapping[Any, Any], references: References
) -> tuple[dict[Any, Any], dict[Any, str]]:
    """What each different cell says, and why others cannot be read; an empty one says nothing."""
    said = read_at_once(column, cells, references)
    reasons: dict[Any, str] = {}
    read: Reader | None = None
    for name, cell in cells.items():
        if name in said or cell is None or (cell.__class__ is str and (not cell or cell.isspace())):
            continue
        read = read or reader_for(column, references)
        try:
            said[name] = read(cell)
        except WrongCell as wrong:
            reasons[name] = str(wrong)
    return said, reasons


def read_at_once(column: Column, cells: Mapping[Any, Any], references: References) -> dict[Any, Any]:
    """The cells that need no closer look, told from the column as a whole: most of a workbook, in little time."""
    if column.kind == "key":
        return {cell: cell for cell in references.known(target(column)).intersection(cells)}
    if column.kind != "text" or not all(cell.__class__ is str for cell in cells):
        return {}
    texts = [cell.strip() for cell in cells]
    whole = "".join(texts)
    if "\0" in whole or "\r" in whole or ("'" in whole and any(text[:1] == "'" for text in texts)):
        return {}
    if max(map(len, texts), default=0) > column.longest:
        return {}
    said = {cell: text for cell, text in zip(cells, texts, strict=True) if text}
    sound = all(matches is not None and all(map(matches, said.values())) for matches, _ in column.validators)
    return said if sound else {}


def blame_broken(reading: Reading) -> None:
    """Cells that calamine answers as empty although something stands in them."""
    broken = reading.head.table.broken
    if not broken:
        return
    for index, number in enumerate(reading.numbers):
        for column, place in reading.head.columns:
            if reason := broken.get((number, place)):
                reading.blame(index, column.name, reason)
