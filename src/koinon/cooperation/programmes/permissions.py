"""What a reader may do with programmes beyond recording at large."""

from koinon.cooperation.programmes.models import Participation
from koinon.network.people.permissions import can_record
from koinon.network.people.readers import Reader


def can_speak_for(reader: Reader, participation: Participation) -> bool:
    """Whether the reader may say what the participant seeks and offers: its people, and whoever records."""
    return can_record(reader) or participation.body_id in reader.bodies
