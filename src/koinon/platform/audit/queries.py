"""What can be told from the audit: history of a record, and a record as it was recorded on an earlier day."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models

from koinon.platform.audit.models import Change, Record


def history(kind: str, object_id: int) -> models.QuerySet[Change]:
    """The changes of one record, newest first, with their entries."""
    return Change.objects.filter(kind=kind, object_id=object_id).select_related("entry__by").order_by("-id")


def as_recorded(kind: str, object_id: int, moment: datetime) -> dict[str, Any] | None:
    """The record's columns as they stood at the moment; None where it was not on record."""
    last = (
        Change.objects.filter(kind=kind, object_id=object_id, entry__moment__lte=moment)
        .order_by("-id")
        .first()
    )
    return last.after if last else None


def record_model(kind: str) -> type[Record]:
    """The model behind a kind such as ``people.role``. Raises LookupError for what is not a record."""
    model = apps.get_model(kind)
    if not issubclass(model, Record):
        raise LookupError(kind)
    return model


def records(wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Record]:
    """The records of many kinds at once, one statement a kind."""
    ids: dict[str, set[int]] = {}
    for kind, object_id in wanted:
        ids.setdefault(kind, set()).add(object_id)
    found: dict[tuple[str, int], Record] = {}
    for kind, pks in ids.items():
        for row in record_model(kind)._default_manager.filter(pk__in=pks):
            found[kind, row.pk] = row
    return found
