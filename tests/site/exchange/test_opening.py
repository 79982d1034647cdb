"""Bad files: each is refused with a clear message before anything reads it, or read for what it is."""

import io
import struct
import zipfile
from pathlib import Path

import pytest
from django.test import override_settings
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.site.exchange.books import changed_part, xlsx, zipped

from koinon.site.exchange.opening import CannotRead, Source, open_bytes, open_path

SHEET = "xl/worksheets/sheet1.xml"
PEOPLE = [["key", "name"], ["ada", "Ada"]]


def refused(content: bytes, name: str = "network.xlsx") -> str:
    with pytest.raises(CannotRead) as wrong:
        open_bytes(content, name)
    return str(wrong.value)


def rows(source: Source) -> dict[str, list[list[object]]]:
    return {table.name: [table.header, *table.rows] for table in source.tables}


@pytest.mark.parametrize(
    "page",
    [b"<!DOCTYPE html><html>", b"\xef\xbb\xbf\n<html><table>", b"<table><tr><td>key</td></tr></table>"],
)
def test_a_web_page_called_xlsx(page: bytes) -> None:
    assert "web page" in refused(page)


def test_a_file_of_a_hundred_megabytes(tmp_path: Path) -> None:
    large = tmp_path / "large.xlsx"
    with large.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    with pytest.raises(CannotRead, match="The file has 100 MB; at most 25 MB"):
        open_path(large)


def test_a_zip_bomb_is_not_unpacked() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
        package.writestr(SHEET, b"0" * (300 * 1024 * 1024))
    assert "would unpack to 300 MB" in refused(target.getvalue())


def test_a_zip_bomb_that_lies_about_its_size_is_damaged() -> None:
    content = bytearray(xlsx(people=PEOPLE * 2000))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        true = package.getinfo(SHEET).file_size
    told, lie = struct.pack("<L", true), struct.pack("<L", 10)
    assert bytes(content).count(told) == 2
    assert "damaged" in refused(bytes(content).replace(told, lie))


def test_many_parts() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for number in range(2001):
            package.writestr(f"{number}.csv", "")
    assert "2001 parts" in refused(target.getvalue(), "many.zip")


def test_macros() -> None:
    assert "macros" in refused(changed_part(xlsx(people=PEOPLE), "xl/vbaProject.bin", lambda _: b"code"))
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "_VBA_PROJECT".encode("utf-16-le")
    assert "macros" in refused(old, "old.xls")


def test_a_password() -> None:
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    assert "password" in refused(locked)


@pytest.mark.parametrize("content", [b"", b"  \n", b"%PDF-1.7 \x00", b"\x89PNG\r\n", b"PK\x03\x04 torn"])
def test_what_is_no_workbook_at_all(content: bytes) -> None:
    assert refused(content)


def test_an_office_file_of_another_kind() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("word/document.xml", "<document/>")
    assert "neither an XLSX workbook" in refused(target.getvalue())


def test_a_truncated_workbook_is_damaged() -> None:
    content = xlsx(people=PEOPLE)
    assert "damaged" in refused(content[: len(content) // 2])


def test_formulas_are_read_by_their_values_and_said() -> None:
    content = xlsx(people=[["key", "name"], ["ada", "=1+1"]])
    worked_out = changed_part(
        content,
        SHEET,
        lambda part: part.replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>").replace(b"<v></v>", b"<v>2</v>"),
    )
    source = open_bytes(worked_out, "n.xlsx")
    assert rows(source)["people"][1] == ["ada", 2.0]
    assert "formulas" in source.notes[0]


def test_a_formula_without_a_value_and_an_error_are_named_by_their_cell() -> None:
    content = xlsx(people=[["key", "name"], ["ada", "=1+1"], ["bob", "#N/A"]])
    table = open_bytes(content, "n.xlsx").tables[0]
    assert set(table.broken) == {(2, 1), (3, 1)}
    assert "never been worked out" in table.broken[2, 1]
    assert "error" in table.broken[3, 1]


@pytest.mark.parametrize(
    "place",
    [
        *(b'r="XFD1048576"', b'r="A1048576"', b'r="A200002"', b'r="CA1"', b"r='CA1'"),
        *(b'r="zzz9999"', b'r\t="XFD9999"', b'r\n="CA1"', b'r = "CA1"', b'x=">" r="ZZ9"'),
    ],
)
def test_a_cell_far_away_is_refused_before_room_is_made_for_it(place: bytes) -> None:
    content = changed_part(xlsx(people=PEOPLE), SHEET, lambda part: part.replace(b'r="A2"', place))
    assert "more than" in refused(content)


@pytest.mark.parametrize("place", [b'r="BZ7"', b'r="a123456"', b'r\t="A9"', b'x:r="CA1" r="A2"'])
def test_a_cell_within_reach_is_read_however_its_place_is_written(place: bytes) -> None:
    content = changed_part(xlsx(people=PEOPLE), SHEET, lambda part: part.replace(b'r="A2"', place))
    assert rows(open_bytes(content, "n.xlsx"))["people"]


def test_semicolons_tabs_marks_and_other_writings() -> None:
    expected = [["key", "name"], ["jose", "José; María"]]
    for content in (
        'key;name\njose;"José; María"\n'.encode(),
        "key\tname\njose\tJosé; María\n".encode("utf-8-sig"),
        "key\tname\njose\tJosé; María\n".encode("utf-16"),
        "key\tname\njose\tJosé; María\n".encode("cp1252"),
    ):
        assert rows(open_bytes(content, "people.csv"))["people"] == expected
    said = open_bytes('sep=;\r\nkey;name\r\njose;"José; María"'.encode(), "people.csv").tables[0]
    assert (said.header, said.rows, said.first) == (expected[0], expected[1:], 3)


def test_chinese_that_is_not_in_utf8() -> None:
    source = open_bytes("key,name\nwen,温国辉\n".encode("gb18030"), "people.csv")
    assert rows(source)["people"][1] == ["wen", "温国辉"]
    assert "gb18030" in source.notes[0]
    french = open_bytes("key,name\nagnes,Agnès Désirée\n".encode("cp1252"), "people.csv")
    assert rows(french)["people"][1] == ["agnes", "Agnès Désirée"]  # its bytes make pairs as well


def test_a_zip_and_a_folder_of_csv(tmp_path: Path) -> None:
    packed = zipped(people=b"key,name\nada,Ada\n", bodies=b"key,name\nm,M\n")
    assert set(rows(open_bytes(packed, "n.zip"))) == {"people", "bodies"}
    for name in ("people", "bodies"):
        (tmp_path / f"{name}.csv").write_text("key,name\nx,X\n")
    assert set(rows(open_path(tmp_path))) == {"people", "bodies"}
    with pytest.raises(CannotRead, match="holds no"):
        open_path(make_empty(tmp_path))


def make_empty(within: Path) -> Path:
    empty = within / "empty"
    empty.mkdir()
    return empty


@override_settings(UPLOAD_LIMIT=10)
def test_the_limit_is_a_setting() -> None:
    assert "at most" in refused(b"key,name\nada,Ada\n", "people.csv")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.integers(0, 3000), st.integers(0, 200))
def test_a_workbook_with_garbage_in_it_is_read_or_refused_in_words(
    garbage: bytes, at: int, over: int
) -> None:
    content = WHOLE[:at] + garbage + WHOLE[at + over :]
    try:
        open_bytes(content, "garbage.xlsx")
    except CannotRead as wrong:
        said = str(wrong)
    else:
        said = "read"
    assert said


WHOLE = xlsx(people=PEOPLE)
