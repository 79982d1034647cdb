"""Distinction: two of like names that are two, as somebody who knows has said."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from koinon.platform.audit.models import Record


class Distinction(Record):
    """Two persons or two bodies not to be proposed for merging again; the smaller id stands first."""

    kind = models.CharField(max_length=60)
    first_id = models.BigIntegerField()
    second_id = models.BigIntegerField()

    class Meta:
        ordering = ["kind", "first_id", "second_id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "first_id", "second_id"], name="kept_apart_once"),
            models.CheckConstraint(condition=Q(first_id__lt=F("second_id")), name="kept_apart_in_order"),
        ]
