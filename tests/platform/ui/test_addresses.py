"""Addresses in templates keep the day, and this page changes only what it is told to."""

from collections.abc import Callable
from datetime import date

import pytest
from django.template import engines
from django.urls import NoReverseMatch

from koinon.platform.ui.addresses import NoRequestError

from .conftest import asked

THEN = date(2016, 10, 14)


def test_a_link_keeps_the_day(shown: Callable[..., str]) -> None:
    call = "{{ link('thing', key='kotor') }}"
    assert shown(call) == "/things/kotor/"
    assert shown(call, request=asked(on=THEN)) == "/things/kotor/?on=2016-10-14"
    assert shown("{{ link('thing', key='kotor', on=day0) }}", day0=THEN) == "/things/kotor/?on=2016-10-14"
    assert shown("{{ url('thing', key='kotor') }}", request=asked(on=THEN)) == "/things/kotor/"


def test_an_unknown_page_is_refused(shown: Callable[..., str]) -> None:
    with pytest.raises(NoReverseMatch):
        shown("{{ url('nowhere') }}")


def test_here_changes_what_it_is_told_to(shown: Callable[..., str]) -> None:
    request = asked("/things/?kind=a&kind=b&page=2")
    assert shown("{{ here(sort='x') | safe }}", request=request) == "/things/?kind=a&kind=b&sort=x"
    assert (
        shown("{{ here(kind=['c', 'd'], page=3) | safe }}", request=request)
        == "/things/?kind=c&kind=d&page=3"
    )
    assert shown("{{ here(kind=None) }}", request=request) == "/things/"
    assert shown("{{ here(q='<&') | safe }}", request=asked("/things/")) == "/things/?q=%3C%26"


def test_macros_without_the_request_say_so() -> None:
    source = '{% import "ui/tables.html" as tables %}{{ tables.th_sort("Name", "name", "name") }}'
    with pytest.raises(NoRequestError, match="with context"):
        engines["koinon"].from_string(source).render({}, asked())
