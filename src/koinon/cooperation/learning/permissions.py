"""What a reader may do in a hub. Whoever works in it writes; host and network agree; the secretariat records hubs."""

from __future__ import annotations

from koinon.cooperation.learning.curricula import Curriculum, Side
from koinon.cooperation.learning.hubs import Hub
from koinon.cooperation.learning.seminars import Seminar
from koinon.network.events.permissions import can_organise
from koinon.network.people.models import Function
from koinon.network.people.permissions import can_record
from koinon.network.people.readers import Reader


def can_run_hubs(reader: Reader) -> bool:
    """Whether the reader may record hubs, their partners, their seminars, and which work keeps which promise."""
    return can_record(reader)


def can_write_in(reader: Reader, hub: Hub) -> bool:
    """Whether the reader may write curricula, outputs, assessments: focal points of the hub, its host, its partners."""
    if can_record(reader):
        return True
    if Function.FOCAL_POINT not in reader.functions:
        return False
    return Hub.objects.worked_on_by(reader).filter(pk=hub.pk).exists()


def can_agree(reader: Reader, curriculum: Curriculum, side: str) -> bool:
    """Whether the reader may say yes to a curriculum for a side. The secretariat may note what the host said."""
    if can_record(reader):
        return True
    return side == Side.HOST and is_host(reader, curriculum.hub)


def can_publish(reader: Reader, hub: Hub) -> bool:
    """Whether the reader may publish what the hub wrote: the secretariat, and the host's focal points."""
    return can_record(reader) or is_host(reader, hub)


def is_host(reader: Reader, hub: Hub) -> bool:
    """Whether the reader is a focal point of the host."""
    return Function.FOCAL_POINT in reader.functions and hub.host_id in reader.bodies


def can_hold(reader: Reader, seminar: Seminar) -> bool:
    """Whether the reader runs assessment and evaluation: who writes in the hub, and who organises the event."""
    return can_organise(reader, seminar.event) or can_write_in(reader, seminar.hub)
