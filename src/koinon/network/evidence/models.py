"""What is known and how: documents, citations to a place in them, findings."""

from koinon.network.evidence.citations import Citation, LocatorKind, Strength
from koinon.network.evidence.documents import Document, DocumentKind, DocumentVersion
from koinon.network.evidence.inbox import Finding, FindingSubject
from koinon.network.evidence.titles import Title

__all__ = [
    "Citation",
    "Document",
    "DocumentKind",
    "DocumentVersion",
    "Finding",
    "FindingSubject",
    "LocatorKind",
    "Strength",
    "Title",
]
