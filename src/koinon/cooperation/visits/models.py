"""Visit: an event with a guest, a programme of half-days, asks, follow-ups, and what the guest's office mended."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.agreements.models import Commitment
from koinon.network.events.models import Attendance, Event
from koinon.network.people.audience import FollowingQuerySet, seen_through
from koinon.network.people.models import Body, Person
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.platform.ui.addresses import url


class VisitKind(models.TextChoices):
    """What sort of visit it is."""

    COURTESY = "courtesy", _("courtesy visit")
    STUDY = "study", _("study visit")
    MISSION = "mission", _("mission")


class VisitQuerySet(models.QuerySet["Visit"]):
    def visible_to(self, reader: Reader) -> Self:
        """Seen by those who may see the event and the guest."""
        if reader.is_secretariat:
            return self.all()
        return self.filter(*(seen_through(Visit, path, reader) for path in ("event", "guest")))


class Visit(Record):
    """What a visit has beside its event: the guest, the languages, the notes, and the link for the guest's office."""

    event = models.OneToOneField(Event, models.PROTECT, verbose_name=_("event"), related_name="visit")
    kind = models.CharField(_("kind"), max_length=10, choices=VisitKind, default=VisitKind.COURTESY)
    guest = models.ForeignKey(Body, models.PROTECT, verbose_name=_("guest"), related_name="visits")
    languages = models.CharField(_("languages"), max_length=60, blank=True, help_text=_("en, zh"))
    purpose = models.TextField(_("purpose"), blank=True)
    notes = models.TextField(_("notes"), blank=True)
    results = models.TextField(
        _("what came of it"),
        blank=True,
        help_text=_("for the guest too: it stands in the report on the visit"),
    )

    link_nonce = models.CharField(max_length=24, blank=True, editable=False)
    link_until = models.DateField(_("link good until"), null=True, editable=False)
    link_language = models.CharField(max_length=12, blank=True, editable=False)
    link_for = models.ForeignKey(
        Person, models.SET_NULL, null=True, editable=False, verbose_name=_("for whom"), related_name="+"
    )
    agreed_at = models.DateTimeField(_("agreed"), null=True, editable=False)

    objects: ClassVar[VisitQuerySet] = VisitQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-event__starts_latest", "-id"]
        verbose_name = _("visit")
        verbose_name_plural = _("visits")

    def __str__(self) -> str:
        return str(self.event)

    def get_absolute_url(self) -> str:
        return url("visits:visit", key=self.key)


class Half(models.TextChoices):
    """Which part of a day."""

    MORNING = "1", _("morning")
    AFTERNOON = "2", _("afternoon")
    EVENING = "3", _("evening")


class HalfDay(Record):
    """One point of the programme: a half-day, what takes place, where, and with whom."""

    visit = models.ForeignKey(Visit, models.CASCADE, verbose_name=_("visit"), related_name="programme")
    day = models.DateField(_("day"), null=True, blank=True)
    half = models.CharField(_("half-day"), max_length=1, choices=Half, default=Half.MORNING)
    begins_at = models.TimeField(_("begins at"), null=True, blank=True)
    closes_at = models.TimeField(_("closes at"), null=True, blank=True)
    title = models.CharField(_("what"), max_length=200)
    other_title = models.CharField(_("what, in the guest's language"), max_length=200, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    received_by = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, verbose_name=_("received by"), related_name="+"
    )

    objects: ClassVar[FollowingQuerySet[HalfDay]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = "visit"

    class Meta:
        # A day or an hour nobody knows sorts first on both databases.
        ordering = [
            "visit",
            models.F("day").asc(nulls_first=True),
            "half",
            models.F("begins_at").asc(nulls_first=True),
            "id",
        ]
        verbose_name = _("half-day")
        verbose_name_plural = _("half-days")

    def __str__(self) -> str:
        return self.title


class AskQuerySet(models.QuerySet["Ask"]):
    def visible_to(self, reader: Reader) -> Self:
        """What the host means to ask for is the host's own affair."""
        return self.all() if reader.is_secretariat else self.none()


class Ask(Record):
    """Something to ask the guest for; from a promise on record, or new."""

    visit = models.ForeignKey(Visit, models.CASCADE, verbose_name=_("visit"), related_name="asks")
    text = models.CharField(_("what to ask for"), max_length=254)
    commitment = models.ForeignKey(
        Commitment, models.PROTECT, null=True, blank=True, verbose_name=_("promise"), related_name="asks"
    )

    objects: ClassVar[AskQuerySet] = AskQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["visit", "id"]
        verbose_name = _("ask")
        verbose_name_plural = _("asks")

    def __str__(self) -> str:
        return self.text


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def visible_to(self, reader: Reader) -> Self:
        """Seen by the secretariat, and by whoever is to do it and may see the visit."""
        if reader.is_secretariat:
            return self.all()
        own = models.Q(owner_body__in=reader.bodies)
        if reader.person_id:
            own |= models.Q(owner=reader.person_id)
        return self.filter(own, seen_through(FollowUp, "visit", reader))


class FollowUp(Record):
    """What was agreed on leaving: who does what by when; shown at the top of the next briefing until it is done."""

    visit = models.ForeignKey(Visit, models.CASCADE, verbose_name=_("visit"), related_name="follow_ups")
    text = models.CharField(_("what is to be done"), max_length=254)
    owner = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("who does it"),
        related_name="follow_ups",
    )
    owner_body = models.ForeignKey(
        Body,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("or which body"),
        related_name="follow_ups",
    )
    due_on = models.DateField(_("by when"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True, editable=False)
    outcome = models.CharField(_("what came of it"), max_length=254, blank=True)

    objects: ClassVar[FollowUpQuerySet] = FollowUpQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["visit", "due_on", "id"]
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")

    def __str__(self) -> str:
        return self.text


class CorrectionState(models.TextChoices):
    """What became of a correction."""

    SAID = "said", _("waiting")
    TAKEN = "taken", _("taken over")
    DECLINED = "declined", _("declined")


class Correction(Record):
    """A line the guest's office would have otherwise; the record changes only when somebody here takes it over."""

    visit = models.ForeignKey(Visit, models.CASCADE, verbose_name=_("visit"), related_name="corrections")
    attendance = models.ForeignKey(
        Attendance, models.CASCADE, verbose_name=_("who"), related_name="corrections"
    )
    field = models.CharField(max_length=10, choices=[("capacity", _("post")), ("name", _("name"))])
    before = models.CharField(_("as it stood"), max_length=254)
    after = models.CharField(_("as it should be"), max_length=254)
    said_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=CorrectionState, default=CorrectionState.SAID)

    objects: ClassVar[FollowingQuerySet[Correction]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = "visit"

    class Meta:
        ordering = ["visit", "id"]
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"
