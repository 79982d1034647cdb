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
}
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


def test_hidden_and_unknown_keys_are_one(
    public: Reader, home_network: Body, client_of: Callable[[Reader], Client]
) -> None:
    register = Register("secretariat")
    register.build()
    client, asked = client_of(public), filters()
    assert len(asked) > 15
    for address, name in asked:
        unknown = client.get(address, {name: "nobody-has-this"})
        assert unknown.status_code == 200, address
        for row in register.hushed.values():
            answer = client.get(address, {name: row.key})
            assert answer.content == unknown.content, f"{address}?{name}={row.key}"


def test_open_keys_still_find(
    secretariat: Reader, home_network: Body, client_of: Callable[[Reader], Client]
) -> None:
    register = Register("secretariat")
    register.build()
    client, finding = client_of(secretariat), set()
    # Places are not in that register, and it has no promise with a creditor.
    wanted = {(address, name) for address, name in filters() if name not in ("city", "region", "creditor")}
    for address, name in wanted:
        for row in [*register.open.values(), *register.hushed.values()]:
            if client.get(address, {name: row.key, "limit": 1}).json()["count"]:
                finding.add((address, name))
                break
    assert finding == wanted
