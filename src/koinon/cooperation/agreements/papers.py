"""An agreement's words: titles, language versions, purposes, themes, and the agendas it serves."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.agreements.terms import Agreement
from koinon.cooperation.programmes.models import AgendaAlignment
from koinon.network.evidence.models import Document
from koinon.network.people.audience import FollowingQuerySet
from koinon.platform.audit.models import Record


class AgreementTitle(Record):
    """The title in another language."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="titles")
    language = models.CharField(_("language tag"), max_length=20)
    text = models.CharField(_("title"), max_length=254)

    objects: ClassVar[FollowingQuerySet[AgreementTitle]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = ("agreement",)

    class Meta:
        verbose_name = _("title of an agreement")
        verbose_name_plural = _("titles of agreements")
        ordering = ["agreement", "language"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "language"], name="one_agreement_title_a_language")
        ]

    def __str__(self) -> str:
        return self.text


class LanguageVersion(Record):
    """The text in one language, and whether that text is authentic."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="language_versions")
    document = models.ForeignKey(
        Document, models.PROTECT, verbose_name=_("document"), related_name="versions_of"
    )
    language = models.CharField(_("language tag"), max_length=20)
    authentic = models.BooleanField(_("authentic"), default=False)

    objects: ClassVar[FollowingQuerySet[LanguageVersion]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = ("agreement", "document")

    class Meta:
        verbose_name = _("language version")
        verbose_name_plural = _("language versions")
        ordering = ["agreement", "language"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "document"], name="version_document_once")
        ]

    def __str__(self) -> str:
        return f"{self.agreement} ({self.language})"


class Purpose(Record):
    """One objective, in order; ``cut_off`` says that the source breaks off here."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="purposes")
    text = models.CharField(_("purpose"), max_length=400)
    cut_off = models.BooleanField(_("the source breaks off here"), default=False)
    order = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar[FollowingQuerySet[Purpose]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = ("agreement",)

    class Meta:
        verbose_name = _("purpose")
        verbose_name_plural = _("purposes")
        ordering = ["agreement", "order", "id"]

    def __str__(self) -> str:
        return self.text


class Theme(Record):
    """A subject the agreement is about, in a word or two."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="themes")
    text = models.CharField(_("theme"), max_length=120, db_index=True)

    objects: ClassVar[FollowingQuerySet[Theme]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = ("agreement",)

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["agreement", "text"]
        constraints = [models.UniqueConstraint(fields=["agreement", "text"], name="theme_once")]

    def __str__(self) -> str:
        return self.text


class Alignment(AgendaAlignment):
    """A goal or target, or a paragraph of the New Urban Agenda, that the agreement serves."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="alignments")

    objects: ClassVar[FollowingQuerySet[Alignment]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = ("agreement",)

    class Meta:
        verbose_name = _("goal of an agreement")
        verbose_name_plural = _("goals of agreements")
        ordering = ["agreement", "vocabulary", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "vocabulary", "code", "attributed_to"], name="agreement_aligned_once"
            )
        ]
