"""Answers that hold until something is written: dear to work out, and asked for at every visit."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from django.db import connection

T = TypeVar("T")

Mark = tuple[Any, ...]


def last_write() -> Mark:
    """What is the same twice only where nothing was written between, by whomever: the database itself says so."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        # What others wrote changes the version, what this connection wrote changes the count.
        opened: Any = connection.connection
        return opened, opened.total_changes, *opened.execute("PRAGMA data_version").fetchone()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_snapshot()::text")
        return tuple(cursor.fetchone())


class Answers:
    """The latest answers to some questions. A question names all that its answer depends on beside the record:
    the day, what the reader may see, and the language where there are words in it."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.mark: Mark | None = None
        self.known: OrderedDict[Hashable, Any] = OrderedDict()

    def recall(self, question: Hashable, work_out: Callable[[], T]) -> T:
        """The answer as of the last write.

        Inside a transaction it is always worked out: there one sees what nobody else sees yet.
        """
        if connection.in_atomic_block:
            return work_out()
        # The mark is taken first: what is written meanwhile makes it old, never the answer.
        mark = last_write()
        if mark != self.mark:
            self.known.clear()
            self.mark = mark
        if question not in self.known:
            answer = work_out()
            if self.mark == mark:
                self.known[question] = answer
            while len(self.known) > self.most:
                self.known.popitem(last=False)
            return answer
        self.known.move_to_end(question)
        found: T = self.known[question]
        return found
