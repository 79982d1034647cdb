"""Asking dated rows what holds as of a day; plain date columns, SQLite and PostgreSQL alike."""

from datetime import date
from typing import Self, TypeVar

from django.db import models

from koinon.platform.dates.spans import holding, holds_expression, surely_holding

Row = TypeVar("Row", bound=models.Model, covariant=True)


class SpanQuerySet(models.QuerySet[Row]):
    """Rows with ``starts`` and ``ends``."""

    def holding(self, on: date) -> Self:
        """Those that hold on this day, surely or possibly."""
        return self.filter(holding(on))

    def surely_holding(self, on: date) -> Self:
        """Those of which it is certain."""
        return self.filter(surely_holding(on))

    def with_holds(self, on: date) -> Self:
        """Each with ``held``: 'yes', 'possibly' or 'no'."""
        return self.annotate(held=holds_expression(on))
