"""Dates as records say them: "since 1993", "summer 2020", unknown, still open; and what holds as of a day."""

from koinon.platform.dates.days import OPEN, UNKNOWN, Day, Unreadable
from koinon.platform.dates.spans import Backwards, Holds, Span

__all__ = ["OPEN", "UNKNOWN", "Backwards", "Day", "Holds", "Span", "Unreadable"]
