"""What a panel makes of its scores: changes by hand, who agrees, and the result that is frozen and signed."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.awards.panels import Juror
from koinon.cooperation.awards.permissions import sits_on
from koinon.cooperation.awards.phases import Phase
from koinon.cooperation.awards.reviews import Conflict
from koinon.cooperation.calls.models import Entry
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.platform.ui.addresses import url


def heard(reader: Reader) -> Q:
    """The panel's own once scoring is closed, but for entries with which the reader has a conflict."""
    barred = Conflict.objects.standing().filter(juror__person=reader.person_id).values("entry")
    return sits_on(reader, "phase__panel__") & Q(phase__closed_at__isnull=False) & ~Q(entry__in=barred)


class TurnQuerySet(models.QuerySet["Turn"]):
    def visible_to(self, reader: Reader) -> Self:
        return self.all() if reader.is_secretariat else self.filter(heard(reader))


class Turn(Record):
    """The panel puts an entry forward, or leaves it out, otherwise than the ranking has it; with a reason."""

    phase = models.ForeignKey(Phase, models.CASCADE, verbose_name=_("phase"), related_name="turns")
    entry = models.ForeignKey(Entry, models.PROTECT, verbose_name=_("entry"), related_name="+")
    forward = models.BooleanField(_("put forward"))
    reason = models.CharField(_("reason"), max_length=300)

    objects: ClassVar[TurnQuerySet] = TurnQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["phase_id", "id"]
        verbose_name = _("change by hand")
        verbose_name_plural = _("changes by hand")
        constraints = [models.UniqueConstraint(fields=["phase", "entry"], name="turned_once")]

    def __str__(self) -> str:
        return str(_("put forward")) if self.forward else str(_("left out"))


class StandingQuerySet(models.QuerySet["Standing"]):
    def visible_to(self, reader: Reader) -> Self:
        return self.all() if reader.is_secretariat else self.filter(heard(reader))


class Standing(Record):
    """One juror agrees with where an entry stands, or does not and says why."""

    phase = models.ForeignKey(Phase, models.CASCADE, verbose_name=_("phase"), related_name="standings")
    entry = models.ForeignKey(Entry, models.PROTECT, verbose_name=_("entry"), related_name="+")
    juror = models.ForeignKey(Juror, models.CASCADE, verbose_name=_("juror"), related_name="standings")
    agrees = models.BooleanField(_("agrees"))
    note = models.CharField(_("note"), max_length=500, blank=True)

    objects: ClassVar[StandingQuerySet] = StandingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["phase_id", "entry_id", "juror_id"]
        verbose_name = _("stand of a juror")
        verbose_name_plural = _("stands of jurors")
        constraints = [
            models.UniqueConstraint(fields=["phase", "entry", "juror"], name="stands_once_for_an_entry")
        ]

    def __str__(self) -> str:
        return str(_("agrees")) if self.agrees else str(_("disagrees"))


class ResultQuerySet(models.QuerySet["Result"]):
    def visible_to(self, reader: Reader) -> Self:
        """The panel's own, blind no more; the public learns of a result on its page of proof, and there only in part."""
        return self.all() if reader.is_secretariat else self.filter(sits_on(reader, "phase__panel__"))


class Result(Record):
    """What a phase came to, as it was frozen: the whole of it, its digest, and our signature over that."""

    phase = models.OneToOneField(Phase, models.PROTECT, verbose_name=_("phase"), related_name="result")
    frozen = models.JSONField(_("as frozen"), editable=False)
    digest = models.CharField(_("digest"), max_length=64, editable=False)
    signature = models.CharField(_("signature"), max_length=120, editable=False)
    made_at = models.DateTimeField(_("frozen"), editable=False)

    objects: ClassVar[ResultQuerySet] = ResultQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("result")
        verbose_name_plural = _("results")

    def __str__(self) -> str:
        return self.digest[:12]

    def get_absolute_url(self) -> str:
        return url("awards:verify", key=self.key)
