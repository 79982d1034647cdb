"""Call: what is asked for, of whom, by when and under which rules, in how many languages; its state follows from acts."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar, Self
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.calls.zones import is_zone
from koinon.cooperation.programmes.models import Edition
from koinon.network.people.audience import Audienced, AudiencedQuerySet, FollowingQuerySet, seen_through
from koinon.network.people.models import Body
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.platform.ui.addresses import url

CODE = RegexValidator(r"^[A-Z0-9]+(?:-[A-Z0-9]+)*$", _("Use capital letters, digits and hyphens only."))


class CallKind(models.TextChoices):
    """What a call is for."""

    AWARD = "award", _("award")
    SCHOLARSHIP = "scholarship", _("scholarship")
    SELECTION = "selection", _("selection of cities")
    LAB = "lab", _("cities lab")
    HUB = "hub", _("learning hub")


class CallState(models.TextChoices):
    """How far a call is; never typed, always computed from its acts and the clock."""

    DRAFT = "draft", _("being prepared")
    ANNOUNCED = "announced", _("opens soon")
    OPEN = "open", _("open for entries")
    LATE = "late", _("closed; late entries with a reason")
    CLOSED = "closed", _("closed")
    CANCELLED = "cancelled", _("cancelled")
    RECORD = "record", _("on record")


TAKING = (CallState.OPEN, CallState.LATE)
"""The states in which entries can be sent."""


class CallLanguage(models.TextChoices):
    """The languages a call can be written in; each calls itself by its own name."""

    EN = "en", "English"
    ZH_HANS = "zh-Hans", "简体中文"
    ES = "es", "Español"
    FR = "fr", "Français"


def reader_language(wanted: str | None = None) -> str:
    """The language of the page, or the one asked for, as calls write it.

    >>> reader_language("zh-hans"), reader_language("es-mx"), reader_language("de")
    ('zh-Hans', 'es', 'de')
    """
    told = (wanted or get_language() or "en").lower()
    return "zh-Hans" if told.startswith("zh") else told.partition("-")[0]


class CallQuerySet(AudiencedQuerySet["Call"]):
    def visible_to(self, reader: Reader) -> Self:
        """What is being prepared is seen by the secretariat and whoever runs it; the rest by its audience."""
        own = super().visible_to(reader)
        if reader.is_secretariat:
            return own
        published = Q(opened_at__isnull=False) | Q(on_record=True) | Q(run_by__in=reader.bodies)
        paths = (seen_through(Call, path, reader) for path in ("edition", "run_by"))
        return own.filter(published, *paths)


class Call(Record, Audienced):
    """One call for entries. The days are the calendar as announced; the moments are acts, set by the commands.

    ``on_record`` is a call that was run elsewhere or in former days: its results stand here, nothing is entered.
    """

    kind = models.CharField(_("kind"), max_length=12, choices=CallKind, default=CallKind.AWARD)
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(
        _("written in"), max_length=12, choices=CallLanguage, default=CallLanguage.EN,
        help_text=_("The language of the texts below; others are added beside them."),
    )  # fmt: skip
    code = models.CharField(
        _("code"), max_length=20, unique=True, validators=[CODE],
        help_text=_("such as GZA-2018: receipts are then GZA-2018-0042"),
    )  # fmt: skip
    edition = models.ForeignKey(
        Edition, models.PROTECT, null=True, blank=True, verbose_name=_("edition"), related_name="calls"
    )
    run_by = models.ForeignKey(Body, models.PROTECT, verbose_name=_("run by"), related_name="calls")
    summary = models.TextField(_("summary"), blank=True)
    rules = models.TextField(_("rules"), blank=True)
    eligibility = models.TextField(_("who may enter"), blank=True)

    opens_on = models.DateField(_("opens on"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes at"), null=True, blank=True)
    time_zone = models.CharField(
        _("time zone"),
        max_length=60,
        default="UTC",
        validators=[is_zone],
        help_text=_("such as Asia/Shanghai"),
    )
    late_until = models.DateField(
        _("late entries until"), null=True, blank=True,
        help_text=_("with a reason; left empty: none after the close"),
    )  # fmt: skip
    questions_until = models.DateField(_("questions until"), null=True, blank=True)
    members_only = models.BooleanField(_("only members of the network may enter"), default=False)
    blind = models.BooleanField(
        _("judged blind"), default=False, help_text=_("Jurors do not see who entered until the rules say so.")
    )
    on_record = models.BooleanField(
        _("held elsewhere"), default=False,
        help_text=_("Only its rules and results are on record here; nothing can be entered."),
    )  # fmt: skip

    opened_at = models.DateTimeField(_("opened"), null=True, editable=False)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, editable=False)
    cancelled_reason = models.TextField(_("reason for cancelling"), blank=True, editable=False)

    objects: ClassVar[CallQuerySet] = CallQuerySet.as_manager()  # type: ignore[assignment]

    party_paths = ("run_by_id", "edition__participations__body_id")

    class Meta:
        ordering = [models.F("closes_at").desc(nulls_last=True), "-code"]
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        constraints = [
            models.CheckConstraint(
                condition=Q(on_record=False) | Q(opened_at=None), name="call_on_record_never_opened"
            )
        ]

    def get_absolute_url(self) -> str:
        return url("calls:call", key=self.key)

    def clean(self) -> None:
        if self.closes_at and self.opens_on and self.closes_at.astimezone(self.zone).date() < self.opens_on:
            raise ValidationError({"closes_at": _("A call closes after it opens.")})
        if (
            self.late_until
            and self.closes_at
            and self.late_until < self.closes_at.astimezone(self.zone).date()
        ):
            raise ValidationError({"late_until": _("Late entries end after the close, not before.")})

    @property
    def zone(self) -> ZoneInfo:
        """The zone its days and hours are told in."""
        return ZoneInfo(self.time_zone or "UTC")

    def state(self, now: datetime) -> CallState:
        """How far it is at this moment."""
        if self.cancelled_at and self.cancelled_at <= now:
            return CallState.CANCELLED
        if self.on_record:
            return CallState.RECORD
        if not self.opened_at or self.opened_at > now:
            return CallState.DRAFT
        today = now.astimezone(self.zone).date()
        if self.opens_on and today < self.opens_on:
            return CallState.ANNOUNCED
        if self.closes_at is None or now <= self.closes_at:
            return CallState.OPEN
        return CallState.LATE if self.late_until and today <= self.late_until else CallState.CLOSED

    def takes_entries(self, now: datetime) -> bool:
        """Whether an entry can be sent at this moment, in time or late."""
        return self.state(now) in TAKING

    def takes_questions(self, now: datetime) -> bool:
        """Whether an applicant may still ask."""
        if self.state(now) not in (CallState.ANNOUNCED, *TAKING):
            return False
        return self.questions_until is None or now.astimezone(self.zone).date() <= self.questions_until

    @property
    def closes_local(self) -> datetime | None:
        """When it closes, as the clock at its place shows it."""
        return self.closes_at.astimezone(self.zone) if self.closes_at else None

    @property
    def final_moment(self) -> datetime | None:
        """When the very last entry can be sent; none where nothing closes it."""
        if not self.late_until:
            return self.closes_at
        midnight = datetime.combine(self.late_until + timedelta(1), datetime.min.time(), self.zone)
        return max(midnight, self.closes_at) if self.closes_at else midnight


class CallText(Record):
    """A call's own words in another language."""

    call = models.ForeignKey(Call, models.CASCADE, verbose_name=_("call"), related_name="texts")
    language = models.CharField(_("language"), max_length=12, choices=CallLanguage)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"), blank=True)
    rules = models.TextField(_("rules"), blank=True)
    eligibility = models.TextField(_("who may enter"), blank=True)

    objects: ClassVar[FollowingQuerySet[CallText]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = "call"

    class Meta:
        ordering = ["call", "language"]
        verbose_name = _("text of a call")
        verbose_name_plural = _("texts of calls")
        constraints = [models.UniqueConstraint(fields=["call", "language"], name="call_told_once_a_language")]
