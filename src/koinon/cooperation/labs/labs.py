"""Lab: a body with a host, a continent, and the agreement and programme it stands under; its partners come and go."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.agreements.models import Agreement
from koinon.cooperation.practices.models import terms
from koinon.cooperation.programmes.models import AgendaAlignment, Edition, Programme
from koinon.network.people.audience import (
    Audienced,
    DatedAudiencedQuerySet,
    DatedFollowingQuerySet,
    FollowingQuerySet,
    seen_through,
)
from koinon.network.people.models import Body
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.platform.dates.models import Dated
from koinon.platform.ui.addresses import url


class Continent(models.TextChoices):
    """The five continents, as the United Nations count them."""

    AFRICA = "africa", _("Africa")
    AMERICAS = "americas", _("Americas")
    ASIA = "asia", _("Asia")
    EUROPE = "europe", _("Europe")
    OCEANIA = "oceania", _("Oceania")


class LabQuerySet(DatedAudiencedQuerySet["Lab"]):  # type: ignore[override]
    def visible_to(self, reader: Reader) -> Self:
        """Seen by those of its audience who may see the body that it is."""
        seen = super().visible_to(reader)
        return seen if reader.is_secretariat else seen.filter(seen_through(Lab, "body", reader))


class Lab(Record, Dated, Audienced):
    """A place where cities try out what is new. It is a body, and bears that body's names."""

    body = models.OneToOneField(Body, models.PROTECT, verbose_name=_("body"), related_name="lab")
    host = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, verbose_name=_("host"), related_name="hosted_labs"
    )
    continent = models.CharField(_("continent"), max_length=10, choices=Continent, blank=True)
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, verbose_name=_("agreement"), related_name="labs"
    )
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, verbose_name=_("programme"), related_name="labs"
    )
    edition = models.ForeignKey(
        Edition, models.PROTECT, null=True, blank=True, verbose_name=_("edition"), related_name="labs"
    )
    purpose = models.TextField(_("purpose"), blank=True)
    themes = models.TextField(_("themes"), blank=True, help_text=_("one a line"))
    planned = models.BooleanField(
        _("announced only"),
        default=False,
        help_text=_("the source announces it; that it was opened is not on record"),
    )
    is_example = models.BooleanField(
        _("an example"), default=False, help_text=_("Invented to show the room at work; no source says it.")
    )

    objects: ClassVar[LabQuerySet] = LabQuerySet.as_manager()  # type: ignore[assignment]

    party_paths = ("body_id", "host_id", "partners__body_id")

    class Meta:
        ordering = ["body__name", "id"]
        verbose_name = _("lab")
        verbose_name_plural = _("labs")
        indexes = Dated.Meta.indexes
        constraints = Dated.Meta.constraints

    def __str__(self) -> str:
        return str(self.body)

    def get_absolute_url(self) -> str:
        return url("labs:lab", key=self.key)

    @property
    def theme_list(self) -> list[str]:
        """Its themes, each once."""
        return terms(self.themes)


class LabAlignment(AgendaAlignment):
    """A goal or target, or a paragraph of the New Urban Agenda, that the lab works on."""

    lab = models.ForeignKey(Lab, models.CASCADE, related_name="alignments")

    objects: ClassVar[FollowingQuerySet[LabAlignment]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = "lab"

    class Meta:
        ordering = ["lab", "vocabulary", "code"]
        verbose_name = _("agenda served by a lab")
        verbose_name_plural = _("agendas served by labs")
        constraints = [models.UniqueConstraint(fields=["lab", "vocabulary", "code"], name="lab_aligned_once")]


class PartnerPart(models.TextChoices):
    """What a partner does in a lab."""

    PARTNER = "partner", _("partner")
    ACADEMIC = "academic", _("academic partner")
    FUNDER = "funder", _("funder")
    SUPPORTER = "supporter", _("supporter")


class LabPartner(Record, Dated):
    """A body that takes part in a lab from the day it joined to the day it left."""

    lab = models.ForeignKey(Lab, models.CASCADE, related_name="partners")
    body = models.ForeignKey(Body, models.PROTECT, verbose_name=_("body"), related_name="lab_partnerships")
    part = models.CharField(_("part"), max_length=10, choices=PartnerPart, default=PartnerPart.PARTNER)
    note = models.CharField(_("note"), max_length=254, blank=True)

    objects: ClassVar[DatedFollowingQuerySet[LabPartner]] = DatedFollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = ("lab", "body")

    class Meta:
        ordering = ["lab", "starts_earliest", "id"]
        verbose_name = _("partner of a lab")
        verbose_name_plural = _("partners of labs")
        indexes = Dated.Meta.indexes
        constraints = Dated.Meta.constraints

    def __str__(self) -> str:
        return str(self.body)

    def get_absolute_url(self) -> str:
        return self.lab.get_absolute_url()
