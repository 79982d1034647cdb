"""What a reader may do with practices."""

from __future__ import annotations

from koinon.cooperation.practices.models import Practice
from koinon.network.people.models import Function
from koinon.network.people.permissions import can_record
from koinon.network.people.readers import Reader


def can_begin_practice(reader: Reader) -> bool:
    """Whether the reader may write down a practice at all: the secretariat, and the focal points of cities."""
    return can_record(reader) or (Function.FOCAL_POINT in reader.functions and bool(reader.bodies))


def can_write_for(reader: Reader, body: int) -> bool:
    """Whether the reader may write of what this body did."""
    return can_record(reader) or (Function.FOCAL_POINT in reader.functions and body in reader.bodies)


def can_write_practice(reader: Reader, practice: Practice) -> bool:
    """Whether the reader may change it: its own people while it is a draft, the secretariat at all times."""
    return can_record(reader) or (practice.published_on is None and can_write_for(reader, practice.body_id))


def can_publish(reader: Reader) -> bool:
    """Whether the reader may show practices to everybody, take them back, and ask what became of them."""
    return can_record(reader)


def can_answer_for(reader: Reader, practice: Practice) -> bool:
    """Whether the reader may say how a practice goes on: its own people, and the secretariat for them."""
    return can_write_for(reader, practice.body_id)
