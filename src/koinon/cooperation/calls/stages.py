"""Stages: how far entries came, as counted here or as on record, and which entries reached each stage."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from koinon.cooperation.calls.calls import Call
from koinon.network.people.audience import FollowingQuerySet, seen_through
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.platform.dates.fields import DayField

if TYPE_CHECKING:
    from koinon.cooperation.calls.entries import Entry


class StageKind(models.TextChoices):
    """How far an entry comes; a call has those stages that its rules name."""

    ENTERED = "entered", pgettext_lazy("stage of a call", "entered")
    ELIGIBLE = "eligible", _("eligible")
    DESERVING = "deserving", _("deserving")
    SHORTLIST = "shortlist", _("shortlist")
    WINNER = "winner", _("winners")


# Who comes to the end of a call that is no award.
LAST_WORDS = {
    "scholarship": pgettext_lazy("stage of a call", "scholars"),
    "selection": pgettext_lazy("stage of a call", "selected"),
    "lab": pgettext_lazy("stage of a call", "selected"),
    "hub": pgettext_lazy("stage of a call", "selected"),
}


class Stage(Record):
    """One stage of a call. ``counted`` is a number on record; without it, the placings here are counted.

    Once ``announced_at`` is set, everybody may see who reached it; before, only the secretariat. Stages of a
    call held elsewhere are known to everybody.
    """

    call = models.ForeignKey(Call, models.CASCADE, verbose_name=_("call"), related_name="stages")
    kind = models.CharField(_("stage"), max_length=10, choices=StageKind)
    rank = models.PositiveSmallIntegerField(_("order"), default=0)
    planned = models.PositiveIntegerField(_("at most, by the rules"), null=True, blank=True)
    counted = models.PositiveIntegerField(
        _("number on record"), null=True, blank=True,
        help_text=_("as a source tells it; left empty, the entries here are counted"),
    )  # fmt: skip
    announced = DayField(_("announced"))
    announced_at = models.DateTimeField(_("announced here"), null=True, editable=False)

    objects: ClassVar[FollowingQuerySet[Stage]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = "call"

    class Meta:
        ordering = ["call", "rank", "id"]
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        constraints = [models.UniqueConstraint(fields=["call", "kind"], name="stage_once_in_a_call")]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def named(self, call_kind: str) -> str:
        """What the stage is called in a call of that kind: an award has winners, a selection has whom it selected."""
        last = LAST_WORDS.get(call_kind) if self.kind == StageKind.WINNER else None
        return str(last or self.get_kind_display())

    @property
    def is_public(self) -> bool:
        """Whether everybody may see who reached it; what was held elsewhere was announced there."""
        return self.announced_at is not None or self.call.on_record


class PlacingQuerySet(models.QuerySet["Placing"]):
    def announced(self) -> Self:
        """Those of stages that were announced, here or, of calls held elsewhere, there."""
        return self.filter(Q(stage__announced_at__isnull=False) | Q(stage__call__on_record=True))

    def visible_to(self, reader: Reader) -> Self:
        """What is announced is seen by whoever may see the call and the entry; before, by the secretariat alone."""
        if reader.is_secretariat:
            return self.all()
        return self.announced().filter(
            seen_through(Placing, "stage", reader), seen_through(Placing, "entry", reader)
        )


class Placing(Record):
    """An entry reached a stage; the note is public once the stage is."""

    entry: models.ForeignKey[Entry, Entry] = models.ForeignKey(
        "calls.Entry", models.CASCADE, verbose_name=_("entry"), related_name="placings"
    )
    stage = models.ForeignKey(Stage, models.CASCADE, verbose_name=_("stage"), related_name="placings")
    note = models.CharField(_("note"), max_length=254, blank=True)

    objects: ClassVar[PlacingQuerySet] = PlacingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["stage__rank", "id"]
        verbose_name = _("placing")
        verbose_name_plural = _("placings")
        constraints = [models.UniqueConstraint(fields=["entry", "stage"], name="reached_once")]

    def __str__(self) -> str:
        return f"{self.entry}: {self.stage}"
