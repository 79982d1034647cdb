"""A paper becomes a DOCX that an office goes on writing in: real headings, real tables, page numbers, its language."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import singledispatch
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as Opened
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from koinon.platform.ui.punctuation import aside
from koinon.site.briefings.paper import (
    Bars,
    Diploma,
    Facts,
    Heading,
    Paper,
    Plates,
    Signatures,
    Table,
    Text,
)

INK, QUIET, ACCENT = RGBColor(0x1D, 0x24, 0x33), RGBColor(0x5B, 0x64, 0x75), RGBColor(0x7A, 0x2E, 0x3A)
# What an office has installed; another program puts its own in their place, letter by letter.
LATIN, CHINESE = "Calibri", "Microsoft YaHei"
WIDTH = Mm(166)
LOCALES: Mapping[str, str] = {"zh": "zh-CN", "es": "es-ES", "fr": "fr-FR", "en": "en-GB"}
# XML has no place for these; a stray one from a pasted mail must not spoil the whole paper.
UNWRITABLE = {code: None for code in range(32) if code not in (9, 10, 13)} | {0xFFFE: None, 0xFFFF: None}


def docx(paper: Paper, *, made_at: datetime) -> bytes:
    """The paper as an A4 document of Word, with the same blocks in the same order as the PDF."""
    document = Document()
    _set_up(document, paper, made_at)
    _head(document, paper)
    for block in paper.blocks:
        _put(block, document)
    _close(document, paper)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _set_up(document: Opened, paper: Paper, made_at: datetime) -> None:
    """Page, styles, language, properties and the footer with its page number."""
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = Mm(22)
    page.bottom_margin = Mm(24)
    _fonts(document, paper.language)
    told = document.core_properties
    told.title, told.author, told.comments = _clean(paper.title), "Koinon", ""
    told.language, told.created, told.modified = _locale(paper.language), made_at, made_at
    line = page.footer.paragraphs[0]
    _say(line, f"{paper.footer}\t\t" if paper.footer else "\t\t", size=8, colour=QUIET)
    _page_number(line)


def _fonts(document: Opened, language: str) -> None:
    for name, size, colour in (("Normal", 10, INK), ("Heading 1", 13, ACCENT), ("Heading 2", 11, INK)):
        style = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = LATIN, Pt(size), colour
        properties = style.element.get_or_add_rPr()
        fonts = properties.get_or_add_rFonts()
        fonts.set(qn("w:eastAsia"), CHINESE)
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), _locale(language))
    spoken.set(qn("w:eastAsia"), "zh-CN")
    document.styles["Normal"].element.get_or_add_rPr().append(spoken)


def _head(document: Opened, paper: Paper) -> None:
    for text, size, bold, colour in (
        (paper.kicker, 9, False, QUIET),
        (paper.title, 20, True, INK),
        (paper.standfirst, 11, False, QUIET),
    ):
        if text:
            _say(document.add_paragraph(), text, size=size, bold=bold, colour=colour)


def _close(document: Opened, paper: Paper) -> None:
    if paper.sources:
        document.add_heading(_clean(paper.sources_title), 1)
    for number, source in enumerate(paper.sources, start=1):
        _say(document.add_paragraph(), f"{number}. {source}", size=8, colour=QUIET)


@singledispatch
def _put(block: object, document: Opened) -> None:
    raise TypeError(f"no way is known to write {type(block).__name__} into a document")


@_put.register
def _(block: Heading, document: Opened) -> None:
    document.add_heading(_clean(block.text), block.level)


@_put.register
def _(block: Text, document: Opened) -> None:
    line = document.add_paragraph()
    _say(line, block.text, colour=QUIET if block.quiet else None)
    _marks(line, block.sources)


@_put.register
def _(block: Facts, document: Opened) -> None:
    table = document.add_table(rows=0, cols=2)
    for row in block.rows:
        label, value = table.add_row().cells
        label.width, value.width = int(WIDTH * 0.34), int(WIDTH * 0.66)
        _fill(label, row.label, colour=QUIET)
        _marks(_fill(value, row.value), row.sources)
    document.add_paragraph()


@_put.register
def _(block: Table, document: Opened) -> None:
    table = document.add_table(rows=1, cols=len(block.head), style="Light Grid")
    shares = block.widths or (1,) * len(block.head)
    _repeat(table.rows[0]._tr)
    for row, cells in [(table.rows[0], block.head), *((table.add_row(), cells) for cells in block.rows)]:
        for at, (cell, text, share) in enumerate(zip(row.cells, cells, shares, strict=False)):
            cell.width = int(WIDTH * share / sum(shares))
            line = _fill(cell, text, size=9, bold=cells is block.head)
            if at in block.numbers:
                line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph()


@_put.register
def _(block: Bars, document: Opened) -> None:
    parts = " · ".join(f"{label} {value}" for label, value in block.parts if value and label)
    line = document.add_paragraph()
    _say(line, block.label, bold=True)
    # A single bar without a name says all in its label.
    if any(label for label, _value in block.parts):
        total = f"{sum(value for _label, value in block.parts)} / {block.of}"
        _say(line, f" {aside(parts, total)}")


@_put.register
def _(block: Plates, document: Opened) -> None:
    for at, (name, other, post) in enumerate(block.people):
        for words, size, bold in ((name, 40, True), (other, 34, False), (post, 15, False)):
            if words:
                line = document.add_paragraph()
                line.alignment = WD_ALIGN_PARAGRAPH.CENTER
                line.paragraph_format.page_break_before = bool(at) and words is name
                _say(line, words, size=size, bold=bold)


@_put.register
def _(block: Signatures, document: Opened) -> None:
    for name, capacity in block.people:
        line = document.add_paragraph()
        line.paragraph_format.space_before = Pt(36)
        _say(line, f"{'_' * 40}\n{name}")
        _say(line, f"\n{capacity}", colour=QUIET)


@_put.register
def _(block: Diploma, document: Opened) -> None:
    told = ((block.says, 11, False), (block.name, 28, True), (block.what, 11, False), (block.title, 18, True))
    for words, size, bold in (*told, *((line, 11, False) for line in block.lines)):
        line = document.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _say(line, words, size=size, bold=bold, colour=None if bold else QUIET)
    from koinon.site.briefings.certificate_pictures import code_png

    document.add_paragraph().paragraph_format.space_before = Pt(36)
    document.add_picture(BytesIO(code_png(block.address)), width=Mm(32))
    for words in (*block.under, block.address):
        _say(document.add_paragraph(), words, size=9, colour=QUIET)


def _fill(cell: _Cell, text: str, **look: Any) -> Paragraph:
    line: Paragraph = cell.paragraphs[0]
    _say(line, text, **look)
    return line


def _say(
    line: Paragraph, text: str, *, size: int = 0, bold: bool = False, colour: RGBColor | None = None
) -> None:
    said = line.add_run(_clean(text))
    said.bold = bold or None
    if size:
        said.font.size = Pt(size)
    if colour is not None:
        said.font.color.rgb = colour


def _marks(line: Paragraph, numbers: Iterable[int]) -> None:
    if told := ",".join(map(str, numbers)):
        mark = line.add_run(told)
        mark.font.superscript, mark.font.color.rgb = True, ACCENT


def _page_number(line: Paragraph) -> None:
    """The field that Word fills with the number of the page."""
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        line.add_run()._r.append(part)


def _repeat(row: Any) -> None:
    """The head of a table stands again on each page."""
    properties = row.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))


def _clean(text: str) -> str:
    return text.translate(UNWRITABLE)


def _locale(language: str) -> str:
    return LOCALES.get(language[:2], language)
