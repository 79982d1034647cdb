"""An agreement's words: titles, language versions, purposes, and its alignment with the world's agendas."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.agreements.terms import Agreement
from koinon.network.evidence.models import Document
from koinon.platform.audit.models import Record


class AgreementTitle(Record):
    """The title in another language."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="titles")
    language = models.CharField(_("language tag"), max_length=20)
    text = models.CharField(_("title"), max_length=254)

    class Meta:
        ordering = ["agreement", "language"]
        constraints = [models.UniqueConstraint(fields=["agreement", "language"], name="one_agreement_title_a_language")]

    def __str__(self) -> str:
        return self.text


class LanguageVersion(Record):
    """The text in one language, and whether that text is authentic."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="language_versions")
    document = models.ForeignKey(Document, models.PROTECT, verbose_name=_("document"), related_name="versions_of")
    language = models.CharField(_("language tag"), max_length=20)
    authentic = models.BooleanField(_("authentic"), default=False)

    class Meta:
        ordering = ["agreement", "language"]
        constraints = [models.UniqueConstraint(fields=["agreement", "document"], name="version_document_once")]

    def __str__(self) -> str:
        return f"{self.agreement} ({self.language})"


class Purpose(Record):
    """One objective, in order; ``cut_off`` says that the source breaks off here."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="purposes")
    text = models.CharField(_("purpose"), max_length=400)
    cut_off = models.BooleanField(_("the source breaks off here"), default=False)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["agreement", "order", "id"]

    def __str__(self) -> str:
        return self.text


class Vocabulary(models.TextChoices):
    """The agendas of the world are separate vocabularies."""

    SDG = "sdg", _("Sustainable Development Goals")
    NUA = "nua", _("New Urban Agenda")


class Alignment(Record):
    """A goal or target (SDG 11, 11.3) or a paragraph of the New Urban Agenda that the agreement serves.

    ``attributed_to`` is filled where the source credits the code to another agenda.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="alignments")
    vocabulary = models.CharField(_("vocabulary"), max_length=3, choices=Vocabulary)
    code = models.CharField(_("goal, target or paragraph"), max_length=12, blank=True)
    attributed_to = models.CharField(_("credited by the source to"), max_length=60, blank=True)

    class Meta:
        ordering = ["agreement", "vocabulary", "code"]

    def __str__(self) -> str:
        return f"{self.get_vocabulary_display()} {self.code}".strip()
