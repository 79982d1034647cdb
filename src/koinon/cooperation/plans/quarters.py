"""Quarters of a year, written 2026-Q3: the rhythm in which measures are reported on."""

from __future__ import annotations

import re
from datetime import date, timedelta

from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

WRITTEN = re.compile(r"(\d{4})-Q([1-4])", re.ASCII)
is_quarter = RegexValidator(r"^\d{4}-Q[1-4]$", gettext_lazy("Write a quarter as 2026-Q3."))


def quarter_of(day: date) -> str:
    """The quarter a day lies in.

    >>> quarter_of(date(2026, 11, 22))
    '2026-Q4'
    """
    return f"{day.year:04d}-Q{(day.month + 2) // 3}"


def first_day(quarter: str) -> date:
    """The day on which a quarter begins."""
    year, number = _parts(quarter)
    return date(year, 3 * number - 2, 1)


def last_day(quarter: str) -> date:
    """The day on which a quarter ends.

    >>> last_day("2026-Q2")
    datetime.date(2026, 6, 30)
    """
    year, number = _parts(quarter)
    return (date(year + 1, 1, 1) if number == 4 else date(year, 3 * number + 1, 1)) - timedelta(1)


def before(quarter: str) -> str:
    """The quarter before this one."""
    return quarter_of(first_day(quarter) - timedelta(1))


def last_ended(on: date) -> str:
    """The quarter that was the last to end before the day."""
    return before(quarter_of(on))


def quarter_words(quarter: str) -> str:
    """A quarter in the reader's language; what is not one stays as it is."""
    found = WRITTEN.fullmatch(quarter)
    if not found:
        return quarter
    names = {
        "1": _("first quarter of %(year)s"),
        "2": _("second quarter of %(year)s"),
        "3": _("third quarter of %(year)s"),
        "4": _("fourth quarter of %(year)s"),
    }
    return names[found[2]] % {"year": found[1]}


def _parts(quarter: str) -> tuple[int, int]:
    found = WRITTEN.fullmatch(quarter)
    if not found:
        raise ValueError(quarter)
    return int(found[1]), int(found[2])
