"""How a row enters the record: checked as the database would, refused in words a person can act on."""

from __future__ import annotations

import copy
from typing import Any, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model

from koinon.network.people.permissions import can_record, refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import act
from koinon.platform.audit.models import Record
from koinon.platform.dates.models import Dated
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key

M = TypeVar("M", bound=Model)
R = TypeVar("R", bound=Record)


class NotSound(Refused):
    """What was entered does not fit the record: something is missing, double or contradicts itself."""


def check(row: Record) -> None:
    """Raise Refused, naming the field, unless the row may be saved as it is."""
    if isinstance(row, Dated):
        row.span  # noqa: B018 - refuses a period that ends before it starts
    try:
        row.full_clean()
    except ValidationError as wrong:
        field, messages = next(iter(wrong.message_dict.items()))
        raise NotSound(messages[0], field="" if field == NON_FIELD_ERRORS else field) from wrong


def enter(verb: str, row: R, *words: object, by: Reader) -> R:
    """Save a new row; its key is made of the words where it has none."""
    refuse_unless(can_record(by))
    row.key = row.key or propose_key(type(row), *words)
    check(row)
    with act(verb, by=by.user) as doing:
        return doing.create(row)


def alter(verb: str, row: R, values: dict[str, Any], *, by: Reader, expected_version: int | None = None) -> R:
    """Set the values of a row, if what comes of it is sound."""
    refuse_unless(can_record(by))
    check(altered(row, values))
    with act(verb, by=by.user) as doing:
        return doing.change(row, expected_version, **values)


def altered(row: M, values: dict[str, Any]) -> M:
    """The row as it would be; the row itself stays as it is."""
    trial = copy.copy(row)
    trial._state = copy.copy(row._state)
    trial._state.fields_cache = dict(row._state.fields_cache)
    for name, value in values.items():
        setattr(trial, name, value)
    return trial


def take_out(verb: str, row: Record, *, by: Reader) -> None:
    """Remove a row that was entered by mistake; the audit keeps it and can bring it back."""
    refuse_unless(can_record(by))
    with act(verb, by=by.user) as doing:
        doing.remove(row)
