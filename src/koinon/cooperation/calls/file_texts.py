"""The text inside a file, and what its properties say of who made it: for finding names, never for showing."""

from __future__ import annotations

import logging
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from typing import BinaryIO

from koinon.network.evidence.uploads import DOCX, ODT, XLSX

log = logging.getLogger(__name__)
MOST_SIGNS = 400_000
MOST_PAGES = 200
MOST_OF_A_PART = 30 * 1024 * 1024
BY_PARTS = {
    DOCX: re.compile(
        r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml|docProps/\w+\.xml"
    ),
    XLSX: re.compile(r"xl/sharedStrings\.xml|xl/worksheets/[^/]+\.xml|docProps/\w+\.xml"),
    ODT: re.compile(r"content\.xml|meta\.xml"),
}
# A word may be parted by formatting, so marks inside a paragraph join and its end parts.
PARAGRAPH = re.compile(
    r"</(?:w:p|text:p|text:h|si|dc:\w+|cp:\w+|Company|Manager|meta:[\w-]+)>|<w:(?:tab|br)/>"
)
MARK = re.compile(r"<[^>]*>")


def text_of(file: BinaryIO, media_type: str) -> str | None:
    """The text, properties included, as far as the limit; None where a file of this kind cannot be read."""
    file.seek(0)
    try:
        if media_type in BY_PARTS:
            return _cut(_package(file, BY_PARTS[media_type]))
        if media_type == "application/pdf":
            return _cut(_pdf(file))
        if media_type in {"text/plain", "text/csv", "text/html"}:
            return _plain(file.read(MOST_SIGNS * 4))
    except Exception:  # a file that nobody here made may be broken in any way
        log.warning("a file of type %s could not be read for names", media_type, exc_info=True)
    return None


def _package(file: BinaryIO, parts: re.Pattern[str]) -> Iterator[str]:
    with zipfile.ZipFile(file) as package:
        for name in package.namelist():
            if parts.fullmatch(name):
                with package.open(name) as part:
                    written = part.read(MOST_OF_A_PART).decode("utf-8", "replace")
                yield unescape(MARK.sub("", PARAGRAPH.sub("\n", written)))


def _pdf(file: BinaryIO) -> Iterator[str]:
    # Loaded here: a worker that reads no PDF does without it.
    import pypdf

    reader = pypdf.PdfReader(file)
    for value in (reader.metadata or {}).values():
        yield str(value)
    for number, page in enumerate(reader.pages):
        if number >= MOST_PAGES:
            return
        yield page.extract_text() or ""


def _plain(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)[:MOST_SIGNS]
        except UnicodeDecodeError:
            continue
    return content.decode("utf-8", "replace")[:MOST_SIGNS]


def _cut(parts: Iterator[str]) -> str:
    kept, room = [], MOST_SIGNS
    for part in parts:
        kept.append(part[:room])
        room -= len(part)
        if room <= 0:
            break
    return "\n".join(kept)
