"""Pledge and Grant: what a funder said it would give, and what was then granted, to whom, under which agreement."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.agreements.models import Agreement, GrantTerm
from koinon.cooperation.grants.money import Money
from koinon.cooperation.grants.querysets import GrantQuerySet, MoneyQuerySet
from koinon.cooperation.plans.models import Plan
from koinon.cooperation.programmes.models import Edition
from koinon.network.governance.models import Decision
from koinon.network.people.audience import Audience, Audienced
from koinon.network.people.models import Body
from koinon.platform.audit.models import Record
from koinon.platform.dates.fields import DayField
from koinon.platform.ui.addresses import url


class Confided(Audienced):
    """Money is delicate: for the secretariat and the funder, until somebody says otherwise."""

    audience = models.CharField(
        _("who may see this"), max_length=12, choices=Audience, default=Audience.SECRETARIAT
    )

    class Meta:
        abstract = True


class Pledge(Record, Confided, Money):
    """A funder said it would give something; nothing is granted by it yet."""

    title = models.CharField(_("what for"), max_length=254)
    funder = models.ForeignKey(Body, models.PROTECT, verbose_name=_("from"), related_name="pledges")
    recipient = models.ForeignKey(Body, models.PROTECT, verbose_name=_("to"), related_name="pledged_to")
    day = DayField(_("pledged on"))
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, verbose_name=_("agreement"), related_name="pledges"
    )
    grant_term = models.ForeignKey(
        GrantTerm,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("term of the agreement that says so"),
        related_name="pledges",
    )
    note = models.TextField(_("note"), blank=True)

    objects: ClassVar[MoneyQuerySet[Pledge]] = MoneyQuerySet.as_manager()  # type: ignore[assignment]

    party_paths = ("funder_id", "recipient_id")

    class Meta:
        ordering = ["-day_latest", "title", "id"]
        verbose_name = _("pledge")
        verbose_name_plural = _("pledges")
        constraints = [
            *Money.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(funder=models.F("recipient")), name="pledge_to_another"
            ),
        ]

    def get_absolute_url(self) -> str:
        return url("grants:pledge", key=self.key)


class Grant(Record, Confided, Money):
    """What was granted: the whole of it, whoever shares in it. It may fulfil a pledge, or a term of an agreement."""

    title = models.CharField(_("what for"), max_length=254)
    funder = models.ForeignKey(Body, models.PROTECT, verbose_name=_("from"), related_name="grants")
    recipient = models.ForeignKey(Body, models.PROTECT, verbose_name=_("to"), related_name="granted_to")
    day = DayField(_("granted on"))
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, verbose_name=_("agreement"), related_name="grants"
    )
    edition = models.ForeignKey(
        Edition, models.PROTECT, null=True, blank=True, verbose_name=_("edition"), related_name="grants"
    )
    plan = models.ForeignKey(
        Plan, models.PROTECT, null=True, blank=True, verbose_name=_("plan"), related_name="grants"
    )
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, verbose_name=_("decided by"), related_name="grants"
    )
    pledge = models.ForeignKey(
        Pledge,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("pledge it fulfils"),
        related_name="grants",
    )
    grant_term = models.ForeignKey(
        GrantTerm,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("term of the agreement it fulfils"),
        related_name="grants",
    )
    note = models.TextField(_("note"), blank=True)

    objects: ClassVar[GrantQuerySet[Grant]] = GrantQuerySet.as_manager()  # type: ignore[assignment]

    party_paths = ("funder_id", "recipient_id", "co_funders__funder_id")

    class Meta:
        ordering = ["-day_latest", "title", "id"]
        verbose_name = _("grant")
        verbose_name_plural = _("grants")
        constraints = [
            *Money.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(funder=models.F("recipient")), name="grant_to_another"
            ),
        ]

    def get_absolute_url(self) -> str:
        return url("grants:grant", key=self.key)
