"""When promises fall due, and how that and their lateness are told."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koinon.cooperation.agreements.commitment_schedule import (
    MOST,
    NoSuchSchedule,
    dues_of,
    once,
    times,
    yearly,
)
from koinon.cooperation.agreements.commitment_wording import dues_words, length_words
from koinon.platform.dates import Day, Span


def days(text: str) -> list[str]:
    return [day.edtf for day, _label in yearly(Span.read(text))]


def test_each_calendar_year_of_a_span() -> None:
    assert yearly(Span.read("2020–2022")) == [
        (Day("2020"), "2020"),
        (Day("2021"), "2021"),
        (Day("2022"), "2022"),
    ]


def test_a_term_from_january_counts_calendar_years() -> None:
    assert days("two years from January 2017") == ["2017", "2018"]


def test_a_term_from_july_counts_years_of_its_own() -> None:
    assert days("three years from 15 July 2021") == ["2022-07-14", "2023-07-14", "2024-07-14"]


def test_a_year_that_is_cut_short_ends_with_the_term() -> None:
    assert days("2021-07-15/2022-12-31") == ["2022-07-14", "2022-12-31"]


@pytest.mark.parametrize("text", ["", "since 2020", "until 2022"])
def test_each_year_needs_a_first_and_a_last_year(text: str) -> None:
    with pytest.raises(NoSuchSchedule) as refused:
        yearly(Span.read(text))
    assert refused.value.field == "falls_due"


def test_a_century_of_dues_is_a_slip() -> None:
    with pytest.raises(NoSuchSchedule):
        yearly(Span.read("1900–2022"))
    with pytest.raises(NoSuchSchedule):
        yearly(Span.read("1900-07-15/2022-12-31"))


def test_a_number_of_times_by_one_day() -> None:
    assert times(2, Day("2018")) == [(Day("2018"), "1 of 2"), (Day("2018"), "2 of 2")]


@pytest.mark.parametrize("count", [0, -1, MOST + 1])
def test_a_number_of_times_is_a_number(count: int) -> None:
    with pytest.raises(NoSuchSchedule) as refused:
        times(count, Day("2018"))
    assert refused.value.field == "times"


def test_once_may_be_on_a_day_that_nobody_gave() -> None:
    assert once(Day("")) == [(Day(""), "")]
    assert dues_of("once") == once(Day(""))


@given(st.dates(date(1990, 1, 1), date(2050, 1, 1)), st.integers(1, 700))
def test_contract_years_follow_each_other_up_to_the_last_day(starts: date, length: int) -> None:
    ends = date.fromordinal(starts.toordinal() + length)
    dues = [day.latest for day, _label in yearly(Span(Day.of(starts), Day.of(ends)))]
    assert dues == sorted(set(dues))
    assert dues[-1] >= ends if (starts.month, starts.day) == (1, 1) else dues[-1] == ends


@pytest.mark.parametrize(
    ("since", "words"),
    [
        (date(2018, 12, 31), "2 years 7 months"),
        (date(2020, 8, 2), "1 year"),
        (date(2021, 7, 2), "1 month"),
        (date(2021, 7, 3), "30 days"),
        (date(2021, 8, 1), "1 day"),
    ],
)
def test_how_late_it_is_on_2_august_2021(since: date, words: str) -> None:
    assert length_words(since, date(2021, 8, 2)) == words


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ([], ""),
        ([""], "no day given"),
        (["2018"], "2018"),
        (["2021", "2022", "2023"], "2021 – 2023"),
        (["2018", "2018"], "2 times, by 2018"),
    ],
)
def test_when_it_falls_due_in_a_line(edtf: list[str], words: str) -> None:
    assert dues_words([Day(one) for one in edtf]) == words
