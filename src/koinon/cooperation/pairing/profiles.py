"""Profile: what a city seeks and offers in a round, as a draft, as sent, and as it stood when weights were frozen."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.pairing.permissions import can_run
from koinon.cooperation.pairing.rounds import Round
from koinon.cooperation.programmes.models import Participation
from koinon.network.people.audience import seen_through
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.platform.ui.addresses import url


def terms(text: str) -> list[str]:
    """The terms of a text that has one a line, or several parted by semicolons; each once.

    >>> terms("green port; Smart city\\ngreen  port")
    ['green port', 'Smart city']
    """
    kept: dict[str, str] = {}
    for term in re.split(r"[;；\n]", text):
        if words := " ".join(term.split()):
            kept.setdefault(words.casefold(), words)
    return list(kept.values())


class ProfileQuerySet(models.QuerySet["Profile"]):
    def visible_to(self, reader: Reader) -> Self:
        """A city sees its own; those who run the round see all of them, but only once its weights are frozen."""
        if reader.is_system:
            return self.all()
        own = Q(participation__body__in=reader.bodies, round__opened_at__isnull=False)
        if not can_run(reader):
            return self.filter(own)
        opened = Q(round__frozen_at__isnull=False)
        if not reader.is_secretariat:
            opened &= seen_through(Profile, "round", reader)
        return self.filter(own | opened)


class Profile(Record):
    """One city's part in a round. The texts hold terms, one a line or parted by semicolons."""

    round = models.ForeignKey(Round, models.CASCADE, verbose_name=_("round"), related_name="profiles")
    participation = models.ForeignKey(
        Participation, models.PROTECT, verbose_name=_("participant"), related_name="profiles"
    )
    interests = models.TextField(_("interests"), blank=True)
    offers = models.TextField(_("offers"), blank=True)
    needs = models.TextField(_("support wanted"), blank=True)
    sdgs = models.CharField(_("goals (SDG)"), max_length=120, blank=True)
    languages = models.CharField(_("languages"), max_length=120, blank=True)
    population = models.PositiveBigIntegerField(_("inhabitants"), null=True, blank=True)
    contact_team = models.TextField(_("contact team"), blank=True)
    capacity = models.PositiveSmallIntegerField(_("partners it can take"), default=1)
    outside = models.PositiveIntegerField(_("points below which no pair is made"), default=0)

    saved_at = models.DateTimeField(_("draft saved"), null=True, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)
    link_nonce = models.CharField(max_length=24, blank=True, editable=False)
    link_until = models.DateField(_("link good until"), null=True, editable=False)
    frozen: models.JSONField[Any, Any] = models.JSONField(null=True, editable=False)
    frozen_digest = models.CharField(max_length=64, blank=True, editable=False)

    objects: ClassVar[ProfileQuerySet] = ProfileQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["round", "participation__side", "participation__body__name", "id"]
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        constraints = [models.UniqueConstraint(fields=["round", "participation"], name="one_profile_each")]

    def __str__(self) -> str:
        return str(self.participation.body)

    def get_absolute_url(self) -> str:
        return url("pairing:profile", key=self.key)

    @property
    def is_empty(self) -> bool:
        """Whether nothing in it could speak for any pair."""
        return not (terms(self.interests) or terms(self.offers) or terms(self.needs))


class WishKind(models.TextChoices):
    """What a city says of another one."""

    PREFERS = "prefers", _("would like")
    VETOES = "vetoes", _("cannot work with")
    KNOWS = "knows", _("has worked with")


class WishQuerySet(models.QuerySet["Wish"]):
    def visible_to(self, reader: Reader) -> Self:
        """Seen by those who may see the profile."""
        return self.filter(profile__in=Profile.objects.visible_to(reader).values("pk"))


class Wish(Record):
    """What a city says of another city of the round: wanted (by rank), vetoed with a reason, or known."""

    profile = models.ForeignKey(Profile, models.CASCADE, verbose_name=_("profile"), related_name="wishes")
    kind = models.CharField(_("kind"), max_length=8, choices=WishKind)
    other = models.ForeignKey(
        Participation, models.PROTECT, verbose_name=_("other city"), related_name="wishes_about"
    )
    rank = models.PositiveSmallIntegerField(_("rank"), default=0)
    reason = models.CharField(_("reason"), max_length=254, blank=True)

    objects: ClassVar[WishQuerySet] = WishQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["profile", "kind", "rank", "id"]
        verbose_name = _("wish")
        verbose_name_plural = _("wishes")
        constraints = [models.UniqueConstraint(fields=["profile", "kind", "other"], name="wished_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.other}"
