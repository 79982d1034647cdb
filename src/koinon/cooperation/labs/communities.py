"""Community: an urban innovation community is its members, its practices and its events."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.practices.models import Practice, terms
from koinon.cooperation.programmes.models import Programme
from koinon.network.events.models import Event
from koinon.network.people.audience import (
    Audienced,
    DatedAudiencedQuerySet,
    DatedFollowingQuerySet,
    FollowingQuerySet,
    seen_through,
)
from koinon.network.people.models import Body
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.platform.dates.models import Dated
from koinon.platform.ui.addresses import url


class CommunityQuerySet(DatedAudiencedQuerySet["Community"]):  # type: ignore[override]
    def visible_to(self, reader: Reader) -> Self:
        """Seen by those of its audience who may see the body that it is."""
        seen = super().visible_to(reader)
        return seen if reader.is_secretariat else seen.filter(seen_through(Community, "body", reader))


class Community(Record, Dated, Audienced):
    """Cities and others who learn of what is new from each other. It is a body, and bears that body's names."""

    body = models.OneToOneField(Body, models.PROTECT, verbose_name=_("body"), related_name="community")
    programme = models.ForeignKey(
        Programme,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("programme"),
        related_name="communities",
    )
    purpose = models.TextField(_("purpose"), blank=True)
    themes = models.TextField(_("themes"), blank=True, help_text=_("one a line"))
    is_example = models.BooleanField(
        _("an example"), default=False, help_text=_("Invented to show the room at work; no source says it.")
    )

    objects: ClassVar[CommunityQuerySet] = CommunityQuerySet.as_manager()  # type: ignore[assignment]

    party_paths = ("body_id", "members__body_id")

    class Meta:
        ordering = ["body__name", "id"]
        verbose_name = _("community")
        verbose_name_plural = _("communities")
        indexes = Dated.Meta.indexes
        constraints = Dated.Meta.constraints

    def __str__(self) -> str:
        return str(self.body)

    def get_absolute_url(self) -> str:
        return url("labs:community", key=self.key)

    @property
    def theme_list(self) -> list[str]:
        """Its themes, each once."""
        return terms(self.themes)


class MemberPart(models.TextChoices):
    """What a body is in a community."""

    MEMBER = "member", _("member")
    HOST = "host", _("host")
    SUPPORTER = "supporter", _("supporter")


class CommunityMember(Record, Dated):
    """A body that belongs to a community from the day it joined to the day it left."""

    community = models.ForeignKey(Community, models.CASCADE, related_name="members")
    body = models.ForeignKey(Body, models.PROTECT, verbose_name=_("body"), related_name="communities_joined")
    part = models.CharField(_("part"), max_length=10, choices=MemberPart, default=MemberPart.MEMBER)
    note = models.CharField(_("note"), max_length=254, blank=True)

    objects: ClassVar[DatedFollowingQuerySet[CommunityMember]] = DatedFollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = ("community", "body")

    class Meta:
        ordering = ["community", "starts_earliest", "id"]
        verbose_name = _("member of a community")
        verbose_name_plural = _("members of communities")
        indexes = Dated.Meta.indexes
        constraints = Dated.Meta.constraints

    def __str__(self) -> str:
        return str(self.body)

    def get_absolute_url(self) -> str:
        return self.community.get_absolute_url()


class CommunityPractice(Record):
    """A practice that the community shares."""

    community = models.ForeignKey(Community, models.CASCADE, related_name="practices")
    practice = models.ForeignKey(
        Practice, models.CASCADE, verbose_name=_("practice"), related_name="communities"
    )
    added_on = models.DateField(_("shared since"), null=True, blank=True)

    objects: ClassVar[FollowingQuerySet[CommunityPractice]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = ("community", "practice")

    class Meta:
        ordering = ["community", "id"]
        verbose_name = _("practice of a community")
        verbose_name_plural = _("practices of communities")
        constraints = [
            models.UniqueConstraint(fields=["community", "practice"], name="community_practice_once")
        ]

    def __str__(self) -> str:
        return str(self.practice)


class CommunityEvent(Record):
    """An event of the community."""

    community = models.ForeignKey(Community, models.CASCADE, related_name="events")
    event = models.ForeignKey(Event, models.CASCADE, verbose_name=_("event"), related_name="communities")

    objects: ClassVar[FollowingQuerySet[CommunityEvent]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = ("community", "event")

    class Meta:
        ordering = ["community", "id"]
        verbose_name = _("event of a community")
        verbose_name_plural = _("events of communities")
        constraints = [models.UniqueConstraint(fields=["community", "event"], name="community_event_once")]

    def __str__(self) -> str:
        return str(self.event)
