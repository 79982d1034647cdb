"""What is done with a call itself: set up, changed, copied from another, opened, cancelled, taken off the record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from koinon.cooperation.calls.models import (
    Call,
    CallKind,
    Category,
    Criterion,
    FormField,
    Prize,
    Stage,
    StageKind,
)
from koinon.cooperation.calls.permissions import can_run
from koinon.network.people.audience import Audience
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import Act, act
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key

Values = Mapping[str, Any]
STAGES = {
    StageKind.ENTERED: 0,
    StageKind.ELIGIBLE: 10,
    StageKind.DESERVING: 20,
    StageKind.SHORTLIST: 30,
    StageKind.WINNER: 40,
}
"""The order of the stages."""
SHORT = (StageKind.ENTERED, StageKind.ELIGIBLE, StageKind.WINNER)


class NotNow(Refused):
    """The call is not in a state in which this can be done."""


class NotReady(Refused):
    """Something is missing without which nobody could enter."""


class CodeTaken(Refused):
    """Another call has the code, or entries bear receipts with it."""


class NoReason(Refused):
    """A call is cancelled with a reason."""


def record_call(values: Values, *, by: Reader) -> Call:
    """Put a call on record, with the stages usual for its kind; it is seen by nobody else until it is opened."""
    refuse_unless(can_run(by))
    refuse_taken_code(values["code"])
    with act("record_call", by=by.user) as doing:
        call = doing.create(Call(**{"key": propose_key(Call, values["code"]), **values}))
        if not call.on_record:
            for kind in STAGES if call.kind == CallKind.AWARD else SHORT:
                new_stage(doing, call, kind)
    return call


def new_stage(doing: Act, call: Call, kind: StageKind, **values: Any) -> Stage:
    """One more stage, at its place in the order."""
    key = propose_key(Stage, call.key, kind.value)
    return doing.create(Stage(call=call, kind=kind, rank=STAGES[kind], key=key, **values))


def refuse_taken_code(code: str, call: Call | None = None) -> None:
    """No two calls have one code; and receipts keep the code they were given out with."""
    others = Call.objects.exclude(pk=call.pk) if call else Call.objects.all()
    if others.filter(code=code).exists():
        raise CodeTaken(_("Another call has this code."), field="code")
    if call and call.code != code and call.entries.exclude(number=None).exists():
        raise CodeTaken(
            _("Receipts were given out with the code %(code)s.") % {"code": call.code}, field="code"
        )


def change_call(call: Call, values: Values, *, by: Reader, expected_version: int | None = None) -> Call:
    """Change the words, the rules or the calendar of a call that was not cancelled."""
    refuse_unless(can_run(by))
    refuse_cancelled(call)
    refuse_taken_code(values.get("code", call.code), call)
    if call.opened_at and values.get("on_record"):
        raise NotNow(_("The call was opened here: it is not held elsewhere."), field="on_record")
    if call.opened_at and not values.get("closes_at", call.closes_at):
        raise NotReady(_("The call is open: say when it closes."), field="closes_at")
    with act("change_call", by=by.user) as doing:
        return doing.change(call, expected_version, **values)


def refuse_cancelled(call: Call) -> None:
    """A cancelled call stays as it was."""
    if call.cancelled_at:
        raise NotNow(_("The call was cancelled."))


def remove_call(call: Call, *, by: Reader) -> None:
    """Take a call off the record that was never opened and for which nothing is on record."""
    refuse_unless(can_run(by))
    if call.opened_at:
        raise NotNow(_("The call was opened: cancel it with a reason instead."))
    with act("remove_call", by=by.user) as doing:
        doing.remove(call)


def open_call(call: Call, *, by: Reader, moment: datetime) -> None:
    """Show the call to those it is for; from its day on, entries can be sent."""
    refuse_unless(can_run(by))
    refuse_cancelled(call)
    if call.opened_at or call.on_record:
        raise NotNow(_("The call is open already, or was held elsewhere."))
    refuse_unready(call, moment)
    with act("open_call", by=by.user) as doing:
        doing.change(call, opened_at=moment, opens_on=call.opens_on or moment.astimezone(call.zone).date())


def refuse_unready(call: Call, moment: datetime) -> None:
    """A call needs an end that lies ahead, a form, and something that says what counts."""
    if lacking := lacks(call, moment):
        raise NotReady(" ".join(lacking))


def lacks(call: Call, moment: datetime) -> list[str]:
    """What a call still needs before it can be opened, in words."""
    found = []
    if call.closes_at is None:
        found.append(_("Say when it closes."))
    elif call.closes_at <= moment:
        found.append(_("Its close lies in the past."))
    if not call.fields.exists():
        found.append(_("Its form has no question yet."))
    if call.audience == Audience.PUBLIC and call.run_by.audience != Audience.PUBLIC:
        found.append(_("Not everybody may see the body that runs it."))
    if not call.rules:
        found.append(_("It has no rules yet."))
    return found


def cancel_call(call: Call, reason: str, *, by: Reader, moment: datetime) -> None:
    """Cancel a call; entries stay on record, and nothing more is sent."""
    refuse_unless(can_run(by))
    refuse_cancelled(call)
    if not reason.strip():
        raise NoReason(_("Say why: everybody who sees the call reads it."), field="reason")
    with act("cancel_call", by=by.user) as doing:
        doing.change(call, cancelled_at=moment, cancelled_reason=reason.strip())


COPIED: tuple[tuple[type[Any], tuple[str, ...]], ...] = (
    (Category, ("title", "texts", "rank")),
    (Criterion, ("title", "words", "weight", "top", "anchors", "texts", "rank")),
    (FormField, (
        "kind", "label", "help", "required", "limit", "options", "texts", "identifying", "rank",
    )),
    (Prize, ("title", "amount", "currency", "number", "in_kind", "texts")),
)  # fmt: skip


def copy_setup(call: Call, source: Call, *, by: Reader) -> int:
    """Take over categories, criteria, the form and prizes of another call; what this one has of a sort stays."""
    refuse_unless(can_run(by))
    if call.opened_at:
        raise NotNow(_("The call is open: its form and its criteria stand as announced."))
    copied = 0
    with act("copy_call", by=by.user, note=source.key) as doing:
        doing.about(call)
        for kind, names in COPIED:
            if kind.objects.filter(call=call).exists():
                continue
            for row in kind.objects.filter(call=source):
                values = {name: getattr(row, name) for name in names}
                key = propose_key(kind, call.key, values.get("title") or values.get("label"))
                doing.create(kind(call=call, key=key, **values))
                copied += 1
    return copied
