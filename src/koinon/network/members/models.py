"""Who belongs: membership of a body in a network, since when, of what kind, in what standing."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from koinon.network.governance.models import Decision
from koinon.network.members.portfolios import PortfolioBody
from koinon.network.people.audience import Audienced, DatedAudiencedQuerySet, seen_through
from koinon.network.people.models import Body
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.platform.dates.models import Dated
from koinon.platform.ui.addresses import url


class MembershipKind(models.TextChoices):
    """In what quality a body belongs."""

    FULL = "full", _("full member")
    ASSOCIATE = "associate", _("associate member")
    PARTNER = "partner", _("partner")
    OBSERVER = "observer", _("observer")
    FOUNDING = "founding", _("founding member")


class MembershipQuerySet(DatedAudiencedQuerySet["Membership"]):  # type: ignore[override]
    def visible_to(self, reader: Reader) -> Self:
        """Memberships that may be seen, of bodies that may be seen: a membership gives their names away."""
        seen = super().visible_to(reader)
        if reader.is_secretariat:
            return seen
        return seen.filter(
            seen_through(Membership, "body", reader), seen_through(Membership, "network", reader)
        )


class Membership(Record, Dated, Audienced):
    """A body in a network over a span, admitted by a decision where one is on record."""

    held: str  # what `with_holds` annotates, told to the type checker

    body = models.ForeignKey(Body, models.PROTECT, verbose_name=_("member"), related_name="memberships")
    network = models.ForeignKey(Body, models.PROTECT, verbose_name=_("network"), related_name="members")
    kind = models.CharField(_("kind"), max_length=12, choices=MembershipKind, default=MembershipKind.FULL)
    admitted_by = models.ForeignKey(
        Decision,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("admitted by"),
        related_name="admissions",
    )

    objects: ClassVar[MembershipQuerySet] = MembershipQuerySet.as_manager()  # type: ignore[assignment]

    party_paths = ("body_id", "network_id")

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["network", "body__name", "starts_earliest"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=~Q(body=F("network")), name="no_network_in_itself"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            *Dated.Meta.indexes,
            models.Index(fields=["network", "starts_earliest", "ends_latest"]),
        ]

    def __str__(self) -> str:
        return str(_("%(member)s in %(network)s") % {"member": self.body, "network": self.network})

    def get_absolute_url(self) -> str:
        return url("members:membership", key=self.key)


class Standing(models.TextChoices):
    """How a membership stands for a while."""

    ACTIVE = "active", _("active")
    SUSPENDED = "suspended", _("suspended")
    IN_ARREARS = "in_arrears", _("in arrears")
    LEAVING = "leaving", _("leaving")


class MembershipStatus(Record, Dated):
    """The standing of a membership over a span; none on record means active."""

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="statuses")
    standing = models.CharField(_("standing"), max_length=12, choices=Standing)
    reason = models.CharField(_("reason"), max_length=254, blank=True)

    class Meta:
        verbose_name = _("status of a membership")
        verbose_name_plural = _("statuses of memberships")
        ordering = ["membership", "starts_earliest"]
        indexes = Dated.Meta.indexes
        constraints = Dated.Meta.constraints

    def __str__(self) -> str:
        return str(self.get_standing_display())


class HomeNetwork(Record):
    """The network this register is kept for. Others may be recorded beside it."""

    body = models.OneToOneField(Body, models.PROTECT, verbose_name=_("network"), related_name="+")

    class Meta:
        verbose_name = _("home network")

    def __str__(self) -> str:
        return str(self.body)


__all__ = [
    "HomeNetwork",
    "Membership",
    "MembershipKind",
    "MembershipStatus",
    "PortfolioBody",
    "Standing",
]
