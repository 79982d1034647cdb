"""Who may do what with meetings and decisions; each predicate serves the button, the form and the command."""

from koinon.network.governance.models import Decision, Meeting
from koinon.network.people.permissions import can_record
from koinon.network.people.readers import Reader


def can_convene(reader: Reader) -> bool:
    """Whether the reader may enter meetings, convene them and keep their agenda: the secretariat."""
    return can_record(reader)


def can_decide(reader: Reader) -> bool:
    """Whether the reader may write down who was there, how they voted and what was decided: the secretariat."""
    return can_record(reader)


def can_follow_up(reader: Reader, decision: Decision) -> bool:
    """Whether the reader may note steps upon a decision: the secretariat, and whoever is to carry it out."""
    owns = decision.owner_body_id in reader.bodies or (
        reader.person_id is not None and decision.owner_person_id == reader.person_id
    )
    return can_record(reader) or (owns and not reader.is_public)


def can_sit_in(reader: Reader, meeting: Meeting) -> bool:
    """Whether the reader sees who may vote, attendance and draft minutes; the meeting is asked ``with_seat``."""
    return reader.is_secretariat or bool(meeting.is_seated)
