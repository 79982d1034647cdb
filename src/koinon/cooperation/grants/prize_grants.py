"""PrizeGrant: which grant pays which prize of a call to which laureate, so that no prize is given twice."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.calls.models import Entry, Prize
from koinon.cooperation.grants.pledges import Grant
from koinon.network.people.audience import FollowingQuerySet
from koinon.platform.audit.models import Record


class PrizeGrant(Record):
    """A prize that became a grant. It is seen with the grant, which is confided as all money is."""

    grant = models.OneToOneField(Grant, models.CASCADE, verbose_name=_("grant"), related_name="prize_given")
    prize = models.ForeignKey(Prize, models.PROTECT, verbose_name=_("prize"), related_name="given")
    entry = models.ForeignKey(Entry, models.PROTECT, verbose_name=_("entry"), related_name="prizes_given")

    objects: ClassVar[FollowingQuerySet[PrizeGrant]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = ("grant", "prize", "entry")

    class Meta:
        ordering = ["entry", "id"]
        verbose_name = _("prize given")
        verbose_name_plural = _("prizes given")
        constraints = [
            models.UniqueConstraint(fields=["prize", "entry"], name="prize_given_once_to_an_entry")
        ]

    def __str__(self) -> str:
        return str(self.prize)

    def get_absolute_url(self) -> str:
        return self.grant.get_absolute_url()
