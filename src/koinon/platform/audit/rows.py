"""A row of the database as JSON and back, for the audit."""

from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)
PLAIN = (str, int, float, bool, type(None), list, dict)


def to_json(row: models.Model) -> dict[str, Any]:
    """The row's columns by name; whatever JSON does not know is written as text."""
    values: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        if getattr(
            field, "derived", False
        ):  # worked out from other columns and rows, and so again if need be
            continue
        value = getattr(row, field.attname)
        if isinstance(field, models.DecimalField) and isinstance(value, Decimal):
            # 5 and 5.0000 are one value; the database gives back the second.
            values[field.attname] = f"{value:.{field.decimal_places}f}"
        else:
            values[field.attname] = value if isinstance(value, PLAIN) else field.value_to_string(row)
    return values


def from_json(model: type[M], values: dict[str, Any]) -> M:
    """The row again, unsaved; columns that the model no longer has are passed over."""
    columns = {field.attname: field for field in model._meta.concrete_fields}
    known = {name: columns[name].to_python(value) for name, value in values.items() if name in columns}
    return model(**known)


def refilled(row: models.Model) -> dict[str, Any]:
    """The same, once the fields of ours that fill themselves from others have: ``save`` asks them, SQL does not."""
    for field in filling(type(row)):
        field.pre_save(row, add=False)
    return to_json(row)


@cache
def filling(model: type[models.Model]) -> tuple[models.Field[Any, Any], ...]:
    """The columns of a kind of record that this house worked out ways to fill."""
    return tuple(
        field for field in model._meta.concrete_fields if type(field).__module__.startswith("koinon.")
    )
