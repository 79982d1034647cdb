"""What the cities do together over years: programmes, their editions, and who takes part in them."""

from koinon.cooperation.programmes.alignments import AgendaAlignment, Vocabulary
from koinon.cooperation.programmes.editions import Edition, Programme, ProgrammeAlignment, ProgrammeEvent
from koinon.cooperation.programmes.participants import FocalPoint, Participation, Topic, TopicKind

__all__ = [
    "AgendaAlignment",
    "Edition",
    "FocalPoint",
    "Participation",
    "Programme",
    "ProgrammeAlignment",
    "ProgrammeEvent",
    "Topic",
    "TopicKind",
    "Vocabulary",
]
