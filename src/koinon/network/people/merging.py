"""Two records that mean one: everything that hangs on the one that goes is moved to the one that stays.

Whatever points at the record is found from the models themselves, so that rooms above need not be known
here. Every row is changed through the audit's act, so that the whole can be undone in one go.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from koinon.network.people.entering import altered
from koinon.network.people.models import Body, BodyName, ContactDetail, Distinction, Person, PersonName
from koinon.network.people.permissions import can_record, refuse_unless
from koinon.network.people.readers import Reader
from koinon.network.people.signals import merged
from koinon.network.places.models import NameKind
from koinon.platform.audit.commands import Act, act
from koinon.platform.audit.models import Entry, Record
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key

# Columns that do not tell two rows apart.
INDIFFERENT = frozenset({"key", "version", "order", "folded", "spoken"})
# Filled from the record that goes where the one that stays has nothing.
PERSON_BLANKS = ("family", "given", "honorific", "language", "note")
BODY_BLANKS = ("short_name", "parent", "city", "country", "website", "note")


class CannotMerge(Refused):
    """The two cannot be made one as they stand."""


@dataclass
class Merge:
    """What came of a merge: the entry by which it is undone, and the rows that stayed behind."""

    entry: Entry
    left: list[models.Model] = field(default_factory=list)


def merge_people(stays: Person, goes: Person, *, by: Reader, on: date) -> Merge:
    """Make one person of two. The one that goes keeps its address and points at the one that stays."""
    refuse_unless(can_record(by))
    _refuse_odd_pair(stays, goes)
    with act("merge_people", by=by.user) as doing:
        merge = _begun(doing, stays, goes)
        _move_all(doing, stays, goes, merge)
        _keep_name(
            doing, PersonName(person=stays, text=goes.name, language=goes.language, kind=NameKind.ALIAS)
        )
        account = _account_of_both(stays, goes)
        values = _blanks(stays, goes, PERSON_BLANKS) | ({"died": goes.died} if stays.died.is_unknown else {})
        if goes.account and account == goes.account:
            doing.change(goes, account=None)
            values["account"] = account
        doing.change(stays, **values)
        doing.mention(stays)
        doing.change(goes, merged_into=stays)
    return merge


def merge_bodies(stays: Body, goes: Body, *, by: Reader, on: date) -> Merge:
    """Make one body of two."""
    refuse_unless(can_record(by))
    _refuse_odd_pair(stays, goes)
    if stays.parent_id == goes.pk or goes.parent_id == stays.pk:
        raise CannotMerge(_("One of them is a part of the other."))
    with act("merge_bodies", by=by.user) as doing:
        merge = _begun(doing, stays, goes)
        _move_all(doing, stays, goes, merge)
        _keep_name(doing, BodyName(body=stays, text=goes.name, kind=NameKind.ALIAS))
        values = _blanks(stays, goes, BODY_BLANKS)
        for day in ("starts", "ends"):
            if getattr(stays, day).is_unknown:
                values[day] = getattr(goes, day)
        doing.change(stays, **values)
        doing.mention(stays)
        doing.change(goes, merged_into=stays)
    return merge


def keep_apart(one: Person | Body, other: Person | Body, *, by: Reader, on: date) -> Distinction:
    """Remember that two of like names are two, so that nobody is asked again."""
    refuse_unless(can_record(by))
    first, second = sorted((one, other), key=lambda record: record.pk)
    known = Distinction.objects.filter(kind=one.record_kind(), first_id=first.pk, second_id=second.pk).first()
    if known:
        return known
    with act("keep_apart", by=by.user) as doing:
        doing.about(f"{one} – {other}")
        row = Distinction(kind=one.record_kind(), first_id=first.pk, second_id=second.pk)
        row.key = propose_key(Distinction, first.key, second.key)
        return doing.create(row)


def pointing_at(model: type[models.Model]) -> Iterator[models.ForeignKey[Any, Any]]:
    """Every foreign key of any room that points at the model, those without a way back included."""
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and isinstance(relation.field, models.ForeignKey):
            yield relation.field


def moving(goes: Record) -> list[tuple[type[models.Model], int]]:
    """What a merge would move: how many rows of each kind point at the record that goes."""
    counts: dict[type[models.Model], int] = {}
    for key in pointing_at(type(goes)):
        rows = key.model._default_manager.filter(**{key.name: goes})
        counts[key.model] = counts.get(key.model, 0) + rows.count()
    return [(model, count) for model, count in counts.items() if count]


def _begun(doing: Act, stays: Record, goes: Record) -> Merge:
    doing.about(f"{goes} → {stays}")
    return Merge(doing.entry)


def _refuse_odd_pair(stays: Person | Body, goes: Person | Body) -> None:
    if stays.pk == goes.pk:
        raise CannotMerge(_("This is one and the same record."))
    if stays.merged_into_id or goes.merged_into_id:
        raise CannotMerge(_("One of them has been merged already."))
    if stays.audience != goes.audience:
        raise CannotMerge(
            _("They are not for the same eyes (%(one)s, %(other)s). Make that the same first.")
            % {"one": stays.get_audience_display(), "other": goes.get_audience_display()}
        )


def _account_of_both(stays: Person, goes: Person) -> object:
    """The account the merged person has; two that may both sign in are for a human to sort out."""
    if not (stays.account and goes.account):
        return stays.account or goes.account
    if stays.account.is_active and goes.account.is_active:
        raise CannotMerge(_("Both have an account that may sign in. Close one of the accounts first."))
    return goes.account if goes.account.is_active else stays.account


def _blanks(stays: models.Model, goes: models.Model, names: tuple[str, ...]) -> dict[str, Any]:
    """What only the one that goes can tell."""
    return {name: getattr(goes, name) for name in names if not getattr(stays, name) and getattr(goes, name)}


def _keep_name(doing: Act, name: PersonName | BodyName) -> None:
    """The written name of the one that goes becomes another name of the one that stays, unless it is one."""
    record = name.person if isinstance(name, PersonName) else name.body
    if name.text == record.name or record.names.filter(text=name.text).exists():
        return
    name.key = propose_key(type(name), record.key, name.text)
    doing.create(name)


def _move_all(doing: Act, stays: Record, goes: Record, merge: Merge) -> None:
    """Move every row that points at the one that goes; the rooms above move what they keep by kind and id."""
    for key in pointing_at(type(stays)):
        for row in key.model._default_manager.filter(**{key.name: goes}).order_by("pk"):
            _move(doing, row, key, stays, merge)
    merged.send(sender=type(stays), kind=stays.record_kind(), stays=stays, goes=goes, act=doing)


def _move(
    doing: Act, row: models.Model, key: models.ForeignKey[Any, Any], stays: Record, merge: Merge
) -> None:
    """Move one row. Where the one that stays has such a row, an equal one is folded into it, another left."""
    twin = _twin(row, key, stays)
    if twin is None:
        _refuse_nonsense(row, key, stays)
        doing.change(row, None, **{key.name: stays})
    elif isinstance(row, Record) and isinstance(twin, Record) and _tells_nothing_new(row, twin, key):
        _move_all(doing, twin, row, merge)
        doing.remove(row)
    else:
        merge.left.append(row)


def _twin(row: models.Model, key: models.ForeignKey[Any, Any], stays: Record) -> models.Model | None:
    """The row that leaves no place for this one: by a constraint, or because it says the same already."""
    rows = row._meta.model._default_manager.filter(**{key.name: stays})
    for fields in _unique_with(row, key):
        rest = {name: getattr(row, name) for name in fields if name != key.name}
        if None not in rest.values() and (twin := rows.filter(**rest).first()):
            return twin
    # Dated rows are claims and all of them stay; of two equal names or contacts one is enough.
    if isinstance(row, PersonName | ContactDetail):
        return next((twin for twin in rows if _tells_nothing_new(row, twin, key)), None)
    return None


def _unique_with(row: models.Model, key: models.ForeignKey[Any, Any]) -> Iterator[tuple[str, ...]]:
    if key.unique:
        yield (key.name,)
    for constraint in row._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and key.name in constraint.fields:
            yield tuple(constraint.fields)


def _tells_nothing_new(row: models.Model, twin: models.Model, key: models.ForeignKey[Any, Any]) -> bool:
    """Whether every column of the row is empty or as in its twin."""
    for column in row._meta.concrete_fields:
        if column.primary_key or column.name == key.name or column.name in INDIFFERENT:
            continue
        value = getattr(row, column.attname)
        if value not in (None, "") and value != getattr(twin, column.attname):
            return False
    return True


def _refuse_nonsense(row: models.Model, key: models.ForeignKey[Any, Any], stays: Record) -> None:
    """Refuse a merge after which a row would break a rule of its table: a network, its own member."""
    trial = altered(row, {key.name: stays})
    try:
        trial.validate_constraints()
    except ValidationError as wrong:
        raise CannotMerge(
            _("“%(row)s” would contradict itself if the two were one. Change it first.") % {"row": row}
        ) from wrong
