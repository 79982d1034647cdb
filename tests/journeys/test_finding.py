"""Settle a finding: not without a reason, and nothing typed is lost on the way."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import WAYS
from tests.journeys.walking import TWO_WAYS, Walker

pytestmark = pytest.mark.journey
SUBMIT = "form.page .does button.is-main"
KEPT = "words => Object.values(localStorage).some(one => one.includes(words))"
# One finding for each way, so that the ways do not meet.
RULES = ("agreement-length", "empty-contact", "event-undated", "purposes-break-off")


def test_settle_a_finding(officer: Walker) -> None:
    rule = RULES[WAYS.index(officer.way)]
    officer.visit("/")
    officer.open_menu()
    officer.follow("header nav a[href^='/evidence/findings/']")
    officer.arrive("/evidence/findings/")
    officer.follow(f"main a[href*='/evidence/findings/{rule}.']")
    officer.arrive(r"/evidence/findings/[^/]+/")
    address = officer.page.url
    ways = officer.page.locator("input[name='how']")
    officer.go_to(ways.first)
    officer.page.keyboard.press("ArrowDown")
    expect(ways.nth(1)).to_be_checked()
    officer.follow(SUBMIT)
    officer.look_around()
    expect(officer.page.locator("[role='alert'] a")).to_be_visible()
    expect(ways.nth(1)).to_be_checked()
    officer.write(
        "textarea[name='reason']", "Both are in the source: the note names three years and two dates."
    )
    officer.follow(SUBMIT)
    officer.arrive("/evidence/findings/")
    expect(officer.page.locator(f"main a[href*='/evidence/findings/{rule}.']")).to_have_count(0)
    officer.page.goto(address)
    expect(officer.page.locator("main")).to_contain_text("the note names three years and two dates")
    officer.look_around()


@TWO_WAYS
def test_a_reason_that_was_typed_survives_a_closed_page(officer: Walker) -> None:
    if not officer.way.script:
        pytest.skip("what is typed is kept by a script")
    officer.visit("/evidence/findings/")
    officer.follow("main a[href*='/evidence/findings/two-figures.']")
    officer.write("textarea[name='reason']", "A reason half writ")
    officer.page.wait_for_function(KEPT, arg="A reason half writ")
    officer.page.goto(officer.page.url)
    expect(officer.page.locator("textarea[name='reason']")).to_have_value("A reason half writ")
