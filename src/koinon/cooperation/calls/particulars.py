"""The particulars of a call: categories, weighted criteria with anchors, further dates, co-sponsors and prizes."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.calls.calls import Call, reader_language
from koinon.network.people.audience import FollowingQuerySet
from koinon.network.people.models import Body
from koinon.platform.audit.models import Record
from koinon.platform.dates.fields import DayField

MOST_WEIGHT = 1000
MOST_POINTS = 100


class Category(Record):
    """A class in which entries compete; ``texts`` holds its title in other languages: ``{"es": "…"}``."""

    call = models.ForeignKey(Call, models.CASCADE, verbose_name=_("call"), related_name="categories")
    title = models.CharField(_("title"), max_length=200)
    texts: models.JSONField[Any, Any] = models.JSONField(
        _("other languages"), default=dict, blank=True, editable=False
    )
    rank = models.PositiveSmallIntegerField(_("order"), default=0)

    objects: ClassVar[FollowingQuerySet[Category]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = "call"

    class Meta:
        ordering = ["call", "rank", "id"]
        verbose_name = _("category")
        verbose_name_plural = _("categories")

    def __str__(self) -> str:
        return self.in_language()

    def in_language(self, language: str | None = None) -> str:
        """Its title in the language, or as it was written."""
        return str(self.texts.get(reader_language(language)) or self.title)


class Criterion(Record):
    """What is judged, how much it counts, and what the points from 0 to ``top`` mean.

    ``anchors`` are words for points: ``{"0": "nothing new", "5": "new anywhere"}``; ``texts`` the same in other
    languages: ``{"es": {"title": "…", "words": "…", "anchors": {"0": "…"}}}``.
    """

    call = models.ForeignKey(Call, models.CASCADE, verbose_name=_("call"), related_name="criteria")
    title = models.CharField(_("criterion"), max_length=200)
    words = models.TextField(_("what is meant"), blank=True)
    weight = models.PositiveIntegerField(_("weight"), default=1, validators=[MaxValueValidator(MOST_WEIGHT)])
    top = models.PositiveSmallIntegerField(
        _("most points"), default=5, validators=[MinValueValidator(1), MaxValueValidator(MOST_POINTS)]
    )
    anchors: models.JSONField[Any, Any] = models.JSONField(_("what points mean"), default=dict, blank=True)
    texts: models.JSONField[Any, Any] = models.JSONField(
        _("other languages"), default=dict, blank=True, editable=False
    )
    rank = models.PositiveSmallIntegerField(_("order"), default=0)

    objects: ClassVar[FollowingQuerySet[Criterion]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = "call"

    class Meta:
        ordering = ["call", "rank", "id"]
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")

    def __str__(self) -> str:
        return self.title_in()

    def title_in(self, language: str | None = None) -> str:
        """Its title in the language, or as it was written."""
        return str(self._told(language).get("title") or self.title)

    @property
    def most(self) -> int:
        """What it can bring at most: its points and its weight together."""
        return self.weight * self.top

    def words_in(self, language: str | None = None) -> str:
        """What is meant, in the language, or as it was written."""
        return str(self._told(language).get("words") or self.words)

    def anchors_in(self, language: str | None = None) -> list[tuple[int, str]]:
        """The points that have words, lowest first, in the language where they were put into it."""
        told = self._told(language).get("anchors") or {}
        return [
            (int(points), told.get(points) or words)
            for points, words in sorted(self.anchors.items(), key=lambda one: int(one[0]))
        ]

    def _told(self, language: str | None) -> dict[str, Any]:
        return self.texts.get(reader_language(language)) or {}


class CallDateKind(models.TextChoices):
    """What happens on a further date of a call."""

    INFORMATION = "information", _("information session")
    SCREENING = "screening", _("screening ends")
    JURY = "jury", _("jury meets")
    RESULT = "result", _("result announced")
    CEREMONY = "ceremony", _("ceremony")
    START = "start", _("start")
    OTHER = "other", _("other")


class CallDate(Record):
    """A date of a call beside its opening and closing."""

    call = models.ForeignKey(Call, models.CASCADE, verbose_name=_("call"), related_name="dates")
    kind = models.CharField(_("kind"), max_length=12, choices=CallDateKind, default=CallDateKind.OTHER)
    day = DayField(_("day"))
    words = models.CharField(_("in words"), max_length=254, blank=True)

    objects: ClassVar[FollowingQuerySet[CallDate]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = "call"

    class Meta:
        ordering = ["call", "day_earliest", "id"]
        verbose_name = _("date of a call")
        verbose_name_plural = _("dates of calls")

    def __str__(self) -> str:
        return self.words or str(self.get_kind_display())


class Sponsor(Record):
    """A body behind a call, and what it does for it."""

    call = models.ForeignKey(Call, models.CASCADE, verbose_name=_("call"), related_name="sponsors")
    body = models.ForeignKey(Body, models.PROTECT, verbose_name=_("body"), related_name="sponsored_calls")
    part = models.CharField(_("part"), max_length=120, blank=True)
    rank = models.PositiveSmallIntegerField(_("order"), default=0)

    objects: ClassVar[FollowingQuerySet[Sponsor]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = ("call", "body")

    class Meta:
        ordering = ["call", "rank", "id"]
        verbose_name = _("sponsor")
        verbose_name_plural = _("sponsors")
        constraints = [models.UniqueConstraint(fields=["call", "body"], name="sponsors_once")]

    def __str__(self) -> str:
        return str(self.body)


class Prize(Record):
    """What is to be had: so many of an amount each, or something in kind.

    ``texts`` holds its words in other languages: ``{"es": {"title": "…", "in_kind": "…"}}``.
    """

    call = models.ForeignKey(Call, models.CASCADE, verbose_name=_("call"), related_name="prizes")
    title = models.CharField(_("title"), max_length=200)
    amount = models.DecimalField(_("amount"), max_digits=18, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    number = models.PositiveSmallIntegerField(_("how many at most"), default=1)
    in_kind = models.CharField(_("in kind"), max_length=254, blank=True)
    texts: models.JSONField[Any, Any] = models.JSONField(
        _("other languages"), default=dict, blank=True, editable=False
    )

    objects: ClassVar[FollowingQuerySet[Prize]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = "call"

    class Meta:
        ordering = ["call", "id"]
        verbose_name = _("prize")
        verbose_name_plural = _("prizes")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount=None) | (Q(amount__gte=0) & ~Q(currency="")), name="prize_in_a_currency"
            )
        ]

    def __str__(self) -> str:
        return self.title_in()

    def title_in(self, language: str | None = None) -> str:
        """Its title in the language, or as it was written."""
        return str(self._told(language).get("title") or self.title)

    def in_kind_in(self, language: str | None = None) -> str:
        """What is given in kind, in the language, or as it was written."""
        return str(self._told(language).get("in_kind") or self.in_kind)

    def _told(self, language: str | None) -> dict[str, Any]:
        return self.texts.get(reader_language(language)) or {}
