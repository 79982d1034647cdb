"""Decisions, how they were taken, and the steps by which they are carried out."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from koinon.network.governance.meetings import AgendaItem, Meeting
from koinon.network.governance.sight import seated
from koinon.network.people.audience import Audienced, AudiencedQuerySet, seen_through
from koinon.network.people.models import Body, Person
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.platform.dates.fields import DayField
from koinon.platform.ui.addresses import url


class HowTaken(models.TextChoices):
    """How a decision was taken."""

    UNKNOWN = "unknown", _("not on record")
    CONSENSUS = "consensus", _("consensus")
    VOTE = "vote", _("vote")


class Outcome(models.TextChoices):
    """What the body made of what it was asked."""

    ADOPTED = "adopted", _("adopted")
    REJECTED = "rejected", _("rejected")
    DEFERRED = "deferred", _("put off")


class FollowUp(models.TextChoices):
    """How far a decision has been carried out."""

    OPEN = "open", pgettext_lazy("follow-up of a decision", "open")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")


class DecisionQuerySet(AudiencedQuerySet["Decision"]):
    def visible_to(self, reader: Reader) -> Self:
        """Decisions that may be seen, of meetings that may be seen."""
        seen = super().visible_to(reader)
        if reader.is_secretariat:
            return seen
        return seen.filter(item__meeting__in=Meeting.objects.visible_to(reader))

    def overdue(self, on: date) -> Self:
        """Those still open whose latest day has passed."""
        return self.filter(follow_up=FollowUp.OPEN, due_latest__lt=on).exclude(due_edtf="")

    def owned_by(self, reader: Reader) -> Self:
        """Those that the reader, or a body the reader acts for, is to carry out."""
        own = Q(owner_body__in=reader.bodies)
        return self.filter(own | Q(owner_person=reader.person_id) if reader.person_id else own)

    def with_seat(self, reader: Reader) -> Self:
        """Annotate ``is_seated``: whether the reader sits in the body that decided."""
        return self.annotate(is_seated=seated(reader, "item__meeting__"))


class Decision(Record, Audienced):
    """What a meeting decided under an item, with a reference that never changes: BoD-2016-10-14-X/4.2."""

    # A column of ``due``, and what ``with_seat`` annotates, told to the type checker.
    due_latest: date
    is_seated: bool

    item = models.ForeignKey(
        AgendaItem, models.PROTECT, verbose_name=_("agenda item"), related_name="decisions"
    )
    reference = models.CharField(_("reference"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=254)
    text = models.TextField(_("text"), blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, default=Outcome.ADOPTED)
    taken = models.CharField(_("how taken"), max_length=10, choices=HowTaken, default=HowTaken.UNKNOWN)
    votes_for = models.PositiveSmallIntegerField(pgettext_lazy("votes", "for"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("against"), null=True, blank=True)
    abstentions = models.PositiveSmallIntegerField(_("abstentions"), null=True, blank=True)
    without_quorum = models.BooleanField(_("without quorum"), default=False, editable=False)
    owner_body = models.ForeignKey(
        Body,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("to be done by (body)"),
        related_name="tasks",
    )
    owner_person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("to be done by (person)"),
        related_name="tasks",
    )
    due = DayField(_("Due"))
    follow_up = models.CharField(_("follow-up"), max_length=8, choices=FollowUp, default=FollowUp.OPEN)
    result = models.CharField(_("what became of it"), max_length=254, blank=True)

    objects: ClassVar[DecisionQuerySet] = DecisionQuerySet.as_manager()  # type: ignore[assignment]

    party_paths = ("item__meeting__body_id", "item__meeting__body__parent_id", "owner_body_id")

    class Meta:
        ordering = ["-item__meeting__held_latest", "reference"]
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")

    def get_absolute_url(self) -> str:
        return url("governance:decision", key=self.key)

    def is_overdue(self, on: date) -> bool:
        """Whether it is still open and its latest day has passed."""
        return self.follow_up == FollowUp.OPEN and not self.due.is_unknown and self.due.latest < on


class StepQuerySet(models.QuerySet["Step"]):
    def visible_to(self, reader: Reader) -> Self:
        """Seen by the secretariat, by who sits in the body, and by whoever is to do it or owns the decision."""
        if reader.is_secretariat:
            return self.all()
        own = Q(body__in=reader.bodies) | Q(decision__owner_body__in=reader.bodies)
        if reader.person_id:
            own |= Q(person=reader.person_id) | Q(decision__owner_person=reader.person_id)
        sits = Q(seated(reader, "decision__item__meeting__"))
        return self.filter(own | sits, seen_through(Step, "decision", reader))


class Step(Record):
    """A step in carrying a decision out: who does what by when, noted on a day, and what became of it."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="steps")
    text = models.CharField(_("what is to be done"), max_length=254)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, verbose_name=_("who does it"), related_name="steps"
    )
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, verbose_name=_("or which body"), related_name="steps"
    )
    due_on = models.DateField(_("by when"), null=True, blank=True)
    noted_on = models.DateField(_("noted on"))
    state = models.CharField(_("state"), max_length=8, choices=FollowUp, default=FollowUp.OPEN)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    reason = models.CharField(_("what became of it"), max_length=254, blank=True)

    objects: ClassVar[StepQuerySet] = StepQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["decision", "noted_on", "id"]
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(state=FollowUp.DROPPED) | ~Q(reason=""),
                name="step_dropped_with_a_reason",
                violation_error_message=_("Say why it is dropped."),
            )
        ]

    def __str__(self) -> str:
        return self.text

    def is_overdue(self, on: date) -> bool:
        """Whether it is still open after its day."""
        return self.state == FollowUp.OPEN and self.due_on is not None and self.due_on < on
