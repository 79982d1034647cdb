"""Agreement: its kind, its parties and the offices acting for them, its term as stated, its grants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from koinon.cooperation.agreements.querysets import AgreementQuerySet
from koinon.cooperation.programmes.models import Edition, Programme
from koinon.network.people.audience import Audienced, FollowingQuerySet, seen_through
from koinon.network.people.models import Body, Role
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.platform.dates.lengths import Length
from koinon.platform.dates.models import Dated
from koinon.platform.dates.spans import length_in_months
from koinon.platform.recording.tongues import Spoken
from koinon.platform.ui.addresses import url


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


if TYPE_CHECKING:
    SmallInteger = models.PositiveSmallIntegerField[int | None, int | None]
else:
    SmallInteger = models.PositiveSmallIntegerField


class MonthsField(SmallInteger):
    """The months that the words of another column speak of; it fills itself whenever the row is saved."""

    def __init__(self, *args: Any, told_by: str, **kwargs: Any) -> None:
        super().__init__(*args, **(kwargs | {"null": True, "blank": True, "editable": False}))
        self.told_by = told_by

    def deconstruct(self) -> Any:
        """For migrations."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"told_by": self.told_by}

    def pre_save(self, model_instance: models.Model, add: bool) -> int | None:
        """The length the words tell; none where they tell of none."""
        months = length_in_months(getattr(model_instance, self.told_by))
        setattr(model_instance, self.attname, months)
        return months


class Agreement(Record, Dated, Audienced, Spoken):
    """The span is the term as stated; a stated length is kept beside it, and never reconciled in silence.

    ``general`` marks an agreement on the cooperation as a whole, between which gaps are looked for.
    """

    held: str  # what `in_force` and `with_standing` annotate, told to the type checker
    state: str

    title = models.CharField(_("title"), max_length=254, db_index=True)
    language = models.CharField(_("language of the title"), max_length=20, default="en")
    kind = models.CharField(_("kind"), max_length=10, choices=AgreementKind, default=AgreementKind.MOU)
    general = models.BooleanField(_("general agreement"), default=False)
    length_words = models.CharField(_("length as stated"), max_length=60, blank=True)
    length_months = MonthsField(_("length in months"), told_by="length_words")
    programme = models.ForeignKey(
        Programme,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("programme"),
        related_name="agreements",
    )
    edition = models.ForeignKey(
        Edition, models.PROTECT, null=True, blank=True, verbose_name=_("edition"), related_name="agreements"
    )
    succeeds = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name=_("succeeds"), related_name="successors"
    )
    note = models.TextField(_("note"), blank=True)

    objects: ClassVar[AgreementQuerySet] = AgreementQuerySet.as_manager()  # type: ignore[assignment]

    party_paths = ("parties__body_id", "parties__office_id")

    class Meta:
        ordering = ["-starts_earliest", "title", "id"]
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=~models.Q(succeeds=models.F("id")), name="succeeds_another"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            *Dated.Meta.indexes,
            models.Index(fields=["-starts_earliest", "title", "id"], name="agreement_newest"),
        ]

    def __str__(self) -> str:
        return self.called(self.title)

    @property
    def length_told(self) -> str:
        """The length as stated for readers of English; for others the same length in their language."""
        return str(Length(self.length_months, self.length_words)) if self.length_months else self.length_words

    def get_absolute_url(self) -> str:
        return url("agreements:agreement", key=self.key)


class Capacity(models.TextChoices):
    """In what quality a body is party."""

    PARTY = "party", _("party")
    GRANTING_MEMBER = "granting_member", _("granting member")
    HOST = "host", _("host")
    COORDINATOR = "coordinator", _("coordinator")
    SUPPORTER = "supporter", _("supporter")
    BENEFICIARY = "beneficiary", _("beneficiary")


class PartyQuerySet(FollowingQuerySet["Party"]):
    def shown_to(self, reader: Reader) -> Self:
        """What the reader may see, with the bodies; see ``acting_office`` for the office."""
        rows = self.visible_to(reader).select_related("body__city", "office")
        if reader.is_secretariat:
            return rows
        seen = models.ExpressionWrapper(
            seen_through(Party, "office", reader), output_field=models.BooleanField()
        )
        return rows.annotate(office_seen=seen)


class Party(Record):
    """A body bound by the agreement, and the office that acts for it."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="parties")
    body = models.ForeignKey(Body, models.PROTECT, verbose_name=_("party"), related_name="party_to")
    office = models.ForeignKey(
        Body,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("office acting for it"),
        related_name="acts_in",
    )
    capacity = models.CharField(_("capacity"), max_length=16, choices=Capacity, default=Capacity.PARTY)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects: ClassVar[PartyQuerySet] = PartyQuerySet.as_manager()  # type: ignore[assignment]

    follows = ("agreement", "body")

    class Meta:
        ordering = ["agreement", "order", "id"]
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        constraints = [
            models.UniqueConstraint(fields=["agreement", "body"], name="party_once"),
            models.CheckConstraint(
                condition=~models.Q(office=models.F("body")), name="office_is_another_body"
            ),
        ]

    def __str__(self) -> str:
        return str(self.body)

    @property
    def acting_office(self) -> Body | None:
        """The office, unless ``shown_to`` found that the reader may not see it."""
        return self.office if getattr(self, "office_seen", True) else None


class GrantTerm(Record):
    """What one party promises to pay another. *Undisclosed*: there is an amount, and it is not told."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="grant_terms")
    payer = models.ForeignKey(Body, models.PROTECT, verbose_name=_("from"), related_name="grants_given")
    payee = models.ForeignKey(Body, models.PROTECT, verbose_name=_("to"), related_name="grants_received")
    amount = models.DecimalField(_("amount"), max_digits=18, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    undisclosed = models.BooleanField(_("amount undisclosed"), default=False)
    in_kind = models.BooleanField(_("in kind"), default=False)
    purpose = models.CharField(pgettext_lazy("what money is for", "for"), max_length=254, blank=True)

    objects: ClassVar[FollowingQuerySet[GrantTerm]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = ("agreement", "payer", "payee")

    class Meta:
        ordering = ["agreement", "id"]
        verbose_name = _("grant term")
        verbose_name_plural = _("grant terms")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount=None) | models.Q(undisclosed=False, amount__gte=0),
                name="told_or_undisclosed",
            ),
            models.CheckConstraint(
                condition=models.Q(amount=None) | ~models.Q(currency=""), name="amount_in_a_currency"
            ),
            models.CheckConstraint(condition=~models.Q(payer=models.F("payee")), name="grant_between_two"),
        ]

    def __str__(self) -> str:
        return f"{self.payer} → {self.payee}"


class Appointment(Record):
    """Somebody appointed by the parties for the term, through a role of his or her own."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="appointments")
    role = models.ForeignKey(Role, models.PROTECT, verbose_name=_("role"), related_name="appointments")
    task = models.CharField(_("task"), max_length=200, blank=True)

    objects: ClassVar[FollowingQuerySet[Appointment]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = ("agreement", "role")  # a role is seen by those who may see who holds it

    class Meta:
        ordering = ["agreement", "id"]
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        constraints = [models.UniqueConstraint(fields=["agreement", "role"], name="appointed_once")]

    def __str__(self) -> str:
        return str(self.role)
