"""A query that groups forgets the order of its model; that is refused in tests, for only PostgreSQL shows it."""

from typing import Any

import pytest
from django.db.models.sql.compiler import SQLCompiler


class OrderForgotten(AssertionError):
    """Rows come as the database pleases: whoever groups says ``order_by(…)``, or ``order_by()`` where none is needed."""


def refuse_forgotten_orders(patch: pytest.MonkeyPatch) -> None:
    """Let no query run that counted on ``Meta.ordering`` and lost it by grouping; the inside of another may."""
    written = SQLCompiler.as_sql

    def as_sql(self: SQLCompiler, *args: Any, **options: Any) -> Any:
        sql, params = written(self, *args, **options)
        if self._meta_ordering and self.query.group_by and not self.query.subquery:
            raise OrderForgotten(sql)
        return sql, params

    patch.setattr(SQLCompiler, "as_sql", as_sql)
