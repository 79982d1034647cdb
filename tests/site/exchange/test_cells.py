"""Reading cells: whatever a value is written as, its reader makes the same value of it."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from koinon.platform.dates import Day
from koinon.site.exchange.cells import WrongCell, defused, plain, reader_of
from koinon.site.exchange.columns import Column
from koinon.site.exchange.exporting import cell_of
from koinon.site.exchange.sheets import workbook

visible = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=80).map(str.strip)


def column(sheet: str, name: str) -> Column:
    return workbook()[sheet].columns[name]


def read(sheet: str, name: str, cell: Any) -> Any:
    return reader_of(column(sheet, name))(cell)


@settings(deadline=None)
@given(visible)
def test_a_defused_text_is_read_back_the_same(text: str) -> None:
    assert plain(defused(text)) == text


@pytest.mark.parametrize("text", ["=1+1", "+49 30", "-5", "@SUM(A1)", "'=x", "''+1", "\t=x"])
def test_what_looks_like_a_formula_is_written_so_that_nothing_runs(text: str) -> None:
    assert defused(text).startswith("'")


@settings(deadline=None)
@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**19), max_value=10**19))
def test_a_number_keeps_all_its_digits(number: Decimal) -> None:
    value = column("figures", "value")
    assert read("figures", "value", cell_of(value, number)) == number


@settings(deadline=None)
@given(st.floats(-90, 90))
def test_a_coordinate_is_read_back_the_same(degrees: float) -> None:
    assert read("cities", "latitude", cell_of(column("cities", "latitude"), degrees)) == degrees


@settings(deadline=None)
@given(st.dates(), st.sampled_from(["", "one day in autumn", "two years from January 2017", "?", "= 5"]))
def test_a_day_is_read_back_with_its_words(day: date, words: str) -> None:
    kept = Day(Day.of(day).edtf, words)
    again = read("roles", "starts", cell_of(column("roles", "starts"), kept))
    assert (again.edtf, again.words) == (kept.edtf, kept.words)


@settings(deadline=None)
@given(st.one_of(st.text(max_size=40), st.integers(), st.floats(), st.booleans(), st.dates(), st.times()))
def test_any_cell_is_read_or_refused_in_words(cell: Any) -> None:
    for sheet, name in (
        ("roles", "starts"),
        ("figures", "value"),
        ("posts", "seats"),
        ("events", "begins_at"),
    ):
        try:
            read(sheet, name, cell)
        except WrongCell as wrong:
            said = str(wrong)
        else:
            said = "read"
        assert said


@pytest.mark.parametrize(
    ("sheet", "name", "cell", "value"),
    [
        ("roles", "starts", "since 1993", "1993"),
        ("roles", "starts", 2018.0, "2018"),
        ("roles", "starts", date(2016, 10, 14), "2016-10-14"),
        ("roles", "starts", datetime(2016, 10, 14), "2016-10-14"),
        ("roles", "ends", "open", ".."),
    ],
)
def test_days_as_people_and_spreadsheets_write_them(sheet: str, name: str, cell: Any, value: str) -> None:
    assert read(sheet, name, cell).edtf == value


@pytest.mark.parametrize(
    ("sheet", "name", "cell", "value"),
    [
        ("events", "begins_at", "09:30", time(9, 30)),
        ("events", "begins_at", time(9, 30, 15), time(9, 30, 15)),
        ("events", "begins_at", timedelta(hours=9, minutes=30), time(9, 30)),
        ("events", "virtual", "Yes", True),
        ("events", "virtual", "否", False),
        ("events", "virtual", 1.0, True),
        ("posts", "seats", 3.0, 3),
        ("posts", "seats", "1 250", 1250),
        ("figures", "value", "16 000 000", Decimal(16_000_000)),
        ("people", "name", 42.0, "42"),
        ("bodies", "kind", "City or regional government", "government"),
        ("contacts", "keep_until", "14 October 2016", date(2016, 10, 14)),
    ],
)
def test_cells_as_people_and_spreadsheets_write_them(sheet: str, name: str, cell: Any, value: Any) -> None:
    assert read(sheet, name, cell) == value


@pytest.mark.parametrize(
    ("sheet", "name", "cell", "said"),
    [
        ("roles", "starts", "2016-02-31", "not a date we can read"),
        ("roles", "starts", "open", "cannot be open"),
        ("posts", "seats", "many", "not a whole number"),
        ("posts", "seats", 1.5, "not a whole number"),
        ("figures", "value", "1,234.5", "a point for decimals"),
        ("figures", "value", "nan", "not a number"),
        ("cities", "latitude", 91.0, "90"),
        ("bodies", "kind", "kingdom", "not one of: government"),
        ("events", "virtual", "perhaps", "neither yes nor no"),
        ("events", "begins_at", "25:00", "not a time of day"),
        ("contacts", "keep_until", "summer 2020", "not one day"),
        ("city_names", "language", "x" * 21, "20"),
        ("people", "key", "Capital Letters", "small letters"),
        ("bodies", "website", "not an address", "URL"),
    ],
)
def test_a_wrong_cell_is_refused_in_plain_words(sheet: str, name: str, cell: Any, said: str) -> None:
    with pytest.raises(WrongCell, match=said):
        read(sheet, name, cell)


def test_a_choice_may_be_written_in_the_readers_language_or_in_english() -> None:
    with override("fr"):
        label = str(column("bodies", "kind").choices["university"])
        assert read("bodies", "kind", label) == "university"
        assert read("bodies", "kind", "UNIVERSITY OR INSTITUTE") == "university"
