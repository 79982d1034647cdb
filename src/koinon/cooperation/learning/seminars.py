"""Seminar: an event of a hub, with its curriculum; and who enrolled for all seminars of a curriculum."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.learning.curricula import Curriculum, Module
from koinon.cooperation.learning.hubs import Hub
from koinon.network.events.models import Event, Registration
from koinon.network.people.audience import FollowingQuerySet
from koinon.network.people.models import Function
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record

if TYPE_CHECKING:
    from datetime import date


class Seminar(Record):
    """An event held by a hub. For whom it is and who may register are the event's own rules."""

    event = models.OneToOneField(Event, models.CASCADE, verbose_name=_("event"), related_name="seminar")
    hub = models.ForeignKey(Hub, models.CASCADE, verbose_name=_("learning hub"), related_name="seminars")
    curriculum = models.ForeignKey(
        Curriculum,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("curriculum"),
        related_name="seminars",
    )
    module = models.ForeignKey(
        Module, models.SET_NULL, null=True, blank=True, verbose_name=_("module"), related_name="seminars"
    )
    hours = models.DecimalField(_("hours of learning"), max_digits=5, decimal_places=1, null=True, blank=True)
    learnt = models.TextField(
        _("what is learnt"), blank=True, help_text=_("One thing on each line; it stands on the certificate.")
    )

    objects: ClassVar[FollowingQuerySet[Seminar]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = ("event", "hub")

    class Meta:
        ordering = ["-event__starts_earliest", "id"]
        verbose_name = _("seminar")
        verbose_name_plural = _("seminars")

    def __str__(self) -> str:
        return str(self.event)

    def get_absolute_url(self) -> str:
        return self.event.get_absolute_url()

    @property
    def year(self) -> int:
        """The year it is held in: that of the latest day it may begin on."""
        starts: date = self.event.starts.latest
        return starts.year


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def visible_to(self, reader: Reader) -> Self:
        """Seen by the secretariat, by the host's focal points and by whoever enrolled with an account."""
        if reader.is_secretariat:
            return self.all()
        if reader.user is None:
            return self.none()
        mine = models.Q(account=reader.user)
        if Function.FOCAL_POINT in reader.functions:
            mine |= models.Q(curriculum__hub__host__in=reader.bodies)
        return self.filter(mine)


class Enrolment(Record):
    """Somebody who takes all seminars of a curriculum. Who it is stands in the registrations, and is forgotten with them."""

    curriculum = models.ForeignKey(
        Curriculum, models.CASCADE, verbose_name=_("curriculum"), related_name="enrolments"
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    enrolled_on = models.DateField(_("enrolled on"))

    objects: ClassVar[EnrolmentQuerySet] = EnrolmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["curriculum", "id"]
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")

    def __str__(self) -> str:
        return str(self.curriculum)


class EnrolledQuerySet(models.QuerySet["Enrolled"]):
    def visible_to(self, reader: Reader) -> Self:
        """Seen by those who may see the enrolment and the registration."""
        if reader.is_secretariat:
            return self.all()
        enrolments = Enrolment.objects.visible_to(reader).values("pk")
        return self.filter(
            enrolment__in=enrolments, registration__in=Registration.objects.visible_to(reader).values("pk")
        )


class Enrolled(Record):
    """One registration that belongs to an enrolment."""

    enrolment = models.ForeignKey(
        Enrolment, models.CASCADE, verbose_name=_("enrolment"), related_name="places"
    )
    registration = models.OneToOneField(
        Registration, models.CASCADE, verbose_name=_("registration"), related_name="enrolled"
    )

    objects: ClassVar[EnrolledQuerySet] = EnrolledQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["enrolment", "id"]
        verbose_name = _("registration of an enrolment")
        verbose_name_plural = _("registrations of enrolments")

    def __str__(self) -> str:
        return str(self.registration)
