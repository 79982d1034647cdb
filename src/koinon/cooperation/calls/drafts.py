"""What is written for an entry and not sent yet, the numbers given to entries, and the names flagged in them."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.calls.calls import Call
from koinon.cooperation.calls.entries import Entry
from koinon.network.people.readers import Reader


class OwnDraftQuerySet(models.QuerySet["Draft"]):
    def visible_to(self, reader: Reader) -> Self:
        """What is not sent is read by the applicant's own people, by nobody else."""
        return self.filter(entry__applicant__in=reader.bodies)


class Draft(models.Model):
    """What was typed so far, by the name of each field of the form: kept at every keystroke, told to nobody.

    It is no record and stays out of the audit: what an applicant wrote and did not send is nobody's affair. What
    was sent stands in the entry and its answers. ``earlier`` keeps wordings that somebody else wrote over.
    """

    entry = models.OneToOneField(Entry, models.CASCADE, related_name="draft")
    values: models.JSONField[Any, Any] = models.JSONField(default=dict)
    pens: models.JSONField[Any, Any] = models.JSONField(default=dict)
    earlier: models.JSONField[Any, Any] = models.JSONField(default=list)
    sent_digest = models.CharField(max_length=64, blank=True)

    objects: ClassVar[OwnDraftQuerySet] = OwnDraftQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("draft of an entry")
        verbose_name_plural = _("drafts of entries")

    def __str__(self) -> str:
        return f"{self.entry_id}"


class Numbering(models.Model):
    """The last number given to an entry of a call; locked while one is given, so that none is given twice or left out."""

    call = models.OneToOneField(Call, models.CASCADE, related_name="numbering")
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.call_id}: {self.last}"


class NameKind(models.TextChoices):
    """What a flagged name names."""

    PLACE = "place", _("place")
    BODY = "body", _("body")
    PERSON = "person", _("person")


class Settled(models.TextChoices):
    """What became of a flagged name."""

    OPEN = "", _("not looked at")
    BLACKED = "blacked", _("blacked out")
    ACCEPTED = "accepted", _("stays")


class FlagQuerySet(models.QuerySet["NameFlag"]):
    def visible_to(self, reader: Reader) -> Self:
        """For those who run calls."""
        return self.all() if reader.is_secretariat else self.none()


class NameFlag(models.Model):
    """A name on record that stands in an answer, in a file or in its name, before a blind phase.

    ``place`` is ``title``, ``answer:<id of the question>``, ``file:<id>`` (its text) or ``name:<id>`` (its name).
    """

    entry = models.ForeignKey(Entry, models.CASCADE, verbose_name=_("entry"), related_name="flags")
    place = models.CharField(max_length=40)
    words = models.CharField(_("words"), max_length=200)
    kind = models.CharField(_("kind"), max_length=8, choices=NameKind)
    around = models.CharField(_("where it stands"), max_length=254, blank=True)
    settled = models.CharField(_("what became of it"), max_length=8, choices=Settled, blank=True, default="")

    objects: ClassVar[FlagQuerySet] = FlagQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["entry", "place", "id"]
        verbose_name = _("name in an entry")
        verbose_name_plural = _("names in entries")
        constraints = [models.UniqueConstraint(fields=["entry", "place", "words"], name="name_flagged_once")]

    def __str__(self) -> str:
        return self.words
