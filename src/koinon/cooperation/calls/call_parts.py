"""The parts of a call, one by one: categories, criteria, questions, dates, sponsors, prizes, stages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db.models import Max
from django.utils.translation import gettext as _

from koinon.cooperation.calls.call_commands import STAGES, NotNow, refuse_cancelled
from koinon.cooperation.calls.models import (
    Call,
    CallDate,
    Category,
    Criterion,
    FormField,
    Prize,
    Sponsor,
    Stage,
    StageKind,
)
from koinon.cooperation.calls.permissions import can_run
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import act
from koinon.platform.audit.models import Record
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key

Part = Category | Criterion | FormField | CallDate | Sponsor | Prize | Stage
P = TypeVar("P", Category, Criterion, FormField, CallDate, Sponsor, Prize, Stage)
Values = Mapping[str, Any]

STEP = 10
AS_ANNOUNCED: dict[type[Record], tuple[str, ...]] = {
    Criterion: ("weight", "top"),
    FormField: ("kind", "options"),
}
"""What stands as it was announced once the call is open."""


class AlreadyThere(Refused):
    """The call has one of this sort already."""


def add_part(kind: type[P], call: Call, values: Values, *, by: Reader) -> P:
    """Add a part, at the end of its kind."""
    refuse_unless(can_run(by))
    refuse_cancelled(call)
    refuse_addition(kind, call, values)
    refuse_double(kind, call, values)
    values = dict(values)
    if kind is Stage:
        values["rank"] = STAGES[StageKind(values["kind"])]
    elif any(field.name == "rank" for field in kind._meta.fields) and "rank" not in values:
        last = kind._default_manager.filter(call=call).aggregate(last=Max("rank"))["last"]
        values["rank"] = 0 if last is None else last + STEP
    with act(f"add_{verb_of(kind)}", by=by.user) as doing:
        doing.about(call)
        return doing.create(kind(call=call, key=propose_key(kind, call.key, words_of(values)), **values))


def refuse_addition(kind: type[Record], call: Call, values: Values) -> None:
    """Once the call is open, no criterion is added, and no question that must be answered."""
    if not call.opened_at:
        return
    if kind is Criterion:
        raise NotNow(_("The call is open: its criteria stand as announced."))
    if kind is FormField and values.get("required"):
        raise NotNow(
            _("The call is open: another question can only be asked as an optional one."), field="required"
        )


def refuse_double(kind: type[Record], call: Call, values: Values) -> None:
    """A body sponsors once, and a stage is there once."""
    for model, name in ((Sponsor, "body"), (Stage, "kind")):
        if kind is model and model._default_manager.filter(call=call, **{name: values[name]}).exists():
            raise AlreadyThere(_("The call has this already."), field=name)


def change_part(part: P, values: Values, *, by: Reader, expected_version: int | None = None) -> P:
    """Correct a part; what was announced with the opening stays."""
    refuse_unless(can_run(by))
    refuse_cancelled(part.call)
    if part.call.opened_at:
        for name in AS_ANNOUNCED.get(type(part), ()):
            if name in values and values[name] != getattr(part, name):
                raise NotNow(_("The call is open: this stands as announced."), field=name)
    with act(f"change_{verb_of(type(part))}", by=by.user) as doing:
        doing.about(part.call)
        return doing.change(part, expected_version, **values)


def remove_part(part: Part, *, by: Reader) -> Call:
    """Take a part away; not criteria and questions of an open call, and not what entries point at."""
    refuse_unless(can_run(by))
    refuse_cancelled(part.call)
    if part.call.opened_at and isinstance(part, Criterion | FormField):
        raise NotNow(_("The call is open: this stands as announced."))
    if isinstance(part, Stage) and part.placings.exists():
        raise NotNow(_("Entries reached this stage: take them back first."))
    with act(f"remove_{verb_of(type(part))}", by=by.user) as doing:
        doing.about(part.call)
        doing.remove(part)
    return part.call


def move_part(part: Category | Criterion | FormField | Sponsor, *, up: bool, by: Reader) -> None:
    """Change places with the one above or below; the order is then counted anew."""
    refuse_unless(can_run(by))
    refuse_cancelled(part.call)
    rows = list(type(part)._default_manager.filter(call=part.call_id).order_by("rank", "id"))
    at = next(place for place, row in enumerate(rows) if row.pk == part.pk)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(rows):
        return
    rows[at], rows[to] = rows[to], rows[at]
    with act(f"change_{verb_of(type(part))}", by=by.user) as doing:
        doing.about(part.call)
        for place, row in enumerate(rows):
            doing.change(row, rank=place * STEP)


def verb_of(kind: type[Record]) -> str:
    """The name of the kind as it stands in a verb: form_field."""
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in kind.__name__).lstrip(
        "_"
    )


def words_of(values: Values) -> str:
    """What tells this part from the others of its kind, for its key."""
    return str(next((values[name] for name in ("title", "label", "body", "kind") if values.get(name)), ""))
