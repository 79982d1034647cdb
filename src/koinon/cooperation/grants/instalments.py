"""The parts of a grant: who funds it too, when how much falls due on which condition, and what was paid."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.agreements.models import Evidence
from koinon.cooperation.grants.money import Money, sound_amount
from koinon.cooperation.grants.pledges import Grant
from koinon.cooperation.grants.querysets import PartQuerySet
from koinon.network.evidence.models import Document
from koinon.network.people.audience import FollowingQuerySet, seen_through
from koinon.network.people.models import Body
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.platform.dates.fields import DayField
from koinon.platform.ui.addresses import url


class PaymentQuerySet(PartQuerySet["Payment"]):
    def with_proof(self, reader: Reader) -> Self:
        """Each with what shows it, and whether the reader may see that: ``document_seen``, ``evidence_seen``."""
        rows = self.select_related("document", "evidence")
        if reader.is_secretariat:
            return rows
        told = {
            f"{path}_seen": models.ExpressionWrapper(
                seen_through(Payment, path, reader), output_field=models.BooleanField()
            )
            for path in ("document", "evidence")
        }
        return rows.annotate(**told)


class CoFunder(Record):
    """Who funds a grant beside its first funder, with what share of the whole."""

    grant = models.ForeignKey(Grant, models.CASCADE, related_name="co_funders")
    funder = models.ForeignKey(Body, models.PROTECT, verbose_name=_("co-funder"), related_name="co_funds")
    share = models.DecimalField(
        _("share of the whole, in per cent"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    undisclosed = models.BooleanField(_("share undisclosed"), default=False)

    objects: ClassVar[FollowingQuerySet[CoFunder]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = ("grant", "funder")

    class Meta:
        ordering = ["grant", "id"]
        verbose_name = _("co-funder")
        verbose_name_plural = _("co-funders")
        constraints = [
            models.UniqueConstraint(fields=["grant", "funder"], name="co_funder_once"),
            models.CheckConstraint(
                condition=models.Q(share=None) | models.Q(undisclosed=False, share__gte=0, share__lte=100),
                name="share_told_or_undisclosed",
            ),
        ]

    def __str__(self) -> str:
        return str(self.funder)


class Instalment(Record):
    """A part of a grant that falls due on a day, often on a condition; in the currency of the grant."""

    # A column of ``due``, told to the type checker.
    due_latest: date

    grant = models.ForeignKey(Grant, models.CASCADE, related_name="instalments")
    title = models.CharField(_("which"), max_length=120)
    due = DayField(_("due"))
    amount = models.DecimalField(_("amount"), max_digits=18, decimal_places=2, null=True, blank=True)
    undisclosed = models.BooleanField(_("amount undisclosed"), default=False)
    condition = models.TextField(_("condition"), blank=True)
    met_on = models.DateField(_("condition met on"), null=True, blank=True)
    document = models.ForeignKey(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("document that shows it"),
        related_name="+",
    )
    evidence = models.ForeignKey(
        Evidence,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("evidence of a promise that shows it"),
        related_name="+",
    )

    objects: ClassVar[PartQuerySet[Instalment]] = PartQuerySet.as_manager()  # type: ignore[assignment]

    follows = "grant"

    class Meta:
        ordering = ["grant", "due_latest", "id"]
        verbose_name = _("instalment")
        verbose_name_plural = _("instalments")
        constraints = [
            sound_amount(),
            models.CheckConstraint(
                condition=models.Q(met_on=None) | ~models.Q(condition=""), name="only_a_condition_is_met"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["due_latest"], name="instalment_due")]

    def get_absolute_url(self) -> str:
        return f"{url('grants:grant', key=self.grant.key)}#{self.key}"


class Payment(Record, Money):
    """What was paid, or handed over in kind, in whatever currency; its value where a rate is given."""

    grant = models.ForeignKey(Grant, models.CASCADE, related_name="payments")
    instalment = models.ForeignKey(
        Instalment,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("instalment"),
        related_name="payments",
    )
    title = models.CharField(_("what for"), max_length=160, blank=True)
    day = DayField(_("paid on"))
    document = models.ForeignKey(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("document that shows it"),
        related_name="+",
    )
    evidence = models.ForeignKey(
        Evidence,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("evidence of a promise that shows it"),
        related_name="+",
    )

    objects: ClassVar[PaymentQuerySet] = PaymentQuerySet.as_manager()  # type: ignore[assignment]

    follows = "grant"

    class Meta:
        ordering = ["grant", "day_latest", "id"]
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        constraints = [*Money.Meta.constraints]

    def __str__(self) -> str:
        return self.title or str(self.grant)

    def get_absolute_url(self) -> str:
        return f"{url('grants:grant', key=self.grant.key)}#{self.key}"
