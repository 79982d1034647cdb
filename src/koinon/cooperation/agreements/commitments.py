"""Commitment: who owes what to whom, by when, how it will be known, and what has been shown for it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Subquery, Value, When
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.agreements.acts import Act
from koinon.cooperation.agreements.stages import OPENING
from koinon.cooperation.agreements.terms import Agreement
from koinon.network.events.models import Event
from koinon.network.evidence.models import Document
from koinon.network.governance.models import Decision
from koinon.network.people.audience import Audienced, AudiencedQuerySet, FollowingQuerySet, seen_through
from koinon.network.people.models import Body
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.platform.dates.fields import DayField
from koinon.platform.ui.addresses import url


class Firmness(models.TextChoices):
    """Whether the words bind."""

    FIRM = "firm", _("firm")
    SOFT = "soft", _("soft")


class Schedule(models.TextChoices):
    """How often it falls due."""

    ONCE = "once", _("once")
    YEARLY = "yearly", _("each year")
    TIMES = "times", _("a number of times")


def given(on: date) -> Q:
    """The condition that a promise had been given: its agreement signed or begun, or neither ever dated."""
    opening = Act.objects.filter(agreement=OuterRef("agreement"), kind__in=OPENING)
    signed = Q(Exists(opening.filter(day_earliest__lte=on)))
    begun = ~Q(agreement__starts_edtf="") & Q(agreement__starts_earliest__lte=on)
    return signed | begun | (Q(agreement__starts_edtf="") & ~Q(Exists(opening)))


class CommitmentQuerySet(AudiencedQuerySet["Commitment"]):
    def visible_to(self, reader: Reader) -> Self:
        """A promise is seen by those who may see it and its agreement."""
        own = super().visible_to(reader)
        return own if reader.is_secretariat else own.filter(seen_through(Commitment, "agreement", reader))

    def promised(self, on: date) -> Self:
        """Those that had been given by the day."""
        return self.filter(given(on))

    def with_given(self, on: date) -> Self:
        """Annotate ``given``: whether it had been given by the day."""
        return self.annotate(given=Case(When(given(on), then=Value(True)), default=Value(False)))

    def reckoned(self, on: date) -> Self:
        """Annotate ``missing``: the latest day of the first due that nothing accepted serves, or none."""
        served = EvidenceDue.objects.filter(counted(on, "evidence__"), due=OuterRef("pk"))
        unserved = Due.objects.filter(~Exists(served), commitment=OuterRef("pk"))
        return self.annotate(missing=Subquery(unserved.order_by("day_latest").values("day_latest")[:1]))


class Commitment(Record, Audienced):
    """A promise in an agreement. Its progress is evidenced over due, computed, never typed."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="commitments")
    title = models.CharField(_("what is promised"), max_length=254)
    clause = models.CharField(_("clause"), max_length=40, blank=True)
    firmness = models.CharField(_("firmness"), max_length=4, choices=Firmness, default=Firmness.FIRM)
    schedule = models.CharField(_("falls due"), max_length=6, choices=Schedule, default=Schedule.ONCE)
    indicator = models.CharField(_("how it will be known"), max_length=254, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar[CommitmentQuerySet] = CommitmentQuerySet.as_manager()  # type: ignore[assignment]

    party_paths = ("agreement__parties__body_id", "agreement__parties__office_id", "sides__body_id")

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ["agreement", "order", "id"]

    def get_absolute_url(self) -> str:
        return url("agreements:commitment", key=self.key)


class PartySide(models.TextChoices):
    """Which side of a promise a body is on."""

    DEBTOR = "debtor", _("owes it")
    CREDITOR = "creditor", _("is owed it")


class DueQuerySet(FollowingQuerySet["Due"]):
    def reckoned(self, on: date) -> Self:
        """Annotate ``evidenced``: whether a piece of evidence that counts on the day serves it."""
        serving = EvidenceDue.objects.filter(counted(on, "evidence__"), due=OuterRef("pk"))
        return self.annotate(evidenced=Exists(serving))


class CommitmentParty(Record):
    """A body on one side of a promise."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="sides")
    body = models.ForeignKey(Body, models.PROTECT, verbose_name=_("body"), related_name="promises")
    side = models.CharField(_("side"), max_length=8, choices=PartySide)

    objects: ClassVar[FollowingQuerySet[CommitmentParty]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = ("commitment", "body")

    class Meta:
        verbose_name = _("party to a commitment")
        verbose_name_plural = _("parties to commitments")
        ordering = ["commitment", "-side", "id"]
        constraints = [models.UniqueConstraint(fields=["commitment", "body", "side"], name="side_once")]

    def __str__(self) -> str:
        return str(self.body)


class Due(Record):
    """One time a commitment falls due; late after the latest day it may mean."""

    # A column of ``day``, and what ``reckoned`` annotates, told to the type checker.
    day_latest: date
    evidenced: bool

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="dues")
    day = DayField(_("Day"))
    label = models.CharField(_("which"), max_length=120, blank=True)

    objects: ClassVar[DueQuerySet] = DueQuerySet.as_manager()  # type: ignore[assignment]

    follows = "commitment"

    class Meta:
        verbose_name = _("due")
        verbose_name_plural = _("dues")
        ordering = ["commitment", "day_latest", "id"]

    def __str__(self) -> str:
        return self.label or str(self.commitment)


class EvidenceState(models.TextChoices):
    """Where a piece of evidence stands."""

    OFFERED = "offered", _("offered")
    ACCEPTED = "accepted", _("accepted")
    RETURNED = "returned", _("returned")


def counted(on: date, prefix: str = "") -> Q:
    """The condition under which evidence counts on the day: accepted, and dated by then.

    Evidence of unknown date counts from the day it was accepted; where not even that is on record, always.
    """
    undated = Q(**{f"{prefix}day_edtf": ""}) & (
        Q(**{f"{prefix}judged_on": None}) | Q(**{f"{prefix}judged_on__lte": on})
    )
    return Q(**{f"{prefix}state": EvidenceState.ACCEPTED}) & (undated | Q(**{f"{prefix}day_latest__lte": on}))


class EvidenceQuerySet(AudiencedQuerySet["Evidence"]):
    def visible_to(self, reader: Reader) -> Self:
        """Accepted evidence goes by its audience; what is offered or returned stays between parties."""
        if reader.is_secretariat:
            return self
        supports = EvidenceDue.objects.filter(evidence=OuterRef("pk"))
        open_to = Q(state=EvidenceState.ACCEPTED)
        if reader.bodies:
            open_to |= Q(offered_by__in=reader.bodies) | Q(Exists(supports.of_parties(reader)))
        promised = supports.filter(seen_through(EvidenceDue, "due", reader))
        return super().visible_to(reader).filter(open_to, Exists(promised))


class Evidence(Record, Audienced):
    """What is shown for a promise: at least one of document, event, decision, payment and link."""

    title = models.CharField(_("what it shows"), max_length=254)
    day = DayField(_("Day"))
    document = models.ForeignKey(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("document"),
        related_name="evidence_for",
    )
    event = models.ForeignKey(
        Event, models.PROTECT, null=True, blank=True, verbose_name=_("event"), related_name="evidence_for"
    )
    decision = models.ForeignKey(
        Decision,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("decision"),
        related_name="evidence_for",
    )
    payment = models.CharField(_("payment"), max_length=120, blank=True)
    address = models.URLField(_("link"), max_length=500, blank=True)
    offered_by = models.ForeignKey(
        Body,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("offered by"),
        related_name="evidence_offered",
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    state = models.CharField(_("state"), max_length=8, choices=EvidenceState, default=EvidenceState.OFFERED)
    reason = models.TextField(_("reason"), blank=True)
    offered_on = models.DateField(_("offered on"), null=True, blank=True, editable=False)
    judged_on = models.DateField(_("accepted or returned on"), null=True, blank=True, editable=False)

    objects: ClassVar[EvidenceQuerySet] = EvidenceQuerySet.as_manager()  # type: ignore[assignment]

    party_paths = (
        "offered_by_id",
        "supports__due__commitment__agreement__parties__body_id",
        "supports__due__commitment__agreement__parties__office_id",
        "supports__due__commitment__sides__body_id",
    )

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("pieces of evidence")
        ordering = ["-day_latest", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(document__isnull=False)
                | Q(event__isnull=False)
                | Q(decision__isnull=False)
                | ~Q(payment="")
                | ~Q(address=""),
                name="evidence_shows_something",
            ),
            models.CheckConstraint(
                condition=~Q(state=EvidenceState.RETURNED) | ~Q(reason=""),
                name="evidence_returned_with_a_reason",
            ),
        ]

    def get_absolute_url(self) -> str:
        return url("agreements:evidence", key=self.key)


class EvidenceDueQuerySet(models.QuerySet["EvidenceDue"]):
    def visible_to(self, reader: Reader) -> Self:
        """Seen by those who may see both the evidence and the promise."""
        if reader.is_secretariat:
            return self.all()
        return self.filter(*(seen_through(EvidenceDue, path, reader) for path in ("evidence", "due")))

    def of_parties(self, reader: Reader) -> Self:
        """Those on promises to which a body of the reader's is a party."""
        agreed = "due__commitment__agreement__parties"
        return self.filter(
            Q(**{f"{agreed}__body__in": reader.bodies})
            | Q(**{f"{agreed}__office__in": reader.bodies})
            | Q(due__commitment__sides__body__in=reader.bodies)
        )


class EvidenceDue(Record):
    """One piece of evidence may serve several dues."""

    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="supports")
    due = models.ForeignKey(Due, models.CASCADE, related_name="evidence")

    objects: ClassVar[EvidenceDueQuerySet] = EvidenceDueQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("evidence for a due")
        verbose_name_plural = _("evidence for dues")
        ordering = ["evidence", "due"]
        constraints = [models.UniqueConstraint(fields=["evidence", "due"], name="evidence_once_a_due")]

    def __str__(self) -> str:
        return str(self.evidence)
