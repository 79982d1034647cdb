"""One person before a browser: what they press and type, and what every page they come to must be."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect

from tests.journeys.home import Site

AXE = Axe()
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa"]},
    "resultTypes": ["violations"],
}
LOCALES = {"en": "en-GB", "zh-Hans": "zh-CN"}
MOST_TABS = 300
# How many stops of the keyboard lie ahead, at least: of a group of radio buttons one is a stop, and where the
# keyboard stands after a jump within the page only the next press tells.
AHEAD = """it => {
  const selector = "a[href], button, input, select, textarea, summary, [tabindex]";
  const isStop = one => one.tabIndex >= 0 && !one.disabled && one.type !== "hidden" && one.type !== "radio"
    && one.checkVisibility({visibilityProperty: true});
  const stops = [...document.querySelectorAll(selector)].filter(one => one === it || isStop(one));
  const here = stops.indexOf(document.activeElement);
  return here < 0 && (location.hash || document.activeElement !== document.body) ? 0 : stops.indexOf(it) - here;
}"""
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)
# Chromium says this of a page that the server answered with an error on purpose, such as a form sent back.
SENT_BACK = "Failed to load resource: the server responded with a status of 422"


@dataclass(frozen=True)
class Way:
    """How somebody goes: in which language, on how wide a window, with or without a script, in which light."""

    language: str
    width: int
    script: bool = True
    scheme: Any = "light"

    def __str__(self) -> str:
        return f"{self.language}-{self.width}-{'script' if self.script else 'plain'}"

    @property
    def name(self) -> str:
        """A name for the records made on this way, so that ways do not meet."""
        return f"{self.language}{self.width}{'s' if self.script else 'p'}".replace("-", "").lower()


WAYS = (
    Way("en", 1280),
    Way("zh-Hans", 360),
    Way("en", 360, script=False),
    Way("zh-Hans", 1280, script=False),
)
# With a script in English, without one in Chinese: for the longer journeys of the rooms.
TWO_WAYS = pytest.mark.parametrize("way", [WAYS[0], WAYS[3]], ids=str, indirect=True)


@dataclass
class Walker:
    """Somebody at a page, at the keyboard: there is no mouse."""

    page: Page
    way: Way
    address: str
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(PATIENCE)
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(f"{self.page.url}: {error}"))

    def _heard(self, message: ConsoleMessage) -> None:
        """What breaks the content security policy is said here too."""
        if message.type in {"error", "warning"} and not message.text.startswith(SENT_BACK):
            self.complaints.append(f"{self.page.url}: {message.text}")

    def find(self, selector: str) -> Locator:
        """The first thing in sight that fits."""
        return self.page.locator(selector).locator("visible=true").first

    def visit(self, path: str) -> None:
        """Type an address."""
        answer = self.page.goto(f"{self.address}{path}")
        assert answer is not None
        assert answer.status == 200, f"{path} answered {answer.status}"

    def arrive(self, path: str) -> None:
        """Stand on the page whose address looks so, and look around: it must be sound."""
        expect(self.page).to_have_url(re.compile(f"^{re.escape(self.address)}{path}$"))
        self.look_around()

    def look_around(self, *, axe: bool = True) -> None:
        """In the right language, no wider than the window, without complaint, and open to everybody."""
        expect(self.page.locator("html")).to_have_attribute("lang", self.way.language)
        wide = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wide <= 0, f"{self.page.url} scrolls sideways by {wide} pixels at {self.way.width}"
        if axe and self.way.script:
            self._open_to_everybody()
        assert not self.complaints, self.complaints

    def _open_to_everybody(self) -> None:
        violations = AXE.run(self.page, options=RULES).response["violations"]
        told = [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in violations]
        assert not told, f"{self.page.url}: {json.dumps(told, indent=1, ensure_ascii=False)}"

    def go_to(self, target: Locator) -> None:
        """Press Tab until there; whether it is there is looked at where it may be, not at every stop before."""
        expect(target).to_be_visible()
        for _press in range(target.evaluate(AHEAD) - 1):
            self.page.keyboard.press("Tab")
        for _press in range(MOST_TABS):
            if target.evaluate("it => it === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {target} on {self.page.url}")

    def press(self, selector: str, key: str = "Enter") -> None:
        """Go to a link or a button and press it; whatever follows has followed."""
        self.go_to(self.find(selector))
        self.page.keyboard.press(key)

    def follow(self, selector: str) -> None:
        """Press what leads to another page, and wait for that page."""
        self.go_to(self.find(selector))
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def write(self, selector: str, words: str) -> None:
        """Go to a field and type; what stood there is replaced."""
        self.go_to(self.find(selector))
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(words)

    def choose(self, name: str, words: str) -> None:
        """Type part of a name and take the first that is offered; without a script, the words must do."""
        self.write(f"input[name='{name}']", words)
        if not self.way.script:
            return
        field_ = self.find(f"input[name='{name}']")
        expect(field_).to_have_attribute("aria-expanded", "true")
        self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Enter")
        expect(self.page.locator(f"input[name='{name}-key']")).not_to_have_value("")

    def open_menu(self) -> None:
        """On a narrow window the way about the site is folded away."""
        if self.way.width < 900:
            self.press("details.menu > summary")

    def sign_in(self, site: Site) -> None:
        """As the secretariat, by e-mail and password, on the page for it."""
        self.write("input[name='login']", site.email)
        self.write("input[name='password']", site.password)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")


@contextmanager
def walking(browser: Browser, address: str, way: Way, state: Any = None) -> Iterator[Walker]:
    """A browser of one's own, so that nothing is left over from another journey."""
    context = browser.new_context(
        viewport={"width": way.width, "height": 900},
        locale=LOCALES[way.language],
        color_scheme=way.scheme,
        java_script_enabled=way.script,
        reduced_motion="reduce",
        storage_state=state,
    )
    try:
        yield Walker(context.new_page(), way, address)
    finally:
        context.close()
