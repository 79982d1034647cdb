"""Agreement: its kind, its parties and the offices acting for them, its term as stated, grants and appointments."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.programmes.models import Edition, Programme
from koinon.network.people.audience import Audienced, DatedAudiencedQuerySet
from koinon.network.people.models import Body, Role
from koinon.platform.audit.models import Record
from koinon.platform.dates.models import Dated


class AgreementKind(models.TextChoices):
    """What sort of agreement it is."""

    MOU = "mou", _("memorandum of understanding")
    ALLIANCE = "alliance", _("alliance with a granting member")
    HUB = "hub", _("learning hub")
    AWARD = "award", _("award")
    PAIRING = "pairing", _("pairing")
    TWINNING = "twinning", _("twinning")
    LETTER = "letter", _("letter of intent")
    GRANT = "grant", _("grant agreement")
    OTHER = "other", _("other")


class Agreement(Record, Dated, Audienced):
    """The span is the term as stated; a stated length is kept beside it, and never reconciled in silence.

    ``general`` marks an agreement on the cooperation as a whole, between which gaps are looked for.
    """

    title = models.CharField(_("title"), max_length=254, db_index=True)
    language = models.CharField(_("language of the title"), max_length=20, default="en")
    kind = models.CharField(_("kind"), max_length=10, choices=AgreementKind, default=AgreementKind.MOU)
    general = models.BooleanField(_("general agreement"), default=False)
    length_words = models.CharField(_("length as stated"), max_length=60, blank=True)
    length_months = models.PositiveSmallIntegerField(_("length in months"), null=True, blank=True, editable=False)
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, verbose_name=_("programme"), related_name="agreements"
    )
    edition = models.ForeignKey(
        Edition, models.PROTECT, null=True, blank=True, verbose_name=_("edition"), related_name="agreements"
    )
    succeeds = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name=_("succeeds"), related_name="successors"
    )
    note = models.TextField(_("note"), blank=True)

    objects: ClassVar[DatedAudiencedQuerySet[Agreement]] = DatedAudiencedQuerySet.as_manager()  # type: ignore[assignment]

    party_paths = ("parties__body_id", "parties__office_id")

    class Meta:
        ordering = ["-starts_earliest", "title", "id"]
        constraints = Dated.Meta.constraints
        indexes: ClassVar[list[models.Index]] = [*Dated.Meta.indexes, models.Index(fields=["-starts_earliest", "title", "id"])]


class Capacity(models.TextChoices):
    """In what quality a body is party."""

    PARTY = "party", _("party")
    GRANTING_MEMBER = "granting_member", _("granting member")
    HOST = "host", _("host")
    COORDINATOR = "coordinator", _("coordinator")
    BENEFICIARY = "beneficiary", _("beneficiary")


class Party(Record):
    """A body bound by the agreement, and the office that acts for it."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="parties")
    body = models.ForeignKey(Body, models.PROTECT, verbose_name=_("party"), related_name="party_to")
    office = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, verbose_name=_("office acting for it"), related_name="acts_in"
    )
    capacity = models.CharField(_("capacity"), max_length=16, choices=Capacity, default=Capacity.PARTY)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["agreement", "order", "id"]
        verbose_name_plural = "parties"
        constraints = [models.UniqueConstraint(fields=["agreement", "body"], name="party_once")]

    def __str__(self) -> str:
        return str(self.body)


class GrantTerm(Record):
    """Money one party promises another. *Undisclosed* is a value of its own: there is an amount, it is not told."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="grant_terms")
    payer = models.ForeignKey(Body, models.PROTECT, verbose_name=_("from"), related_name="grants_given")
    payee = models.ForeignKey(Body, models.PROTECT, verbose_name=_("to"), related_name="grants_received")
    amount = models.DecimalField(_("amount"), max_digits=18, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    undisclosed = models.BooleanField(_("amount undisclosed"), default=False)
    purpose = models.CharField(_("for"), max_length=254, blank=True)

    class Meta:
        ordering = ["agreement", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount=None) | models.Q(undisclosed=False, amount__gte=0), name="told_or_undisclosed"
            )
        ]

    def __str__(self) -> str:
        return f"{self.payer} → {self.payee}"


class Appointment(Record):
    """Somebody appointed by the parties for the term, through a role of his or her own."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="appointments")
    role = models.ForeignKey(Role, models.PROTECT, verbose_name=_("role"), related_name="appointments")
    task = models.CharField(_("task"), max_length=200, blank=True)

    class Meta:
        ordering = ["agreement", "id"]

    def __str__(self) -> str:
        return str(self.role)
