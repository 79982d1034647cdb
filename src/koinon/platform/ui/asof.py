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
    """The day a page is told for, whether that is today, the years to slide to, and what was wrong."""

    on: date
    is_today: bool
    first_year: int
    last_year: int
    error: str


def register_first_year(first_year: Callable[[], int]) -> None:
    """Name the function that knows the first year of the record; every page asks it, so it must remember."""
    global _first_year
    _first_year = first_year


def as_of(request: HttpRequest) -> AsOf:
    """The day of this request. A request that met no as-of middleware stands at today."""
    today = timezone.localdate()
    on: date = getattr(request, "on", today)
    first = _first_year() if _first_year else EARLIEST_YEAR
    return AsOf(
        on=on,
        is_today=getattr(request, "is_today", on == today),
        first_year=min(first, on.year),
        last_year=max(today.year, on.year),
        error=getattr(request, "on_error", ""),
    )
