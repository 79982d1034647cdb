"""Every door that takes a POST turns the public and strangers away, and no GET changes the record."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Change

OWN = "koinon."
# Doors of one's own account and of the browser's language, the proof of a certificate and the letter with the link
# to one's own registrations are for anybody; they write no record.
FOR_ANYBODY = {
    "koinon.platform.accounts.views",
    "koinon.cooperation.learning.certificate_verify_views",
    "koinon.network.events.seats_letter_views",
}
# Gone is the answer of a link that opens nothing, to whoever was sent it.
REFUSED = (302, 403, 404, 405, 410)
VALUES = {"int": "1", "slug": "x", "str": "x", "path": "x"}


def patterns(resolver: Any, prefix: str = "/") -> Iterator[tuple[str, Any]]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one, prefix + str(one.pattern))
        elif isinstance(one, URLPattern):
            route = prefix + str(one.pattern)
            for name, converter in one.pattern.converters.items():
                word = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
                for written in (f"<{word}:{name}>", f"<{name}>"):
                    route = route.replace(written, VALUES[word])
            yield route, one.callback


def own_doors() -> list[str]:
    return sorted(
        {
            route
            for route, view in patterns(get_resolver())
            if view.__module__.startswith(OWN) and view.__module__ not in FOR_ANYBODY
        }
    )


def test_the_doors_are_found() -> None:
    doors = own_doors()
    assert len(doors) > 150
    assert not [door for door in doors if "<" in door]


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["public", "stranger"])
def test_nobody_without_a_role_may_post_anywhere(
    who: str, request: pytest.FixtureRequest, client_of: Callable[[Reader], Client]
) -> None:
    client = client_of(request.getfixturevalue(who))
    before = Change.objects.count()
    for door in own_doors():
        answer = client.post(door, {"title": "Mine", "name": "Mine", "reason": "so"})
        assert answer.status_code in REFUSED, f"{answer.status_code} {door}"
        if answer.status_code == 302:
            assert answer["Location"].startswith("/accounts/login/"), f"{answer['Location']} {door}"
            assert who == "public", door
    assert Change.objects.count() == before


@pytest.mark.django_db
def test_every_form_needs_its_token() -> None:
    client = Client(enforce_csrf_checks=True)
    for door in own_doors():
        assert client.post(door).status_code in (403, 405), door


def test_no_get_changes_the_record(secretariat: Reader, client_of: Callable[[Reader], Client]) -> None:
    client = client_of(secretariat)
    before = Change.objects.count()
    for door in own_doors():
        assert client.get(door).status_code in (200, 302, 404, 405, 410), door
    assert Change.objects.count() == before
