"""A Span: from one Day to another, and whether it holds as of a day: yes, possibly, or no."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Case, CharField, Q, Value, When
from django.db.models.expressions import Combinable
from django.utils.translation import gettext as _

from koinon.platform.dates.bounds import FIRST, month_end
from koinon.platform.dates.days import UNKNOWN, Day
from koinon.platform.errors import Refused


class Holds(StrEnum):
    """The three answers to every question asked as of a day."""

    YES = "yes"
    POSSIBLY = "possibly"
    NO = "no"


class Backwards(Refused):
    """The end lies wholly before the start."""


@dataclass(frozen=True)
class Span:
    """From ``starts`` to ``ends``; either may be unknown, and ``ends`` may be open.

    >>> Span(Day("1993"), Day("..")).holds(date(1993, 6, 1))
    <Holds.POSSIBLY: 'possibly'>
    """

    starts: Day = UNKNOWN
    ends: Day = UNKNOWN

    def __post_init__(self) -> None:
        if self.starts.is_open:
            raise Backwards(_("A start cannot be open: write a date, or “unknown”."))
        if self.starts.earliest > self.ends.latest:
            raise Backwards(
                _("The end (%(end)s) lies before the start (%(start)s).")
                % {"end": self.ends.words or self.ends.edtf, "start": self.starts.words or self.starts.edtf}
            )

    @classmethod
    def read(cls, text: str, language: str = "en") -> "Span":
        """A period as people write it: "2021–2023", "since 1993", "two years from January 2017"."""
        from koinon.platform.dates.periods import read_span

        return read_span(text, language)

    @property
    def is_open(self) -> bool:
        """No end yet, as far as the record says."""
        return self.ends.is_open

    def holds(self, on: date) -> Holds:
        """Whether the period covers this day."""
        return holds(self.starts.earliest, self.starts.latest, self.ends.earliest, self.ends.latest, on)

    def as_dict(self) -> dict[str, dict[str, str | None]]:
        """Ready for JSON."""
        return {"starts": self.starts.as_dict(), "ends": self.ends.as_dict()}


def holds(
    starts_earliest: date, starts_latest: date, ends_earliest: date, ends_latest: date, on: date
) -> Holds:
    """The table of the record: an open end has both its days at the end of the calendar."""
    if on < starts_earliest or ends_latest < on:
        return Holds.NO
    if starts_latest <= on <= ends_earliest:
        return Holds.YES
    return Holds.POSSIBLY


def holding(on: date | Combinable, prefix: str = "") -> Q:
    """The condition for yes or possibly; ``prefix`` such as ``"role__"`` asks it of a related row."""
    return Q(**{f"{prefix}starts_earliest__lte": on, f"{prefix}ends_latest__gte": on})


def surely_holding(on: date | Combinable, prefix: str = "") -> Q:
    """The condition for yes; it repeats the wider one, so that the same index serves."""
    return holding(on, prefix) & Q(**{f"{prefix}starts_latest__lte": on, f"{prefix}ends_earliest__gte": on})


def holds_expression(on: date | Combinable, prefix: str = "") -> Case:
    """The answer as an SQL expression: 'yes', 'possibly' or 'no'."""
    return Case(
        When(surely_holding(on, prefix), then=Value(Holds.YES.value)),
        When(holding(on, prefix), then=Value(Holds.POSSIBLY.value)),
        default=Value(Holds.NO.value),
        output_field=CharField(),
    )


def end_after(starts: Day, months: int) -> Day:
    """The last day of a period of so many months: 15 July 2021 and 36 months end on 14 July 2024.

    The end is as precise as the start, except that a year or a season gives an interval of days.
    """
    if starts.is_unknown or starts.is_open or FIRST in starts.order or months < 1:
        return UNKNOWN
    try:
        first, last = (later(day, months) - timedelta(1) for day in starts.order)
    except (ValueError, OverflowError):
        return UNKNOWN
    if starts.is_exact:
        return Day.of(first)
    if starts.precision == "month" and starts.edtf[-1].isdigit():
        year, month = divmod(int(starts.edtf[:4]) * 12 + int(starts.edtf[5:7]) + months - 2, 12)
        return Day(f"{year:04}-{month + 1:02}")
    return Day(f"{Day.of(first).edtf}/{Day.of(last).edtf}")


def later(day: date, months: int) -> date:
    """The same day so many months on, or the last of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, month_end(year, month + 1).day))


def length_in_months(words: str) -> int | None:
    """The length a text speaks of: "three years" is 36, "两年" 24; nothing where it speaks of none."""
    from koinon.platform.dates.lengths import months_in

    return months_in(words)
