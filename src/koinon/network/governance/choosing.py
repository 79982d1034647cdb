"""How a meeting and a decision are found by what people type."""

from collections.abc import Sequence

from koinon.network.governance import queries
from koinon.network.people.doors import Request
from koinon.platform.audit.models import Record
from koinon.platform.ui import figures


def find_meetings(request: Request, text: str) -> Sequence[tuple[Record, str]]:
    """Meetings by title, body or city, told apart by their date."""
    return [(one, figures.day(one.held)) for one in queries.meetings(request.reader, words=text)[:12]]


def find_decisions(request: Request, text: str) -> Sequence[tuple[Record, str]]:
    """Decisions by reference or words; those of cancelled meetings are no decisions."""
    found = queries.decisions(request.reader, words=text).filter(item__meeting__cancelled_on=None)
    return [(one, one.reference) for one in found[:12]]
