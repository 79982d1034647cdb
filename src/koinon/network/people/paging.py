"""The pages of a list: how many rows it has in all is remembered until the next act."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.core.paginator import Paginator
from django.db.models import F, Model, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property

from koinon.network.people.doors import question_of
from koinon.platform.audit.answers import Answers

ROWS = 50
M = TypeVar("M", bound=Model)
_counts = Answers(most=500)


def in_order(rows: QuerySet[M], asked: str, sorts: Mapping[str, str]) -> QuerySet[M]:
    """Sorted by the column that the address names, ``-`` before it turning it round; else as they come.

    Rows that point at nothing come last: SQLite and PostgreSQL do not agree where.
    """
    column = sorts.get(asked.removeprefix("-"))
    if column is None:
        return rows
    usual = rows.query.order_by or rows.model._meta.ordering or ()
    then = [str(name) for name in usual if str(name).removeprefix("-") != column]
    wanted = F(column).desc if asked.startswith("-") else F(column).asc
    return rows.order_by(wanted(nulls_last="__" in column or None), *then)


class Pages(Paginator[Any]):
    """Fifty rows of a query to a page; to count them all takes the longer the more there are."""

    def __init__(self, rows: QuerySet[Any, Any], request: HttpRequest) -> None:
        super().__init__(rows, ROWS)
        self.rows, self.question = rows, question_of(request)

    @cached_property
    def count(self) -> int:
        """How many rows there are in all."""
        return _counts.recall(self.question, self.rows.count)
