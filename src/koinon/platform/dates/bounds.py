"""From an EDTF value to its earliest and latest day; a pure, cached function.

The everyday forms (years, months, days, decades, seasons) are worked out here, because a page asks for
thousands of them; rarer ones go to the ``edtf`` library. Three readings are our own:

- an approximate or uncertain value (``1993~``, ``1993?``) reaches one unit further on either side, since
  a record that says "about 1993" must not answer *yes* or *no* as if it said "1993";
- winter 2020 is December 2020 to February 2021 (the library keeps December only);
- an end of an interval that is missing is unbounded (the library guesses ten years).
"""

import math
import re
import warnings
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from time import struct_time
from typing import Any, cast

FIRST, LAST = date.min, date.max
LONGEST = 64
"""How many characters an EDTF value may have: the width of its column."""

PLAIN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([~?%]?)")
MASKED = re.compile(r"(?=.{4}$)([0-9]{1,3})(X{1,3})")
RARE = re.compile(r"(?!.{4}-[01]X)[0-9X~?%.,\-\[\]{}]{4,40}")
"""A month half unknown (``2016-1X``) is left out: the library cannot read it, and prints that it tried."""
SEASONS = {"21": (3, 5), "22": (6, 8), "23": (9, 11), "24": (12, 14)}
"""EDTF season codes: first and last month, northern half; 14 is February of the year after."""


class EdtfError(ValueError):
    """The text is not an EDTF value, or lies outside the years 1 to 9999."""


Bounds = tuple[date, date]


@lru_cache(maxsize=65_536)
def bounds(edtf: str) -> Bounds:
    """The earliest and the latest day that an EDTF value may mean, both inclusive.

    >>> bounds("2016-10")
    (datetime.date(2016, 10, 1), datetime.date(2016, 10, 31))
    """
    if edtf == "":
        return FIRST, LAST
    if edtf == "..":
        return LAST, LAST
    if len(edtf) > LONGEST:
        raise EdtfError(edtf)
    first, slash, last = edtf.partition("/")
    return interval(first, last) if slash else single(edtf)


def interval(first: str, last: str) -> Bounds:
    """Some day from first to last; a side that is empty or open has no bound."""
    unbounded = ("", "..")
    earliest = FIRST if first in unbounded else single(first)[0]
    latest = LAST if last in unbounded else single(last)[1]
    if earliest > latest or (first in unbounded and last in unbounded):
        raise EdtfError(f"{first}/{last}")
    return earliest, latest


def single(edtf: str) -> Bounds:
    """One EDTF date, without a slash."""
    try:
        if plain := PLAIN.fullmatch(edtf):
            year, month, day, doubt = plain.groups()
            return widened(year, month, day) if doubt else unit(year, month, day)
        if masked := MASKED.fullmatch(edtf):
            low, high = (int(masked[1] + digit * len(masked[2])) for digit in "09")
            return date(max(low, 1), 1, 1), date(high, 12, 31)
        return rare(edtf)
    except (ValueError, OverflowError) as wrong:
        raise EdtfError(edtf) from wrong


def unit(year: str, month: str | None = None, day: str | None = None) -> Bounds:
    """The first and the last day of a year, a season, a month or a day."""
    if day:
        exact = date(int(year), int(month or 0), int(day))
        return exact, exact
    first, last = SEASONS.get(month or "", (int(month or 1), int(month or 12)))
    return date(int(year), first, 1), month_end(int(year) + (last > 12), last - 12 * (last > 12))


def widened(year: str, month: str | None, day: str | None) -> Bounds:
    """The same, reaching one day, month or year further on either side, within the calendar."""
    earliest, latest = unit(year, month, day)
    if month in SEASONS:
        raise EdtfError(f"{year}-{month}~")
    if day:
        return (
            max(earliest, FIRST + timedelta(1)) - timedelta(1),
            min(latest, LAST - timedelta(1)) + timedelta(1),
        )
    if month:
        before = FIRST if earliest == FIRST else (earliest - timedelta(1)).replace(day=1)
        after = LAST if latest == LAST else latest + timedelta(1)
        return before, month_end(after.year, after.month)
    return date(max(int(year) - 1, 1), 1, 1), date(min(int(year) + 1, 9999), 12, 31)


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def rare(edtf: str) -> Bounds:
    """What the library makes of the rest: ``2016-XX-14``, ``[2015,2017]``, ``2020-34`` (a quarter)."""
    if not RARE.fullmatch(edtf):
        raise EdtfError(edtf)
    try:
        value = library_parser()(edtf)
        earliest, latest = as_date(value.lower_strict(), FIRST), as_date(value.upper_strict(), LAST)
    except Exception as wrong:  # the library lets any exception of its parser through
        raise EdtfError(edtf) from wrong
    if earliest > latest:
        raise EdtfError(edtf)
    return earliest, latest


@lru_cache(maxsize=1)
def library_parser() -> Callable[[str], Any]:
    """The parser of the library, whose grammar takes a third of a second to build and is seldom needed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its grammar is written for an older pyparsing
        from edtf import parse_edtf
    return cast("Callable[[str], Any]", parse_edtf)


def as_date(moment: struct_time | float, unbounded: date) -> date:
    """The library's struct_time (or infinity) as a date; a year outside 1 to 9999 is refused by date()."""
    if isinstance(moment, float):
        if math.isinf(moment):
            return unbounded
        raise EdtfError(str(moment))
    return date(*moment[:3])
