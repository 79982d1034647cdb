"""How a document is found by what people type."""

from collections.abc import Sequence

from django.http import HttpRequest

from koinon.network.evidence.queries import documents
from koinon.platform.audit.models import Record
from koinon.platform.ui import figures

MOST = 12


def find_documents(request: HttpRequest, words: str) -> Sequence[tuple[Record, str]]:
    """Documents the reader may see whose title or publisher has the words; newest first."""
    latest = documents(request.reader, words).order_by("-published_latest", "title", "id")  # type: ignore[attr-defined]
    found = latest[:MOST]
    return [(document, hint(document)) for document in found]


def hint(document: Record) -> str:
    """What tells documents of one title apart: publisher and date."""
    publisher = getattr(document, "publisher", None)
    published = getattr(document, "published", None)
    told = (str(publisher) if publisher else "", figures.day(published) if published else "")
    return ", ".join(part for part in told if part)
