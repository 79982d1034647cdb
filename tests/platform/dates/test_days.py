"""A Day and its bounds."""

import json
from datetime import date, datetime

import pytest
from edtf import parse_edtf
from hypothesis import given
from tests.platform.dates.strategies import dates, edtf_points, edtf_values

from koinon.platform.dates import OPEN, UNKNOWN, Day, Unreadable
from koinon.platform.dates.days import FIRST, LAST


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest", "precision"),
    [
        ("", FIRST, LAST, "unknown"),
        ("..", LAST, LAST, "open"),
        ("1993", date(1993, 1, 1), date(1993, 12, 31), "year"),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29), "month"),
        ("2016-10-14", date(2016, 10, 14), date(2016, 10, 14), "day"),
        ("2020-22", date(2020, 6, 1), date(2020, 8, 31), "season"),
        ("2020-24", date(2020, 12, 1), date(2021, 2, 28), "season"),
        ("201X", date(2010, 1, 1), date(2019, 12, 31), "decade"),
        ("19XX", date(1900, 1, 1), date(1999, 12, 31), "other"),
        ("1993~", date(1992, 1, 1), date(1994, 12, 31), "year"),
        ("1993?", date(1992, 1, 1), date(1994, 12, 31), "year"),
        ("2016-01~", date(2015, 12, 1), date(2016, 2, 29), "month"),
        ("2016-03-01%", date(2016, 2, 29), date(2016, 3, 2), "day"),
        ("0001~", FIRST, date(2, 12, 31), "year"),
        ("9999-12~", date(9999, 11, 1), LAST, "month"),
        ("../2014-12-31", FIRST, date(2014, 12, 31), "interval"),
        ("2015/", date(2015, 1, 1), LAST, "interval"),
        ("2015-05/2015-11", date(2015, 5, 1), date(2015, 11, 30), "interval"),
        ("2016-XX-14", date(2016, 1, 14), date(2016, 12, 14), "other"),
        ("[2015,2017]", date(2015, 1, 1), date(2017, 12, 31), "other"),
    ],
)
def test_bounds_and_precision(edtf: str, earliest: date, latest: date, precision: str) -> None:
    day = Day(edtf)
    assert (day.earliest, day.latest, day.precision) == (earliest, latest, precision)


@pytest.mark.parametrize(
    "edtf",
    ["0000", "2016-13", "2016-00", "2016-02-31", "2016-20", "10000", "Y12345", "-0100", "2016-22~",
     "2020/2016", "/", "../..", "2015/2016/2017", "hello", "2016 ", "２０１６", "1" * 65, "\x00"],
)  # fmt: skip
def test_what_is_no_edtf_is_refused_in_plain_words(edtf: str) -> None:
    with pytest.raises(Unreadable, match="14 October 2016"):
        Day(edtf)


@given(edtf_points(dates, doubts=("",)))
def test_bounds_are_those_of_the_library(edtf: str) -> None:
    value = parse_edtf(edtf)
    lower, upper = value.lower_strict()[:3], value.upper_strict()[:3]
    assert Day(edtf).earliest == (date(*lower) if lower[0] else FIRST)
    assert Day(edtf).latest == date(*upper)


@given(edtf_values(dates))
def test_earliest_is_never_after_latest(edtf: str) -> None:
    assert Day(edtf).earliest <= Day(edtf).latest


@given(dates)
def test_a_date_is_exact(day: date) -> None:
    assert Day.of(day).is_exact
    assert Day.of(day).order == (day, day)


def test_equal_when_the_edtf_is_whatever_the_words() -> None:
    assert Day("2016-10", "Oct 2016") == Day("2016-10")
    assert len({Day("2016-10", "Oct 2016"), Day("2016-10")}) == 1


def test_sorted_by_earliest_then_latest_unknown_first_open_last() -> None:
    days = [OPEN, Day("2016-12"), Day("2016"), Day("2016-01-01"), UNKNOWN]
    assert sorted(days) == [UNKNOWN, Day("2016-01-01"), Day("2016"), Day("2016-12"), OPEN]
    assert Day("2016") >= Day("2016") > Day("2015") < OPEN


def test_ready_for_json() -> None:
    assert json.loads(json.dumps(Day("../2014", "by 2014").as_dict())) == {
        "edtf": "../2014", "words": "by 2014", "earliest": None, "latest": "2014-12-31"
    }  # fmt: skip
    assert OPEN.as_dict() == {"edtf": "..", "words": "", "earliest": None, "latest": None}


def test_states() -> None:
    assert UNKNOWN.is_unknown
    assert not UNKNOWN.is_exact
    assert OPEN.is_open
    assert not OPEN.is_exact
    assert Day.of(datetime(2016, 10, 14, 23, 59)) == Day("2016-10-14")


def test_too_many_words_are_cut_to_what_the_column_holds() -> None:
    assert len(Day("2016", "in " * 100).words) == 120
