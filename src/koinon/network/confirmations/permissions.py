"""Who may ask the other side, and who may settle what it said."""

from django.http import HttpRequest

from koinon.network.people.permissions import can_record
from koinon.network.people.readers import Reader


def can_ask(reader: Reader) -> bool:
    """Whoever keeps the record may have it confirmed."""
    return can_record(reader)


def can_settle_remark(reader: Reader) -> bool:
    """Whoever keeps the record decides what becomes of a line the other side would have otherwise."""
    return can_record(reader)


def may_ask(request: HttpRequest) -> bool:
    """The same for the header."""
    return can_ask(request.reader)  # type: ignore[attr-defined]
