"""CSV as people have it: with or without a byte order mark, parted by commas, semicolons or tabs."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from pathlib import PurePath

from django.utils.translation import gettext as _

from koinon.site.exchange.opening import MOST_COLUMNS, MOST_ROWS, CannotRead, Table

PARTERS = ",;\t|"
SAID = re.compile(r'"?sep=([,;\t|]?)"?')
LONGEST_CELL = 1024 * 1024
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))

Tables = tuple[tuple[Table, ...], tuple[str, ...]]


def many(files: Iterable[tuple[str, bytes]]) -> Tables:
    """Every file a sheet, called after the file."""
    found = [one(content, PurePath(name).stem) for name, content in files]
    return tuple(table for tables, _notes in found for table in tables), tuple(
        note for _tables, notes in found for note in notes
    )


def one(content: bytes, name: str) -> Tables:
    """The one sheet of a file, and a note where its writing had to be guessed."""
    text, notes = decoded(content, name)
    rows = parted(text, name)
    start = next((number for number, row in enumerate(rows) if any(cell.strip() for cell in row)), None)
    if start is None:
        return (Table(name, [], []),), notes
    return (Table(name, list(rows[start]), rows[start + 1 :], start + 2),), notes


def decoded(content: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """The text, by its mark, as UTF-8, or else by what it can only be."""
    marked = next((code for mark, code in MARKS if content.startswith(mark)), "utf-8")
    try:
        return content.decode(marked), ()
    except UnicodeDecodeError as wrong:
        if marked != "utf-8":
            raise CannotRead(_("“%(name)s” is damaged: its text breaks off.") % {"name": name}) from wrong
    code = "gb18030" if looks_chinese(content) else "cp1252"
    note = _("“%(name)s” is not in UTF-8; it was read as %(code)s. Look at the accents and characters below.")
    return content.decode(code, "replace"), (note % {"name": name, "code": code},)


def looks_chinese(content: bytes) -> bool:
    """Whether bytes that are not UTF-8 are Chinese characters, as GB 18030 writes them.

    Most must be common ones, which have two high bytes: the “ès” of Agnès makes a pair too, but a rare one.
    """
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError:
        return False
    foreign = [character for character in text if character > "\x7f"]
    return sum(is_common(character) for character in foreign) > 0.5 * len(foreign)


def is_common(character: str) -> bool:
    try:
        return len(character.encode("gb2312")) == 2
    except UnicodeEncodeError:
        return False


def parted(text: str, name: str) -> list[list[str]]:
    """The rows; a file that is not CSV is refused."""
    parter = parter_of(text)
    csv.field_size_limit(LONGEST_CELL)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=parter):
            rows.append(row)
            if len(rows) > MOST_ROWS + 1 or len(row) > MOST_COLUMNS:
                raise too_large(name)
    except csv.Error as wrong:
        raise CannotRead(_("“%(name)s” is not a CSV file that can be read.") % {"name": name}) from wrong
    if rows and SAID.fullmatch("".join(rows[0])):
        rows[0] = []
    return rows


def parter_of(text: str) -> str:
    """What parts the cells: said in the first line as some spreadsheets do, or the most frequent."""
    header = text.lstrip("\r\n \ufeff").split("\n", 1)[0].strip()
    if said := SAID.fullmatch(header):
        return said[1] or PARTERS[0]
    return max(PARTERS, key=lambda sign: outside_quotes(header, sign))


def outside_quotes(line: str, sign: str) -> int:
    return sum(part.count(sign) for part in line.split('"')[::2])


def too_large(name: str) -> CannotRead:
    return CannotRead(
        _("The sheet “%(name)s” has more than %(rows)s rows or %(columns)s columns. Split it.")
        % {"name": name, "rows": MOST_ROWS, "columns": MOST_COLUMNS}
    )
