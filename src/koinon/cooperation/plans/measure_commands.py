"""What is done with a measure: write it, copy it, close it. Changing what was agreed opens it again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from koinon.cooperation.plans.measures import Measure, MeasureAlignment, MeasureOwner, Milestone
from koinon.cooperation.plans.permissions import can_run_plan, can_write_measures
from koinon.cooperation.plans.plans import Plan, PlanSide
from koinon.cooperation.programmes.aligning import settle_alignments
from koinon.network.people.entering import altered, check
from koinon.network.people.models import Body, Role
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import Act, act
from koinon.platform.dates import Day
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key

Values = dict[str, Any]
# What may be told at any time without asking the sides again.
TOLD_FREELY = frozenset({"obstacles", "support", "number"})
COPIED = (
    *("title", "text", "theme", "indicator", "unit"),
    *("other_title", "other_text", "other_indicator"),
)


class PlanClosed(Refused):
    """Nothing is written into a plan that is closed."""


class MeasureClosed(Refused):
    """The measure is closed already."""


class Reported(Refused):
    """A measure that was reported on is closed, not removed."""


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone as it was entered; ``pk`` where it was there before."""

    title: str
    day: Day
    other_title: str = ""
    pk: int | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """What belongs to a measure beside its own columns. ``owners`` by the id of the side."""

    owners: Mapping[int, tuple[Body, Role | None]] = field(default_factory=dict)
    steps: Sequence[Step] = ()
    sdg: Sequence[str] = ()
    nua: Sequence[str] = ()


def record_measure(plan: Plan, values: Values, parts: Parts, *, by: Reader) -> Measure:
    """Write a measure into the plan."""
    refuse_unless(can_write_measures(by, plan))
    _refuse_closed(plan)
    measure = Measure(plan=plan, **values)
    measure.number = values.get("number") or _next_number(plan)
    measure.key = measure.key or propose_key(Measure, plan.key, values["title"])
    check(measure)
    with act("record_measure", by=by.user) as doing:
        doing.create(measure)
        _settle(doing, measure, parts)
    return measure


def change_measure(
    measure: Measure, values: Values, parts: Parts, *, by: Reader, expected_version: int | None = None
) -> Measure:
    """Change a measure. If what the sides agree on changes, it is open again as a new revision."""
    plan = measure.plan
    refuse_unless(can_write_measures(by, plan))
    _refuse_closed(plan)
    trial = altered(measure, values)
    check(trial)
    with act("change_measure", by=by.user) as doing:
        doing.about(measure)
        _settle(doing, measure, parts)
        if doing.changes or _differs(measure, values):
            values = values | {"revision": measure.revision + 1, "agreed_on": None}
        doing.change(measure, expected_version, **values)
    getattr(measure, "_prefetched_objects_cache", {}).clear()
    return measure


def _differs(measure: Measure, values: Values) -> bool:
    """Whether a value the sides agree on is another than before; a day is another when it means another."""
    return any(getattr(measure, name) != value for name, value in values.items() if name not in TOLD_FREELY)


def _settle(doing: Act, measure: Measure, parts: Parts) -> None:
    _settle_owners(doing, measure, parts.owners)
    _settle_steps(doing, measure, parts.steps)
    settle_alignments(doing, MeasureAlignment, measure, parts.sdg, parts.nua)


def _settle_owners(doing: Act, measure: Measure, owners: Mapping[int, tuple[Body, Role | None]]) -> None:
    there = {owner.side_id: owner for owner in measure.owners.all()}
    for side, owner in there.items():
        if side not in owners:
            doing.remove(owner)
    sides = {side.pk: side for side in PlanSide.objects.filter(plan=measure.plan_id)}
    for pk, (body, role) in owners.items():
        if pk in there:
            doing.change(there[pk], body=body, role=role)
        elif pk in sides:
            key = propose_key(MeasureOwner, measure.key, body.key)
            doing.create(MeasureOwner(key=key, measure=measure, side=sides[pk], body=body, role=role))


def _settle_steps(doing: Act, measure: Measure, steps: Sequence[Step]) -> None:
    there = {milestone.pk: milestone for milestone in measure.milestones.all()}
    kept = {step.pk for step in steps}
    for pk, milestone in there.items():
        if pk not in kept:
            doing.remove(milestone)
    for step in steps:
        told: Values = {"title": step.title, "other_title": step.other_title, "day": step.day}
        if step.pk in there:
            doing.change(there[step.pk], **told)
        else:
            key = propose_key(Milestone, measure.key, step.title)
            row = Milestone(key=key, measure=measure, **told)
            check(row)
            doing.create(row)


def copy_measure(measure: Measure, plan: Plan, *, by: Reader) -> Measure:
    """Take a measure that worked into a plan as a draft: its words, indicator and agendas, nobody's days or money."""
    refuse_unless(
        can_write_measures(by, plan) and Measure.objects.visible_to(by).filter(pk=measure.pk).exists()
    )
    _refuse_closed(plan)
    values = {name: getattr(measure, name) for name in COPIED}
    if plan.language == measure.plan.other_language and plan.other_language in ("", measure.plan.language):
        values |= _turned(values)
    elif (plan.language, plan.other_language) != (measure.plan.language, measure.plan.other_language):
        values |= dict.fromkeys(("other_title", "other_text", "other_indicator"), "")
    copy = Measure(plan=plan, number=_next_number(plan), copied_from=measure, **values)
    copy.key = propose_key(Measure, plan.key, copy.title)
    with act("copy_measure", by=by.user) as doing:
        doing.create(copy)
        for one in measure.alignments.all():
            key = propose_key(MeasureAlignment, copy.key, one.vocabulary, one.code.replace(".", "-"))
            doing.create(MeasureAlignment(key=key, measure=copy, vocabulary=one.vocabulary, code=one.code))
    return copy


def _turned(values: Values) -> Values:
    """The words with their languages exchanged, where the other side wrote them down too."""
    return {name: values[f"other_{name}"] or values[name] for name in ("title", "text", "indicator")} | {
        f"other_{name}": values[name] for name in ("title", "text", "indicator")
    }


def close_measure(
    measure: Measure, outcome: str, *, by: Reader, on: date, expected_version: int | None = None
) -> Measure:
    """Say that it is over and what came of it."""
    refuse_unless(can_run_plan(by, measure.plan))
    if measure.closed_on:
        raise MeasureClosed(_("This measure is closed already."))
    with act("close_measure", by=by.user) as doing:
        return doing.change(measure, expected_version, closed_on=on, outcome=outcome.strip())


def remove_measure(measure: Measure, *, by: Reader) -> None:
    """Take a measure off the plan; one that was agreed or reported on is closed instead."""
    refuse_unless(can_write_measures(by, measure.plan))
    _refuse_closed(measure.plan)
    if measure.agreed_on or measure.updates.exists():
        raise Reported(_("This measure was agreed or reported on. Close it and say what came of it."))
    with act("remove_measure", by=by.user) as doing:
        doing.remove(measure)


def _refuse_closed(plan: Plan) -> None:
    if plan.closed_on:
        raise PlanClosed(_("This plan is closed; nothing more is written into it."))


def _next_number(plan: Plan) -> int:
    return 1 + (plan.measures.aggregate(last=Max("number"))["last"] or 0)
