"""The day a page is told for."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from koinon.platform.dates.middleware import AsOfMiddleware, chosen

TODAY = date(2025, 6, 15)


def asked(query: str) -> Any:
    """The request as it is after the door."""
    seen: list[HttpRequest] = []

    def page(request: HttpRequest) -> HttpResponse:
        seen.append(request)
        return HttpResponse()

    AsOfMiddleware(page)(RequestFactory().get("/?" + query))
    return seen[0]


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("", TODAY),
        ("2016-10-14", date(2016, 10, 14)),
        ("14 October 2016", date(2016, 10, 14)),
        ("2016", date(2016, 12, 31)),
        ("summer 2020", date(2020, 8, 31)),
        ("before 2015", date(2014, 12, 31)),
        ("2025", TODAY),
        ("after 2015", TODAY),
        ("unknown", TODAY),
        ("today", TODAY),
        ("今天", TODAY),
        ("2030 or later", date(2030, 1, 1)),
        ("2100-12-31", date(2100, 12, 31)),
    ],
)
def test_the_day_asked_for(text: str, on: date) -> None:
    assert chosen(text, TODAY) == (on, "")


@pytest.mark.parametrize(
    ("text", "words"),
    [("soon", "Write for example"), ("2101", "beyond the year 2100"), ("2099/2101", "beyond")],
)
def test_what_is_not_understood_stays_at_today_and_says_so(text: str, words: str) -> None:
    on, error = chosen(text, TODAY)
    assert on == TODAY
    assert words in error


def test_the_request_carries_the_day() -> None:
    request = asked(urlencode({"on": "2016年10月14日"}))
    assert (request.on, request.is_today, request.on_error) == (date(2016, 10, 14), False, "")
    now = asked("")
    assert abs(now.on - timezone.localdate()) <= timedelta(1)
    assert now.is_today
    assert asked("on=nonsense").on_error


@given(st.text(max_size=60))
def test_any_query_gives_a_day(text: str) -> None:
    on, _error = chosen(text, TODAY)
    assert on.year <= 2100
