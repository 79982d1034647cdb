"""Fields and kinds of any record in words; the four columns of a day are one field."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from koinon.platform.audit.models import Record
from koinon.platform.audit.queries import record_model
from koinon.platform.dates.fields import DayField

HIDDEN = frozenset({"id", "key", "version"})


def kind_label(kind: str) -> str:
    """A kind such as people.role in words; what is no longer installed is called by its bare name."""
    try:
        return capfirst(str(record_model(kind)._meta.verbose_name))
    except LookupError:
        return kind


def day_fields(model: type[models.Model]) -> dict[str, DayField]:
    """The days of a model by name."""
    return {field.name: field for field in model._meta.private_fields if isinstance(field, DayField)}


def recorded_fields(model: type[models.Model]) -> Iterator[models.Field[object, object]]:
    """What a person records of a model, in its order: the columns behind a day stand as that day."""
    days = day_fields(model)
    behind = {f"{name}_{part}" for name in days for part in ("edtf", "words", "earliest", "latest")}
    for field in model._meta.concrete_fields:
        worked_out = getattr(field, "derived", False) or getattr(field, "repeats", False)
        if field.name not in behind | HIDDEN and not worked_out:
            yield field
    yield from days.values()  # type: ignore[misc]


def field_label(field: models.Field[object, object]) -> str:
    """A field in words."""
    return capfirst(str(field.verbose_name))


def field_choices(model: type[Record]) -> list[tuple[str, str]]:
    """The fields a citation may support."""
    return [(field.name, field_label(field)) for field in recorded_fields(model)]


def label_of(model: type[models.Model], name: str) -> str:
    """A field by its name, in words; empty for the record as a whole."""
    known = {field.name: field_label(field) for field in recorded_fields(model)}
    return known.get(name, name or _("the record as a whole"))
