"""What the bodies of a page owe, with the counts for its head."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from koinon.cooperation.agreements import commitment_queries
from koinon.cooperation.agreements.commitment_queries import Promise, Tally, tally
from koinon.network.people.readers import Reader
from koinon.site.portal.portraits import Portrait


@dataclass(frozen=True, slots=True)
class Promises:
    """The promises owed by the bodies of a page, first due first."""

    rows: tuple[Promise, ...]
    tally: Tally

    @property
    def due_count(self) -> int:
        return self.tally.due

    @property
    def evidenced_count(self) -> int:
        return self.tally.evidenced

    @property
    def late_count(self) -> int:
        return self.tally.late


def promises_of(portrait: Portrait, on: date, reader: Reader) -> Promises:
    """What the bodies of the portrait owe as of the day: three statements."""
    rows = commitment_queries.promises_of(portrait.ids, on, reader) if portrait.ids else []
    return Promises(tuple(rows), tally(rows))
