"""What evidence tells: the marks of a page, what a document supports, and the findings a reader may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Count, Prefetch, Q
from django.http import HttpRequest

from koinon.network.evidence.citations import Citation
from koinon.network.evidence.documents import Document
from koinon.network.evidence.inbox import Finding, FindingState, FindingSubject
from koinon.network.evidence.labels import kind_label, label_of
from koinon.network.evidence.marks import Sources, name_of, sources_of
from koinon.network.evidence.visibility import by_kind, href_of, visible_records, visible_rows
from koinon.network.people.audience import Audience
from koinon.network.people.models import Body
from koinon.network.people.permissions import can_record
from koinon.network.people.prepared import prepared
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.platform.audit.queries import record_model
from koinon.platform.dates.fields import day_columns
from koinon.platform.search.narrowing import named_like

# What a mark tells of a citation.
TOLD = (
    *("key", "locator_kind", "locator", "subject_kind", "subject_id", "field", "strength", "entered_at"),
    *("document__key", "document__title", "document__spoken", *day_columns("document__published")),
    *("entered_by__email", *(f"entered_by__person__{name}" for name in ("name", "spoken", "audience"))),
)


def marks(records: Iterable[Record | None], reader: Reader) -> Sources:
    """The citations of everything a page shows, of any kinds: one statement, none for an empty page.

    The template calls ``sources.marks(record, "field")`` beside a fact, ``sources.every(record)`` beside a
    row, and ``sources.documents`` for the numbered list at the end.
    """
    ids = by_kind(records)
    return sources_of(_cited(reader, **ids) if ids else (), reader)


@prepared
def _cited(reader: Reader, /, **ids: Iterable[int]) -> models.QuerySet[Citation]:
    return Citation.objects.visible_to(reader).supporting(ids).only(*TOLD)


def findings_about(
    records: Iterable[Record | None], reader: Reader, state: str = FindingState.OPEN
) -> list[Finding]:
    """The findings on any of these records that the reader may see, newest first: one statement.

    Each has ``headline``, ``words``, ``rule_title``, ``get_absolute_url()``.
    """
    ids = by_kind(records)
    return _found(reader, state, **ids) if ids else []


@prepared
def _found(reader: Reader, state: str, /, **ids: Iterable[int]) -> models.QuerySet[Finding]:
    return Finding.objects.visible_to(reader).filter(state=state).about(ids)


def open_count(reader: Reader) -> int:
    """How many findings wait."""
    return Finding.objects.visible_to(reader).open().count()


def inbox(
    reader: Reader, *, state: str = "", rule: str = "", kind: str = "", about: Record | None = None
) -> models.QuerySet[Finding]:
    """The findings a reader may see, filtered by state, rule, kind of record, or one record."""
    rows = Finding.objects.visible_to(reader).select_related("settled_by__person")
    if state:
        rows = rows.filter(state=state)
    if rule:
        rows = rows.filter(rule=rule)
    if kind:
        rows = rows.filter(pk__in=FindingSubject.objects.filter(kind=kind).values("finding"))
    return rows.about(by_kind([about])) if about else rows


def kinds_spoken_of(reader: Reader) -> list[tuple[str, str]]:
    """The kinds of record of which findings speak, with their words: one statement."""
    spoken = FindingSubject.objects.filter(finding__in=Finding.objects.visible_to(reader)).order_by()
    kinds = spoken.values_list("kind", flat=True).distinct()
    return sorted(((kind, kind_label(kind)) for kind in kinds), key=lambda one: one[1])


@dataclass(frozen=True, slots=True)
class Subject:
    """A record a finding or a document speaks of, as a page shows it."""

    kind: str
    record: Record
    href: str

    def field_words(self, name: str) -> str:
        """One of its fields in words."""
        return label_of(type(self.record), name)

    def who(self, citation: Citation, reader: Reader) -> str:
        """Who cited a source for it."""
        return name_of(citation.entered_by, reader)


def subjects_of(finding: Finding, reader: Reader) -> list[Subject]:
    """The records a finding speaks of, in its order, as far as the reader may see them."""
    places = [(one.kind, one.object_id) for one in finding.subjects.all()]
    seen = visible_records(places, reader)
    return [Subject(place[0], seen[place], href_of(seen[place])) for place in places if place in seen]


@dataclass(frozen=True, slots=True)
class Support:
    """One kind of record that a document supports: how many, and the first of them with their citations."""

    kind: str
    words: str
    count: int
    lines: list[tuple[Subject, Citation]]


FEW = 50
"""How many supported records of one kind a document's page lists."""


def supported_by(document: Document, reader: Reader) -> list[Support]:
    """Everything the document supports that the reader may see, by kind: two or three statements a kind."""
    cited = document.citations.order_by("subject_kind")
    kinds = cited.values_list("subject_kind", flat=True).distinct()
    found = [_support(document, kind, reader) for kind in kinds]
    return [one for one in found if one.count]


def _support(document: Document, kind: str, reader: Reader) -> Support:
    model = record_model(kind)
    seen = visible_rows(model, reader).values("pk")
    cited = document.citations.filter(subject_kind=kind, subject_id__in=seen).order_by("subject_id", "id")
    first = list(cited.select_related("document", "entered_by__person")[:FEW])
    rows = {row.pk: row for row in model._default_manager.filter(pk__in={one.subject_id for one in first})}
    lines = [
        (Subject(kind, row, href_of(row)), one)
        for one in first
        if (row := rows.get(one.subject_id)) is not None
    ]
    count = cited.count() if len(first) == FEW else len(lines)
    return Support(kind, str(model._meta.verbose_name_plural), count, lines)


def marked(document: Document, key: str, reader: Reader) -> tuple[Citation, Subject] | None:
    """The citation that a superscript pointed at, with the record it supports, if the reader may see both."""
    cited = document.citations.filter(key=key).select_related("document", "entered_by__person").first()
    if cited is None:
        return None
    place = cited.subject_kind, cited.subject_id
    seen = visible_records([place], reader)
    return (cited, Subject(place[0], seen[place], href_of(seen[place]))) if place in seen else None


def documents(
    reader: Reader, words: str = "", kind: str = "", language: str = ""
) -> models.QuerySet[Document]:
    """The documents a reader may see, with how many citations rest on each."""
    publishers = Body.objects.visible_to(reader)
    rows = with_publisher(Document.objects.visible_to(reader), reader)
    fits = Q()
    for word in words.split():
        fits &= Q(title__icontains=word) | Q(publisher__in=publishers.typed(word).values("pk"))
    if words.strip():
        rows = rows.filter(fits | named_like(Document, words))
    if kind:
        rows = rows.filter(kind=kind)
    if language:
        rows = rows.filter(language=language)
    return rows.annotate(cited=Count("citations"))


def with_publisher(rows: models.QuerySet[Document], reader: Reader) -> models.QuerySet[Document]:
    """Each with its publisher, or with none where the reader may not see that body: one statement."""
    return rows.prefetch_related(Prefetch("publisher", Body.objects.visible_to(reader)))


def told(findings: Iterable[Finding], reader: Reader) -> list[dict[str, Any]]:
    """Findings as data, with the records they speak of: a statement for the subjects and one a kind."""
    rows = list(findings)
    models.prefetch_related_objects(rows, "subjects")
    places = {(one.kind, one.object_id) for row in rows for one in row.subjects.all()}
    seen = visible_records(places, reader)
    return [_as_data(row, seen) for row in rows]


def _as_data(finding: Finding, seen: dict[tuple[str, int], Record]) -> dict[str, Any]:
    subjects = [(one.kind, seen.get((one.kind, one.object_id))) for one in finding.subjects.all()]
    return {
        "key": finding.key,
        "rule": finding.rule,
        "title": finding.rule_title,
        "headline": finding.headline,
        "words": finding.words,
        "state": finding.state,
        "audience": finding.audience,
        "first_seen_at": finding.first_seen_at.isoformat(),
        "last_seen_at": finding.last_seen_at.isoformat(),
        "settled_at": finding.settled_at.isoformat() if finding.settled_at else None,
        "how": finding.how,
        "reason": finding.reason,
        "subjects": [
            {"kind": kind, "key": record.key, "label": str(record)} for kind, record in subjects if record
        ],
    }


def may_read_findings(request: HttpRequest) -> bool:
    """Whether the findings are for this reader at all."""
    reader: Reader = request.reader  # type: ignore[attr-defined]
    allowed = settings.FINDINGS_AUDIENCE
    return (
        reader.is_secretariat
        or allowed == Audience.PUBLIC
        or (allowed == Audience.MEMBERS and reader.is_member)
    )


def findings_badge(request: HttpRequest) -> int | None:
    """How many findings wait, for those whose work they are: one statement."""
    reader: Reader = request.reader  # type: ignore[attr-defined]
    return open_count(reader) if can_record(reader) else None


def may_read_history(request: HttpRequest) -> bool:
    """Whether the reader may look over what everybody did."""
    return can_record(request.reader)  # type: ignore[attr-defined]
