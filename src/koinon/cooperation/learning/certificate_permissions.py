"""Who may issue certificates and take them back."""

from koinon.cooperation.learning.hubs import Hub
from koinon.cooperation.learning.permissions import is_host
from koinon.network.people.permissions import can_record
from koinon.network.people.readers import Reader


def can_certify(reader: Reader, hub: Hub) -> bool:
    """The secretariat, and the focal points of the hub's host."""
    return can_record(reader) or is_host(reader, hub)
