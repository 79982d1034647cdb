"""What an event is made of: its stages in one city after another, its sessions hour by hour, and who speaks."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from koinon.network.people.audience import DatedFollowingQuerySet, FollowingQuerySet
from koinon.network.people.models import Body, Person
from koinon.network.places.models import City
from koinon.platform.audit.models import Record
from koinon.platform.dates.models import Dated


class Stage(Record, Dated):
    """One stop of an event that goes from city to city: where, when, and who receives."""

    event = models.ForeignKey("events.Event", models.CASCADE, verbose_name=_("event"), related_name="stages")
    title = models.CharField(_("what"), max_length=200)
    other_title = models.CharField(_("what, in another language"), max_length=200, blank=True)
    other_language = models.CharField(
        _("which language"), max_length=12, blank=True, choices=settings.LANGUAGES
    )
    city = models.ForeignKey(
        City, models.PROTECT, null=True, blank=True, verbose_name=_("city"), related_name="stages"
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    host = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, verbose_name=_("received by"), related_name="stages"
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    note = models.TextField(_("note"), blank=True)

    objects: ClassVar[DatedFollowingQuerySet[Stage]] = DatedFollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = "event"

    class Meta:
        ordering = ["event", "order", "starts_earliest", "id"]
        indexes = Dated.Meta.indexes
        constraints = Dated.Meta.constraints
        verbose_name = _("stage")
        verbose_name_plural = _("stages")

    def get_absolute_url(self) -> str:
        return f"{self.event.get_absolute_url()}#stages"


class Session(Record):
    """One point of the programme, in the local time of the place; several may run side by side in several rooms."""

    event = models.ForeignKey(
        "events.Event", models.CASCADE, verbose_name=_("event"), related_name="sessions"
    )
    stage = models.ForeignKey(
        Stage, models.SET_NULL, null=True, blank=True, verbose_name=_("stage"), related_name="sessions"
    )
    day = models.DateField(_("day"))
    begins_at = models.TimeField(_("begins at"), null=True, blank=True)
    closes_at = models.TimeField(_("closes at"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=200)
    other_title = models.CharField(_("title in another language"), max_length=200, blank=True)
    other_language = models.CharField(
        _("which language"), max_length=12, blank=True, choices=settings.LANGUAGES
    )
    room = models.CharField(_("room"), max_length=120, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    note = models.TextField(_("note"), blank=True)

    objects: ClassVar[FollowingQuerySet[Session]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = "event"

    class Meta:
        # Told apart by the order where the hours are not known; an empty hour sorts first on both databases.
        ordering = ["event", "day", models.F("begins_at").asc(nulls_first=True), "order", "id"]
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    def get_absolute_url(self) -> str:
        return f"{self.event.get_absolute_url()}#programme"


class Speaker(Record):
    """Who speaks in a session: a person on record, or a name as the programme writes it."""

    session = models.ForeignKey(Session, models.CASCADE, verbose_name=_("session"), related_name="speakers")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, verbose_name=_("person"), related_name="talks"
    )
    name = models.CharField(_("or the name as written"), max_length=200, blank=True)
    capacity = models.CharField(_("in the capacity of"), max_length=254, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects: ClassVar[FollowingQuerySet[Speaker]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = ("session", "person")

    class Meta:
        ordering = ["session", "order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) | ~models.Q(name=""),
                name="speaker_is_somebody",
            )
        ]
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")

    def __str__(self) -> str:
        return self.person.display() if self.person else self.name
