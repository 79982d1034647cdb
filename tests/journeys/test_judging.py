"""A jury at work: an entry scored blind on a telephone, a conflict declared and decided, the result frozen and verified."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.home import Site
from tests.journeys.walking import TWO_WAYS, Walker, Way, walking

pytestmark = [pytest.mark.journey, TWO_WAYS]
SUBMIT = "form.page .does button.is-main"
PANEL = "/awards/panels/example-award-jury/"
NAMES = re.compile(
    "Aldermoor|Belmira|Cerrolar|Drevna|Eskvar|Fontaval|Gulmara|Harukawa|Jinghu|Kaldara|Limanova"
)
SignedIn = Callable[[str, int], Walker]


@pytest.fixture
def signed_in_as(site: Site, browser: Browser, way: Way) -> Iterator[SignedIn]:
    """Whoever of the example people, on a window of their own."""
    lines = (site.home / "demo-sign-ins.txt").read_text(encoding="utf-8").splitlines()
    words = {email: password for _function, email, password in map(str.split, lines)}
    with ExitStack() as open_windows:

        def sign_in(name: str, width: int) -> Walker:
            own = replace(way, width=width)
            walker = open_windows.enter_context(walking(browser, site.address, own))
            email = f"{name}@koinon.example"
            walker.visit("/accounts/login/")
            walker.sign_in(replace(site, email=email, password=words[email]))
            return walker

        yield sign_in


def test_a_jury_from_the_first_score_to_the_signed_result(
    officer: Walker, visitor: Walker, signed_in_as: SignedIn
) -> None:
    address = prepare_a_phase(officer)
    juror, chair = signed_in_as("juror", 360), signed_in_as("chair", officer.way.width)
    score_blind(juror, address)
    declare_a_conflict(juror, address)
    decide_the_conflict(chair, address)
    result = freeze(chair, address)
    visitor.visit(result)
    visitor.look_around()
    expect(visitor.find(".notice.is-yes")).to_be_visible()


def prepare_a_phase(officer: Walker) -> str:
    """A blind phase over all entries; the juror is given two of them, and it is opened."""
    officer.visit(f"{PANEL}phases/new/")
    officer.look_around()
    name = f"Trial {officer.way.name}"
    officer.write("input[name='title']", name)
    officer.write("input[name='per_entry']", "1")
    officer.follow(SUBMIT)
    officer.arrive(r"/awards/phases/[^/]+/")
    address = officer.page.url.removeprefix(officer.address)
    for row in (0, 1):
        officer.visit(f"{address}assigning/")
        codes = officer.page.locator("main a[href*='?code=']")
        officer.page.goto(f"{officer.address}{codes.nth(row).get_attribute('href')}")
        officer.look_around()
        officer.page.select_option("select[name='juror']", label="Jomo Example")
        officer.write("textarea[name='reason']", "reads the language")
        officer.follow(SUBMIT)
        officer.arrive(f"{address}assigning/")
    officer.visit(address)
    officer.follow("form[action$='/open/'] button")
    officer.arrive(address)
    return address


def score_blind(juror: Walker, address: str) -> None:
    """One criterion a screen, by thumb; nothing on it tells whose the entry is."""
    juror.visit("/awards/")
    juror.look_around()
    juror.follow(f"main a[href='{address}']")
    juror.arrive(address)
    juror.follow(".to-score li:first-child a")
    juror.look_around()
    assert not NAMES.search(juror.page.content())
    for number in (1, 2, 3):
        screen = f"#screen-{number}"
        expect(juror.page.locator(".screen").locator("visible=true")).to_have_count(1)
        juror.page.locator(f"{screen} input[value='4']").check()
        go_on(juror, screen, number + 1)
    juror.page.fill("#to_committee", "Told clearly")
    go_on(juror, "#screen-4", 5)
    expect(juror.find("#screen-5 .given b")).to_have_text("4")
    juror.look_around()
    juror.follow("#screen-5 button.is-main")
    juror.arrive(address)
    expect(juror.page.locator(".to-score .tag.is-yes")).to_have_count(1)


def go_on(juror: Walker, screen: str, then: int) -> None:
    """Keep what was chosen, and come to the next screen."""
    if juror.way.script:
        # As in a tunnel: the answer is kept, the next screen comes at once, and all arrives when the line is back.
        juror.page.context.set_offline(True)
        juror.complaints.clear()
    juror.press(f"{screen} button.is-main")
    expect(juror.page.locator(f"#screen-{then}")).to_be_visible()
    if juror.way.script:
        expect(juror.page.locator("[data-line]")).to_contain_text("1")
        juror.page.context.set_offline(False)
        expect(juror.page.locator("[data-line]")).not_to_contain_text("1")
        # Chromium says of every try without a line that it failed: that is what was tried.
        juror.complaints.clear()


def declare_a_conflict(juror: Walker, address: str) -> None:
    """The other entry is one the juror has an interest in: then it is gone from the list."""
    juror.visit(address)
    juror.follow(".to-score li:first-child a")
    juror.press("details:has(#conflict_words) > summary")
    juror.write("#conflict_words", "I once advised this office")
    juror.follow("form[action$='/conflict/'] button")
    juror.arrive(address)
    expect(juror.page.locator(".to-score li")).to_have_count(1)


def decide_the_conflict(chair: Walker, address: str) -> None:
    """The chair, blind too, learns of what kind it is and not in words; and lets the juror score, with a reason."""
    chair.visit(f"{address}conflicts/?kind=declared")
    chair.look_around()
    assert "I once advised" not in chair.page.content()
    chair.follow("main a[href$='/override/']")
    chair.look_around()
    chair.write("[name='reason']", "Ten years ago, and another matter")
    chair.follow(SUBMIT)
    chair.look_around()
    chair.visit(address)
    chair.look_around()


def freeze(chair: Walker, address: str) -> str:
    """Scoring is closed, the sheet looked through, the result frozen; answers where it is verified."""
    chair.follow("form[action$='/close/'] button")
    chair.arrive(address)
    chair.visit(f"{address}ranking/")
    chair.look_around()
    chair.visit(f"{address}deliberation/")
    chair.look_around()
    assert not NAMES.search(chair.page.content())
    chair.follow(".sheet-rows li:first-child button[value='yes']")
    chair.arrive(rf"{address}deliberation/(?:\?page=1)?")
    chair.visit(f"{address}judges/")
    chair.look_around()
    chair.visit(f"{address}freeze/")
    chair.look_around()
    chair.follow("main form button.is-main")
    chair.arrive(address)
    chair.follow("main a[href*='/awards/results/']")
    chair.arrive(r"/awards/results/[^/]+/verify/")
    return chair.page.url.removeprefix(chair.address)
