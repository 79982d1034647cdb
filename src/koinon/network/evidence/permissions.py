"""What a reader may do with documents, citations and findings."""

from koinon.network.evidence.inbox import Finding
from koinon.network.people.permissions import can_record
from koinon.network.people.readers import Reader


def can_cite(reader: Reader) -> bool:
    """Whether the reader may say what a document supports."""
    return can_record(reader)


def can_settle(reader: Reader, finding: Finding) -> bool:
    """Whether the reader may settle a finding or open it again: those who may mend what it speaks of."""
    return can_record(reader)
