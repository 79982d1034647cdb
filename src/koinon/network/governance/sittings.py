"""What takes place in the room: who was present, how each seat voted, and the minutes of each item."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from koinon.network.governance.decisions import Decision
from koinon.network.governance.meetings import AgendaItem, Meeting
from koinon.network.governance.sight import seated
from koinon.network.people.audience import seen_through
from koinon.network.people.models import Body, Person, Role
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record


class Presence(models.TextChoices):
    """Whether a seat was taken at a meeting."""

    PRESENT = "present", pgettext_lazy("at a meeting", "present")
    PROXY = "proxy", _("by proxy")
    EXCUSED = "excused", _("excused")
    ABSENT = "absent", pgettext_lazy("at a meeting", "absent")


class SittingQuerySet(models.QuerySet["Sitting"]):
    def visible_to(self, reader: Reader) -> Self:
        """Seen by the secretariat and by who sits in the body."""
        if reader.is_secretariat:
            return self.all()
        return self.filter(Q(seated(reader, "meeting__")), seen_through(Sitting, "meeting", reader))


class Sitting(Record):
    """A line of the attendance: a seat with who took it, or a guest without a seat."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="sittings")
    seat = models.ForeignKey(
        Role, models.PROTECT, null=True, blank=True, verbose_name=_("seat"), related_name="sittings"
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, verbose_name=_("person"), related_name="sittings"
    )
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, verbose_name=_("of the body"), related_name="sittings"
    )
    presence = models.CharField(_("presence"), max_length=8, choices=Presence, default=Presence.PRESENT)
    proxy = models.ForeignKey(
        Role, models.PROTECT, null=True, blank=True, verbose_name=_("votes through"), related_name="proxies"
    )
    capacity = models.CharField(_("as"), max_length=120, blank=True)

    objects: ClassVar[SittingQuerySet] = SittingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["meeting", "id"]
        verbose_name = _("attendance of a meeting")
        verbose_name_plural = _("attendance of a meeting")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["meeting", "seat"], name="seat_once_a_meeting"),
            models.CheckConstraint(
                condition=Q(seat__isnull=False) | Q(person__isnull=False) | Q(body__isnull=False),
                name="somebody_in_the_room",
            ),
            models.CheckConstraint(
                condition=Q(presence=Presence.PROXY, proxy__isnull=False, seat__isnull=False)
                | (~Q(presence=Presence.PROXY) & Q(proxy=None)),
                name="proxy_through_a_seat",
            ),
            models.CheckConstraint(
                condition=Q(proxy=None) | ~Q(proxy=F("seat")), name="proxy_through_another"
            ),
        ]

    def __str__(self) -> str:
        who = self.person or self.body or (self.seat and (self.seat.person or self.seat.holder))
        return str(who or "")


class Choice(models.TextChoices):
    """How a seat voted."""

    FOR = "for", pgettext_lazy("a vote", "for")
    AGAINST = "against", pgettext_lazy("a vote", "against")
    ABSTAIN = "abstain", pgettext_lazy("a vote", "abstains")


class BallotQuerySet(models.QuerySet["Ballot"]):
    def visible_to(self, reader: Reader) -> Self:
        """Seen by the secretariat and by who sits in the body; everybody else sees the counts."""
        if reader.is_secretariat:
            return self.all()
        sits = Q(seated(reader, "decision__item__meeting__"))
        return self.filter(sits, seen_through(Ballot, "decision", reader))


class Ballot(Record):
    """How one seat voted on a decision."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="ballots")
    seat = models.ForeignKey(Role, models.PROTECT, verbose_name=_("seat"), related_name="ballots")
    choice = models.CharField(_("vote"), max_length=8, choices=Choice)

    objects: ClassVar[BallotQuerySet] = BallotQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["decision", "id"]
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["decision", "seat"], name="one_ballot_a_seat")
        ]

    def __str__(self) -> str:
        return str(self.get_choice_display())


class MinuteQuerySet(models.QuerySet["Minute"]):
    def visible_to(self, reader: Reader) -> Self:
        """A draft is seen by the secretariat and who sits in the body; approved minutes by who sees the meeting."""
        if reader.is_secretariat:
            return self.all()
        approving = AgendaItem.objects.filter(
            approves=models.OuterRef("item__meeting"),
            decisions__outcome="adopted",
            meeting__cancelled_on=None,
        )
        shown = Q(seated(reader, "item__meeting__")) | Q(models.Exists(approving))
        meetings = Meeting.objects.visible_to(reader)
        return self.filter(shown, item__meeting__in=meetings)


class Minute(Record):
    """What the minutes say under an item: drafted from the record, then a person's own words."""

    item = models.OneToOneField(AgendaItem, models.CASCADE, related_name="minute")
    text = models.TextField(_("minutes"))

    objects: ClassVar[MinuteQuerySet] = MinuteQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["item"]
        verbose_name = _("minutes of an item")
        verbose_name_plural = _("minutes of an item")

    def __str__(self) -> str:
        return str(self.item)
