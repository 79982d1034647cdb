"""Who takes part in an edition: on which side, through whom, seeking and offering what."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.programmes.editions import Edition
from koinon.network.people.audience import Audienced, AudiencedQuerySet, seen_through
from koinon.network.people.models import Body, Role
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record


class ParticipationQuerySet(AudiencedQuerySet["Participation"]):
    def visible_to(self, reader: Reader) -> Self:
        """Seen by those who may see it, its edition and its body."""
        own = super().visible_to(reader)
        if reader.is_secretariat:
            return own
        return own.filter(
            seen_through(Participation, "edition", reader), seen_through(Participation, "body", reader)
        )


class Participation(Record, Audienced):
    """A body's part in an edition, on one side of it."""

    edition = models.ForeignKey(
        Edition, models.CASCADE, verbose_name=_("edition"), related_name="participations"
    )
    body = models.ForeignKey(Body, models.PROTECT, verbose_name=_("body"), related_name="participations")
    side = models.CharField(_("side"), max_length=60, blank=True)
    mechanism = models.CharField(_("coordination mechanism"), max_length=254, blank=True)

    objects: ClassVar[ParticipationQuerySet] = ParticipationQuerySet.as_manager()  # type: ignore[assignment]

    party_paths = ("body_id", "edition__programme__run_by_id")

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ["edition", "side", "body__name"]
        constraints = [models.UniqueConstraint(fields=["edition", "body"], name="takes_part_once")]

    def __str__(self) -> str:
        return f"{self.body} in {self.edition}"


class FocalPointQuerySet(models.QuerySet["FocalPoint"]):
    def visible_to(self, reader: Reader) -> Self:
        """Seen by those who may see the participation and the role, which its holder may hide."""
        if reader.is_secretariat:
            return self.all()
        return self.filter(*(seen_through(FocalPoint, path, reader) for path in ("participation", "role")))


class FocalPoint(Record):
    """The role through which a body is reached in an edition."""

    participation = models.ForeignKey(
        Participation, models.CASCADE, verbose_name=_("participation"), related_name="focal_points"
    )
    role = models.ForeignKey(Role, models.PROTECT, verbose_name=_("role"), related_name="focal_for")

    objects: ClassVar[FocalPointQuerySet] = FocalPointQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("focal point")
        verbose_name_plural = _("focal points")
        ordering = ["participation", "id"]
        constraints = [models.UniqueConstraint(fields=["participation", "role"], name="focal_once")]

    def __str__(self) -> str:
        return str(self.role)


class TopicKind(models.TextChoices):
    """What a topic is to the one who names it."""

    INTEREST = "interest", _("interest")
    OFFER = "offer", _("offer")
    SUPPORT = "support", _("support wanted")


class TopicQuerySet(models.QuerySet["Topic"]):
    def visible_to(self, reader: Reader) -> Self:
        """Seen by those who may see the edition and, where one participant names it, the participation."""
        if reader.is_secretariat:
            return self.all()
        return self.filter(
            seen_through(Topic, "edition", reader), seen_through(Topic, "participation", reader)
        )


class Topic(Record):
    """Something a participant, or all together, is interested in, offers, or wants support for."""

    edition = models.ForeignKey(Edition, models.CASCADE, verbose_name=_("edition"), related_name="topics")
    participation = models.ForeignKey(
        Participation,
        models.CASCADE,
        null=True,
        blank=True,
        verbose_name=_("participant"),
        related_name="topics",
    )
    kind = models.CharField(_("kind"), max_length=10, choices=TopicKind, default=TopicKind.INTEREST)
    text = models.CharField(_("topic"), max_length=160)

    objects: ClassVar[TopicQuerySet] = TopicQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["edition", "kind", "text"]

    def __str__(self) -> str:
        return self.text
