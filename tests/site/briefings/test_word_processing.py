"""Papers as DOCX: read back with the library that any office program's author would use, block by block."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from docx import Document
from tests.factories import make_body

from koinon.network.people.readers import Reader
from koinon.site.briefings.paper import (
    Bars,
    Block,
    Fact,
    Facts,
    Heading,
    Paper,
    Plates,
    Signatures,
    Table,
    Text,
)
from koinon.site.briefings.word_processing import docx

MADE = datetime(2021, 8, 2, 9, 0, tzinfo=UTC)
BLOCKS: tuple[Block, ...] = (
    Heading("Who comes"),
    Text("Łódź asks for 广州", sources=(1, 2)),
    Facts((Fact("Mayor", "温国辉", (1,)),)),
    Table(("When", "How many"), (("Monday", "12"), ("Tuesday", "3")), widths=(70, 30), numbers=(1,)),
    Bars("Score", (("offers", 3), ("interests", 2), ("nothing", 0)), of=10),
    Plates((("CHEN Guo", "陈果", "Deputy Director"),)),
    Signatures((("Denis Coderre", "President"),)),
)


def reopened(*blocks: Block, language: str = "en"):  # type: ignore[no-untyped-def]
    paper = Paper(
        title="A visit",
        language=language,
        blocks=blocks,
        footer="Koinon",
        sources_title="Sources",
        sources=("A note",),
    )
    return Document(BytesIO(docx(paper, made_at=MADE)))


def test_every_block_is_there_in_order() -> None:
    told = reopened(*BLOCKS)
    text = "\n".join(line.text for line in told.paragraphs)
    for words in (
        "A visit",
        "Who comes",
        "Łódź asks for 广州1,2",
        "offers 3 · interests 2 (5 / 10)",
        "CHEN Guo",
    ):
        assert words in text
    assert text.index("Who comes") < text.index("Łódź") < text.index("offers") < text.index("Denis Coderre")
    assert "1. A note" in text


def test_headings_are_headings_and_tables_repeat_their_head() -> None:
    told = reopened(*BLOCKS)
    heads = [line.text for line in told.paragraphs if line.style.name == "Heading 1"]
    assert heads == ["Who comes", "Sources"]
    facts, table = told.tables
    assert [cell.text for cell in facts.rows[0].cells] == ["Mayor", "温国辉1"]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["When", "How many"],
        ["Monday", "12"],
        ["Tuesday", "3"],
    ]
    assert "w:tblHeader" in table.rows[0]._tr.xml


@pytest.mark.parametrize(
    ("language", "locale"), [("en", "en-GB"), ("zh-hans", "zh-CN"), ("es", "es-ES"), ("fr", "fr-FR")]
)
def test_the_document_says_its_language_and_has_a_chinese_face(language: str, locale: str) -> None:
    told = reopened(Text("x"), language=language)
    assert told.core_properties.language == locale
    assert f'w:lang w:val="{locale}"' in told.styles["Normal"].element.xml
    assert "Microsoft YaHei" in told.styles["Normal"].element.xml


def test_a_stray_control_character_does_not_spoil_a_paper() -> None:
    assert "ab" in "\n".join(line.text for line in reopened(Text("a\x0bb\x00")).paragraphs)


def test_a_page_is_a4_with_its_number() -> None:
    told = reopened(Text("x"))
    page = told.sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    assert "PAGE" in page.footer._element.xml


@pytest.mark.django_db
def test_a_door_gives_the_docx_where_it_is_asked_for(
    secretariat: Reader, client_of: Callable[[Reader], Client]
) -> None:
    body = make_body(name="Ministry of Words")
    answer = client_of(secretariat).get(f"/papers/bodies/{body.key}.pdf?format=docx")
    assert answer.status_code == 200
    assert answer["Content-Disposition"].endswith('.docx"')
    assert answer["Content-Disposition"].startswith("attachment")
    assert "word/document.xml" in ZipFile(BytesIO(answer.content)).namelist()
