"""Certificate: that somebody was at a seminar, or at all seminars of a curriculum, and passed what was asked there."""

from __future__ import annotations

import secrets
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from koinon.cooperation.learning.curricula import Curriculum
from koinon.cooperation.learning.hubs import Hub
from koinon.cooperation.learning.seminars import Enrolment, Seminar
from koinon.network.events.models import Registration
from koinon.network.people.models import Function, Person
from koinon.network.people.readers import Reader
from koinon.platform.accounts.signed_links import fresh_mark
from koinon.platform.audit.models import Record
from koinon.platform.ui.addresses import url

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""What a certificate's number is made of: nothing that looks like another sign on paper."""
LIST_LENGTH = 131_072
"""So many places has the list of revoked badges; those who read it do not learn how many badges there are."""


def new_number() -> str:
    """A number that nobody can guess, in four groups (98 bits)."""
    return "-".join("".join(secrets.choice(LETTERS) for _at in range(5)) for _group in range(4))


class Revoked(models.TextChoices):
    """Why a certificate was taken back, in words that say nothing about anybody."""

    MISTAKE = "mistake", _("it was issued by mistake")
    NOT_EARNED = "not_earned", _("what it says was not so")
    CORRECTED = "corrected", _("a corrected one was issued in its place")
    WISH = "wish", _("the holder wished so")


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def visible_to(self, reader: Reader) -> Self:
        """Seen by the secretariat, by the focal points of the hub's host and by the holder.

        Everybody else needs the number, and is shown only what :func:`certificate_queries.shown` tells.
        """
        if reader.is_secretariat:
            return self.all()
        if reader.user is None:
            return self.none()
        mine = Q(registration__account=reader.user) | Q(enrolment__account=reader.user)
        if reader.person_id:
            mine |= Q(person=reader.person_id)
        if Function.FOCAL_POINT in reader.functions:
            mine |= Q(hub__host__in=reader.bodies)
        return self.filter(mine)

    def standing(self) -> Self:
        """Those that were not taken back."""
        return self.filter(revoked_on=None)


class Certificate(Record):
    """A certificate with its signed badge. What it says is kept as it was signed; its key is its public number.

    On ``forget_on`` name, address and badge are removed; number, digest and standing stay, so that whoever
    kept the badge can still have it verified.
    """

    hub = models.ForeignKey(Hub, models.PROTECT, verbose_name=_("learning hub"), related_name="certificates")
    seminar = models.ForeignKey(
        Seminar,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("seminar"),
        related_name="certificates",
    )
    curriculum = models.ForeignKey(
        Curriculum,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("curriculum"),
        related_name="certificates",
    )
    registration = models.ForeignKey(
        Registration, models.SET_NULL, null=True, editable=False, related_name="certificates"
    )
    enrolment = models.ForeignKey(
        Enrolment, models.SET_NULL, null=True, editable=False, related_name="certificates"
    )
    person = models.ForeignKey(Person, models.SET_NULL, null=True, editable=False, related_name="+")

    title = models.CharField(_("for what"), max_length=254)
    held = models.CharField(_("when and where"), max_length=254, blank=True)
    issuer = models.CharField(_("issued by"), max_length=254)
    criteria = models.TextField(_("what it took"), blank=True)
    learnt = models.TextField(_("what is learnt"), blank=True)
    hours = models.DecimalField(_("hours of learning"), max_digits=5, decimal_places=1, null=True, blank=True)
    passed = models.BooleanField(_("passed the assessment"), default=False)
    language = models.CharField(_("language"), max_length=12, choices=settings.LANGUAGES, default="en")
    is_example = models.BooleanField(_("an example"), default=False)

    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=160, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    name_shown = models.BooleanField(_("the holder agreed that the name is shown"), default=False)
    mark = models.CharField(max_length=24, default=fresh_mark, editable=False)
    forget_on = models.DateField(_("forget the name on"), null=True, blank=True)

    issued_on = models.DateField(_("issued on"))
    signed_at = models.DateTimeField(editable=False)
    place = models.PositiveIntegerField(_("place in the list of revoked ones"), unique=True, editable=False)
    salt = models.CharField(max_length=32, blank=True, editable=False)
    token = models.TextField(blank=True, editable=False)
    digest = models.CharField(_("digest"), max_length=64, editable=False)

    revoked_on = models.DateField(_("taken back on"), null=True, blank=True)
    reason = models.CharField(_("why"), max_length=10, choices=Revoked, blank=True)
    reason_words = models.CharField(_("why, in words for ourselves"), max_length=254, blank=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="replaced_by"
    )

    # What a history tells to nobody but the secretariat.
    confided: ClassVar[frozenset[str]] = frozenset({"email", "mark", "salt", "token", "reason_words"})

    objects: ClassVar[CertificateQuerySet] = CertificateQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-issued_on", "id"]
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints = [
            models.CheckConstraint(
                condition=Q(seminar=None, curriculum__isnull=False)
                | Q(seminar__isnull=False, curriculum=None),
                name="certificate_for_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(revoked_on=None, reason="") | (Q(revoked_on__isnull=False) & ~Q(reason="")),
                name="certificate_revoked_with_reason",
            ),
            models.UniqueConstraint(
                fields=["registration"], condition=Q(revoked_on=None), name="certificate_of_registration_once"
            ),
            models.UniqueConstraint(
                fields=["enrolment"], condition=Q(revoked_on=None), name="certificate_of_enrolment_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return url("certificates:certificate", key=self.key)

    @property
    def is_forgotten(self) -> bool:
        """Whether the day to forget the name has come."""
        return not self.mark
