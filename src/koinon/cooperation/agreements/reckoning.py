"""Reckoning with dates in SQL, on SQLite and PostgreSQL alike: the last day of a length, the day before."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, DateField, F, Func, Value, When
from django.db.models.expressions import Combinable

from koinon.cooperation.agreements.state import REACH
from koinon.platform.dates.bounds import LAST

Sql = tuple[str, tuple[Any, ...]]


class LastDay(Func):
    """The last day of so many months from a first day; a month that is too short gives its own last day."""

    arity = 2
    output_field = DateField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Sql:
        """SQLite runs over into the next month, so the end of the month is taken where it comes earlier."""
        (first, p), (months, q) = (compiler.compile(one) for one in self.get_source_expressions())
        counted = f"DATE({first}, '+' || {months} || ' months')"
        month_end = f"DATE({first}, 'start of month', '+' || ({months} + 1) || ' months', '-1 day')"
        return f"DATE(MIN({counted}, {month_end}), '-1 day')", (*p, *q, *p, *q)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Sql:
        """PostgreSQL knows how long months are."""
        (first, p), (months, q) = (compiler.compile(one) for one in self.get_source_expressions())
        return f"(({first} + MAKE_INTERVAL(months => {months}::integer))::date - 1)", (*p, *q)


class DayBefore(Func):
    """The day before."""

    arity = 1
    output_field = DateField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Sql:
        """By SQLite's own calendar."""
        day, params = compiler.compile(self.get_source_expressions()[0])
        return f"DATE({day}, '-1 day')", tuple(params)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Sql:
        """A date less a number is a date."""
        day, params = compiler.compile(self.get_source_expressions()[0])
        return f"({day} - 1)", tuple(params)


def last_day(first: str, months: Combinable | str) -> Case:
    """As `state.last_day`: the end of the calendar where the first day is no date to count from."""
    beyond = When(**{f"{first}__gt": REACH}, then=Value(LAST, output_field=DateField()))
    return Case(beyond, default=LastDay(F(first), months), output_field=DateField())
