"""Hub: where cities learn from one, under an agreement; its partners, and which promise is kept by which kind of work."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.agreements.models import Agreement, Commitment
from koinon.network.people.audience import Audienced, AudiencedQuerySet, FollowingQuerySet, seen_through
from koinon.network.people.models import Body
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.platform.recording.tongues import Spoken
from koinon.platform.ui.addresses import url


class HubQuerySet(AudiencedQuerySet["Hub"]):
    def visible_to(self, reader: Reader) -> Self:
        """Seen by those who may see it, its agreement and its body."""
        own = super().visible_to(reader)
        if reader.is_secretariat:
            return own
        return own.filter(*(seen_through(Hub, path, reader) for path in ("agreement", "body", "host")))

    def worked_on_by(self, reader: Reader) -> Self:
        """Those in which a body of the reader's has a part: as the hub itself, as host or as partner."""
        mine = models.Q(body__in=reader.bodies) | models.Q(host__in=reader.bodies)
        partners = HubPartner.objects.filter(body__in=reader.bodies).values("hub")
        return self.filter(mine | models.Q(pk__in=partners))


class Hub(Record, Audienced, Spoken):
    """A learning hub. How long it runs is the term of its agreement."""

    title = models.CharField(_("title"), max_length=254)
    body = models.OneToOneField(Body, models.PROTECT, verbose_name=_("the hub as a body"), related_name="hub")
    agreement = models.ForeignKey(Agreement, models.PROTECT, verbose_name=_("agreement"), related_name="hubs")
    host = models.ForeignKey(Body, models.PROTECT, verbose_name=_("host"), related_name="hosted_hubs")
    summary = models.TextField(_("what it is for"), blank=True)
    themes = models.TextField(
        _("themes"), blank=True, help_text=_("One on each line; practices of the network are found by them.")
    )
    is_example = models.BooleanField(
        _("an example"), default=False, help_text=_("Invented to show the room at work; no source says it.")
    )

    objects: ClassVar[HubQuerySet] = HubQuerySet.as_manager()  # type: ignore[assignment]

    party_paths = (
        "body_id",
        "host_id",
        "partners__body_id",
        "agreement__parties__body_id",
        "agreement__parties__office_id",
    )

    class Meta:
        ordering = ["title", "id"]
        verbose_name = _("learning hub")
        verbose_name_plural = _("learning hubs")

    def __str__(self) -> str:
        return self.titled(self.title)

    def get_absolute_url(self) -> str:
        return url("learning:hub", key=self.key)

    @property
    def terms(self) -> list[str]:
        """Its themes, one by one."""
        return [line.strip() for line in self.themes.splitlines() if line.strip()]


class PartnerPart(models.TextChoices):
    """What a partner brings to a hub."""

    ACADEMIC = "academic", _("academic partner")
    PRACTICE = "practice", _("partner from practice")
    SUPPORT = "support", _("supports it")


class HubPartner(Record):
    """A body that works in a hub beside its host."""

    hub = models.ForeignKey(Hub, models.CASCADE, verbose_name=_("learning hub"), related_name="partners")
    body = models.ForeignKey(Body, models.PROTECT, verbose_name=_("body"), related_name="hub_parts")
    part = models.CharField(_("part"), max_length=10, choices=PartnerPart, default=PartnerPart.ACADEMIC)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects: ClassVar[FollowingQuerySet[HubPartner]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = ("hub", "body")

    class Meta:
        ordering = ["hub", "order", "id"]
        verbose_name = _("partner of a hub")
        verbose_name_plural = _("partners of hubs")
        constraints = [models.UniqueConstraint(fields=["hub", "body"], name="partner_of_hub_once")]

    def __str__(self) -> str:
        return str(self.body)


class Work(models.TextChoices):
    """The kinds of work a hub does."""

    CURRICULUM = "curriculum", _("curricula")
    SEMINAR = "seminar", _("seminars")
    PROMOTION = "promotion", _("promotion")
    RESEARCH = "research", _("research")


class HubWork(Record):
    """Which promise of the agreement a kind of work keeps; what is done then offers itself as evidence."""

    hub = models.ForeignKey(Hub, models.CASCADE, verbose_name=_("learning hub"), related_name="works")
    work = models.CharField(_("kind of work"), max_length=10, choices=Work)
    commitment = models.ForeignKey(
        Commitment, models.CASCADE, verbose_name=_("promise"), related_name="hub_works"
    )

    objects: ClassVar[FollowingQuerySet[HubWork]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = ("hub", "commitment")

    class Meta:
        ordering = ["hub", "commitment__order", "id"]
        verbose_name = _("work that keeps a promise")
        verbose_name_plural = _("work that keeps promises")
        constraints = [
            models.UniqueConstraint(fields=["hub", "work", "commitment"], name="work_keeps_promise_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_work_display()} → {self.commitment}"
