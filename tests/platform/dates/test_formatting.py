"""Printing days and periods, and reading the English back."""

from datetime import date

import pytest
from django.utils.translation import override
from hypothesis import given
from tests.platform.dates.strategies import dates, edtf_values, recent, spans

from koinon.platform.dates import Day, Span, phrases
from koinon.platform.dates.formatting import format_day, format_span, note_on


@given(edtf_values(dates))
def test_reading_what_was_printed_gives_the_same_day(edtf: str) -> None:
    for style in ("short", "medium", "full"):
        assert Day.read(format_day(Day(edtf), "en", style)).edtf == edtf


@given(spans(dates))
def test_reading_what_was_printed_gives_the_same_period(span: Span) -> None:
    assert Span.read(format_span(span, "en")) == span


@pytest.mark.parametrize("language", ["es", "fr", "zh-hans"])
@given(edtf=edtf_values(dates), span=spans(recent))
def test_every_language_is_read_back_too(language: str, edtf: str, span: Span) -> None:
    if not is_translated(language):
        pytest.skip("the catalogue of this language is not compiled")
    assert Day.read(format_day(Day(edtf), language), language).edtf == edtf
    assert Span.read(format_span(span, language), language) == span


def is_translated(language: str) -> bool:
    """Whether the phrases of dates are there in this language."""
    with override(language):
        return str(phrases.UNKNOWN_DAY) != "date unknown"


def test_an_unknown_language_is_answered_in_english() -> None:
    assert format_day(Day("1993~"), "de") == "about 1993"


@pytest.mark.parametrize(
    ("edtf", "language", "words"),
    [
        ("2016-10-14", "en", "14 October 2016"),
        ("2016-10-14", "zh-hans", "2016年10月14日"),
        ("2016-10-14", "es", "14 de octubre de 2016"),
        ("2016-10-14", "fr", "14 octobre 2016"),
        ("2015-05-01", "fr", "1er mai 2015"),
        ("2017-01", "en", "January 2017"),
        ("2017-01", "zh-Hans", "2017年1月"),
        ("2017-01", "es", "enero de 2017"),
        ("2016", "zh-hans", "2016年"),
        ("2020-22", "en", "summer 2020"),
        ("../2014-12-31", "en", "before 2015"),
        ("../2015-04-30", "en", "before May 2015"),
        ("../2015-05-13", "en", "before 14 May 2015"),
        ("2016-01-01/..", "en", "after 2015"),
        ("2016/..", "en", "2016 or later"),
        ("1993~", "en", "about 1993"),
        ("1993?", "en", "perhaps 1993"),
        ("199X", "en", "1990s"),
        ("2015-05/2015-11", "en", "between May and November 2015"),
        ("2018-07-11/2018-07-20", "en", "mid-July 2018"),
        ("2018-07-01/2018-07-10", "en", "early July 2018"),
        ("2018-02-21/2018-02-28", "en", "late February 2018"),
        ("2018-07-12/2018-07-20", "en", "between 12 and 20 July 2018"),
        ("19XX", "en", "between 1 January 1900 and 31 December 1999"),
        ("", "en", "date unknown"),
        ("..", "en", "still open"),
    ],
)
def test_days(edtf: str, language: str, words: str) -> None:
    assert format_day(Day(edtf), language) == words


def test_styles() -> None:
    assert format_day(date(2016, 10, 14), "en", "short") == "14 Oct 2016"
    assert format_day(date(2016, 10, 14), "en", "long") == "14 October 2016"
    assert format_day(date(2016, 10, 14), "en", "full") == "Friday, 14 October 2016"
    assert format_day(date(2016, 10, 14), "zh-hans", "full") == "2016年10月14日星期五"


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        ("2021", "2023", "2021–2023"),
        ("1993", "..", "since 1993"),
        ("2017-01", "", "from January 2017, end unknown"),
        ("2017-01", "2018-12", "January 2017 – December 2018"),
        ("2016-10-14", "2016-10-17", "14–17 October 2016"),
        ("2016-10-14", "2016-11-02", "14 October – 2 November 2016"),
        ("2015-05", "2015-11", "May–November 2015"),
        ("2016-10-14", "2016-10-14", "14 October 2016"),
        ("", "2014", "until 2014, start unknown"),
        ("", "..", "still open, start unknown"),
        ("", "", "dates unknown"),
    ],
)
def test_periods(starts: str, ends: str, words: str) -> None:
    assert format_span(Span(Day(starts), Day(ends)), "en") == words


def test_notes_say_what_a_reader_must_know() -> None:
    assert note_on(Day("2020-22"), "en") == "June to August, northern half"
    assert note_on(Day("2020-24"), "en") == "December to February, northern half"
    assert note_on(Day("1993~"), "en") == "taken as 1992 to 1994"
    assert note_on(Day("2016-10?"), "en") == "taken as September 2016 to November 2016"
    assert note_on(Day("2018-07-11/2018-07-20"), "en") == "taken as 11 to 20 July 2018"
    assert note_on(Day("2018-07-11/2018-07-21"), "en") == ""
    assert note_on(Day("2016-10-14"), "en") == ""


@pytest.mark.parametrize(
    "words", ["mid-July 2018", "early July 2018", "late July 2018", "late February 2016"]
)
def test_thirds_of_a_month_are_read_back(words: str) -> None:
    assert format_day(Day.read(words), "en") == words
