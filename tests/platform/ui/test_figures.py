"""Days and numbers in four languages."""

from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from koinon.platform.dates import Day, Span
from koinon.platform.ui import figures, punctuation


@pytest.mark.parametrize(
    ("language", "small", "large", "huge"),
    [
        ("en", "296,655", "22.5 million", "1.44 billion"),
        ("zh-hans", "29.67万", "2250万", "14.4亿"),
        ("es", "296.655", "22,5 millones", "1,44 mil millones"),
        ("fr", "296 655", "22,5 millions", "1,44 milliard"),
    ],
)
def test_large_numbers_are_read_at_a_glance(language: str, small: str, large: str, huge: str) -> None:
    with override(language):
        written = [figures.big_number(value) for value in (296_655, 22_500_000, 1_440_000_000)]
    # French parts its thousands by a narrow space that does not break.
    assert [" ".join(text.split()) for text in written] == [small, large, huge]


def test_days_and_periods_in_words() -> None:
    with override("en"):
        assert figures.day(date(2016, 10, 14)) == "14 Oct 2016"
        assert figures.day(datetime(2016, 10, 14, 9, tzinfo=UTC), "long") == "14 October 2016"
        assert figures.day(None) == ""
        assert "2020" in figures.day(Day.read("summer 2020"))
        assert "1993" in figures.span(Span(Day("1993"), Day("..")))
    with override("zh-hans"):
        assert figures.day(date(2016, 10, 14), "long") == "2016年10月14日"
        assert figures.now_language() == "zh-Hans"


@pytest.mark.parametrize(
    ("language", "row", "note", "told", "said"),
    [
        ("en", "Mayor, Lyon", "Lyon (city)", "State: over", "Three years? It ends. So"),
        ("zh-hans", "Mayor，Lyon", "Lyon（city）", "State：over", "Three years? It ends。So"),
        ("fr", "Mayor, Lyon", "Lyon (city)", "State\u00a0: over", "Three years? It ends. So"),
    ],
)
def test_words_are_parted_as_in_the_language(
    language: str, row: str, note: str, told: str, said: str
) -> None:
    with override(language):
        assert punctuation.listed("Mayor", "", "Lyon") == row
        assert (punctuation.aside("Lyon", "city"), punctuation.aside("Lyon", "")) == (note, "Lyon")
        assert punctuation.labelled("State", "over") == told
        sentences = punctuation.sentences("three years?", "It ends", "So!")
    assert sentences.replace(" ", "") == said.replace(" ", "") + "!"
