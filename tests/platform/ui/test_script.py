"""What the script adds, in Chromium: type-ahead by keyboard, drafts, the slider, the palette; and axe."""

import threading
from collections.abc import Iterator
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from playwright.sync_api import Browser, Page, expect, sync_playwright
from tests.journeys.browser import ARGUMENTS, chromium

pytestmark = [pytest.mark.journey, pytest.mark.skipif(chromium() is None, reason="Chromium was not found")]


class Quiet(WSGIRequestHandler):
    """A server that says nothing."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing."""


@pytest.fixture
def address(only_the_look: None) -> Iterator[str]:
    """The style guide, served with its style and script, without a database."""
    server = make_server("127.0.0.1", 0, StaticFilesHandler(WSGIHandler()), handler_class=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/styleguide/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The style guide, opened; nothing may go wrong in the script."""
    errors: list[str] = []
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda message: errors.append(message.text) if "Security" in message.text else None)
    opened.goto(address)
    yield opened
    opened.close()
    assert not errors


def test_a_record_is_chosen_by_keyboard(page: Page) -> None:
    field = page.locator("#id_partner")
    field.fill("")
    field.press_sequentially("vic")
    expect(page.locator(".chooser [role=option]")).to_have_count(2)
    field.press("ArrowDown")
    field.press("ArrowDown")
    field.press("Enter")
    expect(field).to_have_value("Victoria")
    expect(page.locator("[name=partner-key]")).to_have_value("victoria-sc")
    field.press_sequentially("x")
    expect(page.locator("[name=partner-key]")).to_have_value("")


def test_a_draft_survives_and_can_be_discarded(page: Page) -> None:
    page.get_by_role("button", name="Add a berth").click()
    page.locator("#id_berths-2-berth").fill("the third")
    page.locator("#id_name").fill("Atlantis")
    # Kept once the fingers rest.
    page.wait_for_function("() => Object.values(localStorage).some(one => one.includes('Atlantis'))")
    page.reload()
    expect(page.locator("#id_name")).to_have_value("Atlantis")
    expect(page.locator("#id_berths-2-berth")).to_have_value("the third")
    page.get_by_role("button", name="Discard it").click()
    expect(page.locator("#id_name")).to_have_value("")


def test_a_date_is_shown_as_understood(page: Page) -> None:
    page.locator("#id_since").fill("summer 2020")
    expect(page.locator("#id_since + output")).to_contain_text("ummer 2020")
    page.locator("#id_since").fill("never ever")
    expect(page.locator("#id_since + output")).to_have_class("understood is-wrong")


def test_the_slider_leads_to_another_year(page: Page) -> None:
    page.get_by_text("Another day", exact=True).click()
    page.locator("#asof-year").fill("2001")
    page.wait_for_url("**/styleguide/?on=2001-*")
    expect(page.get_by_role("link", name="Back to today")).to_be_visible()


def test_the_palette_opens_and_closes_by_keyboard(page: Page) -> None:
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog", name="Find and go")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Find and go")).to_be_hidden()


def test_light_and_dark_are_remembered(page: Page) -> None:
    page.locator("[data-theme-toggle]:visible").click()
    chosen = page.evaluate("document.documentElement.dataset.theme")
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == chosen == "dark"


@pytest.mark.parametrize(("width", "dark"), [(360, False), (1280, True)])
def test_axe_finds_nothing_and_the_page_is_no_wider_than_the_window(
    browser: Browser, address: str, width: int, dark: bool
) -> None:
    opened = browser.new_page(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if dark else "light",
        bypass_csp=True,  # axe is put into the page by the test
    )
    opened.goto(f"{address}?on=2016-10-14")
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(opened).response["violations"]
    opened.close()
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []


def test_without_a_script_the_menu_and_the_day_still_open(browser: Browser, address: str) -> None:
    opened = browser.new_page(viewport={"width": 360, "height": 900}, java_script_enabled=False)
    opened.goto(address)
    opened.get_by_text("Menu", exact=True).click()
    expect(opened.get_by_role("button", name="Español")).to_be_visible()
    opened.get_by_text("Menu", exact=True).click()
    opened.get_by_text("Another day", exact=True).click()
    opened.locator("#asof-day").fill("14 October 2016")
    opened.get_by_role("button", name="Go", exact=True).click()
    opened.wait_for_url("**/styleguide/?on=2016-10-14")
    opened.close()
