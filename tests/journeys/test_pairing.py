"""A round from the call to published pairs: frozen, solved, questioned, put to the cities, published."""

import pytest
from playwright.sync_api import expect

from tests.journeys.walking import TWO_WAYS, Walker

pytestmark = pytest.mark.journey
SUBMIT = "form.page .does button.is-main"
# Each way prepares a round of its own in this edition, so that the ways do not meet.
EDITION = "iuc-2017"
CITIES = ("zhengzhou", "chongqing", "longyan", "changchun")


@TWO_WAYS
def test_look_at_the_example_round(officer: Walker) -> None:
    """Why, why not, what if, side by side: the solved round of the demonstration."""
    officer.visit("/pairing/rounds/iuc-2018-round/")
    officer.look_around()
    officer.follow("main a[href*='/pairing/scenarios/iuc-2018-round-best/']")
    officer.arrive("/pairing/scenarios/iuc-2018-round-best/")
    officer.press("details.why > summary")
    expect(officer.find("details.why .sheet ul li")).to_be_visible()
    officer.look_around()
    officer.visit("/pairing/scenarios/iuc-2018-round-best/why/?left=iuc-2018-yantai&right=iuc-2018-malaga")
    officer.look_around()
    expect(officer.find("aside .figure")).to_be_visible()
    officer.visit("/pairing/scenarios/iuc-2018-round-best/what-if/?do=leave&city=iuc-2018-rome")
    officer.look_around()
    officer.visit("/pairing/rounds/iuc-2018-round/compare/")
    officer.look_around()
    officer.visit("/pairing/rounds/iuc-2018-round/cities/")
    officer.look_around()


@TWO_WAYS
def test_from_the_call_to_published_pairs(officer: Walker) -> None:
    address = prepare_a_round(officer)
    for city, needs, offers in (
        ("zhengzhou", "ports", "railways"),
        ("chongqing", "railways", "ports"),
        ("longyan", "health care", "forests"),
        ("changchun", "forests", "health care"),
    ):
        fill_in_by_link(officer, address, city, needs, offers)
    freeze_and_solve(officer, address)
    publish(officer, address)


def prepare_a_round(officer: Walker) -> str:
    """A round of one pool in an edition, four cities called, the call open; answers its address."""
    name = f"Round {officer.way.name}"
    officer.visit(f"/pairing/new/{EDITION}/")
    officer.look_around()
    officer.write("input[name='title']", name)
    officer.write("input[name='left_side']", "China")
    officer.write("input[name='right_side']", "")
    officer.follow(SUBMIT)
    officer.arrive(r"/pairing/rounds/[^/]+/")
    address = officer.page.url.removeprefix(officer.address)
    officer.follow("main a[href*='/cities/']")
    for tick in officer.page.locator("input[name='city']").all():
        if not any(city in str(tick.get_attribute("value")) for city in CITIES):
            officer.go_to(tick)
            officer.page.keyboard.press("Space")
    officer.follow(".ticks + button")
    officer.arrive(f"{address}cities/")
    officer.visit(address)
    officer.follow("form[action$='/open/'] button")
    officer.arrive(address)
    return address


def fill_in_by_link(officer: Walker, address: str, city: str, needs: str, offers: str) -> None:
    """Give a city its link; its people, who have no account, keep a draft and then send."""
    officer.visit(f"{address}cities/")
    officer.follow(f"main a[href*='{city}'][href$='/link/']")
    officer.look_around()
    officer.follow(SUBMIT)
    officer.arrive(f"{address}cities/")
    below = officer.page.locator(f"tr:has(a[href*='{city}']) + tr.link-row .link-shown")
    link = below.inner_text().strip()
    officer.page.goto(link)
    officer.look_around()
    officer.write("textarea[name='needs']", needs)
    officer.follow("button[name='do'][value='draft']")
    officer.look_around()
    expect(officer.page.locator("textarea[name='needs']")).to_have_value(needs)
    officer.write("textarea[name='offers']", offers)
    officer.follow("button[name='do'][value='send']")
    officer.look_around()


def freeze_and_solve(officer: Walker, address: str) -> None:
    """Freeze the weights, ask for the best total, wait for the worker, propose the pairs."""
    officer.visit(f"{address}freeze/")
    officer.look_around()
    officer.follow(SUBMIT)
    officer.arrive(address)
    officer.visit(f"{address}scenarios/new/")
    officer.look_around()
    officer.follow(SUBMIT)
    choose = "form[action$='/choose/'] button"
    scenario = officer.page.url
    for _look in range(60):
        if officer.page.locator(choose).count():
            break
        officer.page.wait_for_timeout(1000)
        officer.page.goto(scenario)
    officer.look_around()
    expect(officer.page.locator(".pairs .who")).to_have_count(2)
    officer.follow(choose)
    officer.arrive(f"{address}proposal/")


def publish(officer: Walker, address: str) -> None:
    """Ask the cities, publish, and look at what everybody sees."""
    officer.follow("form[action$='/ask/'] button")
    officer.arrive(f"{address}proposal/")
    officer.follow("main a[href$='/publish/']")
    officer.look_around()
    officer.go_to(officer.find("input[name='without']"))
    officer.page.keyboard.press("Space")
    officer.follow(SUBMIT)
    officer.arrive(f"{address}pairs/")
    expect(officer.page.locator(".pairs .who")).to_have_count(2)


@TWO_WAYS
def test_everybody_sees_only_what_is_published(visitor: Walker) -> None:
    visitor.visit("/pairing/")
    visitor.look_around()
    answer = visitor.page.goto(f"{visitor.address}/pairing/rounds/iuc-2018-round/")
    assert answer is not None
    assert answer.status == 404
