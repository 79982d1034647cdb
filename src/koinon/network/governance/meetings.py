"""Meetings of bodies and their numbered agenda."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from koinon.network.governance.sight import seated
from koinon.network.people.audience import Audienced, AudiencedQuerySet, seen_through
from koinon.network.people.models import Body, Person
from koinon.network.people.readers import Reader
from koinon.network.places.models import City
from koinon.platform.audit.models import Record
from koinon.platform.dates.fields import DayField
from koinon.platform.recording.tongues import Spoken
from koinon.platform.ui.addresses import url


class MeetingKind(models.TextChoices):
    """What sort of meeting it is."""

    ORDINARY = "ordinary", _("ordinary")
    EXTRAORDINARY = "extraordinary", _("extraordinary")
    WRITTEN = "written", _("by correspondence")


def approved_by(on: date) -> Exists:
    """Whether a later meeting had approved the minutes by the day, under an item that says so."""
    items = AgendaItem.objects.filter(
        approves=OuterRef("pk"),
        decisions__outcome="adopted",
        meeting__cancelled_on=None,
        meeting__held_earliest__lte=on,
    )
    return Exists(items)


class MeetingQuerySet(AudiencedQuerySet["Meeting"]):
    def visible_to(self, reader: Reader) -> Self:
        """Meetings that may be seen, of bodies that may be seen."""
        seen = super().visible_to(reader)
        return seen if reader.is_secretariat else seen.filter(seen_through(Meeting, "body", reader))

    def with_approval(self, on: date) -> Self:
        """Annotate ``approved``: whether the minutes had been approved by the day."""
        return self.annotate(approved=approved_by(on))

    def with_seat(self, reader: Reader) -> Self:
        """Annotate ``is_seated``: whether the reader sits in the body, or acts for who does."""
        return self.annotate(is_seated=seated(reader, ""))


class Meeting(Record, Audienced, Spoken):
    """A body in session on a day. How it stands is computed from its days, never typed: see ``states``."""

    # What the querysets annotate, told to the type checker.
    approved: bool
    is_seated: bool
    held_earliest: date
    held_latest: date

    body = models.ForeignKey(Body, models.PROTECT, verbose_name=_("body"), related_name="meetings")
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=14, choices=MeetingKind, default=MeetingKind.ORDINARY)
    held = DayField(_("Held"))
    city = models.ForeignKey(
        City, models.PROTECT, null=True, blank=True, verbose_name=_("city"), related_name="meetings"
    )
    virtual = models.BooleanField(_("virtual"), default=False)
    begins_at = models.TimeField(_("begins at"), null=True, blank=True)
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    chair = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, verbose_name=_("in the chair"), related_name="+"
    )
    minutes_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, verbose_name=_("minutes by"), related_name="+"
    )
    convened_on = models.DateField(_("convened on"), null=True, blank=True, editable=False)
    papers_on = models.DateField(_("papers sent on"), null=True, blank=True, editable=False)
    drafted_on = models.DateField(_("minutes drafted on"), null=True, blank=True, editable=False)
    cancelled_on = models.DateField(_("cancelled on"), null=True, blank=True, editable=False)
    cancelled_because = models.CharField(_("why it was cancelled"), max_length=254, blank=True)

    objects: ClassVar[MeetingQuerySet] = MeetingQuerySet.as_manager()  # type: ignore[assignment]

    party_paths = ("body_id", "body__parent_id")

    class Meta:
        ordering = ["-held_latest", "id"]
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(cancelled_on=None) | ~Q(cancelled_because=""),
                name="meeting_cancelled_with_a_reason",
                violation_error_message=_("Say why the meeting is cancelled."),
            )
        ]

    def __str__(self) -> str:
        return self.titled(self.title)

    def get_absolute_url(self) -> str:
        return url("governance:meeting", key=self.key)


class ItemKind(models.TextChoices):
    """What an item of the agenda is for."""

    OTHER = "", _("not said")
    REPORT = "report", _("report")
    DISCUSSION = "discussion", _("discussion")
    DECISION = "decision", _("decision")
    ADMISSION = "admission", _("admission")
    AGREEMENT = "agreement", _("agreement")
    ELECTION = "election", _("election")
    ACCOUNTS = "accounts", _("accounts and budget")
    MINUTES = "minutes", _("approval of minutes")


class AgendaItem(Record):
    """A numbered point of the agenda, such as 4.2; the number is text, its order is kept apart."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    number = models.CharField(_("number"), max_length=12)
    title = models.CharField(_("title"), max_length=254)
    order = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(_("kind of item"), max_length=12, choices=ItemKind, blank=True, default="")
    rapporteur = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, verbose_name=_("rapporteur"), related_name="+"
    )
    proposal = models.TextField(
        _("what the body is asked"), blank=True, help_text=_("as it goes out with the agenda")
    )
    approves = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("approves the minutes of"),
        related_name="approvals",
    )

    class Meta:
        ordering = ["meeting", "order", "id"]
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["meeting", "number"], name="item_number_once"),
            models.CheckConstraint(
                condition=Q(approves=None) | ~Q(approves=F("meeting")), name="meeting_approves_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return f"{self.meeting.get_absolute_url()}#{self.key}"

    @property
    def depth(self) -> int:
        """How deep the item lies: 4 is 1, 4.2 is 2."""
        return len([part for part in self.number.split(".") if part]) or 1


class ItemPaperQuerySet(models.QuerySet["ItemPaper"]):
    def visible_to(self, reader: Reader) -> Self:
        """Seen with the agenda; what it points at is shown only to who may see that."""
        if reader.is_secretariat:
            return self.all()
        return self.filter(item__meeting__in=Meeting.objects.visible_to(reader))


class ItemPaper(Record):
    """Something an item draws on: a document, an agreement, an admission, a plan; any record a room offers."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="papers")
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    order = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar[ItemPaperQuerySet] = ItemPaperQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["item", "order", "id"]
        verbose_name = _("paper of an item")
        verbose_name_plural = _("papers of an item")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["item", "subject_kind", "subject_id"], name="item_draws_once")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["subject_kind", "subject_id"])]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id}"
