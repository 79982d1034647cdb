"""What is asked of jurors and what they answer: assignments, conflicts of interest, reviews and scores."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.awards.panels import Juror, Panel
from koinon.cooperation.awards.permissions import sits_on
from koinon.cooperation.awards.phases import Phase
from koinon.cooperation.awards.seeing import others_shown
from koinon.cooperation.calls.models import Criterion, Entry
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.platform.ui.addresses import url


def assignment_key(phase_id: int, entry_id: int, juror_id: int) -> str:
    """The key of an assignment and of its review: it is in the juror's address bar and tells nothing."""
    return salted_hmac("koinon.awards.assignment", f"{phase_id}:{entry_id}:{juror_id}").hexdigest()[:20]


def conflict_key(panel_id: int, juror_id: int, entry_id: int, kind: str) -> str:
    """The key of a conflict: it is in the chair's address bar and tells nothing."""
    told = f"{panel_id}:{juror_id}:{entry_id}:{kind}"
    return salted_hmac("koinon.awards.conflict", told).hexdigest()[:20]


class ConflictKind(models.TextChoices):
    """What ties a juror to an entry."""

    BODY = "body", _("holds or held a role with the applicant")
    CITY = "city", _("is of the applicant's city")
    AGREEMENT = "agreement", _("agreement between the two sides")
    PAIR = "pair", _("paired cities")
    GRANT = "grant", _("grant from one to the other")
    VISIT = "visit", _("visit of one to the other")
    HUB = "hub", _("same learning hub")
    NETWORK = "network", _("same small network or board")
    DECLARED = "declared", _("declared by the juror")
    OTHER = "other", _("other tie")


class ConflictQuerySet(models.QuerySet["Conflict"]):
    def standing(self) -> Self:
        """Those nobody has overridden."""
        return self.filter(overridden_at=None)

    def known_to(self, reader: Reader) -> Self:
        """Of which the reader may know that they are: the secretariat of all, a chair of the panel's but her own.

        While a phase of the call is blind, what they are in words would tell a chair whose an entry is; so this is
        for pages that say no more than the kind.
        """
        if reader.is_secretariat:
            return self.all()
        chaired = Juror.objects.filter(person=reader.person_id, chair=True).values("panel")
        rows = self.filter(sits_on(reader, "panel__"), panel__in=chaired)
        return rows.exclude(juror__person=reader.person_id)

    def visible_to(self, reader: Reader) -> Self:
        """Those the reader may read whole: a chair when no blind phase is under way; a juror what he declared."""
        if reader.is_secretariat:
            return self.all()
        blind = Phase.objects.filter(panel__call=OuterRef("panel__call"), blind=True, frozen_at=None)
        led = self.known_to(reader).filter(~Exists(blind)).values("pk")
        declared = Q(sits_on(reader, "panel__"), declared=True, juror__person=reader.person_id)
        return self.filter(declared | Q(pk__in=led))


class Conflict(Record):
    """A tie between a juror and an entry: computed from the record, or declared by the juror."""

    panel = models.ForeignKey(Panel, models.CASCADE, verbose_name=_("panel"), related_name="conflicts")
    juror = models.ForeignKey(Juror, models.CASCADE, verbose_name=_("juror"), related_name="conflicts")
    entry = models.ForeignKey(Entry, models.CASCADE, verbose_name=_("entry"), related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=ConflictKind, default=ConflictKind.OTHER)
    words = models.CharField(_("words"), max_length=300, blank=True)
    href = models.CharField(_("on record at"), max_length=254, blank=True, editable=False)
    declared = models.BooleanField(_("declared by the juror"), default=False, editable=False)
    found_at = models.DateTimeField(_("found"), null=True, editable=False)
    overridden_at = models.DateTimeField(_("overridden"), null=True, editable=False)
    overridden_reason = models.CharField(_("why it does not stand in the way"), max_length=300, blank=True)

    objects: ClassVar[ConflictQuerySet] = ConflictQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["panel_id", "juror_id", "entry_id", "id"]
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        constraints = [
            models.CheckConstraint(
                condition=Q(overridden_at=None) | ~Q(overridden_reason=""),
                name="override_has_a_reason",
                violation_error_message=_("Say why the conflict does not stand in the way."),
            )
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["juror", "entry"])]

    def __str__(self) -> str:
        # In the labels of the history, which a blind juror may read of what he declared.
        return str(self.get_kind_display())


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def live(self) -> Self:
        """Those that count: not withdrawn, and without a conflict that stands."""
        barred = Conflict.objects.standing().filter(juror=OuterRef("juror"), entry=OuterRef("entry"))
        return self.filter(~Exists(barred), withdrawn_at=None, entry__withdrawn_at=None)

    def of_reader(self, reader: Reader) -> Self:
        """What the reader is to score: in phases that were opened, entries without a conflict."""
        mine = self.filter(sits_on(reader, "phase__panel__"), juror__person=reader.person_id)
        return mine.filter(phase__opened_at__isnull=False).live()

    def visible_to(self, reader: Reader) -> Self:
        """The secretariat sees all; a juror the own; the chair all of the panel but what conflicts with her own seat."""
        return self.all() if reader.is_secretariat else self.filter(seen_by(reader, ""))


def seen_by(reader: Reader, prefix: str) -> Q:
    """The condition on a row that leads to an assignment: own and live, or of a panel the reader chairs."""
    if reader.person_id is None or "juror" not in reader.functions:
        return Q(pk__in=[])
    path = prefix.rstrip("_") or "pk"
    own = Assignment.objects.of_reader(reader).values("pk")
    chaired = Juror.objects.filter(person=reader.person_id, chair=True, panel__body__in=reader.bodies)
    barred = Conflict.objects.standing().filter(juror__person=reader.person_id)
    led = Assignment.objects.filter(phase__panel__in=chaired.values("panel")).exclude(
        entry__in=barred.values("entry")
    )
    return Q(**{f"{path}__in": own}) | Q(**{f"{path}__in": led.values("pk")})


class Assignment(Record):
    """One juror is asked to score one entry in one phase; by the solver, or by hand with a reason."""

    phase = models.ForeignKey(Phase, models.CASCADE, verbose_name=_("phase"), related_name="assignments")
    entry = models.ForeignKey(Entry, models.PROTECT, verbose_name=_("entry"), related_name="+")
    juror = models.ForeignKey(Juror, models.CASCADE, verbose_name=_("juror"), related_name="assignments")
    by_hand_reason = models.CharField(_("why by hand"), max_length=300, blank=True)
    made_at = models.DateTimeField(_("made"), null=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)
    withdrawn_reason = models.CharField(_("why withdrawn"), max_length=300, blank=True, editable=False)

    objects: ClassVar[AssignmentQuerySet] = AssignmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["phase_id", "juror_id", "id"]
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints = [
            models.UniqueConstraint(fields=["phase", "entry", "juror"], name="entry_scored_once_by_a_juror")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["juror", "phase"])]

    def __str__(self) -> str:
        # In the labels of the history: never the name of an entry.
        return self.key

    def get_absolute_url(self) -> str:
        return url("awards:review", key=self.key)

    @classmethod
    def of(cls, phase: Phase, entry_id: int, juror: Juror, **values: object) -> Assignment:
        """A new row, not saved, with the key it has to have."""
        key = assignment_key(phase.pk, entry_id, juror.pk)
        return cls(key=key, phase=phase, entry_id=entry_id, juror=juror, **values)


class ReviewQuerySet(models.QuerySet["Review"]):
    def counting(self) -> Self:
        """Those sent with scores, by assignments that stand."""
        live = Assignment.objects.live().values("pk")
        return self.filter(sent_at__isnull=False, abstained=False, assignment__in=live)

    def visible_to(self, reader: Reader) -> Self:
        """One's own, and those of the others on the panel as soon as the phase shows them."""
        return self.all() if reader.is_secretariat else self.filter(others_shown(reader, ""))


class Review(Record):
    """What a juror says of an entry: scores apart, two comments apart, or abstains and says why."""

    assignment = models.OneToOneField(
        Assignment, models.CASCADE, verbose_name=_("assignment"), related_name="review"
    )
    abstained = models.BooleanField(_("abstained"), default=False)
    abstained_reason = models.CharField(_("why"), max_length=300, blank=True)
    to_committee = models.TextField(_("comment to the panel"), blank=True)
    to_applicant = models.TextField(_("comment to the applicant"), blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, editable=False)
    points = models.PositiveIntegerField(_("points"), default=0, editable=False)

    objects: ClassVar[ReviewQuerySet] = ReviewQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["id"]
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = [
            models.CheckConstraint(
                condition=Q(abstained=False) | ~Q(abstained_reason=""),
                name="abstention_has_a_reason",
                violation_error_message=_("Say why you abstain."),
            )
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["sent_at", "abstained"])]

    def __str__(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        return url("awards:review", key=self.key)


class JuryScoreQuerySet(models.QuerySet["JuryScore"]):
    def visible_to(self, reader: Reader) -> Self:
        return self.all() if reader.is_secretariat else self.filter(others_shown(reader, "review__"))


class JuryScore(Record):
    """What a juror gives an entry by one criterion."""

    review = models.ForeignKey(Review, models.CASCADE, verbose_name=_("review"), related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, verbose_name=_("criterion"), related_name="+")
    value = models.PositiveSmallIntegerField(_("score"))

    objects: ClassVar[JuryScoreQuerySet] = JuryScoreQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["review_id", "criterion_id"]
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        constraints = [models.UniqueConstraint(fields=["review", "criterion"], name="criterion_scored_once")]

    def __str__(self) -> str:
        return f"{self.value}"

    @classmethod
    def of(cls, review: Review, criterion_id: int, value: int) -> JuryScore:
        """A new row, not saved."""
        return cls(key=f"{review.key}-{criterion_id}", review=review, criterion_id=criterion_id, value=value)


class Tally(models.Model):
    """An entry in a phase with what its reviews come to, worked out when one is sent: nothing here is typed.

    Scores are percent of what could be given. ``value`` is what the phase ranks by, -1 where there is nothing.
    """

    phase = models.ForeignKey(Phase, models.CASCADE, related_name="tallies")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    assigned = models.PositiveSmallIntegerField(default=0)
    counted = models.PositiveSmallIntegerField(default=0)
    abstained = models.PositiveSmallIntegerField(default=0)
    points = models.PositiveIntegerField(default=0)
    mean = models.DecimalField(max_digits=10, decimal_places=6, null=True)
    spread = models.DecimalField(max_digits=10, decimal_places=6, null=True)
    adjusted = models.DecimalField(max_digits=10, decimal_places=6, null=True)
    value = models.DecimalField(max_digits=10, decimal_places=6, default=-1)
    tie = models.DecimalField(max_digits=10, decimal_places=6, default=0)

    class Meta:
        ordering = ["phase_id", "-value", "-tie", "id"]
        constraints = [models.UniqueConstraint(fields=["phase", "entry"], name="entry_once_a_phase")]
        indexes: ClassVar[list[models.Index]] = [
            models.Index("phase", F("value").desc(), F("tie").desc(), "id", name="tally_in_order")
        ]

    def __str__(self) -> str:
        return f"{self.phase_id}:{self.entry_id}"


class Severity(models.Model):
    """How mild or severe a juror was in a phase, worked out when scoring closes; above nought is mild."""

    phase = models.ForeignKey(Phase, models.CASCADE, related_name="severities")
    juror = models.ForeignKey(Juror, models.CASCADE, related_name="+")
    given = models.PositiveIntegerField(default=0)
    shared = models.PositiveIntegerField(default=0)
    deviation = models.DecimalField(max_digits=10, decimal_places=6, null=True)
    model = models.DecimalField(max_digits=10, decimal_places=6, null=True)

    class Meta:
        ordering = ["phase_id", "deviation", "id"]
        constraints = [models.UniqueConstraint(fields=["phase", "juror"], name="severity_once_a_phase")]

    def __str__(self) -> str:
        return f"{self.phase_id}:{self.juror_id}"
