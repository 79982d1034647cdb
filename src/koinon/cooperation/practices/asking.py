"""People who can be asked about a practice, through a role they hold, and the questions on their way to them."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.practices.practices import Practice
from koinon.network.people.audience import seen_through
from koinon.network.people.models import Role
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record


class PracticePersonQuerySet(models.QuerySet["PracticePerson"]):
    def visible_to(self, reader: Reader) -> Self:
        """Only those who agree; who was asked and did not answer is known to the secretariat and themselves."""
        if reader.is_secretariat:
            return self.all()
        told = Q(agreed_on__isnull=False)
        if reader.person_id:
            told |= Q(role__person=reader.person_id)
        seen = (seen_through(PracticePerson, path, reader) for path in ("practice", "role"))
        return self.filter(told, *seen)


class PracticePerson(Record):
    """Somebody to ask, by a role. Named on the page only after agreeing; the address is never shown."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="people")
    role = models.ForeignKey(Role, models.PROTECT, verbose_name=_("who"), related_name="practices")
    asked_on = models.DateField(_("asked on"), null=True, blank=True, editable=False)
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    declined_on = models.DateField(_("declined on"), null=True, blank=True)
    link_nonce = models.CharField(max_length=24, blank=True, editable=False)
    link_until = models.DateField(_("link good until"), null=True, editable=False)

    objects: ClassVar[PracticePersonQuerySet] = PracticePersonQuerySet.as_manager()  # type: ignore[assignment]

    confided: ClassVar[frozenset[str]] = frozenset({"asked_on", "declined_on", "link_nonce", "link_until"})

    class Meta:
        ordering = ["practice", "id"]
        verbose_name = _("person to ask")
        verbose_name_plural = _("people to ask")
        constraints = [
            models.UniqueConstraint(fields=["practice", "role"], name="practice_person_once"),
            models.CheckConstraint(
                condition=Q(agreed_on=None) | Q(declined_on=None), name="agreed_or_declined"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role.person or self.role.holder}"

    def get_absolute_url(self) -> str:
        return self.practice.get_absolute_url()


class PracticeQuestion(models.Model):
    """A question whose sender has yet to prove the address; gone as soon as it is sent on, or after some days.

    No record: words and address of a stranger do not belong into the history.
    """

    person = models.ForeignKey(PracticePerson, models.CASCADE, related_name="questions")
    name = models.CharField(_("your name"), max_length=160)
    organisation = models.CharField(_("where you work"), max_length=200, blank=True)
    email = models.EmailField(_("your e-mail address"))
    words = models.TextField(_("your question"), max_length=4000)
    language = models.CharField(_("language"), max_length=12, choices=settings.LANGUAGES)
    asked_on = models.DateField()
    mark = models.CharField(max_length=24)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name
