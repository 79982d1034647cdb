"""An account that signs in by its password, and pages read back."""

import re
from html.parser import HTMLParser

import pytest
from django.core.cache import cache
from django.test import Client

from koinon.platform.accounts.commands import open_account
from koinon.platform.accounts.models import User

PASSWORD = "a lantern in the harbour"
SITE = "http://testserver/"


@pytest.fixture(autouse=True)
def nobody_tried_before() -> None:
    """Rate limits are kept in the cache; each test begins with none."""
    cache.clear()


@pytest.fixture
def user(db: None) -> User:
    """Somebody with an account and a confirmed address."""
    return open_account("ines@example.org", PASSWORD)


@pytest.fixture
def signed_in(user: User, client: Client) -> Client:
    """Signed in through the page, a moment ago."""
    answer = client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert answer.status_code == 302
    return client


class Page(HTMLParser):
    """A page as its tags, to see whether every field has a label and nothing is written inline."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]

    def unlabelled(self) -> list[dict[str, str | None]]:
        """Visible fields without a label."""
        labelled = {one.get("for") for one in self.named("label")}
        fields = [one for tag in ("input", "select", "textarea") for one in self.named(tag)]
        return [
            one
            for one in fields
            if one.get("type") != "hidden" and one.get("id") not in labelled and "aria-label" not in one
        ]

    def inline(self) -> list[object]:
        """Scripts, styles and handlers written into the page; blocks of data are none."""
        scripts = [
            one for one in self.named("script") if "src" not in one and one.get("type") != "application/json"
        ]
        handlers = [
            name for _, attributes in self.tags for name in attributes if re.match(r"on|style$", name)
        ]
        return [*scripts, *self.named("style"), *handlers]

    def doubled_ids(self) -> set[str | None]:
        ids = [attributes["id"] for _, attributes in self.tags if "id" in attributes]
        return {one for one in ids if ids.count(one) > 1}


def link_in(letter: str) -> str:
    """The path of the only link in a letter."""
    (link,) = re.findall(r"http://testserver(/\S+)", letter)
    return str(link)
