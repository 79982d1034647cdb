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


def may_be_asked(request: HttpRequest) -> bool:
    """For the header: whoever asks, and whoever acts for a body that may be asked."""
    reader: Reader = request.reader  # type: ignore[attr-defined]
    return can_ask(reader) or bool(reader.bodies)
