"""Who may receive and send delegations."""

from koinon.network.people.permissions import can_record
from koinon.network.people.readers import Reader


def can_receive(reader: Reader) -> bool:
    """Whether the reader may enter visits and all that belongs to them: the secretariat and its portfolio managers."""
    return can_record(reader)
