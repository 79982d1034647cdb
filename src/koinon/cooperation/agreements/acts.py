"""Act: something done upon an agreement on a day — proposed, approved, signed, amended, ended."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from koinon.cooperation.agreements.stages import ActKind
from koinon.cooperation.agreements.terms import Agreement, Party
from koinon.network.governance.models import Decision
from koinon.network.people.audience import FollowingQuerySet
from koinon.network.people.models import Person, Role
from koinon.network.places.models import City
from koinon.platform.audit.models import Record
from koinon.platform.dates.fields import DayField

__all__ = ["Act", "ActKind", "Signatory", "SignatoryKind"]


class Act(Record):
    """One dated step. The state of an agreement follows from its acts and its term; it is never typed."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="acts")
    kind = models.CharField(_("act"), max_length=10, choices=ActKind)
    day = DayField(_("Day"))
    # The columns behind it, told to the type checker.
    day_earliest: date
    day_latest: date
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, verbose_name=_("decision"), related_name="acts"
    )
    city = models.ForeignKey(
        City, models.PROTECT, null=True, blank=True, verbose_name=_("place"), related_name="acts"
    )
    virtual = models.BooleanField(_("virtual"), default=False)
    words = models.CharField(_("words"), max_length=254, blank=True)

    objects: ClassVar[FollowingQuerySet[Act]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = ("agreement",)

    class Meta:
        ordering = ["agreement", "day_earliest", "id"]
        verbose_name = _("act")
        verbose_name_plural = _("acts")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["agreement", "kind", "day_earliest", "day_latest"], name="act_of_agreement")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.agreement}"


class SignatoryKind(models.TextChoices):
    """A witness is not a signatory."""

    SIGNATORY = "signatory", _("signatory")
    WITNESS = "witness", _("witness")


class Signatory(Record):
    """Who signed, in which capacity and for whom; or in whose presence."""

    act = models.ForeignKey(Act, models.CASCADE, related_name="signatories")
    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("person"), related_name="signatures")
    kind = models.CharField(_("as"), max_length=10, choices=SignatoryKind, default=SignatoryKind.SIGNATORY)
    party = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=pgettext_lazy("on behalf of", "for"),
        related_name="signatories",
    )
    role = models.ForeignKey(
        Role,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("by the role of"),
        related_name="signatures",
    )
    capacity = models.CharField(_("capacity as stated"), max_length=200, blank=True)

    objects: ClassVar[FollowingQuerySet[Signatory]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = ("act", "person")

    class Meta:
        ordering = ["act", "kind", "id"]
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")
        constraints = [models.UniqueConstraint(fields=["act", "person", "kind", "party"], name="signs_once")]

    def __str__(self) -> str:
        return str(self.person)
