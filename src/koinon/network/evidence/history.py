"""What can be told of a record's past: who changed what and when, as far as the reader may see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import models
from django.db.models import Count
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from koinon.network.evidence.labels import field_label, recorded_fields
from koinon.network.evidence.marks import name_of
from koinon.network.evidence.nested_values import nested
from koinon.network.evidence.verbs import verb_in_words
from koinon.network.evidence.visibility import visible_rows
from koinon.network.people.audience import Audience
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Change, Entry, Record
from koinon.platform.audit.queries import as_recorded, history
from koinon.platform.dates import Day
from koinon.platform.dates.fields import DayField
from koinon.platform.ui import figures

Columns = Mapping[str, Any]
Names = dict[type[models.Model], dict[int, str]]


@dataclass(frozen=True, slots=True)
class Line:
    """One field of a record, before and after a change."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Step:
    """One change of a record, with the command that made it."""

    entry: Entry
    verb: str
    who: str
    made: bool
    removed: bool
    lines: list[Line]
    label: str = ""
    together: int = 1
    """How many rows the command changed with this one: undoing it undoes them all."""


def clock(moment: datetime) -> str:
    """The time of day of a moment, where the reader is."""
    return f"{timezone.localtime(moment):%H:%M}"


def changes_of(kind: str, object_id: int, reader: Reader, audience: str | None) -> models.QuerySet[Change]:
    """The changes of a record the reader may see: none from a time when it was for other eyes.

    ``audience`` is what it is now, or nothing for a kind of record that is for everybody who sees its owner.
    """
    rows = history(kind, object_id).select_related("entry__by__person", "entry__undone_by")
    rows = rows.annotate(together=Count("entry__changes"))
    if reader.is_secretariat or audience is None:
        return rows
    seen = seen_audiences(reader, audience)
    return rows.filter(
        models.Q(before__isnull=True) | models.Q(before__audience__in=seen),
        models.Q(after__isnull=True) | models.Q(after__audience__in=seen),
    )


def seen_audiences(reader: Reader, audience: str) -> list[str]:
    """The audiences whose time a reader may look back on, who may see the record as it is now."""
    wide = [Audience.PUBLIC, Audience.MEMBERS] if reader.is_member else [Audience.PUBLIC]
    return sorted({*map(str, wide), audience})


def steps(model: type[models.Model], changes: Iterable[Change], reader: Reader) -> list[Step]:
    """Changes of records of one model in words; a statement for each kind of record its fields point at."""
    rows = list(changes)
    names = names_in(model, [values for row in rows for values in (row.before, row.after) if values], reader)
    return [step(model, row, reader, names) for row in rows]


def step(model: type[models.Model], change: Change, reader: Reader, names: Names) -> Step:
    """One change in words."""
    before, after = change.before or {}, change.after or {}
    lines = [
        Line(field_label(field), shown(field, before, names), shown(field, after, names))
        for field in told_fields(model, reader)
        if raw(field, before) != raw(field, after)
    ]
    return Step(
        entry=change.entry,
        verb=verb_in_words(change.entry.verb),
        who=name_of(change.entry.by, reader),
        made=change.before is None,
        removed=change.after is None,
        lines=[line for line in lines if line.before != line.after],
        label=change.label,
        together=getattr(change, "together", 1),
    )


def told_fields(model: type[models.Model], reader: Reader) -> list[models.Field[Any, Any]]:
    """The fields a history tells; accounts, and what a model says is confided, are for the secretariat."""
    if reader.is_secretariat:
        return list(recorded_fields(model))
    confided: frozenset[str] = getattr(model, "confided", frozenset())
    open_ones = (field for field in recorded_fields(model) if field.name not in confided)
    return [field for field in open_ones if not to_no_record(field)]


def to_no_record(field: models.Field[Any, Any]) -> bool:
    """Whether a field points at something that is no record, such as an account."""
    return isinstance(field, models.ForeignKey) and not issubclass(field.related_model, Record)


def names_in(model: type[models.Model], told: list[Columns], reader: Reader) -> Names:
    """The names of everything the columns point at, as far as the reader may see it."""
    wanted: dict[type[models.Model], set[int]] = {}
    for field in told_fields(model, reader):
        if isinstance(field, models.ForeignKey):
            ids = {values[field.attname] for values in told if values.get(field.attname) is not None}
            wanted.setdefault(field.related_model, set()).update(ids)
    return {
        target: {row.pk: str(row) for row in visible_rows(target, reader).filter(pk__in=ids)}
        for target, ids in wanted.items()
        if ids
    }


def raw(field: models.Field[Any, Any], values: Columns) -> Any:
    """What is stored for a field."""
    return values.get(f"{field.name}_edtf") if isinstance(field, DayField) else values.get(field.attname)


def shown(field: models.Field[Any, Any], values: Columns, names: Names) -> str:
    """A field of a row of the audit in words; empty where nothing is recorded."""
    value = raw(field, values)
    if value is None or (value == "" and not isinstance(field, DayField)):
        return ""
    if isinstance(field, DayField):
        return figures.day(Day(value, values.get(f"{field.name}_words", "")))
    if isinstance(field, models.ForeignKey):
        return names.get(field.related_model, {}).get(value, _("not visible or no longer on record"))
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return plainly(field, value)


def plainly(field: models.Field[Any, Any], value: Any) -> str:
    """A value that is no day, no choice and points at nothing."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(field, models.DateTimeField):
        moment = parse_datetime(str(value))
        return f"{figures.day(moment)}, {clock(moment)}" if moment else str(value)
    if isinstance(field, models.DateField):
        return figures.day(date.fromisoformat(str(value)))
    if isinstance(field, models.DecimalField):
        return figures.number(field.to_python(value))
    return nested(field.model, value) if isinstance(field, models.JSONField) else str(value)


def as_it_stood(record: Record, day: date, reader: Reader) -> list[tuple[str, str]] | None:
    """The fields of a record as recorded at the end of a day; nothing where it was not yet on record."""
    moment = timezone.make_aware(datetime.combine(day, time.max))
    values = as_recorded(record.record_kind(), record.pk, moment)
    if values is None:
        return None
    audience = values.get("audience")
    if not reader.is_secretariat and audience is not None:
        now = getattr(record, "audience", Audience.PUBLIC)
        if audience not in seen_audiences(reader, now):
            return None
    names = names_in(type(record), [values], reader)
    fields = told_fields(type(record), reader)
    return [(field_label(field), text) for field in fields if (text := shown(field, values, names))]


def last_known(model: type[Record], key: str) -> int | None:
    """The id a removed record had, by its key."""
    gone = Change.objects.filter(kind=model.record_kind(), after__isnull=True, before__key=key).order_by(
        "-id"
    )
    return gone.values_list("object_id", flat=True).first()
