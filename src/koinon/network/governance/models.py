"""How bodies decide: meetings, their numbered agenda, and decisions with their follow-up."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from koinon.network.people.audience import Audienced, AudiencedQuerySet, seen_through
from koinon.network.people.models import Body, Person
from koinon.network.people.readers import Reader
from koinon.network.places.models import City
from koinon.platform.audit.models import Record
from koinon.platform.dates.fields import DayField
from koinon.platform.ui.addresses import url


class MeetingKind(models.TextChoices):
    """What sort of meeting it is."""

    ORDINARY = "ordinary", _("ordinary")
    EXTRAORDINARY = "extraordinary", _("extraordinary")
    WRITTEN = "written", _("by correspondence")


class MeetingQuerySet(AudiencedQuerySet["Meeting"]):
    def visible_to(self, reader: Reader) -> Self:
        """Meetings that may be seen, of bodies that may be seen."""
        seen = super().visible_to(reader)
        return seen if reader.is_secretariat else seen.filter(seen_through(Meeting, "body", reader))


class Meeting(Record, Audienced):
    """A body in session on a day."""

    body = models.ForeignKey(Body, models.PROTECT, verbose_name=_("body"), related_name="meetings")
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=14, choices=MeetingKind, default=MeetingKind.ORDINARY)
    held = DayField()
    city = models.ForeignKey(
        City, models.PROTECT, null=True, blank=True, verbose_name=_("city"), related_name="meetings"
    )
    virtual = models.BooleanField(_("virtual"), default=False)

    objects: ClassVar[MeetingQuerySet] = MeetingQuerySet.as_manager()  # type: ignore[assignment]

    party_paths = ("body_id", "body__parent_id")

    class Meta:
        ordering = ["-held_latest", "id"]

    def get_absolute_url(self) -> str:
        return url("governance:meeting", key=self.key)


class AgendaItem(Record):
    """A numbered point of the agenda, such as 4.2; the number is text, its order is kept apart."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    number = models.CharField(_("number"), max_length=12)
    title = models.CharField(_("title"), max_length=254)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["meeting", "order", "id"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="item_number_once")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return f"{self.meeting.get_absolute_url()}#{self.key}"


class HowTaken(models.TextChoices):
    """How a decision was taken."""

    UNKNOWN = "unknown", _("not on record")
    CONSENSUS = "consensus", _("consensus")
    VOTE = "vote", _("vote")


class FollowUp(models.TextChoices):
    """How far a decision has been carried out."""

    OPEN = "open", pgettext_lazy("follow-up of a decision", "open")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")


class DecisionQuerySet(AudiencedQuerySet["Decision"]):
    def visible_to(self, reader: Reader) -> Self:
        """Decisions that may be seen, of meetings that may be seen."""
        seen = super().visible_to(reader)
        if reader.is_secretariat:
            return seen
        return seen.filter(item__meeting__in=Meeting.objects.visible_to(reader))


class Decision(Record, Audienced):
    """What a meeting decided under an item, with a reference that never changes: BoD-2016-10-14-X/4.2."""

    item = models.ForeignKey(
        AgendaItem, models.PROTECT, verbose_name=_("agenda item"), related_name="decisions"
    )
    reference = models.CharField(_("reference"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=254)
    text = models.TextField(_("text"), blank=True)
    taken = models.CharField(_("how taken"), max_length=10, choices=HowTaken, default=HowTaken.UNKNOWN)
    votes_for = models.PositiveSmallIntegerField(pgettext_lazy("votes", "for"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("against"), null=True, blank=True)
    abstentions = models.PositiveSmallIntegerField(_("abstentions"), null=True, blank=True)
    owner_body = models.ForeignKey(
        Body,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("to be done by (body)"),
        related_name="tasks",
    )
    owner_person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("to be done by (person)"),
        related_name="tasks",
    )
    due = DayField()
    follow_up = models.CharField(_("follow-up"), max_length=8, choices=FollowUp, default=FollowUp.OPEN)

    objects: ClassVar[DecisionQuerySet] = DecisionQuerySet.as_manager()  # type: ignore[assignment]

    party_paths = ("item__meeting__body_id", "item__meeting__body__parent_id", "owner_body_id")

    class Meta:
        ordering = ["-item__meeting__held_latest", "reference"]

    def get_absolute_url(self) -> str:
        return url("governance:decision", key=self.key)
