"""Programme and edition: a lasting piece of work, and each cohort, cycle or year of it, with their events."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.programmes.alignments import AgendaAlignment
from koinon.network.events.models import Event
from koinon.network.people.audience import Audienced, DatedAudiencedQuerySet, FollowingQuerySet, seen_through
from koinon.network.people.models import Body
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.platform.dates.models import Dated
from koinon.platform.recording.tongues import Spoken
from koinon.platform.ui.addresses import url


class Programme(Record, Dated, Audienced, Spoken):
    """A lasting piece of work such as International Urban Cooperation, an award, or a learning hub."""

    title = models.CharField(_("title"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    run_by = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, verbose_name=_("run by"), related_name="programmes"
    )
    purpose = models.TextField(_("purpose"), blank=True)

    objects: ClassVar[DatedAudiencedQuerySet[Programme]] = DatedAudiencedQuerySet.as_manager()  # type: ignore[assignment]

    party_paths = ("run_by_id",)

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["title"]
        indexes = Dated.Meta.indexes
        constraints = Dated.Meta.constraints

    def __str__(self) -> str:
        return self.titled(self.title)

    def get_absolute_url(self) -> str:
        return url("programmes:programme", key=self.key)


class ProgrammeAlignment(AgendaAlignment):
    """What a programme serves in the world's agendas."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="alignments")

    objects: ClassVar[FollowingQuerySet[ProgrammeAlignment]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = "programme"

    class Meta:
        verbose_name = _("goal of a programme")
        verbose_name_plural = _("goals of programmes")
        ordering = ["programme", "vocabulary", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "vocabulary", "code", "attributed_to"], name="aligned_once"
            )
        ]


class EditionQuerySet(DatedAudiencedQuerySet["Edition"]):  # type: ignore[override]
    def visible_to(self, reader: Reader) -> Self:
        """Seen by those who may see it and its programme."""
        own = super().visible_to(reader)
        return own if reader.is_secretariat else own.filter(seen_through(Edition, "programme", reader))


class Edition(Record, Dated, Audienced, Spoken):
    """One cohort, cycle or year of a programme."""

    programme = models.ForeignKey(
        Programme, models.PROTECT, verbose_name=_("programme"), related_name="editions"
    )
    title = models.CharField(_("title"), max_length=200)

    objects: ClassVar[EditionQuerySet] = EditionQuerySet.as_manager()  # type: ignore[assignment]

    party_paths = ("programme__run_by_id", "participations__body_id")

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["programme", "starts_earliest", "title"]
        indexes = Dated.Meta.indexes
        constraints = Dated.Meta.constraints

    def __str__(self) -> str:
        return self.titled(self.title)

    def get_absolute_url(self) -> str:
        return url("programmes:edition", key=self.key)


class ProgrammeEventQuerySet(models.QuerySet["ProgrammeEvent"]):
    def visible_to(self, reader: Reader) -> Self:
        """Seen by those who may see the programme, the edition and the event."""
        if reader.is_secretariat:
            return self.all()
        return self.filter(
            *(seen_through(ProgrammeEvent, path, reader) for path in ("programme", "edition", "event"))
        )


class ProgrammeEvent(Record):
    """An event that belongs to a programme or to one edition of it."""

    programme = models.ForeignKey(
        Programme, models.CASCADE, verbose_name=_("programme"), related_name="event_links"
    )
    edition = models.ForeignKey(
        Edition, models.CASCADE, null=True, blank=True, verbose_name=_("edition"), related_name="event_links"
    )
    event = models.ForeignKey(Event, models.CASCADE, verbose_name=_("event"), related_name="programme_links")

    objects: ClassVar[ProgrammeEventQuerySet] = ProgrammeEventQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("event of a programme")
        verbose_name_plural = _("events of programmes")
        ordering = ["programme", "event"]
        constraints = [models.UniqueConstraint(fields=["programme", "event"], name="event_once_in_programme")]

    def __str__(self) -> str:
        return str(self.event)
