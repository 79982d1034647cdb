"""What the rules of this room notice: milestones that passed, sides that fell silent, plans that agree on nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.plans.models import Measure, MeasureUpdate, Milestone, Plan, PlanKind, UpdateState
from koinon.cooperation.plans.plans import PlanState
from koinon.cooperation.plans.quarters import before, last_day, last_ended
from koinon.cooperation.plans.queries import reportable
from koinon.network.evidence.rules import Proposal, Value, rule


@rule(
    "milestone-overdue",
    title=_("A milestone is overdue"),
    headline=_("“%(milestone)s” is overdue"),
    words=_(
        "It was to be reached by %(day)s, and no accepted update says that it was. Measure: %(measure)s."
    ),
)
def find_overdue_milestones(on: date) -> Iterator[Proposal]:
    """Milestones of measures under way whose latest day has passed."""
    rows = Milestone.objects.filter(measure__in=reportable(on).values("pk"), day_latest__lt=on)
    for one in rows.exclude(reached_on__lte=on).select_related("measure"):
        values: dict[str, Value] = {"milestone": one.title, "day": one.day, "measure": one.measure}
        yield Proposal("milestone-overdue", (one.measure,), values, name=one.key)


@rule(
    "update-missing",
    title=_("No update for two quarters"),
    headline=_("Nothing heard of “%(measure)s” for two quarters"),
    words=_("Agreed on %(day)s; neither for %(last)s nor for %(one_before)s has an update arrived."),
)
def find_silent_measures(on: date) -> Iterator[Proposal]:
    """Measures under way, agreed before the two last quarters, on which neither brought an update."""
    last = last_ended(on)
    one_before = before(last)
    told = MeasureUpdate.objects.filter(
        measure=OuterRef("pk"),
        quarter__in=(last, one_before),
        state__in=(UpdateState.SENT, UpdateState.ACCEPTED),
    )
    silent = reportable(on).filter(~Exists(told), agreed_on__lte=last_day(before(one_before)))
    for measure in silent.select_related("plan"):
        assert measure.agreed_on is not None  # asked for above
        values: dict[str, Value] = {
            "measure": measure,
            "day": measure.agreed_on,
            "last": last,
            "one_before": one_before,
        }
        yield Proposal("update-missing", (measure,), values)


@rule(
    "plan-without-measures",
    title=_("A plan agrees on nothing"),
    headline=_("“%(plan)s” has begun without an agreed measure"),
    words=_("It began on %(day)s; a plan agrees measures, and none of its measures is agreed by every side."),
)
def find_plans_without_measures(on: date) -> Iterator[Proposal]:
    """Plans that are not closed, have surely begun, and hold no agreed measure. A strategy has lines instead."""
    agreed = Measure.objects.filter(plan=OuterRef("pk"), agreed_on__lte=on)
    begun = Q(starts_latest__lte=on) & ~Q(starts_edtf="")
    rows = Plan.objects.filter(begun, ~Exists(agreed), ~Q(pk__in=Plan.objects.in_state(PlanState.CLOSED, on)))
    for plan in rows.exclude(kind=PlanKind.STRATEGY):
        yield Proposal("plan-without-measures", (plan,), {"plan": plan, "day": plan.starts})
