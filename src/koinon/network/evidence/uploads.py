"""What a file is, told by its content: the name must agree, bombs, macros and damage are refused unopened.

Six signatures and two kinds of text are all that is taken in, so no library of thousands of guesses is asked.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import PurePath
from typing import BinaryIO

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from koinon.platform.errors import Refused

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"
BY_EXTENSION = {
    ".pdf": "application/pdf",
    ".docx": DOCX,
    ".xlsx": XLSX,
    ".odt": ODT,
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".txt": "text/plain",
    ".csv": "text/csv",
    ".html": "text/html",
    ".htm": "text/html",
}
SIGNATURES = (
    (re.compile(rb"%PDF-"), "application/pdf"),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png"),
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "image/webp"),
    (re.compile(rb"PK\x03\x04"), "zip"),
    (re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "ole"),
)
PARTS = ((b"wordprocessingml.document.main+xml", DOCX), (b"spreadsheetml.sheet.main+xml", XLSX))
MACROS = re.compile(r"vbaproject\.bin|/macrosheets/|^basic/|^scripts/", re.IGNORECASE)
HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|script|iframe|svg)[\s>]", re.IGNORECASE)
HEAD = 4096
MOST_PARTS = 5_000
MOST_TIMES_LARGER = 100
MOST_UNPACKED = 500 * 1024 * 1024
SMALL_ENOUGH = 10 * 1024 * 1024


class FileRefused(Refused):
    """The file is not taken in; shown beside the file field."""

    def __init__(self, message: str) -> None:
        super().__init__(message, field="file")


def media_type_of(file: BinaryIO, name: str, size: int) -> str:
    """The media type of an uploaded file. Raises FileRefused for what is not taken in."""
    if size > settings.UPLOAD_LIMIT:
        limit = settings.UPLOAD_LIMIT // (1024 * 1024)
        raise FileRefused(_("The file is larger than %(limit)s MB.") % {"limit": limit})
    if not size:
        raise FileRefused(_("The file is empty."))
    expected = BY_EXTENSION.get(PurePath(name).suffix.lower())
    if expected is None:
        allowed = ", ".join(sorted(one.removeprefix(".").upper() for one in BY_EXTENSION))
        raise FileRefused(
            _("Files of this kind are not taken in. These are: %(kinds)s.") % {"kinds": allowed}
        )
    found = content_of(file)
    if found != expected and (found, expected) != ("text/plain", "text/csv"):
        raise FileRefused(
            _("By its content, “%(name)s” is %(found)s and not what its name says.")
            % {"name": shortened(name), "found": in_words(found)}
        )
    refuse_scanned(file, name)
    return expected


def refuse_scanned(file: BinaryIO, name: str) -> None:
    """Have the scanner of the settings look into the file, where there is one; what it says against it is told."""
    if not settings.FILE_SCANNER:
        return
    file.seek(0)
    why = import_string(settings.FILE_SCANNER)(file, name)
    file.seek(0)
    if why:
        raise FileRefused(
            _("“%(name)s” is not taken in; the scanner says: %(why)s")
            % {"name": shortened(name), "why": shortened(str(why), 200)}
        )


def content_of(file: BinaryIO) -> str:
    """What the content says, whatever the name."""
    file.seek(0)
    head = file.read(HEAD)
    for signature, found in SIGNATURES:
        if signature.match(head):
            return package_of(file) if found == "zip" else found
    if HTML.search(head):
        return "text/html"
    return "text/plain" if is_text(head) else "unknown"


def is_text(head: bytes) -> bool:
    """Whether the bytes can be read as text: UTF-8, UTF-16 with its mark, or GB 18030."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if any(sign < 32 and sign not in b"\t\n\r\f\x1b" for sign in head):
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            head.decode(encoding)
        except UnicodeDecodeError as wrong:
            if len(head) == HEAD and wrong.start >= HEAD - 4:  # a character cut in two by our reading
                return True
        else:
            return True
    return False


def package_of(file: BinaryIO) -> str:
    """What a zip is: a Word, Excel or OpenDocument text, or just a zip."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as package:
            refuse_bomb(package)
            names = package.namelist()
            if any(MACROS.search(name) for name in names):
                raise FileRefused(_("The file carries macros. Save it without them and try again."))
            return office_kind(package, set(names))
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, OSError) as damaged:
        raise FileRefused(_("The file is damaged: it cannot be opened.")) from damaged


def office_kind(package: zipfile.ZipFile, names: set[str]) -> str:
    """Told by the part in which the package says what it is; only the start of that part is unpacked."""
    if "mimetype" in names and _start(package, "mimetype").strip() == ODT.encode():
        return ODT
    if "[Content_Types].xml" not in names:
        return "zip"
    said = _start(package, "[Content_Types].xml")
    if b"macroEnabled" in said:
        raise FileRefused(_("The file carries macros. Save it without them and try again."))
    return next((found for part, found in PARTS if part in said), "zip")


def refuse_bomb(package: zipfile.ZipFile) -> None:
    """Refuse, before anything is unpacked, what is small outside and huge inside, or locked."""
    parts = package.infolist()
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    dense = unpacked > SMALL_ENOUGH and unpacked > MOST_TIMES_LARGER * max(packed, 1)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or dense:
        raise FileRefused(_("The file would unpack beyond measure; it is not opened."))
    if any(part.flag_bits & 1 for part in parts):
        raise FileRefused(_("The file is locked with a password. Save it without one and try again."))


def _start(package: zipfile.ZipFile, name: str) -> bytes:
    with package.open(name) as part:
        return part.read(64 * 1024)


def in_words(found: str) -> str:
    """A kind of content in plain words."""
    known = {
        "text/html": _("a web page"),
        "text/plain": _("plain text"),
        "application/pdf": _("a PDF"),
        "zip": _("a package of files"),
        "ole": _("an old Office document, or one locked with a password"),
        "unknown": _("of no kind we know"),
        DOCX: _("a Word document"),
        XLSX: _("an Excel workbook"),
        ODT: _("an OpenDocument text"),
    }
    return known.get(found, found)


def shortened(name: str, most: int = 60) -> str:
    """A name for a message."""
    return name if len(name) <= most else name[: most - 1] + "…"


def bare_name(name: str) -> str:
    """The file's own name, without folders and without signs that are not printed."""
    last = re.split(r"[\\/]", name)[-1]
    printed = "".join(sign for sign in last if sign.isprintable()).strip()
    stem, dot, extension = printed.rpartition(".")
    return f"{stem[:180]}{dot}{extension[:12]}" if dot else printed[:190]
