"""Doors that are loaded late are there when somebody knocks, and none of allauth's is missing."""

from collections.abc import Iterator
from importlib import import_module
from types import FunctionType

from django.urls import URLPattern, URLResolver, get_resolver, include, path


def addresses(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    """Every address under the patterns."""
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns)
        else:
            yield one


def test_every_door_is_where_it_is_said_to_be() -> None:
    doors = [one.callback for one in addresses(get_resolver().url_patterns)]
    late = [one for one in doors if isinstance(one, FunctionType) and "." not in one.__qualname__]
    assert len(late) > 20
    assert [one for one in late if not hasattr(import_module(one.__module__), one.__name__)] == []


def test_all_addresses_of_the_second_step_are_there() -> None:
    theirs = {(str(one.pattern), one.name) for one in addresses([path("", include("allauth.mfa.urls"))])}
    ours = {one.name for one in addresses(get_resolver().url_patterns)}
    assert {name for _path, name in theirs} <= ours
