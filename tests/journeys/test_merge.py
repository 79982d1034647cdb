"""Merge two people who are one; the history can undo it."""

import pytest
from playwright.sync_api import expect

from tests.journeys.walking import Walker

pytestmark = pytest.mark.journey


def test_merge_two_people(officer: Walker) -> None:
    one, two = (f"{officer.way.name}-{which}" for which in ("stays", "goes"))
    pair = f"main a[href*='/people/{one}/merge/{two}/'], main a[href*='/people/{two}/merge/{one}/']"
    officer.visit("/people/duplicates/")
    officer.look_around()
    officer.follow(pair)
    officer.arrive(r"/people/[^/]+/merge/[^/]+/")
    if not officer.page.url.endswith(f"/{one}/merge/{two}/"):
        officer.follow(f"main a[href$='/people/{one}/merge/{two}/']")
    officer.follow(f"main form[action$='/people/{one}/merge/{two}/'] button")
    officer.arrive(f"/people/{one}/")
    expect(officer.page.locator("main [role='status']").first).to_be_visible()
    officer.visit(f"/people/{two}/")
    expect(officer.page).to_have_url(f"{officer.address}/people/{one}/")
    officer.visit(f"/history/people.person/{two}/")
    officer.look_around()
    officer.follow("main article.step a[href^='/history/entries/']")
    officer.arrive(r"/history/entries/\d+/")
    officer.follow("main form[action$='/undo/'] button")
    officer.arrive(r"/history/entries/\d+/")
    officer.visit(f"/people/{two}/")
    expect(officer.page).to_have_url(f"{officer.address}/people/{two}/")
    officer.visit("/people/duplicates/")
    expect(officer.page.locator(pair)).not_to_have_count(0)
