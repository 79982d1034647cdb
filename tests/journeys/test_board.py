"""A Board meets: an item draws on an agreement, a decision is taken, the agreement is approved, and back again."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.home import Site
from tests.journeys.walking import TWO_WAYS, Walker, Way, walking

pytestmark = [pytest.mark.journey, TWO_WAYS]
SUBMIT = "form.page .does button.is-main"
BOARD = "Board of Directors of Metropolis"
SEAT = "select[name='presence-guangzhou-board']"
YESTERDAY = date.today() - timedelta(days=1)


def draft(officer: Walker, title: str) -> None:
    """An agreement that is still to be approved."""
    officer.visit("/agreements/new/")
    officer.write("input[name='title']", title)
    officer.write("input[name='starts']", "2027")
    officer.choose("parties-0-body", "Metropolis")
    officer.choose("parties-1-body", "Guangzhou Municipal People's Government")
    officer.follow(SUBMIT)
    expect(officer.page.locator("h1")).to_contain_text(title)


def plan(officer: Walker, title: str, agreement: str) -> str:
    """A meeting with one item that draws on the agreement, convened; answers with its address."""
    officer.visit("/meetings/")
    officer.follow("main a[href='/meetings/new/']")
    officer.arrive("/meetings/new/")
    officer.choose("body", BOARD)
    officer.write("input[name='title']", title)
    officer.write("input[name='held']", YESTERDAY.isoformat())
    officer.follow(SUBMIT)
    officer.arrive(r"/meetings/[^/]+/")
    here = officer.page.url
    officer.follow("main a[href$='/items/new/']")
    officer.write("input[name='number']", "4.2")
    officer.write("input[name='title']", agreement)
    officer.follow(SUBMIT)
    officer.follow("main a[href$='/papers/new/']")
    officer.look_around()
    officer.choose("agreements_agreement", agreement)
    officer.follow(SUBMIT)
    officer.arrive(r"/meetings/[^/]+/#.+")
    return here


def decide(officer: Walker, meeting: str) -> None:
    """Take the attendance, then the decision, then let it approve what the item drew on."""
    officer.visit(f"{meeting}seats/")
    officer.look_around()
    officer.page.select_option(SEAT, "present")
    officer.follow("main form .does button.is-main")
    officer.arrive(r"/meetings/[^/]+/seats/")
    officer.visit(meeting)
    officer.follow("main a[href$='/decide/']")
    officer.page.select_option("select[name='taken']", "consensus")
    officer.choose("owner_body", "Secretariat General of Metropolis")
    officer.follow(SUBMIT)
    officer.arrive(r"/meetings/decisions/[^/]+/")
    officer.follow("main form[action*='/approved-by/'] button")
    officer.arrive(r"/meetings/decisions/[^/]+/")


def test_a_board_item_to_decision_to_agreement(
    officer: Walker, browser: Browser, site: Site, way: Way
) -> None:
    agreement = f"Alliance {way.name}"
    draft(officer, agreement)
    meeting = plan(officer, f"Board {way.name}", agreement).removeprefix(site.address)
    decide(officer, meeting)
    decision = officer.page.url.removeprefix(site.address)
    pack = officer.page.request.get(f"{site.address}/papers{meeting.rstrip('/')}/pack.pdf")
    assert pack.headers["content-type"] == "application/pdf"
    assert pack.body().startswith(b"%PDF")
    with walking(browser, site.address, way) as passer_by:
        passer_by.visit(decision)
        expect(passer_by.page.locator(".chain")).to_contain_text(agreement)
        passer_by.follow(".chain a[href^='/agreements/']")
        passer_by.arrive(r"/agreements/[^/]+/")
        passer_by.follow(f"main a[href^='{decision}']")
        passer_by.follow(f".chain a[href^='{meeting}']")
        passer_by.arrive(meeting)
        passer_by.follow("main aside a[href^='/bodies/metropolis-board/']")
        passer_by.arrive("/bodies/metropolis-board/")
        expect(passer_by.page.locator(f"main a[href^='{decision}']").first).to_be_visible()
