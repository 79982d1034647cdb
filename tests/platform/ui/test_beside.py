"""What rooms above put on the page of a record below: sections in order, actions, and nothing where nothing is kept."""

from collections.abc import Iterator

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from jinja2 import Environment
from markupsafe import Markup

from koinon.platform.ui import beside
from koinon.platform.ui.beside import Action, Part
from koinon.platform.ui.calling import QuickContext


def asked(kind: str, record: object) -> beside.Beside:
    request = RequestFactory().get("/")
    context = QuickContext(Environment(autoescape=True), {"request": request}, None, {})
    return beside.beside(context, kind, record)


@pytest.fixture
def drawers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "_drawers", {})


@pytest.mark.usefixtures("drawers")
def test_a_page_without_neighbours_shows_nothing() -> None:
    around = asked("places.city", object())
    assert (around.main, around.aside, around.actions) == ("", "", [])


@pytest.mark.usefixtures("drawers")
def test_sections_stand_in_their_place_and_order_and_actions_apart() -> None:
    def draw(request: HttpRequest, record: str) -> Iterator[Part | Action]:
        yield Part(Markup("<p>second</p>"), "aside", 60)
        yield Part(Markup("<p>first</p>"), "aside", 40)
        yield Part(Markup("<p>{}</p>").format(record), "main")
        yield Action("Register", "/register/")

    beside.register("events.event", draw)
    beside.register("events.event", draw)
    around = asked("events.event", "<seminar>")
    assert around.aside == "<p>first</p>\n<p>second</p>"
    assert around.main == "<p>&lt;seminar&gt;</p>"
    assert around.actions == [("Register", "/register/", "plain")]
