"""A renewal from alert to dossier: what ends soon, taken in hand, a task done, the paper, the outcome, the ledger."""

import pytest
from playwright.sync_api import expect

from tests.journeys.walking import TWO_WAYS, Walker

pytestmark = [pytest.mark.journey, TWO_WAYS]
SUBMIT = "form.page .does button.is-main"
# The alliance of 2021 as of a day in its last year.
THEN = "on=2023-02-01"
RUNWAY, RENEWAL = "/agreements/runway/", "/agreements/runway/guangzhou-2021/"


def alert(officer: Walker) -> None:
    """From Monday's page to what ends soon, and on to the agreement that nobody has taken in hand."""
    officer.visit(f"/monday/?{THEN}")
    officer.look_around()
    officer.follow(f"main a[href^='{RUNWAY}?']")
    officer.arrive(rf"{RUNWAY}\?{THEN}")
    officer.follow(f"main td a[href^='{RENEWAL}']")
    officer.arrive(rf"{RENEWAL}\?{THEN}")


def take_in_hand(officer: Walker) -> None:
    """Begin it, and mark the first task as done."""
    officer.follow(f"main a[href='{RENEWAL}begin/']")
    officer.arrive(f"{RENEWAL}begin/")
    officer.follow(SUBMIT)
    officer.arrive(RENEWAL)
    expect(officer.page.locator("#tasks")).to_be_visible()
    officer.press("main li details summary")
    officer.write("main li details input[name='note']", "Both sides want to go on")
    officer.follow("main li details button.is-main")
    expect(officer.page.locator("main")).to_contain_text("Both sides want to go on")
    officer.look_around()


def test_from_alert_to_dossier(officer: Walker) -> None:
    alert(officer)
    take_in_hand(officer)
    for ending, start in (("", b"%PDF"), ("&format=docx", b"PK")):
        paper = officer.page.request.get(
            f"{officer.address}/papers/renewals/guangzhou-2021.pdf?{THEN}{ending}"
        )
        assert paper.body().startswith(start)
    officer.follow(f"main a[href='{RENEWAL}close/']")
    officer.arrive(f"{RENEWAL}close/")
    # One Tab reaches the group, the arrows choose in it: up from the first is the last.
    officer.press("input[name='outcome']", "ArrowUp")
    expect(officer.page.locator("input[name='outcome'][value='end']")).to_be_checked()
    officer.write("input[name='reason']", "Its promises went into another agreement")
    officer.follow(SUBMIT)
    officer.arrive(RENEWAL)
    expect(officer.page.locator("main .notice").first).to_be_visible()
    expect(officer.page.locator("main")).to_contain_text("Its promises went into another agreement")
    officer.visit("/letters/")
    officer.look_around()
