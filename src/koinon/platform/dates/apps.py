"""The room of dates."""

from datetime import date
from functools import lru_cache
from sqlite3 import register_converter

from django.apps import AppConfig


class DatesConfig(AppConfig):
    """Day, Span, and the field, forms and door that carry them; no tables of its own."""

    name = "koinon.platform.dates"
    label = "dates"

    def ready(self) -> None:
        import django.db.backends.sqlite3.base  # noqa: F401 (which registers its own reading of dates)

        register_converter("date", as_date)


@lru_cache(maxsize=65_536)
def as_date(cell: bytes) -> date:
    """A day as SQLite keeps it. A page reads a thousand, and most of them are the same few."""
    return date.fromisoformat(cell.decode())
