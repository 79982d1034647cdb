"""The site the journeys lead through, the browser, and the ways they are made."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.browser import ARGUMENTS, chromium
from tests.journeys.home import Site, prepare, served
from tests.journeys.people import write_doubles
from tests.journeys.walking import Walker, Way, walking

WAYS = (
    Way("en", 1280),
    Way("zh-Hans", 360),
    Way("en", 360, script=False),
    Way("zh-Hans", 1280, script=False),
)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demonstration network, served; each way makes records of its own, so that it need not be reset."""
    home: Path = tmp_path_factory.mktemp("home")
    doubles = write_doubles(tmp_path_factory.mktemp("doubles"), [way.name for way in WAYS])
    prepare(home, doubles)
    with served(home) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys."""
    if (path := chromium()) is None:
        pytest.skip("Chromium was not found")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture(params=WAYS, ids=str)
def way(request: pytest.FixtureRequest) -> Way:
    """Each journey is made on each of these ways."""
    chosen: Way = request.param
    return chosen


@pytest.fixture
def visitor(site: Site, browser: Browser, way: Way) -> Iterator[Walker]:
    """Somebody without an account."""
    with walking(browser, site.address, way) as walker:
        yield walker


@pytest.fixture
def officer(visitor: Walker, site: Site) -> Walker:
    """An officer of the secretariat, who signs in at the door."""
    visitor.visit("/")
    visitor.sign_in(site.email, site.password)
    return visitor
