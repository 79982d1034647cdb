"""Document: a paper, a page or a file, with its own date, publisher, language and versions."""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from koinon.network.people.audience import Audienced, AudiencedQuerySet
from koinon.network.people.models import Body
from koinon.platform.audit.models import Record
from koinon.platform.dates.fields import DayField
from koinon.platform.recording.tongues import Spoken
from koinon.platform.ui.addresses import url


class DocumentKind(models.TextChoices):
    """What sort of document it is."""

    NEWS = "news", _("news note")
    AGREEMENT = "agreement", _("text of an agreement")
    MINUTES = "minutes", _("minutes")
    DECISION = "decision", _("decision")
    REPORT = "report", _("report")
    LETTER = "letter", _("letter or mail")
    PAGE = "page", _("web page")
    DATA = "data", _("data set")
    OTHER = "other", _("other")


class Document(Record, Audienced, Spoken):
    """What a fact rests on. Its date may be unknown, and then stays so."""

    title = models.CharField(_("title"), max_length=254, db_index=True)
    kind = models.CharField(_("kind"), max_length=12, choices=DocumentKind, default=DocumentKind.OTHER)
    publisher = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, verbose_name=_("publisher"), related_name="publications"
    )
    published = DayField(_("its own date"))
    language = models.CharField(_("language"), max_length=20, blank=True)
    address = models.URLField(_("address on the web"), max_length=500, blank=True)
    note = models.TextField(_("note"), blank=True)

    objects: ClassVar[AudiencedQuerySet[Document]] = AudiencedQuerySet.as_manager()  # type: ignore[assignment]

    party_paths = ("publisher_id",)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-published_latest", "title", "id"]

    def __str__(self) -> str:
        return self.titled(self.title)

    def get_absolute_url(self) -> str:
        return url("evidence:document", key=self.key)


def random_name(version: object, filename: str) -> str:
    """Where a file is kept: a name that tells nothing and cannot be guessed; the given name is a column."""
    name = secrets.token_hex(16)
    return f"documents/{name[:2]}/{name}"


class DocumentVersion(Record):
    """A file of the document as it was handed in: typed by its content, never overwritten."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version number"))
    file = models.FileField(_("file"), upload_to=random_name, max_length=120)
    filename = models.CharField(_("name of the file"), max_length=200)
    media_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField(_("added"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("added by"),
        related_name="+",
    )

    class Meta:
        verbose_name = _("version of a document")
        verbose_name_plural = _("versions of documents")
        ordering = ["document", "-number"]
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="version_number_once")]

    def __str__(self) -> str:
        return f"{self.document} ({self.number})"

    def get_absolute_url(self) -> str:
        return reverse("evidence:version", kwargs={"key": self.document.key, "number": self.number})
