"""What the statutes of a body say of its meetings: dated rules, each with its article."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from koinon.network.people.audience import DatedFollowingQuerySet
from koinon.network.people.models import Body, Post
from koinon.platform.audit.models import Record
from koinon.platform.dates.models import Dated
from koinon.platform.ui.addresses import url


class RuleKind(models.TextChoices):
    """What a rule of a body is about."""

    NOTICE_ORDINARY = "notice_ordinary", _("notice of an ordinary meeting")
    NOTICE_EXTRAORDINARY = "notice_extraordinary", _("notice of an extraordinary meeting")
    NOTICE_WRITTEN = "notice_written", _("notice of a vote by correspondence")
    PAPERS = "papers", _("papers before a meeting")
    VOTERS = "voters", _("who votes")
    QUORUM = "quorum", _("quorum")
    MAJORITY = "majority", _("majority")
    PROXIES = "proxies", _("proxies")
    WITHOUT_QUORUM = "without_quorum", _("decisions without quorum")


IN_DAYS = (
    RuleKind.NOTICE_ORDINARY,
    RuleKind.NOTICE_EXTRAORDINARY,
    RuleKind.NOTICE_WRITTEN,
    RuleKind.PAPERS,
)


class Reckoned(models.TextChoices):
    """Of what a share is reckoned."""

    CAST = "cast", _("of the votes cast")
    PRESENT = "present", _("of those present who may vote")
    ENTITLED = "entitled", _("of all who may vote")
    SEATS = "seats", _("of all seats, also the vacant")


class BodyRule(Record, Dated):
    """One rule: a number of days, a number or a share of votes or seats, or the post whose holders vote.

    ``number`` alone is a count; with ``out_of`` it is a share, such as 1 out of 2.
    """

    held: str  # what `with_holds` annotates, told to the type checker

    body = models.ForeignKey(Body, models.PROTECT, verbose_name=_("body"), related_name="rules")
    kind = models.CharField(_("rule about"), max_length=24, choices=RuleKind)
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    out_of = models.PositiveSmallIntegerField(pgettext_lazy("a share", "out of"), null=True, blank=True)
    reckoned = models.CharField(
        pgettext_lazy("a share", "reckoned"), max_length=10, choices=Reckoned, blank=True, default=""
    )
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, verbose_name=_("holders of the post"), related_name="+"
    )
    article = models.CharField(_("article"), max_length=60, blank=True)
    text = models.TextField(_("words of the rule"), blank=True)

    objects: ClassVar[DatedFollowingQuerySet[BodyRule]] = DatedFollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = "body"

    class Meta:
        ordering = ["body", "kind", "-starts_earliest", "id"]
        verbose_name = _("rule of a body")
        verbose_name_plural = _("rules of a body")
        indexes = Dated.Meta.indexes
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(out_of=None) | Q(out_of__gte=1, number__gte=1, number__lte=F("out_of")),
                name="rule_share_is_a_share",
                violation_error_message=_("A share is at least 1 and at most the whole: 1 out of 2."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def get_absolute_url(self) -> str:
        """A rule is told on the page of its body's rules."""
        return f"{url('governance:rules', key=self.body.key)}#{self.key}"

    @property
    def began(self) -> date:
        """The earliest day of its validity."""
        return self.starts_earliest
