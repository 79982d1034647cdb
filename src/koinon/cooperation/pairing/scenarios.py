"""Scenario: one question put to the engine with everything it was asked and answered, and the pairs of the answer."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.pairing.permissions import can_run
from koinon.cooperation.pairing.rounds import Round
from koinon.cooperation.programmes.models import Participation
from koinon.network.people.audience import seen_through
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.platform.ui.addresses import url


class ScenarioMode(models.TextChoices):
    """What counts as the best answer, as the workshop names it."""

    BEST = "best", _("Best total")
    TRADEOFF = "tradeoff", _("Nearly stable")
    LEXIMIN = "leximin", _("Fair to the worst off")
    STABLE_LEFT = "stable_left", _("Stable, first side chooses")
    STABLE_RIGHT = "stable_right", _("Stable, second side chooses")


class ScenarioState(models.TextChoices):
    """How far the solving of a scenario is."""

    WAITING = "waiting", _("waiting")
    SOLVING = "solving", _("being solved")
    SOLVED = "solved", _("solved")
    FAILED = "failed", _("not solved")


AT_WORK = (ScenarioState.WAITING, ScenarioState.SOLVING)


class ScenarioQuerySet(models.QuerySet["Scenario"]):
    def visible_to(self, reader: Reader) -> Self:
        """Scenarios are the workshop's: only those who run the round see them."""
        if reader.is_secretariat:
            return self.all()
        return self.filter(seen_through(Scenario, "round", reader)) if can_run(reader) else self.none()


class Scenario(Record):
    """A question (mode and changes to the round) and the answer as it was given.

    ``changes`` are the what-ifs it was asked with; ``weights`` and ``rules`` say what it was solved with.
    """

    round = models.ForeignKey(Round, models.CASCADE, verbose_name=_("round"), related_name="scenarios")
    title = models.CharField(_("title"), max_length=120, blank=True)
    mode = models.CharField(_("aim"), max_length=12, choices=ScenarioMode, default=ScenarioMode.BEST)
    max_loss = models.DecimalField(
        _("share of the best total that may be given up"),
        max_digits=5,
        decimal_places=4,
        default=Decimal(0),
        validators=[MinValueValidator(0), MaxValueValidator(1)],
    )
    changes: models.JSONField[Any, Any] = models.JSONField(default=list, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=ScenarioState, default=ScenarioState.WAITING)
    message = models.TextField(blank=True, editable=False)
    language = models.CharField(max_length=12, default="en", editable=False)
    asked_at = models.DateTimeField(editable=False)
    solved_at = models.DateTimeField(null=True, editable=False)
    milliseconds = models.PositiveIntegerField(null=True, editable=False)

    digest = models.CharField(max_length=64, blank=True, editable=False)
    weights: models.JSONField[Any, Any] = models.JSONField(default=dict, editable=False)
    rules: models.JSONField[Any, Any] = models.JSONField(default=list, editable=False)
    status = models.CharField(max_length=10, blank=True, editable=False)
    total = models.BigIntegerField(null=True, editable=False)
    bound = models.BigIntegerField(null=True, editable=False)
    blocking_pairs = models.PositiveIntegerField(null=True, editable=False)
    worst = models.CharField(max_length=120, blank=True, editable=False)
    worst_value = models.BigIntegerField(null=True, editable=False)
    answer: models.JSONField[Any, Any] = models.JSONField(default=dict, editable=False)

    objects: ClassVar[ScenarioQuerySet] = ScenarioQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["round", "id"]
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")

    def __str__(self) -> str:
        """Its own title, or its aim in the reader's language."""
        return self.title or self.get_mode_display()

    def get_absolute_url(self) -> str:
        return url("pairing:scenario", key=self.key)

    @property
    def is_at_work(self) -> bool:
        """Whether a worker is, or should be, busy with it."""
        return self.state in AT_WORK

    @property
    def is_solved(self) -> bool:
        return self.state == ScenarioState.SOLVED and self.status in ("optimal", "feasible")

    @property
    def is_proven(self) -> bool:
        """Whether nothing better exists for what was asked."""
        return self.status == "optimal"


class ScenarioPair(models.Model):
    """A pair of an answer: what it is worth to either city, part by part, and how either ranks the other."""

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="pairs")
    left = models.ForeignKey(Participation, models.PROTECT, related_name="+")
    right = models.ForeignKey(Participation, models.PROTECT, related_name="+")
    left_value = models.BigIntegerField()
    right_value = models.BigIntegerField()
    left_rank = models.PositiveIntegerField()
    right_rank = models.PositiveIntegerField()
    parts: models.JSONField[Any, Any] = models.JSONField(default=list)

    class Meta:
        ordering = ["scenario", "id"]
        constraints = [
            models.UniqueConstraint(fields=["scenario", "left", "right"], name="pair_once_in_scenario")
        ]

    def __str__(self) -> str:
        return f"{self.left.body} – {self.right.body}"

    @property
    def value(self) -> int:
        """What the pair is worth to both together."""
        return self.left_value + self.right_value
