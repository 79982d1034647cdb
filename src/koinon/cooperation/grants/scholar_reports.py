"""ScholarReport: what a scholar hands in behind a signed link, and what the secretariat said to it."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from koinon.cooperation.grants.scholarships import Scholarship
from koinon.network.evidence.models import Document
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record


class ReportState(models.TextChoices):
    """Where a report stands."""

    ASKED = "asked", pgettext_lazy("report", "asked for")
    SENT = "sent", pgettext_lazy("report", "sent")
    ACCEPTED = "accepted", pgettext_lazy("report", "accepted")
    RETURNED = "returned", pgettext_lazy("report", "returned")


class ScholarReportQuerySet(models.QuerySet["ScholarReport"]):
    def visible_to(self, reader: Reader) -> Self:
        """Read by its scholar and the secretariat; once accepted by the two bodies and by who pays and runs it too."""
        if reader.is_secretariat:
            return self.all()
        own = Q(scholarship__scholar=reader.person_id) if reader.person_id else Q(pk__in=[])
        paths = ("home", "host", "grant__funder", "call__run_by")
        inside = Q()
        for path in paths:
            inside |= Q(**{f"scholarship__{path}__in": reader.bodies})
        seen = Scholarship.objects.visible_to(reader).values("pk")
        return self.filter(own | (inside & Q(state=ReportState.ACCEPTED, scholarship__in=seen)))

    def waiting(self) -> Self:
        """Those that are the scholar's turn: asked for, or returned."""
        return self.filter(state__in=(ReportState.ASKED, ReportState.RETURNED))


class ScholarReport(Record):
    """The report on a scholarship, asked for by letter; once it is accepted the scholarship is complete."""

    scholarship = models.OneToOneField(
        Scholarship, models.CASCADE, verbose_name=_("scholarship"), related_name="handed_in"
    )
    state = models.CharField(
        _("state"), max_length=8, choices=ReportState, default=ReportState.ASKED, editable=False
    )
    words = models.TextField(_("in your words"), blank=True)
    document = models.ForeignKey(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("the report as a file"),
        related_name="+",
    )
    asked_on = models.DateField(_("asked for on"), null=True, blank=True, editable=False)
    sent_on = models.DateField(_("sent on"), null=True, blank=True, editable=False)
    judged_on = models.DateField(_("accepted or returned on"), null=True, blank=True, editable=False)
    reason = models.TextField(_("reason"), blank=True, editable=False)

    # How often it was asked for or sent back: each time with a letter of its own.
    asks = models.PositiveSmallIntegerField(default=0, editable=False)
    link_nonce = models.CharField(max_length=24, blank=True, editable=False)
    link_until = models.DateField(_("link good until"), null=True, editable=False)

    # What a history tells to nobody but the secretariat.
    confided: ClassVar[frozenset[str]] = frozenset(
        {"words", "document", "reason", "asks", "link_nonce", "link_until"}
    )

    objects: ClassVar[ScholarReportQuerySet] = ScholarReportQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["scholarship"]
        verbose_name = _("report of a scholar")
        verbose_name_plural = _("reports of scholars")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(reason=""), name="report_returned_with_a_reason"
            )
        ]

    def __str__(self) -> str:
        return str(self.scholarship)

    def get_absolute_url(self) -> str:
        return f"{self.scholarship.get_absolute_url()}#report"

    @property
    def waits_for_scholar(self) -> bool:
        """Whether it is the scholar's turn: asked for, or returned."""
        return self.state in (ReportState.ASKED, ReportState.RETURNED)
