"""Body: anything in which people or bodies hold roles, from a city government to a jury."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from koinon.network.people.audience import (
    Audienced,
    DatedAudiencedQuerySet,
    DatedFollowingQuerySet,
    FollowingQuerySet,
)
from koinon.network.people.spelling import FoldedField, typed_like
from koinon.network.places.models import City, Country, NameKind
from koinon.platform.audit.models import Record
from koinon.platform.dates.models import Dated
from koinon.platform.folding import fold
from koinon.platform.recording.tongues import Spoken
from koinon.platform.ui.addresses import url


class BodyKind(models.TextChoices):
    """What sort of body acts."""

    GOVERNMENT = "government", _("city or regional government")
    OFFICE = "office", _("office or department")
    NETWORK = "network", _("network or association")
    BOARD = "board", _("board or assembly")
    SECRETARIAT = "secretariat", _("secretariat")
    UNIVERSITY = "university", _("university or institute")
    MINISTRY = "ministry", _("ministry or national authority")
    UNION = "union", _("union of states")
    AGENCY = "agency", _("agency or international organisation")
    PARTY = "party", _("political party")
    TEAM = "team", _("team or consortium")
    HUB = "hub", _("hub or lab")
    JURY = "jury", _("jury or committee")
    COMPANY = "company", _("company")
    OTHER = "other", _("other")


class BodyQuerySet(DatedAudiencedQuerySet["Body"]):  # type: ignore[override]
    def current(self) -> Self:
        """Those that were not merged into another."""
        return self.filter(merged_into=None)

    def typed(self, text: str) -> Self:
        """Those one of whose names has all the words typed: in any script, by pinyin, without accents."""
        if not fold(text):
            return self.none()
        named = BodyName.objects.filter(typed_like(text, "folded")).values("body")
        return self.filter(typed_like(text, "folded") | models.Q(pk__in=named))


class Body(Record, Dated, Audienced, Spoken):
    """An organisation or a part of one. Its span runs from its founding to its end.

    A body that turned out to be another one's double points at the one that stayed.
    """

    name = models.CharField(_("name"), max_length=200, db_index=True)
    short_name = models.CharField(_("short name"), max_length=80, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=BodyKind, default=BodyKind.OTHER)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name=_("part of"), related_name="parts"
    )
    city = models.ForeignKey(
        City, models.PROTECT, null=True, blank=True, verbose_name=_("home city"), related_name="bodies"
    )
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, verbose_name=_("country"), related_name="bodies"
    )
    website = models.URLField(_("website"), blank=True)
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="merged_from", editable=False
    )
    note = models.TextField(_("note"), blank=True)
    folded = FoldedField(of=("name", "short_name"))

    objects: ClassVar[BodyQuerySet] = BodyQuerySet.as_manager()  # type: ignore[assignment]

    party_paths = ("id", "parent_id")

    class Meta:
        ordering = ["name", "id"]
        indexes = Dated.Meta.indexes
        constraints = Dated.Meta.constraints
        verbose_name = _("body")
        verbose_name_plural = _("bodies")

    def __str__(self) -> str:
        return self.called(self.name)

    def get_absolute_url(self) -> str:
        return url("portal:body", key=self.key)


class BodyName(Record, Dated):
    """A name a body bears or bore, in one language."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="names")
    text = models.CharField(_("name"), max_length=200, db_index=True)
    language = models.CharField(_("language tag"), max_length=20, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=NameKind, default=NameKind.OFFICIAL)
    folded = FoldedField(of=("text",))

    objects: ClassVar[DatedFollowingQuerySet[BodyName]] = DatedFollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = "body"

    class Meta:
        ordering = ["body", "id"]
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        indexes = Dated.Meta.indexes
        constraints = Dated.Meta.constraints

    def __str__(self) -> str:
        return self.text


class BodyIdentifier(Record):
    """What another register calls the body: Wikidata, ROR, IATI."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="identifiers")
    scheme = models.CharField(_("register"), max_length=30)
    value = models.CharField(_("identifier"), max_length=120)

    objects: ClassVar[FollowingQuerySet[BodyIdentifier]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = "body"

    class Meta:
        ordering = ["body", "scheme"]
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        constraints = [models.UniqueConstraint(fields=["scheme", "value"], name="identifier_names_one_body")]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"
