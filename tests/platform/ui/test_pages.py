"""The room's own pages, and the frame of every page."""

import re
from collections.abc import Callable
from datetime import date
from xml.etree import ElementTree

import pytest
from django.test import Client, override_settings
from django.utils import timezone

from koinon.platform.ui import asof, context, navigation

from .conftest import Tags, asked

LANGUAGES = {"en": "en", "zh-hans": "zh-Hans", "es": "es", "fr": "fr"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("query", ["", "?on=2016-10-14", "?on=never+ever", "?page=25&sort=-name&q=x"])
def test_the_style_guide_stands_in_four_languages(client: Client, language: str, query: str) -> None:
    answer = client.get(f"/styleguide/{query}", headers={"accept-language": language})
    html = answer.content.decode()
    tags = Tags(html)
    assert answer.status_code == 200
    assert tags.named("html")[0]["lang"] == LANGUAGES[language]
    assert not tags.named("style")
    assert not tags.every("style")
    assert not [one for one in tags.named("script") if "src" not in one]
    assert not [name for _, attributes in tags.found for name in attributes if name.startswith("on")]
    assert not re.search(r"\bhttps?://(?!testserver|www\.w3\.org)", html)


def test_references_in_the_style_guide_point_at_something(client: Client) -> None:
    tags = Tags(client.get("/styleguide/?on=2016-10-14").content.decode())
    ids = tags.every("id")
    assert len(ids) == len(set(ids))
    for attribute in ("for", "aria-labelledby", "aria-controls", "aria-describedby"):
        assert {one for value in tags.every(attribute) for one in value.split()} <= set(ids), attribute


def test_the_day_is_always_in_sight(client: Client) -> None:
    then = client.get("/colophon/?on=2016-10-14").content.decode()
    today = client.get("/colophon/").content.decode()
    assert "14 October 2016" in then
    assert 'href="/colophon/"' in then
    assert "As of today" in today
    assert "Back to today" not in today


def test_what_is_wrong_with_a_day_is_said(client: Client) -> None:
    assert 'role="alert"' in client.get("/colophon/?on=never+ever").content.decode()


@pytest.mark.parametrize(
    ("query", "to"),
    [
        ({"day": "14 October 2016", "next": "/things/?q=a"}, "/things/?q=a&on=2016-10-14"),
        ({"day": "2016", "next": "/things/"}, "/things/?on=2016-12-31"),
        ({"year": "2001", "was": "2016-10-14", "next": "/things/"}, "/things/?on=2001-10-14"),
        ({"year": "2001", "was": "2016-02-29", "next": "/things/"}, "/things/?on=2001-02-28"),
        ({"day": "14 October 2016", "next": "https://elsewhere.example/"}, "/?on=2016-10-14"),
        ({"day": "14 October 2016", "next": "//elsewhere.example"}, "/?on=2016-10-14"),
        ({"day": "no such day", "next": "/things/"}, "/things/"),
        ({"year": "x", "was": "y", "next": "/things/"}, "/things/"),
        ({}, "/"),
    ],
)
def test_another_day_leads_to_the_page_again(client: Client, query: dict[str, str], to: str) -> None:
    assert client.get("/as-of/", query).headers["Location"] == to


def test_today_needs_no_day_in_the_address(client: Client) -> None:
    today = timezone.localdate().isoformat()
    assert client.get("/as-of/", {"day": today, "next": "/things/"}).headers["Location"] == "/things/"


def test_the_slider_spans_the_record() -> None:
    asof.register_first_year(lambda: 1913)
    told = asof.as_of(asked(on=date(1890, 1, 1)))
    assert (told.first_year, told.is_today) == (1890, False)
    assert asof.as_of(asked()).first_year == 1913


def test_the_ground_of_maps_is_kept_by_browsers_and_small(client: Client) -> None:
    answer = client.get("/ui/land-1.svg")
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert len(answer.content) < 60_000
    parts = ElementTree.fromstring(answer.content)
    assert [part.get("id") for part in parts] == ["sea", "globe", "land"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_refusals_need_nothing(client: Client, monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    def broken(request: object) -> dict[str, object]:
        raise RuntimeError("a context processor fails")

    monkeypatch.setattr(context, "site", broken)
    client.raise_request_exception = False
    for address, status in (("/nowhere/", 404), ("/breaks/", 500)):
        answer = client.get(address, headers={"accept-language": language})
        assert answer.status_code == status
        assert Tags(answer.content.decode()).named("html")[0]["lang"] == LANGUAGES[language]
        assert str(status) in answer.content.decode()


def test_a_form_that_stood_open_too_long_says_so() -> None:
    with override_settings(CSRF_FAILURE_VIEW="koinon.platform.ui.views.stale_form"):
        answer = Client(enforce_csrf_checks=True).post("/i18n/setlang/", {"language": "es"})
    assert answer.status_code == 403
    assert "stood open too long" in answer.content.decode()


def test_badges_are_counted_only_where_the_frame_is_shown(shown: Callable[..., str]) -> None:
    def refuses(request: object) -> int:
        raise AssertionError("counted for a part of a page")

    navigation.register("Counted", "things", 99, badge=refuses)
    assert "part" in shown("{{ ui.tag('a part of a page') }}")
    with pytest.raises(AssertionError, match="counted"):
        shown("{{ navigation() | length }}")
