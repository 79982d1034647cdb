"""Excel workbooks through calamine, after a look at the raw sheets for what would be lost or not fit."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any, Literal

import python_calamine as calamine
from django.utils.translation import gettext as _

from koinon.site.exchange.csv_tables import Tables, too_large
from koinon.site.exchange.in_one_go import in_one_go
from koinon.site.exchange.opening import (
    MOST_COLUMNS,
    MOST_ROWS,
    CannotRead,
    Table,
    damaged,
    opened,
    unpacked_at_once,
    unpacked_part,
)

# Cells beyond the last row or column read: calamine would make room for everything up to them.
FAR = re.compile(
    rb"""<(?:\w+:)?(?:c|row)\s[^<]*?\br\s*=\s*["'](?:[A-Z]*(?:[2-9]\d{5}|\d{7,})["']|[C-Z][A-Z]\d|[A-Z]{3,}\d)""",
    re.IGNORECASE,
)
# Where any place is written that is not near: found quickly, and only then what it stands in is looked at.
PERHAPS_FAR = re.compile(
    rb"""r="(?![A-Z]?\d{1,5}+"|[AB][A-Z]\d{1,5}+"|(?:[AB]?[A-Z])?1\d{5}")(?<![a-z:]r=")"""
)
SIGNS = b"='\" \t\r\n"
ALL_BUT_SIGNS = bytes(set(range(256)) - set(SIGNS))
RARE_SPACES = (b"\t", b"\r", b"\n")
# Each begins with letters, so that it is found quickly; only then the whole is looked for.
FORMULA, PREFIXED_FORMULA = re.compile(rb"<f[\s>/]"), re.compile(rb":f[\s>/]")
FORMULA_OR_ERROR = re.compile(rb"""<(?:\w+:)?f[\s>/]|\st\s*=\s*["']e["']""")
CELL = re.compile(rb"<(?:\w+:)?c\s")
END_OF_CELL = re.compile(rb"</(?:\w+:)?c>")
PLACE = re.compile(rb"""\br\s*=\s*["']([A-Z]+)(\d+)["']""")
VALUE = re.compile(rb"<(?:\w+:)?(?:v|t)(?:\s[^>]*)?>[^<]")
SHEET = re.compile(rb"<(?:\w+:)?sheet\s([^<>]{1,2000})>")
RELATION = re.compile(rb"<(?:\w+:)?Relationship\s([^<>]{1,2000})>")
ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")

Broken = dict[tuple[int, int], str]


@in_one_go()
def tables(content: bytes, form: Literal["xlsx", "xls"]) -> Tables:
    """Every sheet that is not hidden away in the file, as rows of cells."""
    parts = looked_over(content) if form == "xlsx" else []
    try:
        with calamine.load_workbook(io.BytesIO(content)) as workbook:
            found = [read(workbook, number, parts) for number in worksheets(workbook)]
    except calamine.PasswordError:
        raise CannotRead(
            _("The workbook is locked with a password. Save it without one and try again.")
        ) from None
    except BaseException as wrong:
        # A panic inside the reader is no ordinary exception, and must not end the worker.
        if (
            isinstance(wrong, (calamine.CalamineError, ValueError, OSError))
            or type(wrong).__name__ == "PanicException"
        ):
            raise damaged() from wrong
        raise
    formulas = any(seen for seen, _broken in parts)
    note = _("The workbook holds formulas; the values they had when it was last saved were read.")
    return tuple(found), (note,) if formulas else ()


def worksheets(workbook: calamine.CalamineWorkbook) -> list[int]:
    return [
        number
        for number, sheet in enumerate(workbook.sheets_metadata)
        if sheet.typ == calamine.SheetTypeEnum.WorkSheet
    ]


def read(workbook: calamine.CalamineWorkbook, number: int, parts: list[tuple[bool, Broken]]) -> Table:
    """One sheet; its header is the first row with anything in it."""
    sheet = workbook.get_sheet_by_index(number)
    name = workbook.sheet_names[number]
    last_row, last_column = sheet.end or (-1, -1)
    if last_row > MOST_ROWS or last_column >= MOST_COLUMNS:
        raise too_large(name)
    rows: list[list[Any]] = sheet.to_python(skip_empty_area=False) if sheet.end else []
    start = next((at for at, row in enumerate(rows) if any(cell != "" for cell in row)), None)
    if start is None:
        return Table(name, [], [])
    broken = parts[number][1] if number < len(parts) else {}
    return Table(name, rows[start], rows[start + 1 :], start + 2, broken)


def looked_over(content: bytes) -> list[tuple[bool, Broken]]:
    """For each sheet in order: whether it holds formulas, and its cells that have no value to be read."""
    with opened(content) as package:
        sheets = sheet_parts(package)
        # Every part is unpacked once by us, so that one whose declared size or sum is a lie is refused here.
        looks = {}
        for info in package.infolist():
            is_usual = info.compress_type == zipfile.ZIP_DEFLATED
            part = unpacked_at_once(content, info) if is_usual else unpacked_part(package, info.filename)
            if info.filename in sheets:
                looks[info.filename] = look(part)
        return [looks[name] for name in sheets]


def sheet_parts(package: zipfile.ZipFile) -> list[str]:
    """The parts that hold the sheets, in the order of the workbook."""
    names = {info.filename.lower(): info.filename for info in package.infolist()}
    relations = unpacked_part(package, names.get("xl/_rels/workbook.xml.rels", "xl/_rels/workbook.xml.rels"))
    targets = {}
    for match in RELATION.finditer(relations):
        relation = attributes(match[1])
        targets[relation.get("Id", "")] = relation.get("Target", "")
    parts = []
    for match in SHEET.finditer(unpacked_part(package, names["xl/workbook.xml"])):
        sheet = attributes(match[1])
        target = targets.get(next((v for k, v in sheet.items() if k.endswith(":id")), ""), "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if path.lower() not in names:
            raise damaged()
        parts.append(names[path.lower()])
    return parts


def attributes(text: bytes) -> dict[str, str]:
    return {
        name.decode(): (one or two).decode("utf-8", "replace") for name, one, two in ATTRIBUTE.findall(text)
    }


def look(sheet: bytes) -> tuple[bool, Broken]:
    """Whether a sheet holds formulas, and where a formula has no value or a value is an error."""
    if b"\0" in sheet[:64]:
        raise damaged()
    unusual = is_unusual(sheet)
    if (unusual or PERHAPS_FAR.search(sheet)) and FAR.search(sheet):
        raise too_large("")
    telling = unusual or PREFIXED_FORMULA.search(sheet) or b't="e"' in sheet
    if not FORMULA.search(sheet) and not (telling and FORMULA_OR_ERROR.search(sheet)):
        return False, {}
    broken: Broken = {}
    formulas = False
    for piece in CELL.split(sheet)[1:]:
        attributes_, _mark, rest = piece.partition(b">")
        inside = b"" if attributes_.endswith(b"/") else END_OF_CELL.split(rest, 1)[0]
        is_formula = b"<f" in inside or b":f" in inside
        formulas = formulas or is_formula
        reason = wrong_with(attributes_, inside, is_formula)
        place = PLACE.search(attributes_)
        if reason and place:
            broken[int(place[2]), column_number(place[1].decode())] = reason
    return formulas, broken


def is_unusual(sheet: bytes) -> bool:
    """Whether attributes may be written otherwise than as usual: with ' instead of ", or with spaces beside the =."""
    lines = (line for space in RARE_SPACES if space in sheet for line in sheet.split(space))
    if b" =" in sheet or any(line.startswith(b"=") for line in lines):
        return True
    signs = sheet.translate(None, ALL_BUT_SIGNS)
    if signs.count(b"=") == signs.count(b'="'):
        return False
    return any(b"=" + sign in sheet for sign in (b"'", b" ", *RARE_SPACES))


def wrong_with(attributes_: bytes, inside: bytes, is_formula: bool) -> str:
    if re.search(rb"""\bt\s*=\s*["']e["']""", attributes_):
        return _("The cell shows an error of the spreadsheet. Mend the formula, or type the value.")
    if is_formula and not VALUE.search(inside):
        return _("The formula has never been worked out. Open the workbook, save it, or type the value.")
    return ""


def column_number(letters: str) -> int:
    """The index of a column: A is 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_letters(number: int) -> str:
    """The letters of a column: 0 is A."""
    letters = ""
    while number >= 0:
        number, rest = divmod(number, 26)
        letters = chr(65 + rest) + letters
        number -= 1
    return letters
