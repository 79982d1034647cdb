"""Scholarship: a person of one body learns at another for a time; the money is a grant, and a report is due."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.calls.models import Call, Entry
from koinon.cooperation.grants.permissions import is_funder
from koinon.cooperation.grants.pledges import Confided, Grant
from koinon.network.evidence.models import Document
from koinon.network.people.audience import AudiencedQuerySet, seen_through
from koinon.network.people.models import Body, Person
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.platform.dates.models import Dated
from koinon.platform.ui.addresses import url


class Standing(models.TextChoices):
    """Where a scholarship stands as of a day; it follows from its days and is never typed."""

    AWARDED = "awarded", _("awarded")
    UNDERWAY = "underway", _("under way")
    REPORT_DUE = "report_due", _("report due")
    OVERDUE = "overdue", _("report overdue")
    COMPLETE = "complete", _("complete")
    GIVEN_UP = "given_up", _("given up")


TONES = {
    Standing.AWARDED: "plain",
    Standing.UNDERWAY: "yes",
    Standing.REPORT_DUE: "possibly",
    Standing.OVERDUE: "late",
    Standing.COMPLETE: "yes",
    Standing.GIVEN_UP: "no",
}


class ScholarshipQuerySet(AudiencedQuerySet["Scholarship"]):
    def visible_to(self, reader: Reader) -> Self:
        """Those of the reader's audience, the scholar's own, and those a funder funds; where all three may be seen."""
        if reader.is_secretariat:
            return self.all()
        seen = Q(pk__in=super().visible_to(reader).values("pk"))
        if is_funder(reader):
            funded = Grant.objects.filter(Grant.objects.funded_by(reader.bodies)).values("pk")
            seen |= Q(grant__in=funded)
        paths = ("scholar", "home", "host")
        others = Q(seen, *(seen_through(Scholarship, path, reader) for path in paths))
        # What is one's own is seen, whoever else may not be.
        return self.filter(others | Q(scholar=reader.person_id) if reader.person_id else others)

    def by(self, on: date) -> Self:
        """Those awarded by the day; what bears no day of its award counts always."""
        return self.filter(Q(awarded_on=None) | Q(awarded_on__lte=on))

    def awaiting_report(self, on: date) -> Self:
        """Those whose report is past its day and has not come."""
        return self.filter(report_due__lt=on, reported_on=None, given_up_on=None)


class Scholarship(Record, Confided, Dated):
    """A scholarship. It is confided as money is; the scholar sees the own one, and a funder what it funds."""

    title = models.CharField(_("what for"), max_length=254)
    scholar = models.ForeignKey(
        Person, models.PROTECT, verbose_name=_("scholar"), related_name="scholarships"
    )
    home = models.ForeignKey(Body, models.PROTECT, verbose_name=_("sent by"), related_name="scholars_sent")
    host = models.ForeignKey(
        Body, models.PROTECT, verbose_name=_("received by"), related_name="scholars_received"
    )
    topic = models.TextField(_("what is learnt"), blank=True)
    call = models.ForeignKey(
        Call, models.PROTECT, null=True, blank=True, verbose_name=_("call"), related_name="scholarships"
    )
    entry = models.OneToOneField(
        Entry,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("entry that won it"),
        related_name="scholarship",
    )
    grant = models.OneToOneField(
        Grant,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("grant that pays it"),
        related_name="scholarship",
    )
    awarded_on = models.DateField(_("awarded on"), null=True, blank=True)
    report_due = models.DateField(_("report due on"), null=True, blank=True)
    reported_on = models.DateField(_("report received on"), null=True, blank=True)
    report = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, verbose_name=_("report"), related_name="+"
    )
    given_up_on = models.DateField(_("given up on"), null=True, blank=True)
    given_up_reason = models.TextField(_("why it was given up"), blank=True)
    is_example = models.BooleanField(
        _("an example"), default=False, help_text=_("Invented to show the room at work; no source says it.")
    )
    note = models.TextField(_("note"), blank=True)

    objects: ClassVar[ScholarshipQuerySet] = ScholarshipQuerySet.as_manager()  # type: ignore[assignment]

    party_paths = ("home_id", "host_id")

    class Meta(Dated.Meta):
        ordering = ["-starts_earliest", "title", "id"]
        verbose_name = _("scholarship")
        verbose_name_plural = _("scholarships")
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=~Q(home=models.F("host")), name="scholar_goes_elsewhere"),
            models.CheckConstraint(
                condition=Q(given_up_on=None) | ~Q(given_up_reason=""),
                name="scholarship_given_up_with_reason",
            ),
        ]

    def get_absolute_url(self) -> str:
        return url("grants:scholarship", key=self.key)

    def standing(self, on: date) -> Standing:
        """Where it stands on the day; what is given up stays so, and a report that came completes it."""
        if self.given_up_on and self.given_up_on <= on:
            return Standing.GIVEN_UP
        if self.reported_on and self.reported_on <= on:
            return Standing.COMPLETE
        if self.report_due and self.report_due < on:
            return Standing.OVERDUE
        if self.ends_latest < on:
            return Standing.REPORT_DUE
        return Standing.AWARDED if on < self.starts_earliest else Standing.UNDERWAY
