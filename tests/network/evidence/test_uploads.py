"""Files are typed by their content; what is not what it says, too much, or armed is refused."""

import io
import zipfile

import pytest

from koinon.network.evidence.uploads import DOCX, ODT, XLSX, FileRefused, bare_name, media_type_of


def package(parts: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def office(kind: str, **more: bytes) -> bytes:
    """The least an Office file of this kind has."""
    said = f'<Types><Override ContentType="application/vnd.openxmlformats-officedocument.{kind}.main+xml"/>'
    return package({"[Content_Types].xml": said.encode()} | more)


WORD, SHEET = office("wordprocessingml.document"), office("spreadsheetml.sheet")
TEXT = package({"mimetype": ODT.encode(), "content.xml": b"<office/>"})
GOOD = {
    "a.pdf": (b"%PDF-1.7\n1 0 obj", "application/pdf"),
    "a.PNG": (b"\x89PNG\r\n\x1a\n....", "image/png"),
    "a.jpg": (b"\xff\xd8\xff\xe0..JFIF", "image/jpeg"),
    "a.webp": (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "image/webp"),
    "a.docx": (WORD, DOCX),
    "a.xlsx": (SHEET, XLSX),
    "a.odt": (TEXT, ODT),
    "a.txt": ("广州, two years from January 2017".encode(), "text/plain"),
    "b.txt": ("广州市人民政府".encode("gb18030"), "text/plain"),
    "c.txt": ("广州".encode("utf-16"), "text/plain"),
    "a.csv": (b"key,name\nguangzhou,Guangzhou\n", "text/csv"),
    "a.html": (b"<!doctype html><p>Hello", "text/html"),
}
BAD = {
    "page.xlsx": (b"<html><table><tr><td>1</td></tr></table></html>", "a web page"),
    "page.txt": (b"  <script>alert(1)</script>", "a web page"),
    "page.pdf": (b"<!DOCTYPE html>", "a web page"),
    "note.pdf": (b"only words", "plain text"),
    "a.docx": (SHEET, "an Excel workbook"),
    "b.xlsx": (WORD, "a Word document"),
    "c.docx": (package({"a.txt": b"a"}), "a package of files"),
    "old.xlsx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "an old Office document"),
    "noise.txt": (bytes(range(256)), "no kind we know"),
    "program.exe": (b"MZ\x90", "not taken in"),
    "drawing.svg": (b"<svg onload='alert(1)'/>", "not taken in"),
    "nothing.pdf": (b"", "empty"),
    "broken.xlsx": (SHEET[:60], "damaged"),
    "macro.docx": (office("wordprocessingml.document", **{"word/vbaProject.bin": b"x"}), "macros"),
    "macro.xlsx": (package({"[Content_Types].xml": b"ms-excel.sheet.macroEnabled.main+xml"}), "macros"),
    "macro.odt": (package({"mimetype": ODT.encode(), "Basic/Standard/script.xml": b"x"}), "macros"),
    "bomb.xlsx": (office("spreadsheetml.sheet", **{"xl/a.xml": b"0" * 30_000_000}), "beyond measure"),
    "parts.docx": (
        package({f"{number}": b"" for number in range(5_001)}, zipfile.ZIP_STORED),
        "beyond measure",
    ),
}


@pytest.mark.parametrize("name", GOOD)
def test_what_is_taken_in(name: str) -> None:
    content, expected = GOOD[name]
    assert media_type_of(io.BytesIO(content), name, len(content)) == expected


@pytest.mark.parametrize("name", BAD)
def test_what_is_refused(name: str) -> None:
    content, why = BAD[name]
    with pytest.raises(FileRefused, match=why) as refused:
        media_type_of(io.BytesIO(content), name, len(content))
    assert refused.value.field == "file"


def test_a_package_locked_with_a_password_is_refused() -> None:
    locked = bytearray(SHEET)
    locked[6] |= 1
    central = locked.index(b"PK\x01\x02")
    locked[central + 8] |= 1
    with pytest.raises(FileRefused, match="locked"):
        media_type_of(io.BytesIO(bytes(locked)), "a.xlsx", len(locked))


def test_what_is_larger_than_the_site_takes(settings: object) -> None:
    settings.UPLOAD_LIMIT = 5  # type: ignore[attr-defined]
    with pytest.raises(FileRefused, match="larger than"):
        media_type_of(io.BytesIO(b"%PDF-1"), "a.pdf", 6)


def test_a_character_cut_by_our_reading_is_no_noise() -> None:
    content = b"a" * 4095 + "广".encode() * 3
    assert media_type_of(io.BytesIO(content), "a.txt", len(content)) == "text/plain"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("MoU 2021.pdf", "MoU 2021.pdf"),
        ("C:\\Users\\me\\MoU.pdf", "MoU.pdf"),
        ("../../etc/passwd", "passwd"),
        ("a\x00\r\n\u202eb.pdf", "ab.pdf"),
        ("备忘录.docx", "备忘录.docx"),
        ("x" * 300 + ".pdf", "x" * 180 + ".pdf"),
    ],
)
def test_the_name_of_a_file_is_kept_without_its_folders(given: str, kept: str) -> None:
    assert bare_name(given) == kept
