"""Curriculum of a year: its modules and lessons, who wrote them on either side, its languages and published versions."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.learning.hubs import Hub, Work
from koinon.network.evidence.models import Document
from koinon.network.people.audience import (
    Audience,
    Audienced,
    AudiencedQuerySet,
    FollowingQuerySet,
    seen_through,
)
from koinon.network.people.models import Body, Person
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.platform.ui.addresses import url


class CurriculumState(models.TextChoices):
    """Where a curriculum stands; it follows from its days and is never typed."""

    DRAFTED = "drafted", pgettext_lazy("curriculum", "drafted")
    AGREED = "agreed", pgettext_lazy("curriculum", "agreed")
    PUBLISHED = "published", pgettext_lazy("curriculum", "published")


class CurriculumQuerySet(AudiencedQuerySet["Curriculum"]):
    def visible_to(self, reader: Reader) -> Self:
        """Once published it is seen by its audience; before that by the bodies that work in its hub."""
        if reader.is_secretariat:
            return self
        open_to = super().visible_to(reader).exclude(published_on=None).values("pk")
        hubs = Hub.objects.worked_on_by(reader).values("pk")
        return self.filter(Q(pk__in=open_to) | Q(hub__in=hubs), seen_through(Curriculum, "hub", reader))

    def published(self) -> Self:
        """Those that were published."""
        return self.exclude(published_on=None)

    def versions_of(self, curriculum: Curriculum) -> Self:
        """All versions of the same curriculum, the latest first."""
        root = curriculum.first_id or curriculum.pk
        return self.filter(Q(pk=root) | Q(first=root)).order_by("-number")


class Curriculum(Record, Audienced):
    """What a hub teaches in a year. Once published it stays as it is: written on, it is another version and another row.

    ``revision`` counts what the two sides agree upon: a change takes back what they said.
    """

    audience = models.CharField(
        _("who may see this"), max_length=12, choices=Audience, default=Audience.MEMBERS
    )
    hub = models.ForeignKey(Hub, models.CASCADE, verbose_name=_("learning hub"), related_name="curricula")
    year = models.PositiveSmallIntegerField(_("year"))
    title = models.CharField(_("title"), max_length=254)
    language = models.CharField(
        _("language it is written in"), max_length=12, choices=settings.LANGUAGES, default="en"
    )
    other_title = models.CharField(_("title in the other language"), max_length=254, blank=True)
    other_language = models.CharField(
        _("other language"), max_length=12, choices=settings.LANGUAGES, blank=True
    )
    summary = models.TextField(_("summary"), blank=True)
    is_example = models.BooleanField(
        _("an example"), default=False, help_text=_("Invented to show the room at work; no source says it.")
    )

    revision = models.PositiveIntegerField(_("revision"), default=1, editable=False)
    host_agreed_on = models.DateField(_("agreed by the host on"), null=True, blank=True, editable=False)
    network_agreed_on = models.DateField(_("agreed by the network on"), null=True, blank=True, editable=False)
    published_on = models.DateField(_("published on"), null=True, blank=True, editable=False)
    number = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    first = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("first version"),
        related_name="later_versions",
        editable=False,
    )
    digest = models.CharField(_("digest"), max_length=64, blank=True, editable=False)

    objects: ClassVar[CurriculumQuerySet] = CurriculumQuerySet.as_manager()  # type: ignore[assignment]

    party_paths = (
        "hub__body_id",
        "hub__host_id",
        "hub__partners__body_id",
        "hub__agreement__parties__body_id",
    )

    class Meta:
        ordering = ["hub", "-year", "title", "id"]
        verbose_name = _("curriculum")
        verbose_name_plural = _("curricula")
        constraints = [
            models.CheckConstraint(
                condition=Q(first=None) | Q(number__gt=1),
                name="later_version_of_a_first",
            ),
            models.UniqueConstraint(fields=["first", "number"], name="version_of_curriculum_once"),
        ]

    def __str__(self) -> str:
        return self.in_tongue(self.title, self.other_title)

    def get_absolute_url(self) -> str:
        return url("learning:curriculum", key=self.key)

    def in_tongue(self, own: str, other: str) -> str:
        """Words of it, or those beside them where they are in the language of the reader."""
        return other if other and self.other_language == get_language() else own

    def state(self, on: date) -> CurriculumState:
        """Where what is written now stood on the day."""
        if self.published_on and self.published_on <= on:
            return CurriculumState.PUBLISHED
        agreed = self.agreed_on
        return CurriculumState.AGREED if agreed and agreed <= on else CurriculumState.DRAFTED

    @property
    def agreed_on(self) -> date | None:
        """The day on which the second side agreed."""
        if not (self.host_agreed_on and self.network_agreed_on):
            return None
        return max(self.host_agreed_on, self.network_agreed_on)


class CurriculumText(Record):
    """The curriculum in one more language: its title, what it says in short, and the document with all of it."""

    curriculum = models.ForeignKey(
        Curriculum, models.CASCADE, verbose_name=_("curriculum"), related_name="texts"
    )
    language = models.CharField(_("language"), max_length=12, choices=settings.LANGUAGES)
    title = models.CharField(_("title"), max_length=254)
    summary = models.TextField(_("summary"), blank=True)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, verbose_name=_("document"), related_name="curricula"
    )

    objects: ClassVar[FollowingQuerySet[CurriculumText]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = "curriculum"

    class Meta:
        ordering = ["curriculum", "language", "id"]
        verbose_name = _("language of a curriculum")
        verbose_name_plural = _("languages of curricula")
        constraints = [
            models.UniqueConstraint(fields=["curriculum", "language"], name="language_of_curriculum_once")
        ]


class Module(Record):
    """A part of a curriculum."""

    curriculum = models.ForeignKey(
        Curriculum, models.CASCADE, verbose_name=_("curriculum"), related_name="modules"
    )
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    title = models.CharField(_("title"), max_length=254)
    other_title = models.CharField(_("title in the other language"), max_length=254, blank=True)
    text = models.TextField(_("what is learnt"), blank=True)

    objects: ClassVar[FollowingQuerySet[Module]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = "curriculum"

    class Meta:
        ordering = ["curriculum", "number", "id"]
        verbose_name = _("module")
        verbose_name_plural = _("modules")


class Lesson(Record):
    """One lesson of a module."""

    module = models.ForeignKey(Module, models.CASCADE, verbose_name=_("module"), related_name="lessons")
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    title = models.CharField(_("title"), max_length=254)
    other_title = models.CharField(_("title in the other language"), max_length=254, blank=True)
    text = models.TextField(_("what is learnt"), blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, verbose_name=_("material"), related_name="lessons"
    )

    objects: ClassVar[FollowingQuerySet[Lesson]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = "module"

    class Meta:
        ordering = ["module", "number", "id"]
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")


class Side(models.TextChoices):
    """For which side somebody writes."""

    HOST = "host", _("the host's side")
    NETWORK = "network", _("the network's side")


class Author(Record):
    """A person or a body that wrote a curriculum, or one lesson of it, for either side."""

    curriculum = models.ForeignKey(
        Curriculum, models.CASCADE, verbose_name=_("curriculum"), related_name="authors"
    )
    lesson = models.ForeignKey(
        Lesson, models.CASCADE, null=True, blank=True, verbose_name=_("lesson"), related_name="authors"
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, verbose_name=_("person"), related_name="curricula"
    )
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, verbose_name=_("body"), related_name="curricula"
    )
    side = models.CharField(_("side"), max_length=8, choices=Side, default=Side.HOST)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects: ClassVar[FollowingQuerySet[Author]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = ("curriculum", "person", "body")

    class Meta:
        ordering = ["curriculum", "order", "id"]
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(body__isnull=False), name="author_is_somebody"
            )
        ]

    def __str__(self) -> str:
        return str(self.person or self.body)


class OutputQuerySet(AudiencedQuerySet["Output"]):
    def visible_to(self, reader: Reader) -> Self:
        """Once published it is seen by its audience, as far as its document is; before by its hub's bodies."""
        if reader.is_secretariat:
            return self
        seen = super().visible_to(reader).exclude(published_on=None).values("pk")
        hubs = Hub.objects.worked_on_by(reader).values("pk")
        paths = (seen_through(Output, path, reader) for path in ("hub", "document"))
        return self.filter(Q(pk__in=seen) | Q(hub__in=hubs), *paths)


class Output(Record, Audienced):
    """What a hub wrote: research, cases, teaching material, what promotes its curricula. The text is a document."""

    hub = models.ForeignKey(Hub, models.CASCADE, verbose_name=_("learning hub"), related_name="outputs")
    curriculum = models.ForeignKey(
        Curriculum,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("curriculum"),
        related_name="outputs",
    )
    title = models.CharField(_("title"), max_length=254)
    work = models.CharField(_("kind of work"), max_length=10, choices=Work, default=Work.RESEARCH)
    year = models.PositiveSmallIntegerField(_("year"))
    written_by = models.CharField(_("written by"), max_length=254, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    document = models.ForeignKey(
        Document, models.PROTECT, verbose_name=_("document"), related_name="hub_outputs"
    )
    is_example = models.BooleanField(
        _("an example"), default=False, help_text=_("Invented to show the room at work; no source says it.")
    )
    published_on = models.DateField(_("published on"), null=True, blank=True, editable=False)

    objects: ClassVar[OutputQuerySet] = OutputQuerySet.as_manager()  # type: ignore[assignment]

    party_paths = (
        "hub__body_id",
        "hub__host_id",
        "hub__partners__body_id",
        "hub__agreement__parties__body_id",
    )

    class Meta:
        ordering = ["hub", "-year", "title", "id"]
        verbose_name = _("output of a hub")
        verbose_name_plural = _("outputs of hubs")

    def get_absolute_url(self) -> str:
        return f"{self.hub.get_absolute_url()}#outputs"
