"""What is done with a plan: record it with its sides, agree it, close it, and lay out the lines of a strategy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from koinon.cooperation.plans.lines import POINTS, LineOfAction, LinePointer
from koinon.cooperation.plans.permissions import can_begin_plan, can_run_plan
from koinon.cooperation.plans.plans import Plan, PlanKind, PlanSide
from koinon.cooperation.plans.readiness import NotReady, lacks_of_plan
from koinon.network.people.entering import altered, check
from koinon.network.people.models import Body, Person
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import Act, act
from koinon.platform.audit.models import Record
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key

Values = dict[str, Any]


class NotYours(Refused):
    """A programme expert enters plans of the own programme only."""


class SideSpoke(Refused):
    """A side that owns measures, answered or reported does not leave the plan."""


class NothingAgreed(Refused):
    """A plan without a measure that every side agreed to is not agreed."""


class Settled(Refused):
    """The plan is agreed, or closed, already."""


class PointsNowhere(Refused):
    """A line of action is served by an agreement, a promise, an event or a measure."""


@dataclass(frozen=True, slots=True)
class Side:
    """A side as it was entered."""

    body: Body
    language: str
    contact: Person | None = None


def record_plan(values: Values, sides: Sequence[Side], *, by: Reader) -> Plan:
    """Enter a plan with its sides."""
    refuse_unless(can_begin_plan(by))
    plan = Plan(**values)
    plan.key = plan.key or propose_key(Plan, values["title"])
    _refuse_foreign(plan, by)
    check(plan)
    with act("record_plan", by=by.user) as doing:
        doing.create(plan)
        _settle_sides(doing, plan, sides)
    return plan


def change_plan(
    plan: Plan,
    values: Values,
    sides: Sequence[Side],
    *,
    by: Reader,
    expected_version: int | None = None,
) -> Plan:
    """Change a plan and its sides; raises Stale where somebody else was faster."""
    refuse_unless(can_run_plan(by, plan))
    trial = altered(plan, values)
    _refuse_foreign(trial, by)
    check(trial)
    with act("change_plan", by=by.user) as doing:
        doing.about(plan)
        doing.change(plan, expected_version, **values)
        _settle_sides(doing, plan, sides)
    return plan


def _refuse_foreign(plan: Plan, by: Reader) -> None:
    if not can_run_plan(by, plan):
        raise NotYours(_("Choose an edition or an agreement of your programme."), field="edition")


def _settle_sides(doing: Act, plan: Plan, sides: Sequence[Side]) -> None:
    """These sides in this order; a side that has spoken stays."""
    there = {side.body_id: side for side in plan.sides.all()}
    wanted = {side.body.pk: (order, side) for order, side in enumerate(sides, start=1)}
    for pk, old in there.items():
        if pk not in wanted:
            _refuse_if_it_spoke(old)
            doing.remove(old)
    for pk, (order, side) in wanted.items():
        told: Values = {"language": side.language, "contact": side.contact, "order": order}
        if pk in there:
            doing.change(there[pk], **told)
        else:
            key = propose_key(PlanSide, plan.key, side.body.key)
            doing.create(PlanSide(key=key, plan=plan, body=side.body, **told))
    # What was prefetched before is no longer what is there.
    getattr(plan, "_prefetched_objects_cache", {}).pop("sides", None)


def _refuse_if_it_spoke(side: PlanSide) -> None:
    if side.consents.exists() or side.updates.exists() or side.owned.exists():
        raise SideSpoke(
            _("%(side)s owns measures, answered or reported; it stays a side of this plan.")
            % {"side": side.body}
        )


def agree_plan(plan: Plan, *, by: Reader, on: date, expected_version: int | None = None) -> Plan:
    """Agree the plan. Only measures that every side agreed to count; the others stay drafts in it."""
    refuse_unless(can_run_plan(by, plan))
    if plan.agreed_on:
        raise Settled(_("This plan is agreed already."))
    if lacks := lacks_of_plan(plan):
        raise NotReady(lacks)
    if plan.kind != PlanKind.STRATEGY and not plan.measures.filter(agreed_on__isnull=False).exists():
        raise NothingAgreed(_("No measure is agreed by every side yet; a plan agrees measures, not a title."))
    with act("agree_plan", by=by.user) as doing:
        return doing.change(plan, expected_version, agreed_on=on)


def close_plan(
    plan: Plan, outcome: str, *, by: Reader, on: date, expected_version: int | None = None
) -> Plan:
    """Close the plan and say what came of it; its links open nothing from then on."""
    refuse_unless(can_run_plan(by, plan))
    if plan.closed_on:
        raise Settled(_("This plan is closed already."))
    with act("close_plan", by=by.user) as doing:
        doing.change(plan, expected_version, closed_on=on, outcome=outcome.strip())
        for side in plan.sides.exclude(link_nonce=""):
            doing.change(side, link_nonce="", link_until=None)
    return plan


# The lines of a strategy


def record_line(plan: Plan, values: Values, *, by: Reader) -> LineOfAction:
    """Add a line of action."""
    refuse_unless(can_run_plan(by, plan))
    line = LineOfAction(plan=plan, **values)
    line.key = propose_key(LineOfAction, plan.key, values["title"])
    check(line)
    with act("record_line", by=by.user) as doing:
        doing.about(plan)
        return doing.create(line)


def change_line(
    line: LineOfAction, values: Values, *, by: Reader, expected_version: int | None = None
) -> LineOfAction:
    """Change a line of action."""
    refuse_unless(can_run_plan(by, line.plan))
    check(altered(line, values))
    with act("change_line", by=by.user) as doing:
        doing.about(line.plan)
        return doing.change(line, expected_version, **values)


def remove_line(line: LineOfAction, *, by: Reader) -> None:
    """Take a line off the plan, and with it what points to it."""
    refuse_unless(can_run_plan(by, line.plan))
    with act("remove_line", by=by.user) as doing:
        doing.about(line.plan)
        doing.remove(line)


def point_to_line(line: LineOfAction, thing: Record | None, *, by: Reader) -> LinePointer:
    """Say that an agreement, a promise, an event or a measure serves the line. Saying so twice leaves one."""
    refuse_unless(can_run_plan(by, line.plan))
    name = thing._meta.model_name if thing else ""
    if thing is None or name not in POINTS:
        raise PointsNowhere(_("Choose an agreement, a promise, an event or a measure."))
    if there := line.pointers.filter(**{name: thing}).first():
        return there
    with act("point_to_line", by=by.user) as doing:
        doing.about(line.plan)
        key = propose_key(LinePointer, line.key, thing.key)
        return doing.create(LinePointer(key=key, line=line, **{name: thing}))


def unpoint_from_line(pointer: LinePointer, *, by: Reader) -> None:
    """Take back that something serves the line."""
    refuse_unless(can_run_plan(by, pointer.line.plan))
    with act("unpoint_from_line", by=by.user) as doing:
        doing.about(pointer.line.plan)
        doing.remove(pointer)
