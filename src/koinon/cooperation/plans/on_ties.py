"""What plans know of ties: the sides of one plan."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from datetime import date

from koinon.cooperation.plans.models import Plan, PlanKind, PlanSide
from koinon.network.people.ties import Tie, TieKind, Told, among, told
from koinon.platform.ui.addresses import url


def plans(bodies: frozenset[int], since: date, until: date) -> Iterator[Tie]:
    """The sides of a plan of a pair: two statements."""
    ours = PlanSide.objects.filter(body__in=bodies).values("plan")
    then = Plan.objects.filter(
        pk__in=ours, kind=PlanKind.PAIR, starts_earliest__lte=until, ends_latest__gte=since
    )
    by: dict[Hashable, Told] = {
        pk: told(title, url("plans:plan", key=key), (earliest, latest), audience=audience)
        for pk, title, key, earliest, latest, audience in then.values_list(
            "pk", "title", "key", "starts_earliest", "ends_latest", "audience"
        )
    }
    sides = PlanSide.objects.filter(plan__in=then).values_list("plan", "body")
    yield from among(TieKind.PAIR, bodies, sides, by)
