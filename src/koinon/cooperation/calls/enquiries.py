"""Enquiry: what an applicant asks about a call; once answered, question and answer are for everybody."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.calls.calls import Call, CallLanguage
from koinon.network.people.audience import seen_through
from koinon.network.people.models import Body
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record


class EnquiryQuerySet(models.QuerySet["Enquiry"]):
    def visible_to(self, reader: Reader) -> Self:
        """Answered ones are for all who see the call; unanswered ones for the secretariat and whoever asked."""
        if reader.is_secretariat:
            return self.all()
        seen = Q(answered_at__isnull=False)
        if reader.user is not None:
            seen |= Q(asked_by=reader.user)
        return self.filter(seen, seen_through(Enquiry, "call", reader))


class Enquiry(Record):
    """A question and its answer. Who asked stays with those who run the call."""

    call = models.ForeignKey(Call, models.CASCADE, verbose_name=_("call"), related_name="enquiries")
    words = models.TextField(_("question"))
    asked_at = models.DateTimeField(_("asked"), editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    asked_for = models.ForeignKey(
        Body,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("asked for"),
        related_name="+",
    )
    email = models.EmailField(_("e-mail"), blank=True, editable=False)
    language = models.CharField(max_length=12, choices=CallLanguage, default=CallLanguage.EN, editable=False)
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, editable=False)

    objects: ClassVar[EnquiryQuerySet] = EnquiryQuerySet.as_manager()  # type: ignore[assignment]

    # What a history tells to nobody but the secretariat.
    # The words too: whoever answers takes out of them what tells who asked.
    confided: ClassVar[frozenset[str]] = frozenset({"words", "asked_by", "asked_for", "email", "language"})

    class Meta:
        ordering = ["call", "asked_at", "id"]
        verbose_name = _("question about a call")
        verbose_name_plural = _("questions about calls")

    def __str__(self) -> str:
        return self.key
