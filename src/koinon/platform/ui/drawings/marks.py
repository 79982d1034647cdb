"""What a time line shows: bars, gaps and points, each in a lane; days as in the columns of a dated row."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

UNBOUNDED = (date.min, date.max)


@dataclass(frozen=True)
class Bar:
    """A period: sure between the latest start and the earliest end, possible between the outer days.

    `date.min` and `date.max` are unbounded: an unknown start or end is (min, max), an open end (max, max).
    """

    lane: str
    label: str
    start_earliest: date
    start_latest: date
    end_earliest: date
    end_latest: date
    tone: str = "plain"
    href: str | None = None
    title: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it is still going on."""
        return self.end_earliest == self.end_latest == date.max

    @property
    def is_sure(self) -> bool:
        """Whether there is a time when it held without doubt."""
        return self.start_latest <= self.end_earliest

    @property
    def begins_anywhen(self) -> bool:
        """Whether nothing says how early it began."""
        return self.start_earliest == date.min

    @property
    def ends_anywhen(self) -> bool:
        """Whether nothing says how late it ended; what is still open is not unknown."""
        return self.end_latest == date.max and not self.is_open

    @property
    def core(self) -> tuple[date, date]:
        """The first and the last day that is bounded: what lies outside is only not excluded."""
        first, last = self.start_earliest, self.end_latest
        if self.begins_anywhen:
            first = self.start_latest if self.is_sure else self.end_earliest
        if self.ends_anywhen:
            last = self.end_earliest if self.is_sure else self.start_latest
        return min(first, last), max(first, last)


@dataclass(frozen=True)
class Gap:
    """A time in which something is missing between two bars."""

    lane: str
    start: date
    end: date
    label: str = ""


@dataclass(frozen=True)
class Point:
    """Something that happened on a day, or on some day between two."""

    lane: str
    date_earliest: date
    date_latest: date
    label: str
    href: str | None = None
    title: str = ""
    tone: str = "events"


Mark = Bar | Gap | Point


@dataclass(frozen=True)
class Timeline:
    """A picture of time: its name and description, what it shows, the day it is told for, and today.

    `lanes` gives their order; those not named come after, as met. `on_label` is written above the line.
    """

    title: str
    description: str
    marks: Sequence[Mark]
    on: date
    today: date
    lanes: Sequence[str] = field(default=())
    on_label: str = ""


def days_of(mark: Mark) -> list[date]:
    """The bounded days of a mark, by which the picture is sized."""
    if isinstance(mark, Gap):
        days = [mark.start, mark.end]
    elif isinstance(mark, Point):
        days = [mark.date_earliest, mark.date_latest]
    else:
        days = [mark.start_earliest, mark.start_latest, mark.end_earliest, mark.end_latest]
    return [day for day in days if day not in UNBOUNDED]
