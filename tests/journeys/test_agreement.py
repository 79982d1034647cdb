"""Register an agreement: it is recorded, signed, and stands in the public register."""

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.home import Site
from tests.journeys.walking import Walker, Way, walking

pytestmark = pytest.mark.journey
SUBMIT = "form.page .does button.is-main"


def record(officer: Walker, title: str) -> None:
    """From the register to the page of a new agreement."""
    officer.open_menu()
    officer.follow("header nav a[href='/agreements/']")
    officer.arrive("/agreements/")
    officer.follow("main a[href='/agreements/new/']")
    officer.arrive("/agreements/new/")
    officer.write("input[name='title']", title)
    officer.write("input[name='starts']", "summer 2020")
    officer.write("input[name='ends']", "open")
    if officer.way.script:
        expect(officer.page.locator("output.understood").first).not_to_be_empty()
    officer.choose("parties-0-body", "Metropolis")
    officer.choose("parties-1-body", "Guangzhou Municipal People's Government")
    officer.follow(SUBMIT)
    expect(officer.page.locator("h1")).to_contain_text(title)
    officer.arrive(r"/agreements/[^/]+/")


def sign(officer: Walker) -> None:
    """Record the signature of one person for one party."""
    officer.follow("main a[href$='/sign/']")
    officer.arrive(r"/agreements/[^/]+/sign/")
    officer.write("input[name='day']", "1 July 2020")
    officer.choose("signatories-0-person", "Wen Guohui")
    officer.write("input[name='signatories-0-capacity']", "Mayor of Guangzhou")
    officer.follow(SUBMIT)
    expect(officer.page.locator("main a[href^='/people/wen-guohui/']").first).to_be_visible()
    officer.arrive(r"/agreements/[^/]+/")


def come_in(visitor: Walker, site: Site) -> Walker:
    """From the home page to the door, and in."""
    visitor.visit("/")
    visitor.open_menu()
    visitor.follow("header a[href^='/accounts/login/']")
    visitor.arrive(r"/accounts/login/.*")
    visitor.sign_in(site)
    visitor.arrive("/")
    return visitor


def test_register_an_agreement(visitor: Walker, browser: Browser, site: Site, way: Way) -> None:
    title = f"Memorandum {way.name}"
    officer = come_in(visitor, site)
    record(officer, title)
    sign(officer)
    page = officer.page.url.removeprefix(site.address)
    with walking(browser, site.address, way) as passer_by:
        passer_by.visit("/agreements/?year=2020")
        passer_by.look_around()
        passer_by.follow(f"main a[href^='{page}']")
        expect(passer_by.page.locator("h1")).to_contain_text(title)
        expect(passer_by.page.locator("main a[href^='/people/wen-guohui/']").first).to_be_visible()
        passer_by.look_around()
