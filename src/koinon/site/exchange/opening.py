"""Opening what was handed in: typed by its content, and refused when it is no workbook."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from django.conf import settings
from django.utils.translation import gettext as _

from koinon.platform.errors import Refused

MOST_UNPACKED = 400 * 1024 * 1024
MOST_TIMES_LARGER = 200
SMALL_ENOUGH = 4 * 1024 * 1024
MOST_PARTS = 2_000
MOST_ROWS = 200_000
MOST_COLUMNS = 78  # up to BZ

Form = Literal["xlsx", "xls", "zip", "csv"]
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What stands before a part in a package: the mark, and at its end how long the name and what follows it are.
BEFORE_A_PART = struct.Struct("<4s22xHH")


class CannotRead(Refused):
    """What was handed in is not a workbook that can be read."""


@dataclass(frozen=True)
class Table:
    """One sheet as it came: its header row and the rows under it, with the number each has on the screen."""

    name: str
    header: list[Any]
    rows: list[list[Any]]
    first: int = 2
    # Cells that cannot be read as they are, by (row number, column index), with the reason.
    broken: dict[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """A workbook opened: its sheets, and what the reader should know about how it was read."""

    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()


def open_path(path: Path, subject: str = "") -> Source:
    """Open a file or a folder of CSV. ``subject`` names the sheet of a single CSV."""
    if path.is_dir():
        return called(open_folder(path), subject)
    if not path.is_file():
        raise CannotRead(_("There is no file “%(name)s”.") % {"name": path.name})
    refuse_large(path.stat().st_size)
    return open_bytes(path.read_bytes(), path.name, subject)


def open_bytes(content: bytes, name: str, subject: str = "") -> Source:
    """Open a file by what it holds, whatever it is called."""
    from koinon.site.exchange import csv_tables, xlsx_tables

    refuse_large(len(content))
    form = form_of(content, name)
    if form == "csv":
        return Source(*csv_tables.one(content, subject or Path(name).stem))
    if form == "zip":
        return called(Source(*csv_tables.many(parts_of(content))), subject)
    return called(Source(*xlsx_tables.tables(content, form)), subject)


def called(source: Source, subject: str) -> Source:
    """The source with its one sheet called after the subject, where one is named."""
    if not subject:
        return source
    filled = [table for table in source.tables if table.header]
    if len(filled) != 1:
        raise CannotRead(
            _("A subject names the sheet of a file with one sheet; this one has %(count)s.")
            % {"count": len(filled)}
        )
    return replace(source, tables=(replace(filled[0], name=subject),))


def open_folder(path: Path) -> Source:
    """Open a folder: every .csv in it is a sheet."""
    from koinon.site.exchange import csv_tables

    files = sorted(file for file in path.iterdir() if file.suffix.lower() == ".csv")
    if not files:
        raise CannotRead(_("The folder “%(name)s” holds no .csv file.") % {"name": path.name or str(path)})
    refuse_large(sum(file.stat().st_size for file in files))
    return Source(*csv_tables.many((file.name, file.read_bytes()) for file in files))


def refuse_large(size: int) -> None:
    """Refuse what is larger than this site takes."""
    if size > settings.UPLOAD_LIMIT:
        words = {"size": megabytes(size), "limit": megabytes(settings.UPLOAD_LIMIT)}
        raise CannotRead(
            _("The file has %(size)s MB; at most %(limit)s MB are read at once. Split it.") % words
        )


def megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f}".removesuffix(".0")


def form_of(content: bytes, name: str) -> Form:
    """What the file is, by its first bytes and, of a package, by its parts."""
    if not content.strip():
        raise CannotRead(_("The file “%(name)s” is empty.") % {"name": name})
    if content.startswith(ZIP):
        return form_of_package(content)
    if content.startswith(OLE):
        return form_of_old(content)
    start = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype", b"<html", b"<table", b"<head", b"<?xml", b"<meta", b"<body")):
        raise CannotRead(
            _("“%(name)s” is a web page under the name of a workbook. Open it in a spreadsheet and save it.")
            % {"name": name}
        )
    if not could_be_text(content):
        raise CannotRead(_("“%(name)s” is neither an XLSX workbook nor a CSV file.") % {"name": name})
    return "csv"


def could_be_text(content: bytes) -> bool:
    known = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    return known or not (
        content.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf")) or b"\0" in content[:65536]
    )


def form_of_package(content: bytes) -> Form:
    """XLSX, or a zip of CSV; anything that would unpack beyond measure or carry macros is refused."""
    with opened(content) as package:
        refuse_bomb(package)
        names = {info.filename.lower() for info in package.infolist()}
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in names):
        raise CannotRead(_("The workbook carries macros. Save it as a plain workbook (.xlsx) and try again."))
    if "xl/workbook.xml" in names:
        return "xlsx"
    if any(name.endswith(".csv") for name in names):
        return "zip"
    raise CannotRead(_("The file is a package, but neither an XLSX workbook nor a zip of CSV files."))


def form_of_old(content: bytes) -> Form:
    """The container of old Excel files, and of workbooks locked with a password."""
    if spelled("EncryptedPackage") in content:
        raise CannotRead(_("The workbook is locked with a password. Save it without one and try again."))
    if spelled("_VBA_PROJECT") in content:
        raise CannotRead(_("The workbook carries macros. Save it as a plain workbook (.xlsx) and try again."))
    if spelled("Workbook") not in content and spelled("Book") not in content:
        raise CannotRead(_("The file is an old Office document, but not a workbook."))
    return "xls"


def spelled(name: str) -> bytes:
    """A name as the old container writes it."""
    return name.encode("utf-16-le")


def opened(content: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as wrong:
        raise damaged() from wrong


def damaged() -> CannotRead:
    return CannotRead(_("The file is damaged: it cannot be unpacked. Save it again and try anew."))


def refuse_bomb(package: zipfile.ZipFile) -> None:
    """Refuse a package that is small outside and huge inside, before a byte of it is unpacked."""
    parts = package.infolist()
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    too_dense = unpacked > SMALL_ENOUGH and unpacked > MOST_TIMES_LARGER * max(packed, 1)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or too_dense:
        raise CannotRead(
            _("The file would unpack to %(size)s MB in %(parts)s parts. It is not opened.")
            % {"size": megabytes(unpacked), "parts": len(parts)}
        )
    if any(part.flag_bits & 1 for part in parts):
        raise CannotRead(_("The file is locked with a password. Save it without one and try again."))


BROKEN = (
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    ValueError,
    OSError,
    NotImplementedError,
    EOFError,
)


def unpacked_part(package: zipfile.ZipFile, name: str) -> bytes:
    """One part unpacked; its declared size, which has been checked, is the most that is read."""
    try:
        return package.read(name)
    except BROKEN as wrong:
        raise damaged() from wrong


def unpacked_at_once(content: bytes, part: zipfile.ZipInfo) -> bytes:
    """One part as it is usually packed; the same as ``unpacked_part``, which goes by small pieces, in less time."""
    try:
        mark, name, more = BEFORE_A_PART.unpack_from(content, part.header_offset)
        start = part.header_offset + BEFORE_A_PART.size + name + more
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        unpacked = inflater.decompress(content[start : start + part.compress_size], part.file_size + 1)
    except BROKEN as wrong:
        raise damaged() from wrong
    sound = mark == ZIP and inflater.eof and len(unpacked) == part.file_size
    if not sound or zlib.crc32(unpacked) != part.CRC:
        raise damaged()
    return unpacked


def parts_of(content: bytes) -> Iterator[tuple[str, bytes]]:
    """The CSV files of a zip, wherever in it they lie."""
    with opened(content) as package:
        for info in package.infolist():
            name = info.filename.rsplit("/", 1)[-1]
            hidden = name.startswith((".", "_")) or info.filename.startswith("__MACOSX")
            if name.lower().endswith(".csv") and not hidden:
                yield name, unpacked_part(package, info.filename)
