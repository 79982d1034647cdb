"""The house keeps its own law, and what is promised on the first page is there."""

import re
from pathlib import Path

import pytest

from tests.walls import breaches

ROOT = Path(__file__).resolve().parents[1]


def test_the_house_keeps_its_law() -> None:
    assert list(breaches()) == []


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("room.py", '"""A room."""\n' + "x = 1\n" * 400, "401 lines"),
        ("room.py", '"""A room."""\ndef long() -> None:\n' + "    x = 1\n" * 60, "61 lines"),
        ("room.py", '"""A room."""\ndef wide(a, b, c, d, *, e, f, g, h): ...\n', "8 parameters"),
        ("room.py", "x = 1\n", "no sentence at its head"),
        ("page.html", "<p>\n" * 251, "251 lines"),
        ("utils.py", '"""All sorts."""\n', "says nothing"),
    ],
)
def test_the_walls_hold(tmp_path: Path, name: str, text: str, words: str) -> None:
    (tmp_path / name).write_text(text)
    found = list(breaches(tmp_path))
    assert len(found) == 1
    assert words in found[0]


def test_what_keeps_the_law_is_let_be(tmp_path: Path) -> None:
    (tmp_path / "room.py").write_text('"""A room."""\n' + "x = 1\n" * 399)
    (tmp_path / "empty.py").write_text("")
    (tmp_path / "migrations").mkdir()
    (tmp_path / "migrations" / "0001.py").write_text("x = 1\n" * 900)
    assert list(breaches(tmp_path)) == []


def test_the_first_page_names_only_what_make_can_do() -> None:
    named = {
        word
        for line in re.findall(r"make ((?:[a-z-]+[ `])+)", (ROOT / "README.md").read_text())
        for word in re.split(r"[ `]+", line.strip(" `"))
    }
    can = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert {"run", "test"} <= named & can
    assert named - can <= {"check"}
