"""The years under a time line: from days to places on the paper, and the ticks that a reader can count."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from koinon.platform.ui.drawings.marks import Timeline, days_of

STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)
TICK_ROOM = 62.0
BARE_YEARS = 10


@dataclass(frozen=True)
class Axis:
    """A stretch of days laid on a stretch of paper."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """Where a day stands; days outside the stretch stand at its end."""
        days = (min(max(day, self.first), self.last) - self.first).days
        return self.left + (self.right - self.left) * days / (self.last - self.first).days

    def ticks(self) -> list[tuple[int, float]]:
        """Round years and where they stand, far enough apart to be read."""
        years = self.last.year - self.first.year + 1
        room = (self.right - self.left) / years
        step = next((step for step in STEPS if step * room >= TICK_ROOM), STEPS[-1])
        first = self.first.year + (self.first > date(self.first.year, 1, 1))
        round_years = (year for year in range(first, self.last.year + 1) if year % step == 0)
        return [(year, self.x(date(year, 1, 1))) for year in round_years]


def axis_of(drawing: Timeline, left: float, right: float) -> Axis:
    """The axis that holds every bounded day of the drawing, today and the day told for, with some air."""
    days = [day for mark in drawing.marks for day in days_of(mark)]
    return _airy([*days, drawing.today, drawing.on], bool(days), left, right)


def _airy(days: Iterable[date], has_marks: bool, left: float, right: float) -> Axis:
    first, last = min(days := list(days)), max(days)
    if not has_marks:
        first = min(first, _years(last, -BARE_YEARS))
    air = max((last - first).days // 40, 60)
    return Axis(_shifted(first, -air), _shifted(last, air), left, right)


def _years(day: date, years: int) -> date:
    return date(max(day.year + years, 1), 1, 1)


def _shifted(day: date, days: int) -> date:
    # The calendar ends in the years 1 and 9999; a day near its edge keeps to it.
    return date.fromordinal(min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal()))
