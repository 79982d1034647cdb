"""Confirmation: one side is asked about one record, sees its lines, and agrees or corrects; kept with what it saw."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from koinon.network.people.models import Body, Person
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.platform.ui.addresses import url


class Answer(models.TextChoices):
    """What a side said."""

    WAITING = "waiting", _("no answer yet")
    AGREED = "agreed", pgettext_lazy("of one side", "agrees")
    DIFFERS = "differs", pgettext_lazy("of one side", "differs")
    WITHDRAWN = "withdrawn", _("taken back")


class ConfirmationQuerySet(models.QuerySet["Confirmation"]):
    def visible_to(self, reader: Reader) -> Self:
        """Seen by the secretariat and by the side that was asked: where two differ is nobody else's affair."""
        return self.all() if reader.is_secretariat else self.filter(side__in=reader.bodies)

    def about(self, kind: str, ids: list[int]) -> Self:
        """Those about records of a kind, the newest first."""
        return self.filter(subject_kind=kind, subject_id__in=ids).order_by("-pk")


class Confirmation(Record):
    """A question to one side. ``statement`` is what it saw when it answered, ``digest`` tells whether that still stands."""

    subject_kind = models.CharField(max_length=60, editable=False)
    subject_id = models.BigIntegerField(editable=False)
    side = models.ForeignKey(
        Body, models.PROTECT, verbose_name=_("the other side"), related_name="confirmations"
    )
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("the person asked"),
        related_name="confirmations",
        help_text=_("The link stops working when this person no longer holds an office there."),
    )
    language = models.CharField(_("language"), max_length=12)
    asked_on = models.DateField(_("asked on"))
    link_nonce = models.CharField(max_length=24, blank=True, editable=False)
    link_until = models.DateField(_("link good until"))

    answer = models.CharField(_("answer"), max_length=10, choices=Answer, default=Answer.WAITING)
    answered_at = models.DateTimeField(_("answered"), null=True, editable=False)
    answered_by = models.CharField(_("answered by"), max_length=160, blank=True)
    statement = models.JSONField(default=list, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)

    objects: ClassVar[ConfirmationQuerySet] = ConfirmationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-asked_on", "-id"]
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["subject_kind", "subject_id"])]

    def __str__(self) -> str:
        return str(self.side)

    def get_absolute_url(self) -> str:
        return url("confirmations:confirmation", key=self.key)

    @property
    def is_open(self) -> bool:
        """Whether the link may still be used, its day apart."""
        return self.answer == Answer.WAITING and bool(self.link_nonce)


class RemarkState(models.TextChoices):
    """What became of a line the other side would have otherwise."""

    SAID = "said", _("waiting")
    TAKEN = "taken", _("taken over")
    DECLINED = "declined", _("declined")


class RemarkQuerySet(models.QuerySet["Remark"]):
    def visible_to(self, reader: Reader) -> Self:
        """Seen with the confirmation it belongs to."""
        return self.filter(confirmation__in=Confirmation.objects.visible_to(reader))


class Remark(Record):
    """A line as it stood and as the other side would have it; the record changes only by a person's hand."""

    confirmation = models.ForeignKey(Confirmation, models.CASCADE, related_name="remarks")
    line = models.CharField(_("line"), max_length=120)
    label = models.CharField(_("what"), max_length=254)
    before = models.TextField(_("as it stood"), blank=True)
    after = models.TextField(_("as it should be"))
    state = models.CharField(_("state"), max_length=10, choices=RemarkState, default=RemarkState.SAID)
    reason = models.CharField(_("reason"), max_length=254, blank=True)

    objects: ClassVar[RemarkQuerySet] = RemarkQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["confirmation", "id"]
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")

    def __str__(self) -> str:
        return f"{self.label}: {self.before} → {self.after}"
