"""Hand-over: what an officer who leaves lays on the desk of the successor, and what of it was accepted when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from koinon.network.people.models import Person, Post
from koinon.platform.ui.addresses import url


class HandOver(models.Model):
    """One hand-over of a portfolio. It is the house's own paperwork, and no part of the record of the network."""

    key = models.CharField(max_length=120, unique=True)
    post = models.ForeignKey(Post, models.PROTECT, verbose_name=_("portfolio"), related_name="handovers")
    leaver = models.ForeignKey(
        Person, models.PROTECT, verbose_name=_("who leaves"), related_name="handed_over"
    )
    successor = models.ForeignKey(
        Person, models.PROTECT, verbose_name=_("who takes over"), related_name="taken_over"
    )
    begun_on = models.DateField(_("laid out on"))
    leaves_on = models.DateField(_("last day"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    class Meta:
        ordering = ["-begun_on", "-id"]
        verbose_name = _("hand-over")
        verbose_name_plural = _("hand-overs")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(leaver=models.F("successor")), name="handed_to_another"),
            models.UniqueConstraint(
                fields=["post"], condition=Q(closed_on=None), name="one_open_handover_a_post"
            ),
        ]

    def __str__(self) -> str:
        return str(self.post)

    def get_absolute_url(self) -> str:
        return url("desk:handover", key=self.key)


class ItemKind(models.TextChoices):
    """What an item of a hand-over is."""

    CITY = "city", _("cities and bodies")
    PROMISE = "promise", _("open promises")
    DELICATE = "delicate", _("delicate points")
    DATE = "date", _("next dates")


class HandOverItem(models.Model):
    """One thing handed over, as it stood when it was laid out; accepted on a day by the successor."""

    handover = models.ForeignKey(HandOver, models.CASCADE, related_name="items")
    kind = models.CharField(_("kind"), max_length=10, choices=ItemKind)
    title = models.CharField(_("what"), max_length=254)
    note = models.TextField(_("what the successor should know"), blank=True)
    day = models.DateField(_("day"), null=True, blank=True)
    address = models.CharField(max_length=254, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    accepted_at = models.DateTimeField(null=True, blank=True)
    question = models.CharField(_("question of the successor"), max_length=254, blank=True)

    class Meta:
        ordering = ["handover", "kind", "order", "id"]
        verbose_name = _("item of a hand-over")
        verbose_name_plural = _("items of a hand-over")

    def __str__(self) -> str:
        return self.title

    @property
    def is_accepted(self) -> bool:
        return self.accepted_at is not None
