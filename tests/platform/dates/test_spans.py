"""What holds as of a day."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.platform.dates.strategies import dates, recent, spans

from koinon.platform.dates import OPEN, UNKNOWN, Backwards, Day, Holds, Span
from koinon.platform.dates.spans import end_after


@pytest.mark.parametrize(
    ("starts", "ends", "on", "answer"),
    [
        ("1993", "..", "1992-12-31", Holds.NO),
        ("1993", "..", "1993-06-01", Holds.POSSIBLY),
        ("1993", "..", "1993-12-31", Holds.YES),
        ("1993", "..", "1994-01-01", Holds.YES),
        ("2017-01", "2018-12", "2017-01-15", Holds.POSSIBLY),
        ("2017-01", "2018-12", "2018-06-01", Holds.YES),
        ("2017-01", "2018-12", "2018-12-15", Holds.POSSIBLY),
        ("2017-01", "2018-12", "2019-01-01", Holds.NO),
        ("2016-10-14", "2016-10-14", "2016-10-14", Holds.YES),
        ("2014", "", "2014-06-01", Holds.POSSIBLY),
        ("2014", "", "2030-01-01", Holds.POSSIBLY),
        ("2014", "", "2013-12-31", Holds.NO),
        ("", "2014", "1900-01-01", Holds.POSSIBLY),
        ("", "2014", "2015-01-01", Holds.NO),
        ("", "..", "2015-01-01", Holds.POSSIBLY),
        ("../2014-12-31", "..", "2014-12-31", Holds.YES),
        ("../2014-12-31", "..", "2014-12-30", Holds.POSSIBLY),
        ("about 1993", "..", "1994-06-01", Holds.POSSIBLY),
    ],
)
def test_the_table_of_the_record(starts: str, ends: str, on: str, answer: Holds) -> None:
    assert Span(Day.read(starts), Day(ends)).holds(date.fromisoformat(on)) == answer


@given(spans(recent), recent)
def test_the_answer_agrees_with_its_definition(span: Span, on: date) -> None:
    begun = span.starts.latest <= on
    surely = begun and (span.ends.is_open or on <= span.ends.earliest)
    never = on < span.starts.earliest or (not span.ends.is_open and span.ends.latest < on)
    assert not (surely and never)
    assert span.holds(on) == (Holds.YES if surely else Holds.NO if never else Holds.POSSIBLY)


@given(spans(recent), recent)
def test_knowing_less_never_turns_yes_into_no(span: Span, on: date) -> None:
    vague = Span(Day("../" + span.starts.latest.isoformat()) if span.starts.edtf else UNKNOWN, span.ends)
    assert {span.holds(on), vague.holds(on)} != {Holds.YES, Holds.NO}


def test_a_span_runs_forwards_and_starts_somewhere() -> None:
    with pytest.raises(Backwards):
        Span(Day("2016-10-15"), Day("2016-10-14"))
    with pytest.raises(Backwards):
        Span(OPEN, OPEN)
    assert Span() == Span(UNKNOWN, UNKNOWN)
    assert not Span(Day("2016")).is_open


@pytest.mark.parametrize(
    ("starts", "months", "ends"),
    [
        ("2021-07-15", 36, "2024-07-14"),
        ("2017-01", 24, "2018-12"),
        ("2017-01", 1, "2017-01"),
        ("2016-01-31", 1, "2016-02-28"),
        ("2016-02-29", 12, "2017-02-27"),
        ("2017", 24, "2018-12-31/2019-12-30"),
        ("2016-01-01", 12, "2016-12-31"),
        ("", 12, ""),
        ("../2014", 12, ""),
        ("9999-06", 12, ""),
        ("2016", 0, ""),
    ],
)
def test_end_after(starts: str, months: int, ends: str) -> None:
    assert end_after(Day(starts), months) == Day(ends)


@given(dates, st.integers(1, 600))
def test_the_day_after_the_end_is_so_many_months_on(start: date, months: int) -> None:
    assume(start.year < 9900 and start.day <= 28)
    following = end_after(Day.of(start), months).latest + timedelta(1)
    assert following.day == start.day
    assert (following.year - start.year) * 12 + following.month - start.month == months
