"""How was it understood?"""

import json
from typing import Any

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from koinon.platform.dates.views import understood


def answer(**asked: str) -> Any:
    """The JSON for a question."""
    response = understood(RequestFactory().get("/dates/understood/", asked))
    assert response.status_code == 200
    return json.loads(response.content)


def test_a_day() -> None:
    assert answer(text="summer 2020") == {
        "edtf": "2020-22",
        "words": "summer 2020",
        "earliest": "2020-06-01",
        "latest": "2020-08-31",
        "words_understood": "summer 2020",
        "note": "June to August, northern half",
    }
    assert answer(text="14/10/2016", language="zh-hans")["words_understood"] == "2016年10月14日"
    assert answer()["words_understood"] == "date unknown"


def test_a_period() -> None:
    assert answer(text="from about 1993 to summer 2020", **{"as": "span"}) == {
        "edtf": "1993~/2020-22",
        "words_understood": "about 1993 – summer 2020",
        "earliest": "1992-01-01",
        "latest": "2020-08-31",
        "note": "taken as 1992 to 1994; June to August, northern half",
    }
    assert answer(text="since 1993", **{"as": "span"})["latest"] is None


@pytest.mark.parametrize(("asked", "words"), [("soon", "not a date"), ("31/2/2016", "calendar")])
def test_what_is_wrong(asked: str, words: str) -> None:
    assert words in answer(text=asked)["error"]


def test_only_asking_is_allowed() -> None:
    assert understood(RequestFactory().post("/dates/understood/")).status_code == 405


@given(st.text(max_size=130), st.text(max_size=10), st.sampled_from(("", "span")))
def test_no_question_breaks_it(text: str, language: str, kind: str) -> None:
    assert answer(text=text, language=language, **{"as": kind})
