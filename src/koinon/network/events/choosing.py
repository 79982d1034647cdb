"""How an event is found by what people type."""

from collections.abc import Sequence

from koinon.network.events.queries import calendar
from koinon.network.people.doors import Request
from koinon.platform.audit.models import Record
from koinon.platform.ui import figures


def find_events(request: Request, text: str) -> Sequence[tuple[Record, str]]:
    """Events whose title or place holds the words, the latest first, told apart by their date."""
    return [(event, figures.span(event.span)) for event in calendar(request.reader, words=text)[:12]]
