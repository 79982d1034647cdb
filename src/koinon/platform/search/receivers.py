"""What search hears of the audit below."""

from typing import Any

from koinon.platform.audit.models import Entry
from koinon.platform.search.indexing import follow


def on_acted(sender: object, entry: Entry, touched: dict[str, list[int]], **more: Any) -> None:
    """Bring the index up to what was changed."""
    follow(entry, touched)
