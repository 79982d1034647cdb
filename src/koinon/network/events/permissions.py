"""Who may run an event: its registrations, its door, what follows."""

from koinon.network.events.models import Event
from koinon.network.people.models import Function
from koinon.network.people.permissions import can_record
from koinon.network.people.readers import Reader


def can_organise(reader: Reader, event: Event) -> bool:
    """Whether the reader may see who registered and answer them: the secretariat, and the host's focal points."""
    if can_record(reader):
        return True
    return Function.FOCAL_POINT in reader.functions and event.host_id in reader.bodies
