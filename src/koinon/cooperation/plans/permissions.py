"""What a reader may do in a plan. The plan is taken with its sides and the programme it belongs to."""

from __future__ import annotations

from koinon.cooperation.plans.plans import Plan, PlanSide
from koinon.network.people.models import Function
from koinon.network.people.permissions import can_record
from koinon.network.people.readers import Reader


def runners(plan: Plan) -> frozenset[int]:
    """The bodies (by id) that run the programme the plan belongs to."""
    belongs = (
        plan.edition.programme if plan.edition else None,
        plan.agreement.programme if plan.agreement else None,
    )
    return frozenset(one.run_by_id for one in belongs if one and one.run_by_id)


def is_expert_of(reader: Reader, plan: Plan) -> bool:
    """Whether the reader is an expert of the programme of this plan, and not just of some other."""
    return Function.EXPERT in reader.functions and bool(runners(plan) & reader.bodies)


def side_of(reader: Reader, plan: Plan) -> PlanSide | None:
    """The side of the plan the reader works for, if any: the first where it is several."""
    return next((side for side in plan.sides.all() if side.body_id in reader.bodies), None)


def can_begin_plan(reader: Reader) -> bool:
    """Whether the reader may enter a plan: the secretariat, portfolio managers and programme experts."""
    return can_record(reader) or Function.EXPERT in reader.functions


def can_run_plan(reader: Reader, plan: Plan) -> bool:
    """Whether the reader may change the plan itself, send links, close it, and judge updates."""
    return can_record(reader) or is_expert_of(reader, plan)


def can_write_measures(reader: Reader, plan: Plan) -> bool:
    """Whether the reader may write measures: whoever runs the plan, and the people of either side."""
    return can_run_plan(reader, plan) or (
        Function.FOCAL_POINT in reader.functions and side_of(reader, plan) is not None
    )


def can_speak_for(reader: Reader, side: PlanSide) -> bool:
    """Whether the reader may agree and report for a side: its own focal point, and nobody else in its place."""
    return Function.FOCAL_POINT in reader.functions and side.body_id in reader.bodies


def can_judge_update(reader: Reader, plan: Plan) -> bool:
    """Whether the reader may accept an update or return it with a reason."""
    return can_run_plan(reader, plan)
