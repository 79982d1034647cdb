"""Pages rendered from a line of template, and HTML read back."""

from collections.abc import Callable, Iterator
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory, override_settings

from koinon.platform.ui import asof, navigation

IMPORTS = """
{% import "ui/parts.html" as ui with context %}{% import "ui/tables.html" as tables with context %}
{% import "ui/forms.html" as forms with context %}{% import "ui/time.html" as time with context %}
"""


# The doors of the platform; a test of this room asks no database.
MIDDLEWARE = [
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "koinon.platform.dates.middleware.AsOfMiddleware",
]


@pytest.fixture(autouse=True)
def only_the_look(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The addresses of this room and two things, whatever other rooms have put in the header."""
    monkeypatch.setattr(navigation, "_entries", {})
    monkeypatch.setattr(asof, "_first_year", None)
    with override_settings(
        ROOT_URLCONF="tests.platform.ui.addresses_for_tests",
        MIDDLEWARE=MIDDLEWARE,
        SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",
    ):
        yield


def asked(address: str = "/things/", on: date | None = None) -> HttpRequest:
    """A request told for a day."""
    request = RequestFactory().get(address)
    request.on, request.is_today = on or date(2026, 11, 22), on is None  # type: ignore[attr-defined]
    return request


@pytest.fixture
def shown() -> Callable[..., str]:
    """Render a line of template with all components imported."""

    def render(source: str, *, request: HttpRequest | None = None, **context: Any) -> str:
        template = engines["koinon"].from_string(IMPORTS + source)
        return str(template.render(context, request or asked())).strip()

    return render


class Tags(HTMLParser):
    """Every tag of a page with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def named(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of all tags of this name."""
        return [attributes for name, attributes in self.found if name == tag]

    def every(self, attribute: str) -> list[str]:
        """All values of this attribute."""
        return [value for _, attributes in self.found if (value := attributes.get(attribute))]
