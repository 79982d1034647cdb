"""Renewal: what becomes of an agreement before its term is over, the tasks on the way, and how it ended."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from koinon.cooperation.agreements.terms import Agreement
from koinon.network.people.models import Body, Person
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.platform.ui.addresses import url


class RenewalQuerySet(models.QuerySet["Renewal"]):
    def visible_to(self, reader: Reader) -> Self:
        """The house's own preparation: for the secretariat alone."""
        return self.all() if reader.is_secretariat else self.none()

    def open(self) -> Self:
        """Those not decided yet."""
        return self.filter(outcome=RenewalOutcome.OPEN)


class RenewalOutcome(models.TextChoices):
    """How a renewal ended."""

    OPEN = "", pgettext_lazy("renewal", "under way")
    RENEW = "renew", pgettext_lazy("renewal", "renewed")
    AMEND = "amend", pgettext_lazy("renewal", "amended")
    END = "end", pgettext_lazy("renewal", "let end")


class Renewal(Record):
    """One time an agreement comes up for renewal. Its days are reckoned from the term, never typed."""

    agreement = models.ForeignKey(
        Agreement, models.CASCADE, verbose_name=_("agreement"), related_name="renewals"
    )
    owner = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("who looks after it"),
        related_name="renewals",
        help_text=_("Reminders go to the account of this person."),
    )
    decided_by = models.ForeignKey(
        Body,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("the body that decides"),
        related_name="+",
        help_text=_("Empty: the body that approved the agreement, or the board of a party."),
    )
    begun_on = models.DateField(_("begun on"))
    outcome = models.CharField(
        _("outcome"), max_length=6, choices=RenewalOutcome, blank=True, default=RenewalOutcome.OPEN
    )
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=254, blank=True)
    successor = models.ForeignKey(
        Agreement,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("the agreement that follows"),
        related_name="renewal_of",
    )

    objects: ClassVar[RenewalQuerySet] = RenewalQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-begun_on", "-id"]
        verbose_name = _("renewal")
        verbose_name_plural = _("renewals")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["agreement"], condition=Q(outcome=""), name="one_open_renewal"),
            models.CheckConstraint(
                condition=~Q(outcome="end") | ~Q(reason=""),
                name="ended_with_a_reason",
                violation_error_message=_("Say why it ends."),
            ),
            models.CheckConstraint(
                condition=~Q(outcome="renew") | Q(successor__isnull=False),
                name="renewed_by_a_successor",
                violation_error_message=_("Name the agreement that follows."),
            ),
            models.CheckConstraint(
                condition=Q(outcome="", closed_on=None) | (~Q(outcome="") & Q(closed_on__isnull=False)),
                name="closed_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return str(self.agreement)

    @property
    def is_open(self) -> bool:
        """Whether it is not decided yet."""
        return self.outcome == RenewalOutcome.OPEN

    def get_absolute_url(self) -> str:
        return url("agreements:renewal", key=self.agreement.key)


class RenewalStep(models.TextChoices):
    """The four tasks every renewal has, and those somebody adds."""

    ASK = "ask", _("Ask both sides whether to go on")
    DOSSIER = "dossier", _("Put the dossier together: promised and delivered")
    TEXT = "text", _("Agree on the text, and have it put on the agenda")
    PAPER = "paper", _("Hand in the paper for the body that decides")
    OWN = "own", _("a task of its own")


# How many months before the earliest last day each of the four is due.
MONTHS = {RenewalStep.ASK: 12, RenewalStep.DOSSIER: 9, RenewalStep.TEXT: 6, RenewalStep.PAPER: 3}


class RenewalTaskQuerySet(models.QuerySet["RenewalTask"]):
    def visible_to(self, reader: Reader) -> Self:
        """With the renewal."""
        return self.all() if reader.is_secretariat else self.none()

    def open(self) -> Self:
        """Neither done nor skipped, in a renewal under way."""
        return self.filter(done_on=None, skipped="", renewal__outcome=RenewalOutcome.OPEN)


class RenewalTask(Record):
    """Something to be done by a day. The day of the four is reckoned; a task of its own names it."""

    renewal = models.ForeignKey(Renewal, models.CASCADE, verbose_name=_("renewal"), related_name="tasks")
    step = models.CharField(_("task"), max_length=8, choices=RenewalStep, default=RenewalStep.OWN)
    title = models.CharField(_("what is to be done"), max_length=200, blank=True)
    due_on = models.DateField(_("due"), null=True, blank=True)
    owner = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("who does it"),
        related_name="renewal_tasks",
        help_text=_("Empty: whoever looks after the renewal."),
    )
    done_on = models.DateField(_("done on"), null=True, blank=True)
    note = models.CharField(_("what came of it"), max_length=254, blank=True)
    skipped = models.CharField(_("skipped because"), max_length=254, blank=True)

    objects: ClassVar[RenewalTaskQuerySet] = RenewalTaskQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["renewal", "id"]
        verbose_name = _("renewal task")
        verbose_name_plural = _("renewal tasks")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["renewal", "step"], condition=~Q(step="own"), name="step_once"),
            models.CheckConstraint(
                condition=~Q(step="own") | (~Q(title="") & Q(due_on__isnull=False)),
                name="own_task_says_what_and_when",
                violation_error_message=_("Say what is to be done, and by when."),
            ),
            models.CheckConstraint(condition=Q(done_on=None) | Q(skipped=""), name="done_or_skipped"),
        ]

    def __str__(self) -> str:
        return self.title or str(self.get_step_display())

    @property
    def is_open(self) -> bool:
        """Whether it is neither done nor skipped."""
        return self.done_on is None and not self.skipped

    def was_closed(self, on: date) -> bool:
        """Whether it was done by the day; what was skipped has no day of its own."""
        return bool(self.skipped) or (self.done_on is not None and self.done_on <= on)
