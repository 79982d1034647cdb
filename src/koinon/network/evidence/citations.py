"""Citation: which document, where in it, supports which field of which record, and how strongly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from koinon.network.evidence.documents import Document
from koinon.network.people.audience import seen_through
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record


class Strength(models.TextChoices):
    """How the document supports the fact."""

    STATED = "stated", _("stated")
    DERIVED = "derived", _("derived")
    INFERRED = "inferred", _("inferred")


class LocatorKind(models.TextChoices):
    """How a place in a document is given."""

    WHOLE = "whole", _("the whole")
    PARAGRAPH = "paragraph", _("paragraph")
    PAGE = "page", _("page")
    CHARACTERS = "characters", _("characters")


SIGNS = {LocatorKind.PARAGRAPH: "§ ", LocatorKind.PAGE: "p. ", LocatorKind.CHARACTERS: "chars "}
WRITTEN = (
    (LocatorKind.PARAGRAPH, re.compile(r"(?:§+|para(?:graph|\.)?|第)\s*(.+?)\s*段?", re.IGNORECASE)),
    (LocatorKind.PAGE, re.compile(r"(?:pp?\.|pages?)\s*(.+)", re.IGNORECASE)),
    (LocatorKind.CHARACTERS, re.compile(r"(?:chars?|characters)\s*(.+)", re.IGNORECASE)),
    (LocatorKind.CHARACTERS, re.compile(r"(\d+\s*[-–]\s*\d+)")),
    (LocatorKind.PARAGRAPH, re.compile(r"(.+)")),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a document: the whole, a paragraph, a page, or a run of characters."""

    kind: str = LocatorKind.WHOLE
    locator: str = ""

    @classmethod
    def read(cls, words: str) -> Place:
        """The place as people write it: "§ 3", "p. 4", "120-180"; what is only a number is a paragraph."""
        words = words.strip()
        for kind, pattern in WRITTEN:
            if found := pattern.fullmatch(words):
                return cls(kind, found[1].strip())
        return cls()

    def __str__(self) -> str:
        sign = SIGNS.get(LocatorKind(self.kind), "")
        return f"{sign}{self.locator.replace('-', '–')}" if self.locator else ""


class CitationQuerySet(models.QuerySet["Citation"]):
    def visible_to(self, reader: Reader) -> Self:
        """A citation is seen by those who may see its document."""
        return self if reader.is_secretariat else self.filter(seen_through(Citation, "document", reader))

    def supporting(self, ids: Mapping[str, Iterable[int]]) -> Self:
        """The citations of the records of these kinds and ids, in one statement."""
        wanted = models.Q(pk__in=[])
        for kind, those in ids.items():
            wanted |= models.Q(subject_kind=kind, subject_id__in=those)
        return self.filter(wanted).select_related("document", "entered_by__person").order_by("id")


class Citation(Record):
    """A mark beside a fact. An empty field means the citation supports the record as a whole."""

    document = models.ForeignKey(
        Document, models.PROTECT, verbose_name=_("document"), related_name="citations"
    )
    locator_kind = models.CharField(
        _("place given as"), max_length=12, choices=LocatorKind, default=LocatorKind.WHOLE
    )
    locator = models.CharField(
        _("place in the document"), max_length=60, blank=True, help_text=_("3, or 120-180")
    )
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    field = models.CharField(_("field it supports"), max_length=60, blank=True)
    strength = models.CharField(_("strength"), max_length=10, choices=Strength, default=Strength.STATED)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("entered by"),
        related_name="+",
    )
    entered_at = models.DateTimeField(_("entered"))

    objects: ClassVar[CitationQuerySet] = CitationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["id"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["subject_kind", "subject_id"])]

    def __str__(self) -> str:
        return ", ".join(filter(None, (str(self.document), str(self.place))))

    @property
    def place(self) -> Place:
        """The place as a reader writes it: § 3, p. 4, chars 120–180."""
        return Place(self.locator_kind, self.locator)
