"""The site the journeys lead through, the browser, and the ways they are made."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.browser import ARGUMENTS, chromium
from tests.journeys.home import Site, served
from tests.journeys.prepared import prepare_for_journeys
from tests.journeys.walking import WAYS, Walker, Way, walking


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demonstration network, served; each way makes records of its own, so that it need not be reset.

    Nobody need wait for it twice: KOINON_JOURNEYS_FROM names a home prepared before, to copy.
    """
    home: Path = tmp_path_factory.mktemp("home")
    if kept := os.environ.get("KOINON_JOURNEYS_FROM"):
        shutil.copytree(kept, home, dirs_exist_ok=True)
    else:
        prepare_for_journeys(home)
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


@pytest.fixture(scope="session")
def signed_in(site: Site, browser: Browser) -> Any:
    """What a browser keeps once the secretariat has signed in."""
    with walking(browser, site.address, WAYS[0]) as walker:
        walker.visit("/accounts/login/")
        walker.sign_in(site)
        return walker.page.context.storage_state()


@pytest.fixture
def officer(site: Site, browser: Browser, way: Way, signed_in: Any) -> Iterator[Walker]:
    """An officer of the secretariat, who has signed in."""
    with walking(browser, site.address, way, state=signed_in) as walker:
        yield walker
