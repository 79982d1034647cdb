"""Practices offered on the page of a plan: those that share a theme or a target of its measures."""

from __future__ import annotations

from collections.abc import Iterator

from koinon.cooperation.plans.models import Measure, MeasureAlignment, Plan
from koinon.cooperation.practices.offering import Wanted, offered_part
from koinon.cooperation.programmes.models import Vocabulary
from koinon.network.people.doors import Request
from koinon.platform.ui.beside import Part


def on_plan(request: Request, plan: Plan) -> Iterator[Part]:
    """What others did about the same, with the reason: four statements."""
    themes = Measure.objects.filter(plan=plan).exclude(theme="").order_by("number")
    goals = MeasureAlignment.objects.filter(measure__plan=plan, vocabulary=Vocabulary.SDG).exclude(code="")
    sides = [side.body_id for side in plan.sides.all()]
    wanted = Wanted.of(
        dict.fromkeys(themes.values_list("theme", flat=True)),
        dict.fromkeys(goals.values_list("code", flat=True)),
        sides,
    )
    yield from offered_part(request, wanted)
