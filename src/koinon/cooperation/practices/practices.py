"""Practice: a public case of what a city did; its words in other languages, the agendas it serves, its documents."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.calls.models import Entry
from koinon.cooperation.programmes.models import AgendaAlignment
from koinon.network.evidence.models import Document
from koinon.network.people.audience import Audienced, DatedAudiencedQuerySet, FollowingQuerySet, seen_through
from koinon.network.people.models import Body
from koinon.network.people.readers import Reader
from koinon.network.places.models import City
from koinon.platform.audit.models import Record
from koinon.platform.dates.models import Dated
from koinon.platform.recording.tongues import Spoken
from koinon.platform.ui.addresses import url

WORDS = ("title", "summary", "challenge", "work", "results", "themes", "address", "spoken")
"""The columns that hold what is told of a practice."""


class PracticeKind(models.TextChoices):
    """What sort of thing was done."""

    POLICY = "policy", _("policy or regulation")
    PLAN = "plan", _("plan or strategy")
    PROJECT = "project", _("project")
    SERVICE = "service", _("public service")
    TOOL = "tool", _("tool or technology")
    PARTNERSHIP = "partnership", _("partnership")
    OTHER = "other", _("other")


class PracticeState(models.TextChoices):
    """Where a practice stands; it follows from the day of its publication and is never typed."""

    DRAFTED = "drafted", _("drafted")
    PUBLISHED = "published", _("published")


class PracticeQuerySet(DatedAudiencedQuerySet["Practice"]):  # type: ignore[override]
    def visible_to(self, reader: Reader) -> Self:
        """Published ones of the reader's audience; a draft is for the secretariat and the body whose practice it is."""
        seen = super().visible_to(reader)
        if reader.is_secretariat:
            return seen
        ready = Q(published_on__isnull=False) | Q(body__in=reader.bodies)
        return seen.filter(ready, seen_through(Practice, "body", reader))

    def published(self, on: date) -> Self:
        """Those that were public knowledge by the day."""
        return self.filter(published_on__lte=on)


class Practice(Record, Dated, Audienced, Spoken):
    """What a body did about a problem and what came of it. Its span is that of the work, not of the page."""

    entry = models.OneToOneField(
        Entry, models.PROTECT, null=True, blank=True, verbose_name=_("entry"), related_name="practice"
    )
    title = models.CharField(_("title"), max_length=254, db_index=True)
    language = models.CharField(
        _("language it is written in"), max_length=12, choices=settings.LANGUAGES, default="en"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=PracticeKind, default=PracticeKind.PROJECT)
    body = models.ForeignKey(Body, models.PROTECT, verbose_name=_("whose it is"), related_name="practices")
    city = models.ForeignKey(
        City, models.PROTECT, null=True, blank=True, verbose_name=_("city"), related_name="practices"
    )
    summary = models.TextField(_("summary"), blank=True)
    challenge = models.TextField(_("challenge"), blank=True)
    work = models.TextField(_("what was done"), blank=True)
    results = models.TextField(_("what came of it"), blank=True)
    themes = models.TextField(_("themes"), blank=True, help_text=_("one a line"))
    address = models.URLField(_("address"), blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True, editable=False)
    follow_up_on = models.DateField(_("next follow-up"), null=True, blank=True)
    is_example = models.BooleanField(
        _("an example"), default=False, help_text=_("Invented to show the room at work; no source says it.")
    )

    objects: ClassVar[PracticeQuerySet] = PracticeQuerySet.as_manager()  # type: ignore[assignment]

    party_paths = ("body_id",)
    # How it was worded before its applicant agreed is nobody's affair: the page tells how it is worded now.
    confided: ClassVar[frozenset[str]] = frozenset(WORDS)

    class Meta:
        ordering = ["title", "id"]
        verbose_name = _("practice")
        verbose_name_plural = _("practices")
        indexes: ClassVar[list[models.Index]] = [
            *Dated.Meta.indexes,
            models.Index(fields=["published_on", "title"], name="practice_published"),
        ]
        constraints = Dated.Meta.constraints

    def __str__(self) -> str:
        return self.called(self.title)

    def get_absolute_url(self) -> str:
        return url("practices:practice", key=self.key)

    @property
    def state(self) -> PracticeState:
        return PracticeState.PUBLISHED if self.published_on else PracticeState.DRAFTED

    @property
    def theme_list(self) -> list[str]:
        """Its themes, each once."""
        return terms(self.themes)


def terms(lines: str) -> list[str]:
    """The terms of a column that holds one a line, each once."""
    return list(dict.fromkeys(word for line in lines.splitlines() if (word := " ".join(line.split()))))


class PracticeText(Record):
    """The practice in another language."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=12, choices=settings.LANGUAGES)
    title = models.CharField(_("title"), max_length=254)
    summary = models.TextField(_("summary"), blank=True)
    challenge = models.TextField(_("challenge"), blank=True)
    work = models.TextField(_("what was done"), blank=True)
    results = models.TextField(_("what came of it"), blank=True)

    objects: ClassVar[FollowingQuerySet[PracticeText]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = "practice"
    confided: ClassVar[frozenset[str]] = frozenset(WORDS)

    class Meta:
        ordering = ["practice", "language"]
        verbose_name = _("translation of a practice")
        verbose_name_plural = _("translations of practices")
        constraints = [
            models.UniqueConstraint(fields=["practice", "language"], name="one_practice_text_a_language")
        ]

    def get_absolute_url(self) -> str:
        return url("practices:practice", key=self.practice.key)


class PracticeAlignment(AgendaAlignment):
    """A goal or target, or a paragraph of the New Urban Agenda, that the practice serves."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="alignments")

    objects: ClassVar[FollowingQuerySet[PracticeAlignment]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = "practice"

    class Meta:
        ordering = ["practice", "vocabulary", "code"]
        verbose_name = _("agenda served by a practice")
        verbose_name_plural = _("agendas served by practices")
        constraints = [
            models.UniqueConstraint(fields=["practice", "vocabulary", "code"], name="practice_aligned_once")
        ]


class PracticeDocument(Record):
    """A document that tells more of the practice."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="documents")
    document = models.ForeignKey(
        Document, models.PROTECT, verbose_name=_("document"), related_name="practices"
    )
    note = models.CharField(_("note"), max_length=254, blank=True)

    objects: ClassVar[FollowingQuerySet[PracticeDocument]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = ("practice", "document")

    class Meta:
        ordering = ["practice", "id"]
        verbose_name = _("document of a practice")
        verbose_name_plural = _("documents of practices")
        constraints = [
            models.UniqueConstraint(fields=["practice", "document"], name="practice_document_once")
        ]

    def __str__(self) -> str:
        return str(self.document)
