"""Finding: what a rule noticed. It proposes, never changes, and is settled by a person with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from koinon.network.evidence import rules
from koinon.network.people.audience import Audienced, AudiencedQuerySet
from koinon.platform.audit.models import Record
from koinon.platform.ui.addresses import url


class FindingState(models.TextChoices):
    """Where a finding stands."""

    OPEN = "open", pgettext_lazy("finding", "open")
    SETTLED = "settled", _("settled")
    GONE = "gone", _("gone")


class Settlement(models.TextChoices):
    """How a finding was settled."""

    EXPLAINED = "explained", _("explained: the record stands as it is")
    CORRECTED = "corrected", _("the record was corrected")
    MISTAKEN = "mistaken", _("not a contradiction")


class Reopening(models.TextChoices):
    """Why a finding that was out of the way is open again."""

    CHANGED = "changed", _("The record has changed since it was settled.")
    RETURNED = "returned", _("It had gone and is back.")
    PERSON = "person", _("Somebody asked to look at it again.")


class FindingQuerySet(AudiencedQuerySet["Finding"]):
    def open(self) -> Self:
        """Those that wait for somebody."""
        return self.filter(state=FindingState.OPEN)

    def about(self, ids: Mapping[str, Iterable[int]]) -> Self:
        """Those that speak of any of the records of these kinds and ids."""
        named = models.Q(pk__in=[])
        for kind, those in ids.items():
            named |= models.Q(kind=kind, object_id__in=those)
        return self.filter(pk__in=FindingSubject.objects.filter(named).values("finding"))


class Finding(Record, Audienced):
    """A contradiction or a gap. Its key is made of rule and records, so a rule may run again."""

    rule = models.CharField(_("rule"), max_length=60, db_index=True)
    # The words are templates of the rule, the values go into them, so that every reader has the own language.
    values = models.JSONField(default=dict, blank=True)
    state = models.CharField(
        _("state"), max_length=8, choices=FindingState, default=FindingState.OPEN, db_index=True
    )
    first_seen_at = models.DateTimeField(_("first seen"))
    last_seen_at = models.DateTimeField(_("last seen"))
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("settled by"),
        related_name="+",
    )
    how = models.CharField(_("how"), max_length=10, choices=Settlement, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    reopened = models.CharField(_("reopened"), max_length=10, choices=Reopening, blank=True)
    note = models.TextField(_("reason for opening it again"), blank=True)

    objects: ClassVar[FindingQuerySet] = FindingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["-first_seen_at", "id"]

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        return url("evidence:finding", key=self.key)

    @property
    def rule_title(self) -> str:
        """The rule's name in the reader's language."""
        return rules.title_of(self.rule)

    @property
    def headline(self) -> str:
        """The finding in a line, in the reader's language."""
        return rules.headline_of(self.rule, self.values)

    @property
    def words(self) -> str:
        """What was found, in the reader's language."""
        return rules.words_of(self.rule, self.values)


class FindingSubject(models.Model):
    """A record a finding speaks of."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="subjects")
    kind = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["finding", "order"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["kind", "object_id"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"
