"""Draws docs/pictures anew from the demonstration network: ``python -m tests.journeys.pictures [HOME]``.

A home prepared before may be named; otherwise one is made and thrown away.
"""

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.journeys.browser import ARGUMENTS, chromium
from tests.journeys.home import ROOT, prepare, served
from tests.journeys.walking import Way, walking

PICTURES = ROOT / "docs" / "pictures"
MOST_BYTES = 300_000
WIDE, DARK = Way("en", 1280), Way("en", 1280, scheme="dark")
NARROW_CHINESE = Way("zh-Hans", 360)


@dataclass(frozen=True)
class Picture:
    """A page as somebody sees it, and how much of its height."""

    name: str
    path: str
    way: Way = WIDE
    height: int = 1000


ALL = (
    Picture("home", "/"),
    Picture("city", "/cities/guangzhou/?on=2021-08-02", height=1500),
    Picture("city-dark", "/cities/guangzhou/?on=2021-08-02", DARK),
    Picture("city-360-zh", "/cities/guangzhou/?on=2021-08-02", NARROW_CHINESE, height=1400),
    Picture("office", "/bodies/metropolis/?on=2016-10-14"),
    Picture("agreement", "/agreements/guangzhou-2021/?on=2022-06-01"),
    Picture("register", "/agreements/"),
    Picture("commitments", "/agreements/commitments/"),
    Picture("findings", "/evidence/findings/"),
    Picture("map", "/map/?on=2022-06-01"),
    Picture("call", "/calls/example-award/", height=1300),
    Picture("call-360-zh", "/calls/example-open-call/", NARROW_CHINESE, height=1400),
    Picture("hub", "/learning/hubs/learning-hub-chengdu/", height=1300),
)


def draw(address: str) -> None:
    """Draw all pictures; none may be larger than a README can bear."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        for picture in ALL:
            with walking(browser, address, picture.way) as visitor:
                visitor.page.set_viewport_size({"width": picture.way.width, "height": picture.height})
                visitor.visit(picture.path)
                path = PICTURES / f"{picture.name}.png"
                visitor.page.screenshot(path=path, scale="css", animations="disabled")
                size = path.stat().st_size
                assert size <= MOST_BYTES, f"{path.name} has {size} bytes"
        browser.close()


def main() -> None:
    """Serve a home, the one named or a new one, and draw."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder)
        if len(sys.argv) == 1:
            prepare(home)
        with served(home) as site:
            draw(site.address)


if __name__ == "__main__":
    main()
