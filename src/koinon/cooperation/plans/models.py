"""Plans in parts: the plan and its sides, measures and what is said of them, updates, lines of a strategy."""

from koinon.cooperation.plans.lines import POINTS, LineOfAction, LinePointer
from koinon.cooperation.plans.measures import (
    Consent,
    Measure,
    MeasureAlignment,
    MeasureOwner,
    Milestone,
    Says,
)
from koinon.cooperation.plans.plans import Plan, PlanKind, PlanSide, PlanState
from koinon.cooperation.plans.updates import MeasureUpdate, UpdateState

__all__ = [
    "POINTS",
    "Consent",
    "LineOfAction",
    "LinePointer",
    "Measure",
    "MeasureAlignment",
    "MeasureOwner",
    "MeasureUpdate",
    "Milestone",
    "Plan",
    "PlanKind",
    "PlanSide",
    "PlanState",
    "Says",
    "UpdateState",
]
