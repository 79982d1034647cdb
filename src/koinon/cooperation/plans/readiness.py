"""The linter: what a measure or a plan lacks before it can be agreed, each with the field where it is mended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from koinon.cooperation.plans.measures import Measure
from koinon.cooperation.plans.plans import Plan, PlanKind
from koinon.cooperation.programmes.models import Vocabulary
from koinon.platform.dates import Span
from koinon.platform.errors import Refused


@dataclass(frozen=True, slots=True)
class Lack:
    """Something missing: the field of the form where it belongs, and words."""

    field: str
    words: str


class NotReady(Refused):
    """What is to be agreed lacks something; the words say what."""

    def __init__(self, lacks: Iterable[Lack]) -> None:
        self.lacks = tuple(lacks)
        missing = "; ".join(one.words for one in self.lacks)
        super().__init__(_("Not ready: %(missing)s.") % {"missing": missing})


def lacks_of(measure: Measure, plan: Plan) -> tuple[Lack, ...]:
    """All that a measure lacks. Asks nothing where owners, milestones, alignments and sides were prefetched."""
    return tuple(_lacks(measure, plan))


def _lacks(measure: Measure, plan: Plan) -> Iterator[Lack]:
    if plan.other_language and not measure.other_title:
        yield Lack("other_title", _("the title in the other language"))
    yield from _owners(measure, plan)
    if measure.starts.is_unknown:
        yield Lack("starts", _("the day it begins"))
    if measure.ends.is_unknown or measure.ends.is_open:
        yield Lack("ends", _("the day by which it is done"))
    milestones = list(measure.milestones.all())
    if not milestones:
        yield Lack("milestones-0-title", _("a milestone"))
    elif any(one.day.is_unknown for one in milestones):
        yield Lack("milestones-0-day", _("a day for every milestone"))
    yield from _indicator(measure)
    yield from _money(measure)
    served = {one.vocabulary for one in measure.alignments.all()}
    if Vocabulary.SDG not in served:
        yield Lack("sdg", _("a target of the Sustainable Development Goals"))
    if Vocabulary.NUA not in served:
        yield Lack("nua", _("a paragraph of the New Urban Agenda"))


def _owners(measure: Measure, plan: Plan) -> Iterator[Lack]:
    owned = {owner.side_id for owner in measure.owners.all()}
    for side in plan.sides.all():
        if side.pk not in owned:
            yield Lack(f"owner_{side.pk}", _("an owner for %(side)s") % {"side": side.body})


def _indicator(measure: Measure) -> Iterator[Lack]:
    if not measure.indicator:
        yield Lack("indicator", _("an indicator"))
    if not measure.unit:
        yield Lack("unit", _("the unit of the indicator"))
    if measure.baseline is None:
        yield Lack("baseline", _("a baseline"))
    elif measure.baseline_day.is_unknown:
        yield Lack("baseline_day", _("the day of the baseline"))
    if measure.target is None:
        yield Lack("target", _("a target"))
    elif measure.target == measure.baseline:
        yield Lack("target", _("a target that differs from the baseline"))


def _money(measure: Measure) -> Iterator[Lack]:
    if measure.budget is None and not measure.undisclosed:
        yield Lack("budget", _("a budget, or that it is undisclosed"))
    if not measure.budget_source:
        yield Lack("budget_source", _("where the money comes from"))


def lacks_of_plan(plan: Plan) -> tuple[Lack, ...]:
    """What the plan itself lacks, its measures apart."""
    return tuple(_lacks_of_plan(plan))


def _lacks_of_plan(plan: Plan) -> Iterator[Lack]:
    sides = len(plan.sides.all())
    if plan.kind == PlanKind.PAIR and sides < 2:
        yield Lack("side_2", _("the other side"))
    elif not sides:
        yield Lack("side_1", _("a body whose plan it is"))
    if plan.starts.is_unknown:
        yield Lack("starts", _("the day it begins"))
    if plan.ends.is_unknown:
        yield Lack("ends", _("the day it ends"))
    if plan.kind == PlanKind.PAIR and not (plan.edition_id or plan.agreement_id):
        yield Lack("agreement", _("the edition or the agreement it belongs to"))
    if plan.other_language and not plan.other_title:
        yield Lack("other_title", _("the title in the other language"))


def outside(measure: Measure, plan: Plan) -> bool:
    """Whether the measure surely begins before its plan or ends after it."""
    if any(one.is_unknown for one in (measure.starts, measure.ends, plan.starts, plan.ends)):
        return False
    whole, part = Span(plan.starts, plan.ends), Span(measure.starts, measure.ends)
    return part.starts.latest < whole.starts.earliest or part.ends.earliest > whole.ends.latest
