"""Import a workbook with errors, mend it, watch it go in, and undo it."""

from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest
from playwright.sync_api import expect

from tests.journeys.walking import Walker

pytestmark = pytest.mark.journey
HEAD = {
    "cities": ["key", "name", "country"],
    "people": ["key", "name", "family", "given", "order"],
    "roles": ["key", "person", "title", "of", "starts", "ends"],
}
SUBMIT = "form.page button.is-main"


def write_book(path: Path, sheets: dict[str, list[list[Any]]]) -> Path:
    """A workbook as people hand it in."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in [HEAD[name], *rows]:
            sheet.append(row)
    book.save(path)
    return path


def sheets(name: str, *, country: str, starts: str, of: str) -> dict[str, list[list[Any]]]:
    """A city, a person, and the office the person holds."""
    return {
        "cities": [[f"{name}-city", f"Journeytown {name}", country]],
        "people": [[f"{name}-person", f"Ruth Wanderer {name}", "Wanderer", "Ruth", "given"]],
        "roles": [[f"{name}-role", f"{name}-person", "Adviser", of, starts, "open"]],
    }


def hand_in(officer: Walker, book: Path) -> None:
    """Choose the file and send it; then wait until it has been read."""
    officer.visit("/exchange/")
    officer.look_around()
    officer.go_to(officer.find("input[type='file']"))
    officer.page.set_input_files("input[type='file']", book)
    officer.follow(SUBMIT)
    expect(officer.page.locator("h1")).to_contain_text(book.name)
    wait_until_done(officer)


def wait_until_done(officer: Walker) -> None:
    """With a script the page says by itself when the worker is done; without one, it is asked again."""
    for _time in range(240):
        if not officer.page.locator(".progress, [data-poll]").count():
            break
        officer.page.wait_for_timeout(500)
        if not officer.way.script:
            officer.page.reload()
    if officer.page.locator("main .notice a.is-main[href*='/exchange/imports/']").count():
        officer.follow("main .notice a.is-main[href*='/exchange/imports/']")


def test_import_a_workbook_with_errors_and_mend_it(officer: Walker, tmp_path: Path) -> None:
    name = officer.way.name
    wrong = sheets(name, country="Atlantis", starts="31 February 2020", of="no-such-body")
    hand_in(officer, write_book(tmp_path / f"{name}-wrong.xlsx", wrong))
    officer.arrive(r"/exchange/imports/\d+/")
    told = officer.page.locator("main")
    for cell in ("Atlantis", "31 February 2020", "no-such-body", "country", "starts"):
        expect(told).to_contain_text(cell)
    expect(officer.page.locator("form[action$='/apply/']")).to_have_count(0)

    mended = sheets(name, country="ZA", starts="1 March 2020", of="metropolis")
    hand_in(officer, write_book(tmp_path / f"{name}-mended.xlsx", mended))
    officer.look_around()
    officer.follow("form[action$='/apply/'] button")
    wait_until_done(officer)
    expect(officer.page.locator("form[action$='/undo/']")).to_be_visible()
    officer.look_around()
    result = officer.page.url
    officer.visit(f"/people/{name}-person/")
    expect(officer.page.locator("main")).to_contain_text("Adviser")

    officer.page.goto(result)
    officer.follow("form[action$='/undo/'] button")
    wait_until_done(officer)
    expect(officer.page.locator("form[action$='/undo/']")).to_have_count(0)
    officer.look_around()
    answer = officer.page.goto(f"{officer.address}/people/{name}-person/")
    assert answer is not None
    assert answer.status == 404
