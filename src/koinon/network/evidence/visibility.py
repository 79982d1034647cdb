"""Rows of any kind as far as a reader may see them; a part is seen with what it is part of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django.db import models
from django.db.models import Q

from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.platform.audit.queries import record_model

Place = tuple[str, int]


def by_kind(records: Iterable[Record | None]) -> dict[str, list[int]]:
    """The ids of records, sorted to their kinds; what is not there is left out."""
    ids: dict[str, list[int]] = {}
    for record in records:
        if record is not None:
            ids.setdefault(record.record_kind(), []).append(record.pk)
    return dict(sorted(ids.items()))


def visible_rows(model: type[models.Model], reader: Reader) -> models.QuerySet[Any]:
    """The rows of the model the reader may see: by its own rule, else by its owners'."""
    rows: Any = model._default_manager.all()
    if hasattr(rows, "visible_to"):
        # The secretariat too: what a city writes for a round stays closed to it until the weights are frozen.
        rows = rows.visible_to(reader)
    elif not reader.is_secretariat:
        rows = _with_owners(model, reader)
    return cast("models.QuerySet[Any]", rows)


def _with_owners(model: type[models.Model], reader: Reader) -> models.QuerySet[Any]:
    """The rows whose owners the reader may see; what is no record stays with the secretariat."""
    rows = model._default_manager.all() if issubclass(model, Record) else model._default_manager.none()
    for key in owners(model):
        seen = visible_rows(key.related_model, reader)
        rows = rows.filter(Q(**{key.name: None}) | Q(**{f"{key.name}__in": seen.values("pk")}))
    return rows


def owners(model: type[models.Model]) -> list[models.ForeignKey[Any, Any]]:
    """The foreign keys to the records a row belongs to: those it falls with, or else all it refers to."""
    keys = [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
        and field.related_model is not model
        and issubclass(field.related_model, Record)
    ]
    return [key for key in keys if key.remote_field.on_delete is models.CASCADE] or keys


def visible_records(places: Iterable[Place], reader: Reader) -> dict[Place, Record]:
    """The records of these kinds and ids that the reader may see; a statement a kind."""
    ids: dict[str, set[int]] = {}
    for kind, object_id in places:
        ids.setdefault(kind, set()).add(object_id)
    return {
        (kind, row.pk): row
        for kind, wanted in ids.items()
        for row in visible_rows(record_model(kind), reader).filter(pk__in=wanted)
    }


def visible_record(kind: str, key: str, reader: Reader) -> Record | None:
    """The record of this kind and key, if there is one and the reader may see it."""
    try:
        model = record_model(kind)
    except (LookupError, ValueError):
        return None
    found: Record | None = visible_rows(model, reader).filter(key=key).first()
    return found


def href_of(record: Record) -> str:
    """The page of a record, or of the record it is part of; empty where none has a page. Asks nothing of SQL
    unless the record is a part."""
    if hasattr(record, "get_absolute_url"):
        return str(record.get_absolute_url())
    for key in owners(type(record)):
        owner = getattr(record, key.name)
        if isinstance(owner, Record) and (href := href_of(owner)):
            return href
    return ""
