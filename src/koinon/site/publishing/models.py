"""Story: a piece of news in one or more languages, the facts it took from the record, and who was quoted."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from koinon.network.evidence.models import DocumentVersion
from koinon.network.people.audience import FollowingQuerySet
from koinon.network.people.models import Person
from koinon.network.people.permissions import can_record
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.platform.ui.addresses import url


class Category(models.TextChoices):
    """What the news is about."""

    SIGNING = "signing", _("signing")
    VISIT = "visit", _("visit")
    START = "start", _("start")
    EVENT = "event", _("event")
    OTHER = "other", _("other")


class StoryState(models.TextChoices):
    """How far a story is."""

    DRAFT = "draft", pgettext_lazy("of a story", "draft")
    REVIEW = "review", _("in review")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class StoryQuerySet(models.QuerySet["Story"]):
    def visible_to(self, reader: Reader) -> Self:
        """What is published is for everybody; the rest for those who keep the record."""
        return self.all() if can_record(reader) else self.filter(state=StoryState.PUBLISHED)


class Story(Record):
    """A piece of news. ``on`` is the day for which its facts and titles were taken from the record."""

    category = models.CharField(_("category"), max_length=10, choices=Category, default=Category.OTHER)
    subject_kind = models.CharField(max_length=60, blank=True, editable=False)
    subject_id = models.BigIntegerField(null=True, editable=False)
    language = models.CharField(_("language it is written in"), max_length=12, default="en")
    on = models.DateField(_("facts as of"))
    contact = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, verbose_name=_("contact"), related_name="+"
    )
    picture = models.ForeignKey(
        DocumentVersion, models.PROTECT, null=True, blank=True, verbose_name=_("picture"), related_name="+"
    )
    picture_shows = models.CharField(_("what the picture shows"), max_length=254, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=StoryState, default=StoryState.DRAFT)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    reason = models.CharField(_("why it was returned or withdrawn"), max_length=254, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, editable=False)

    objects: ClassVar[StoryQuerySet] = StoryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-published_at", "-id"]
        verbose_name = _("story")
        verbose_name_plural = _("stories")

    def get_absolute_url(self) -> str:
        return url("publishing:story", key=self.key)


class StoryText(Record):
    """The story in one language; ``[1]`` in its words stands for the story's fact of that number."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=12)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"), max_length=600)
    body = models.TextField(_("text"), blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )

    objects: ClassVar[FollowingQuerySet[StoryText]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = "story"

    class Meta:
        ordering = ["story", "id"]
        verbose_name = _("text of a story")
        verbose_name_plural = _("texts of stories")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["story", "language"], name="story_text_once")
        ]


class StoryFact(Record):
    """A fact taken from the record: how it is said in each language, as of which day, and on which sources it rests."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="facts")
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(max_length=60)
    label = models.CharField(_("what"), max_length=120)
    words = models.JSONField(_("in words, by language"), default=dict)
    as_of = models.DateField(_("as of"))
    sources = models.JSONField(_("sources"), default=list)

    objects: ClassVar[FollowingQuerySet[StoryFact]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = "story"

    class Meta:
        ordering = ["story", "number"]
        verbose_name = _("fact of a story")
        verbose_name_plural = _("facts of stories")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["story", "number"], name="story_fact_number_once")
        ]

    def __str__(self) -> str:
        return f"[{self.number}] {self.label}"


class Quote(Record):
    """What somebody said, in the languages it is told in, with the title held on the story's day."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="quotes")
    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("who said it"), related_name="+")
    titles = models.JSONField(_("title on the day, by language"), default=dict)
    words = models.JSONField(_("what was said, by language"), default=dict)

    objects: ClassVar[FollowingQuerySet[Quote]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = ("story", "person")

    class Meta:
        ordering = ["story", "id"]
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")

    def __str__(self) -> str:
        return str(self.person)
