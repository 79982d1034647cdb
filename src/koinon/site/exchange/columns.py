"""What a column of the workbook holds, read off the field of the model behind it."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, cast

from django.core.validators import MaxLengthValidator, RegexValidator
from django.db import models

from koinon.platform.dates.fields import DayField

Kind = Literal[
    "text", "number", "decimal", "float", "yesno", "day", "date", "moment", "time", "choice", "key", "subject",
    "json",
]  # fmt: skip

KINDS: tuple[tuple[type[models.Field[Any, Any]], Kind], ...] = (
    (models.BooleanField, "yesno"),
    (models.DecimalField, "decimal"),
    (models.FloatField, "float"),
    (models.IntegerField, "number"),
    (models.DateTimeField, "moment"),
    (models.DateField, "date"),
    (models.TimeField, "time"),
    (models.CharField, "text"),
    (models.TextField, "text"),
    (models.JSONField, "json"),
)


@dataclass(frozen=True)
class Column:
    """One column: its header is the name of the field."""

    name: str
    kind: Kind
    field: models.Field[Any, Any] | None = None
    required: bool = False
    target: type[models.Model] | None = None
    # Where a column that may speak of any record keeps the kind and the id of what it speaks of.
    stored: tuple[str, str] = ("", "")

    @property
    def keeps_its_value(self) -> bool:
        """Whether an empty cell leaves a record's value alone: choices and yes-or-no are never emptied."""
        return self.kind in ("choice", "yesno") or (self.kind == "text" and bool(self.default))

    @property
    def default(self) -> Any:
        """What a new record has where the cell is empty."""
        return self.field.get_default() if self.field is not None and self.field.has_default() else None

    @cached_property
    def validators(self) -> tuple[tuple[Callable[[str], Any] | None, Callable[[Any], None]], ...]:
        """The checks of the field, found once; the length of a text is looked at first, without them.

        Before each what tells at once that a value stands it: of a pattern its search, which Django looks up anew
        for each value, through something lazy.
        """
        found = self.field.validators if self.field is not None else ()
        return tuple(
            (quick_look(check), check) for check in found if not isinstance(check, MaxLengthValidator)
        )

    @cached_property
    def longest(self) -> int:
        """How long a text may be."""
        return getattr(self.field, "max_length", None) or sys.maxsize

    @property
    def choices(self) -> dict[str, str]:
        """The values a choice may have, with the label each goes by."""
        return {str(value): str(label) for value, label in (getattr(self.field, "choices", None) or ())}


def quick_look(check: Callable[[Any], None]) -> Callable[[str], Any] | None:
    """The search of a pattern that must be found."""
    if type(check) is not RegexValidator or check.inverse_match:
        return None
    return cast("re.Pattern[str]", check.regex).search


SUBJECTS: dict[tuple[str, str], tuple[str, str]] = {
    ("evidence.citation", "subject"): ("subject_kind", "subject_id"),
    ("evidence.title", "subject"): ("subject_kind", "subject_id"),
    ("governance.itempaper", "subject"): ("subject_kind", "subject_id"),
    ("people.admittedbody", "subject"): ("kind", "object_id"),
    ("people.distinction", "first"): ("kind", "first_id"),
    ("people.distinction", "second"): ("kind", "second_id"),
}
"""The columns that may speak of any record, written ``sheet:key``."""


def column_of(model: type[models.Model], name: str, *, required: bool | None = None) -> Column:
    """The column for a field of the model."""
    if stored := SUBJECTS.get((model._meta.label_lower, name)):
        return Column(name, "subject", required=True, stored=stored)
    field = model._meta.get_field(name)
    assert isinstance(field, models.Field)
    if required is None:
        required = not field.null and not field.blank and not field.has_default()
    if isinstance(field, models.ForeignKey):
        assert isinstance(field.related_model, type)
        return Column(name, "key", field, required, field.related_model)
    if isinstance(field, DayField):
        return Column(name, "day", field, required)
    if field.choices:
        return Column(name, "choice", field, required)
    kind = next(kind for base, kind in KINDS if isinstance(field, base))
    return Column(name, kind, field, required)
