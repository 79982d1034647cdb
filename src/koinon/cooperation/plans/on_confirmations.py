"""What plans tell the list of confirmations: measures that wait for a side, and what a side would have otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import get_language, ngettext

from koinon.cooperation.plans.links import LINK_DAYS
from koinon.cooperation.plans.measures import Measure, Says
from koinon.cooperation.plans.permissions import can_run_plan
from koinon.cooperation.plans.plans import Plan, PlanSide
from koinon.cooperation.plans.queries import MeasureRow, measures_of, plan_rows
from koinon.network.confirmations.elsewhere import Waits
from koinon.network.people.readers import Reader
from koinon.platform.ui.figures import number


def waiting(reader: Reader, on: date) -> Iterator[Waits]:
    """Side by side of every plan with measures not agreed by the day: for its own people, and for whoever runs it.

    A fixed number of statements; a measure that is not ready waits for nobody's word yet.
    """
    open_ones = Measure.objects.filter(Q(agreed_on=None) | Q(agreed_on__gt=on), closed_on=None)
    plans = list(plan_rows(reader).filter(closed_on=None, pk__in=open_ones.values("plan")))
    rows = measures_of(plans, reader, on) if plans else {}
    for plan in plans:
        still = [row for row in rows[plan.pk] if not row.measure.is_agreed(on) and not row.measure.closed_on]
        for side in plan.sides.all():
            if side.body_id in reader.bodies or can_run_plan(reader, plan):
                yield from _of_side(plan, side, still)


def _of_side(plan: Plan, side: PlanSide, rows: list[MeasureRow]) -> Iterator[Waits]:
    said = [(row, row.said_by(side)) for row in rows]
    unanswered = [row for row, answer in said if answer is None and row.is_ready]
    otherwise = [answer for _row, answer in said if answer is not None and answer.says == Says.OTHERWISE]
    if unanswered:
        words = ngettext("%(num)s measure to agree on", "%(num)s measures to agree on", len(unanswered))
        sent = side.link_until - timedelta(LINK_DAYS) if side.link_nonce and side.link_until else None
        yield _told(plan, side, words, len(unanswered), is_ours=False, since=sent)
    if otherwise:
        words = ngettext(
            "%(num)s measure it would have otherwise",
            "%(num)s measures it would have otherwise",
            len(otherwise),
        )
        first = min((answer.said_on for answer in otherwise if answer.said_on), default=None)
        yield _told(plan, side, words, len(otherwise), is_ours=True, since=first)


def _told(plan: Plan, side: PlanSide, words: str, count: int, *, is_ours: bool, since: date | None) -> Waits:
    told = words % {"num": number(count)}
    is_other = plan.other_title and get_language() == plan.other_language
    title = plan.other_title if is_other else str(plan)
    return Waits(title, plan.get_absolute_url(), side.body, told, is_ours, since)
