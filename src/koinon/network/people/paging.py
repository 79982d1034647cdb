"""The pages of a list: how many rows it has in all is remembered until the next act."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property

from koinon.network.people.doors import question_of
from koinon.platform.audit.answers import Answers

ROWS = 50
_counts = Answers(most=500)


class Pages(Paginator[Any]):
    """Fifty rows of a query to a page; to count them all takes the longer the more there are."""

    def __init__(self, rows: QuerySet[Any, Any], request: HttpRequest) -> None:
        super().__init__(rows, ROWS)
        self.rows, self.question = rows, question_of(request)

    @cached_property
    def count(self) -> int:
        """How many rows there are in all."""
        return _counts.recall(self.question, self.rows.count)
