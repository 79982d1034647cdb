"""What plans tell the governance below them: those a decision adopted, and a plan in the Board's pack."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from koinon.cooperation.plans.models import Plan
from koinon.cooperation.plans.queries import shown_sides
from koinon.network.governance.consequences import Consequence
from koinon.network.people.prepared import prepared
from koinon.network.people.readers import Reader
from koinon.platform.ui import figures


def consequences(decisions: Sequence[int], reader: Reader, on: date) -> dict[int, list[Consequence]]:
    """The plans that decisions adopted: one statement."""
    found: dict[int, list[Consequence]] = {}
    for plan in _adopted(reader, decisions=decisions):
        span = "" if plan.starts.is_unknown else figures.span(plan.span)
        mark = (str(plan.state(on).label), "plain")
        link = Consequence(_("Plan"), str(plan), plan.get_absolute_url(), span, mark)
        found.setdefault(plan.decision_id or 0, []).append(link)
    return found


@prepared
def _adopted(reader: Reader, /, *, decisions: Sequence[int]) -> QuerySet[Plan]:
    return Plan.objects.visible_to(reader).filter(decision__in=decisions).order_by("title", "id")


def facts(records: Sequence[Plan], reader: Reader, on: date) -> dict[int, tuple[tuple[str, str], ...]]:
    """A plan in the pack: whose it is, how long, how it stands, how many measures. Four statements."""
    rows = Plan.objects.filter(pk__in=[one.pk for one in records])
    counted = rows.order_by().annotate(measure_count=Count("measures")).values_list("pk", "measure_count")
    counts: dict[int, int] = dict(counted)
    return {
        plan.pk: tuple(
            (label, value)
            for label, value in (
                (_("Sides"), "; ".join(str(side) for side in plan.sides.all())),
                (_("Term"), "" if plan.starts.is_unknown else figures.span(plan.span)),
                (_("State"), str(plan.state(on).label)),
                (_("Purpose"), plan.purpose),
                (_("Measures"), figures.number(counts[plan.pk])),
            )
            if value
        )
        for plan in rows.prefetch_related(shown_sides(reader))
    }
