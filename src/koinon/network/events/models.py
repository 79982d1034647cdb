"""Anything on a calendar: what, when in local time, where or virtual, for whom, and who took part."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from koinon.network.events.afterwards import EventDocument, Task
from koinon.network.events.groups import Group, groups_in, only_groups
from koinon.network.events.programme import Session, Speaker, Stage
from koinon.network.events.registrations import Came, Invitation, Registration, RegistrationRules
from koinon.network.people.audience import Audienced, DatedAudiencedQuerySet, seen_through
from koinon.network.people.models import Body, Person
from koinon.network.places.models import City
from koinon.platform.audit.models import Record
from koinon.platform.dates.models import Dated
from koinon.platform.recording.tongues import Spoken
from koinon.platform.ui.addresses import url

if TYPE_CHECKING:
    from koinon.network.people.readers import Reader

__all__ = [
    "Attendance",
    "Came",
    "Event",
    "EventDocument",
    "EventKind",
    "Group",
    "Invitation",
    "Part",
    "Registration",
    "RegistrationRules",
    "Session",
    "Speaker",
    "Stage",
    "Task",
]


class EventKind(models.TextChoices):
    """What sort of event it is."""

    SEMINAR = "seminar", _("seminar")
    WORKSHOP = "workshop", _("workshop")
    MISSION = "mission", _("mission")
    VISIT = "visit", _("visit")
    CEREMONY = "ceremony", _("ceremony")
    DIALOGUE = "dialogue", _("dialogue")
    CONFERENCE = "conference", _("conference")
    DISCUSSION = "discussion", _("talks")
    OTHER = "other", _("other")


class Event(Record, Dated, Audienced, Spoken):
    """Something that takes place over a span of days; clock times are local to the time zone."""

    title = models.CharField(_("title"), max_length=254, db_index=True)
    kind = models.CharField(_("kind"), max_length=12, choices=EventKind, default=EventKind.OTHER)
    begins_at = models.TimeField(_("begins at"), null=True, blank=True)
    closes_at = models.TimeField(_("closes at"), null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=60, blank=True)
    city = models.ForeignKey(
        City, models.PROTECT, null=True, blank=True, verbose_name=_("city"), related_name="events"
    )
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    virtual = models.BooleanField(_("virtual"), default=False)
    host = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, verbose_name=_("host"), related_name="hosted_events"
    )
    meant_for = models.CharField(_("for whom"), max_length=254, blank=True)
    groups = models.CharField(
        _("groups it is for"),
        max_length=120,
        blank=True,
        validators=[only_groups],
        help_text=_("such as: elected; policymakers; managers; planners"),
    )
    planned = models.BooleanField(
        _("announced only"),
        default=False,
        help_text=_("the source announces it; that it took place is not on record"),
    )
    participants = models.PositiveIntegerField(_("number of participants"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    follow_up = models.TextField(_("what came of it"), blank=True)

    objects: ClassVar[DatedAudiencedQuerySet[Event]] = DatedAudiencedQuerySet.as_manager()  # type: ignore[assignment]

    party_paths = ("host_id", "attendances__body_id", "attendances__sent_by_id")

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-starts_earliest", "title", "id"]
        indexes = Dated.Meta.indexes
        constraints = Dated.Meta.constraints

    def __str__(self) -> str:
        return self.titled(self.title)

    def get_absolute_url(self) -> str:
        return url("events:event", key=self.key)

    @property
    def group_words(self) -> list[str]:
        """The groups it is for, in the reader's language."""
        return [str(Group(one).label) for one in groups_in(self.groups)]


class Part(models.TextChoices):
    """The part somebody has in an event."""

    DELEGATE = "delegate", _("delegate")
    INTERPRETER = "interpreter", _("interpreter")
    HOST = "host", _("host")
    SPEAKER = "speaker", _("speaker")
    ORGANISER = "organiser", _("organiser")
    PARTICIPANT = "participant", _("participant")


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def visible_to(self, reader: Reader) -> Self:
        """Seen by those who may see the event and whoever took part: a part gives their names away."""
        if reader.is_secretariat:
            return self.all()
        return self.filter(*(seen_through(Attendance, path, reader) for path in ("event", "person", "body")))


class Attendance(Record):
    """A person's or a body's part in an event, in order of protocol, with the capacity as the source gives it."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="attendances")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, verbose_name=_("person"), related_name="attendances"
    )
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, verbose_name=_("body"), related_name="attendances"
    )
    sent_by = models.ForeignKey(
        Body,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=pgettext_lazy("on behalf of", "for"),
        related_name="delegations",
    )
    part = models.CharField(_("part"), max_length=12, choices=Part, default=Part.PARTICIPANT)
    capacity = models.CharField(_("in the capacity of"), max_length=254, blank=True)
    order = models.PositiveSmallIntegerField(_("order of protocol"), default=0)
    came = models.CharField(_("came"), max_length=8, choices=Came, blank=True, default=Came.UNKNOWN)

    objects: ClassVar[AttendanceQuerySet] = AttendanceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["event", "order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) | models.Q(body__isnull=False),
                name="attendance_of_somebody",
            )
        ]

    def __str__(self) -> str:
        return str(self.person or self.body)

    def get_absolute_url(self) -> str:
        return f"{self.event.get_absolute_url()}#part"
