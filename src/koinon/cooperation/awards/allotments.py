"""Allotment: one question to the solver of who scores what, and its answer, until it is carried out."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.awards.permissions import sits_on
from koinon.cooperation.awards.phases import Phase
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.platform.ui.addresses import url


class AllotmentState(models.TextChoices):
    """How far it is."""

    WAITING = "waiting", _("waiting")
    SOLVING = "solving", _("being solved")
    READY = "ready", _("ready")
    CARRIED = "carried", _("being carried out")
    FAILED = "failed", _("not solved")
    DONE = "done", _("carried out")


class LanguageRule(models.TextChoices):
    """Whether a juror has to read the language of an entry."""

    REQUIRED = "required", _("required: nobody gets what he or she does not read")
    PREFERRED = "preferred", _("preferred: avoided where it can be")
    IGNORED = "ignored", _("of no account")


class AllotmentQuerySet(models.QuerySet["Allotment"]):
    def visible_to(self, reader: Reader) -> Self:
        """The secretariat's, and the chair's of the panel."""
        if reader.is_secretariat:
            return self.all()
        chaired = models.Q(phase__panel__jurors__person=reader.person_id, phase__panel__jurors__chair=True)
        return self.filter(chaired & sits_on(reader, "phase__panel__")).distinct()


class Allotment(Record):
    """Terms, and who would score what by them. ``answer`` holds ids of entries and jurors, never names."""

    phase = models.ForeignKey(Phase, models.CASCADE, verbose_name=_("phase"), related_name="allotments")
    reading = models.CharField(
        _("language of the entry"), max_length=9, choices=LanguageRule, default=LanguageRule.REQUIRED
    )
    region_most = models.PositiveSmallIntegerField(
        _("jurors from one region at most"),
        null=True,
        blank=True,
        help_text=_("where it can be had; left empty: half of them"),
    )
    state = models.CharField(_("state"), max_length=8, choices=AllotmentState, default=AllotmentState.WAITING)
    message = models.TextField(blank=True, editable=False)
    language = models.CharField(max_length=12, default="en", editable=False)
    asked_at = models.DateTimeField(editable=False)
    milliseconds = models.PositiveIntegerField(null=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    answer: models.JSONField[Any, Any] = models.JSONField(default=dict, editable=False)

    objects: ClassVar[AllotmentQuerySet] = AllotmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["phase", "id"]
        verbose_name = _("allotment")
        verbose_name_plural = _("allotments")

    def __str__(self) -> str:
        return str(self.phase)

    def get_absolute_url(self) -> str:
        return url("awards:allotment", key=self.key)

    @property
    def is_at_work(self) -> bool:
        """Whether a worker is, or should be, busy with it."""
        return self.state in (AllotmentState.WAITING, AllotmentState.SOLVING, AllotmentState.CARRIED)

    @property
    def is_ready(self) -> bool:
        return self.state == AllotmentState.READY
