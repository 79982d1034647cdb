"""An import under way: the file as it was handed in, what the dry run found, and what became of it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from koinon.platform.audit.models import Entry


class ImportState(models.TextChoices):
    """How far an import is."""

    READING = "reading", _("being read")
    READY = "ready", _("dry run")
    APPLYING = "applying", _("being imported")
    DONE = "done", _("imported")
    FAILED = "failed", _("could not be read")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", _("undone")


AT_WORK = (ImportState.READING, ImportState.APPLYING, ImportState.UNDOING)


class ImportJob(models.Model):
    """One workbook handed in. ``plan`` is the summary of its dry run, ``answers`` what settles its doubts."""

    file = models.FileField(_("workbook"), upload_to="imports/%Y/%m/")
    filename = models.CharField(_("name of the file"), max_length=200)
    size = models.PositiveBigIntegerField(default=0)
    subject = models.CharField(_("sheet"), max_length=40, blank=True)
    language = models.CharField(max_length=12, default="en")
    state = models.CharField(_("state"), max_length=10, choices=ImportState, default=ImportState.READING)
    plan = models.JSONField(default=dict, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    message = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    handed_in_at = models.DateTimeField(db_index=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    entry = models.ForeignKey(Entry, models.SET_NULL, null=True, blank=True, related_name="+")

    objects: ClassVar[models.Manager[ImportJob]] = models.Manager()

    class Meta:
        ordering = ["-handed_in_at", "-id"]

    def __str__(self) -> str:
        return self.filename

    @property
    def is_at_work(self) -> bool:
        """Whether a worker is, or should be, busy with it."""
        return self.state in AT_WORK
