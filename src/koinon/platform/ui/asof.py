"""The as-of day as the band across the page needs it: the day, and the years the slider spans."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils import timezone

EARLIEST_YEAR = 1985

_first_year: Callable[[], int] | None = None


@dataclass(frozen=True)
class AsOf:
    """The day a page is told for, whether that is today, and the years one can slide to."""

    on: date
    is_today: bool
    first_year: int
    last_year: int


def register_first_year(first_year: Callable[[], int]) -> None:
    """Name the function that knows the first year of the record; it is asked on every page, so it must remember."""
    global _first_year
    _first_year = first_year


def as_of(request: HttpRequest) -> AsOf:
    """The day of this request. A request that met no as-of middleware stands at today."""
    today = timezone.localdate()
    on: date = getattr(request, "on", today)
    first = _first_year() if _first_year else EARLIEST_YEAR
    return AsOf(on, getattr(request, "is_today", on == today), min(first, on.year), max(today.year, on.year))


def chosen_day(earliest: date, latest: date, today: date) -> date | None:
    """The one day meant by a vague one: its last, by which all of it has happened; none where it holds today.

    "2016" is told as of 31 December 2016, "after 2015" and "this year" as of today.
    """
    if earliest <= today <= latest:
        return None
    return latest if latest != date.max else earliest
