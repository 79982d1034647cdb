"""When a promise falls due: once, each year over a span, or a number of times."""

from datetime import date

from django.utils.translation import gettext as _

from koinon.cooperation.agreements.commitments import Schedule
from koinon.platform.dates import UNKNOWN, Day, Span
from koinon.platform.dates.bounds import LAST
from koinon.platform.dates.spans import end_after, later
from koinon.platform.errors import Refused

MOST = 60

Dues = list[tuple[Day, str]]
"""The days and what each is called."""


class NoSuchSchedule(Refused):
    """The schedule cannot be laid out as it was given."""


def once(day: Day) -> Dues:
    """One due; a day nobody gave is unknown, and never late."""
    return [(day, "")]


def times(count: int, by: Day) -> Dues:
    """So many dues, all by the same day."""
    if not 1 <= count <= MOST:
        raise NoSuchSchedule(_("Write how many times: 1 to %(most)s.") % {"most": MOST}, field="times")
    return [(by, _("%(n)s of %(total)s") % {"n": n, "total": count}) for n in range(1, count + 1)]


def yearly(span: Span) -> Dues:
    """One due for each year of the span: each calendar year, or each twelve months from its start."""
    starts, ends = span.starts, span.ends
    if starts.is_unknown or ends.is_open or ends.latest == LAST:
        raise NoSuchSchedule(_("Write the first and the last year, such as “2020–2022”."), field="falls_due")
    by_calendar = starts.precision == "year" or (starts.earliest.month, starts.earliest.day) == (1, 1)
    dues = _calendar_years(span) if by_calendar else _contract_years(starts, ends.latest)
    if len(dues) > MOST:
        raise NoSuchSchedule(
            _("That would fall due more than %(most)s times.") % {"most": MOST}, field="falls_due"
        )
    return dues


def _calendar_years(span: Span) -> Dues:
    years = range(span.starts.earliest.year, span.ends.latest.year + 1)
    return [(Day(f"{year:04}"), str(year)) for year in years[: MOST + 1]]


def _contract_years(starts: Day, last: date) -> Dues:
    """Counted from the start, as "from 15 July 2021": each year ends on the eve of its anniversary."""
    dues: Dues = []
    while len(dues) <= MOST and later(starts.earliest, 12 * len(dues)) <= last:
        year = len(dues) + 1
        ends = end_after(starts, 12 * year)
        dues.append((min(ends, Day.of(last)), _("year %(n)s") % {"n": year}))
    return dues


def dues_of(schedule: str, *, by: Day = UNKNOWN, span: Span | None = None, count: int = 0) -> Dues:
    """The dues of a promise as its schedule says."""
    if schedule == Schedule.YEARLY:
        return yearly(span or Span())
    return times(count, by) if schedule == Schedule.TIMES else once(by)
