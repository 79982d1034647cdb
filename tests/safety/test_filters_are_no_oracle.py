"""A filter of the machine interface answers the key of something hidden exactly as a key that nobody has."""

from collections.abc import Callable

import pytest
from django.test import Client

from koinon.network.people.models import Body
from koinon.network.people.readers import Reader
from koinon.site.api.interface import api

from .hidden import Register

pytestmark = pytest.mark.slow

PLAIN = {
    "on",
    "limit",
    "offset",
    "q",
    "kind",
    "holds",
    "state",
    "general",
    "firmness",
    "follow_up",
    "rule",
    "which",
    "year",
    "language",
    "stage",
    "outcome",
    "category",
}
OPEN, HIDDEN = "plain-one", "zqhush-one"
NOT_KEYS = PLAIN | {"country", "reference", "sdg", "theme"}


def filters() -> list[tuple[str, str]]:
    """Every list with every one of its filters that takes a key."""
    return [
        (address, one["name"])
        for address, methods in api.get_openapi_schema()["paths"].items()
        if "{" not in address and "get" in methods
        for one in methods["get"].get("parameters", [])
        if one["in"] == "query" and one["name"] not in NOT_KEYS
    ]


def register_under_two_keys() -> None:
    """Keys are unique among rows of a kind only: one question meets the open or the hidden row of every kind."""
    register = Register("secretariat")
    register.build()
    for key, rows in ((OPEN, register.open), (HIDDEN, register.hushed)):
        for model, row in rows.items():
            model._base_manager.filter(pk=row.pk).update(key=key)


def test_hidden_and_unknown_keys_are_one(
    public: Reader, home_network: Body, client_of: Callable[[Reader], Client]
) -> None:
    register_under_two_keys()
    client, asked = client_of(public), filters()
    assert len(asked) > 15
    for address, name in asked:
        unknown, hidden = (client.get(address, {name: key}) for key in ("nobody-has-this", HIDDEN))
        assert unknown.status_code == 200, address
        assert hidden.content == unknown.content, f"{address}?{name}="


def test_open_keys_still_find(
    secretariat: Reader, home_network: Body, client_of: Callable[[Reader], Client]
) -> None:
    register_under_two_keys()
    client = client_of(secretariat)
    # Places are not in that register, and it has no promise with a creditor.
    wanted = {(address, name) for address, name in filters() if name not in ("city", "region", "creditor")}
    finding = {
        (address, name)
        for address, name in wanted
        if any(client.get(address, {name: key, "limit": 1}).json()["count"] for key in (OPEN, HIDDEN))
    }
    assert finding == wanted
