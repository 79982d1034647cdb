"""The superscripts of a page: each document numbered once, in the order of its first mark."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from koinon.network.evidence.citations import Citation
from koinon.network.evidence.documents import Document
from koinon.network.people.audience import Audience
from koinon.network.people.readers import Reader
from koinon.platform.accounts.models import User
from koinon.platform.audit.models import Record
from koinon.platform.ui import figures

Place = tuple[str, int]
Entered = tuple[str, int | None, datetime]


@dataclass(frozen=True, slots=True)
class Mark:
    """One superscript beside a fact, or one line of the list it leads to."""

    number: int
    href: str
    title: str
    note: str = ""


@dataclass(slots=True)
class Sources:
    """The citations of what a page shows. ``marks`` stand beside facts, ``documents`` end the page."""

    reader: Reader
    by_place: dict[Place, list[Citation]] = field(default_factory=dict)
    numbers: dict[int, int] = field(default_factory=dict)
    _entries: dict[Entered, tuple[str, str]] = field(default_factory=dict)
    _addresses: dict[int, str] = field(default_factory=dict)
    _listed: list[Mark] | None = None

    def marks(self, record: Record, name: str = "") -> list[Mark]:
        """The marks of one field of a record; without a field, of the record as a whole."""
        cited = self.by_place.get((record.record_kind(), record.pk), [])
        return self._numbered(one for one in cited if one.field == name)

    def every(self, record: Record) -> list[Mark]:
        """The marks of a record and of all its fields, for a row that shows them together."""
        cited = self.by_place.get((record.record_kind(), record.pk), [])
        if len(cited) == 1:  # most rows of most lists
            return [self._mark(cited)]
        return self._numbered(cited)

    def numbers_of(self, record: Record) -> list[int]:
        """Of the same marks only the numbers: a paper has no addresses, and says nothing where one points."""
        cited = self.by_place.get((record.record_kind(), record.pk), [])
        return list(dict.fromkeys([self._number(one.document_id) for one in cited]))

    def on_paper(self) -> tuple[str, ...]:
        """The sources by number in words, with the day each was published."""
        told = ((str(one), figures.day(one.published)) for one in self._by_number())
        return tuple(", ".join(filter(None, words)) for words in told)

    @property
    def documents(self) -> list[Mark]:
        """The sources by number; those that no mark has called for yet come last."""
        if self._listed is None:
            self._listed = self._all_documents()
        return self._listed

    def _all_documents(self) -> list[Mark]:
        return [
            Mark(self.numbers[one.pk], self._address(one), str(one), figures.day(one.published))
            for one in self._by_number()
        ]

    def _by_number(self) -> list[Document]:
        sources = {one.document_id: one.document for cited in self.by_place.values() for one in cited}
        for document_id in sources:
            self._number(document_id)
        return sorted(sources.values(), key=lambda document: self.numbers[document.pk])

    def _numbered(self, cited: Iterable[Citation]) -> list[Mark]:
        by_document: dict[int, list[Citation]] = {}
        for one in cited:
            by_document.setdefault(one.document_id, []).append(one)
        return [self._mark(ones) for ones in by_document.values()]

    def _mark(self, ones: list[Citation]) -> Mark:
        """One mark for the citations of one document."""
        told = "; ".join([self._told(one) for one in ones])
        return Mark(self._number(ones[0].document_id), self._href(ones[0]), told)

    def _href(self, citation: Citation) -> str:
        """The document's page, opened at this citation."""
        return f"{self._address(citation.document)}?mark={citation.key}#mark"

    def _address(self, document: Document) -> str:
        if document.pk not in self._addresses:
            self._addresses[document.pk] = document.get_absolute_url()
        return self._addresses[document.pk]

    def _told(self, citation: Citation) -> str:
        """The citation in a line: document, place, strength, who entered it and when."""
        # Much of a page was entered by one hand at one time: what stands around the source is worked out once.
        entered = citation.strength, citation.entered_by_id, citation.entered_at
        around = self._entries.get(entered)
        if around is None:
            words = entry_words(citation, self.reader)
            before, _there, after = (words["pattern"] % {**words, "source": "\0"}).partition("\0")
            around = self._entries[entered] = before, after
        return f"{around[0]}{citation}{around[1]}"

    def _number(self, document_id: int) -> int:
        return self.numbers.setdefault(document_id, len(self.numbers) + 1)


def sources_of(cited: Iterable[Citation], reader: Reader) -> Sources:
    """The citations sorted to the records they support."""
    sources = Sources(reader)
    for one in cited:
        sources.by_place.setdefault((one.subject_kind, one.subject_id), []).append(one)
    return sources


def entry_words(citation: Citation, reader: Reader) -> dict[str, str]:
    """How strongly it supports, who entered it and when, and the sentence that says so."""
    return {
        "pattern": _("%(source)s (%(strength)s); entered by %(who)s on %(when)s"),
        "strength": citation.get_strength_display(),
        "who": name_of(citation.entered_by, reader),
        "when": figures.day(citation.entered_at),
    }


def name_of(user: User | None, reader: Reader) -> str:
    """Who an account is: the person behind it, where the reader may know; the secretariat knows everybody."""
    if user is None:
        return _("the system")
    person = getattr(user, "person", None)
    if reader.is_secretariat:
        return str(person or user)
    if person is not None and person.audience == Audience.PUBLIC:
        return str(person)
    return _("the secretariat")
