"""Phase: one sitting of a panel, with what it may see, where its entries come from and how far they can get."""

from __future__ import annotations

from functools import lru_cache
from hmac import HMAC
from typing import ClassVar, Self

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.awards.panels import Panel
from koinon.cooperation.awards.permissions import sits_on
from koinon.cooperation.calls.models import Stage
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.platform.ui.addresses import url

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Those that are not mistaken for each other when read aloud."""


@lru_cache(maxsize=4)
def _seal(secret: str) -> HMAC:
    """What seals codes: made once, because a page has fifty of them and a workbook ten thousand."""
    return salted_hmac("koinon.awards.code", "", secret=secret)


class PhaseState(models.TextChoices):
    """How far a phase is; never typed, always told by its acts."""

    PREPARED = "prepared", _("being prepared")
    SCORING = "scoring", _("scoring")
    DELIBERATING = "deliberating", _("deliberating")
    FROZEN = "frozen", _("frozen")


class Shown(models.TextChoices):
    """When a juror sees what the others of the panel gave an entry."""

    NEVER = "never", _("only when scoring is closed")
    AFTER = "after", _("after one's own score is sent")
    ALWAYS = "always", _("at once")


class TieRule(models.TextChoices):
    """What decides between entries of one total."""

    WEIGHTIEST = "weightiest", _("the better mean in the weightiest criterion goes first")
    SPREAD = "spread", _("the smaller spread goes first")
    SHARED = "shared", _("they share the place, and the panel decides")


class PhaseQuerySet(models.QuerySet["Phase"]):
    def visible_to(self, reader: Reader) -> Self:
        """The secretariat and the panel's own members."""
        return self.filter(sits_on(reader, "panel__")) if not reader.is_secretariat else self.all()


class Phase(Record):
    """From opening, when jurors score, through deliberation to the freezing of the result.

    The days are as announced; the moments are the acts, set by commands and nothing else.
    """

    panel = models.ForeignKey(Panel, models.CASCADE, verbose_name=_("panel"), related_name="phases")
    title = models.CharField(_("title"), max_length=160)
    rank = models.PositiveSmallIntegerField(_("order"), default=1)
    opens_on = models.DateField(_("opens on"), null=True, blank=True)
    closes_on = models.DateField(_("closes on"), null=True, blank=True)
    blind = models.BooleanField(_("blind: jurors do not learn whose an entry is"), default=True)
    scores_shown_to_panel = models.CharField(
        _("scores of the others are shown"), max_length=6, choices=Shown, default=Shown.NEVER
    )
    from_stage = models.ForeignKey(
        Stage,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("entries from the stage"),
        related_name="+",
    )
    to_stage = models.ForeignKey(
        Stage, models.PROTECT, null=True, blank=True, verbose_name=_("leads to the stage"), related_name="+"
    )
    per_entry = models.PositiveSmallIntegerField(
        _("jurors for each entry"), default=3, validators=[MinValueValidator(1)]
    )
    load_max = models.PositiveSmallIntegerField(_("most entries for a juror"), null=True, blank=True)
    normalised = models.BooleanField(
        _("rank by scores freed of severity"),
        default=False,
        help_text=_("by the documented model; the raw scores always stand beside"),
    )
    tie_rule = models.CharField(
        _("rule for ties"), max_length=12, choices=TieRule, default=TieRule.WEIGHTIEST
    )
    comments_sent = models.BooleanField(_("comments to the applicant go out with the letters"), default=False)

    opened_at = models.DateTimeField(_("opened"), null=True, editable=False)
    closed_at = models.DateTimeField(_("scoring closed"), null=True, editable=False)
    frozen_at = models.DateTimeField(_("frozen"), null=True, editable=False)
    digest = models.CharField(_("digest"), max_length=64, blank=True, editable=False)
    letters_at = models.DateTimeField(_("letters written"), null=True, editable=False)

    objects: ClassVar[PhaseQuerySet] = PhaseQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["panel_id", "rank", "id"]
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_on=None) | Q(closes_on=None) | Q(opens_on__lte=F("closes_on")),
                name="phase_opens_before_it_closes",
                violation_error_message=_("It cannot close before it opens."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return url("awards:phase", key=self.key)

    @property
    def state(self) -> PhaseState:
        """The last act that was carried out."""
        if self.frozen_at:
            return PhaseState.FROZEN
        if self.closed_at:
            return PhaseState.DELIBERATING
        return PhaseState.SCORING if self.opened_at else PhaseState.PREPARED

    def code(self, entry_id: int) -> str:
        """What an entry is called in this phase. It tells nothing of the entry, nor of its code in another."""
        sealing = _seal(settings.SECRET_KEY).copy()
        sealing.update(f"{self.pk}:{entry_id}".encode())
        number = int.from_bytes(sealing.digest()[:6], "big")
        letters = ""
        for _place in range(6):
            number, one = divmod(number, len(LETTERS))
            letters += LETTERS[one]
        return f"{letters[:3]}-{letters[3:]}"
