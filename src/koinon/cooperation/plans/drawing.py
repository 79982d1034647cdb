"""Plans as pictures: measures in time as bars that fill with their progress, and the readings of one indicator."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from koinon.cooperation.plans.plans import Plan
from koinon.cooperation.plans.queries import MeasureRow
from koinon.platform.ui import figures
from koinon.platform.ui.drawings.gantt import Gantt, Row, Step
from koinon.platform.ui.drawings.readings import Reading, Readings


def gantt_of(plan: Plan, rows: Sequence[MeasureRow], on: date) -> Gantt | None:
    """The picture; none where no measure has a day."""
    drawn = [row for row in (_row(one, on) for one in rows) if row is not None]
    if not drawn:
        return None
    return Gantt(
        title=_("Measures in time: %(plan)s") % {"plan": plan},
        description=_(
            "Each bar is a measure, filled as far as its indicator has come; diamonds are milestones."
        ),
        rows=drawn,
        on=on,
        on_label=figures.day(on),
    )


def _row(one: MeasureRow, on: date) -> Row | None:
    measure = one.measure
    if measure.starts.is_unknown or measure.ends.is_unknown:
        return None
    steps = tuple(
        Step(
            milestone.day.earliest,
            milestone.day.latest,
            milestone.title,
            "reached"
            if milestone.reached_on and milestone.reached_on <= on
            else ("late" if milestone in one.progress.late else "ahead"),
        )
        for milestone in one.milestones
        if not milestone.day.is_unknown
    )
    return Row(
        label=f"{measure.number}. {measure.title}",
        starts=measure.starts.earliest,
        ends=measure.ends.latest,
        share=one.progress.share or 0.0,
        steps=steps,
        href=measure.get_absolute_url(),
        firm=measure.is_agreed(on),
        title=_title(one),
    )


def _title(one: MeasureRow) -> str:
    span = figures.span(one.measure.span)
    done = one.progress.percent
    if done is None:
        return f"{one.measure.title}, {span}"
    return _("%(measure)s, %(span)s: %(done)s %% of the way") % {
        "measure": one.measure.title,
        "span": span,
        "done": done,
    }


def readings_of(one: MeasureRow, on: date) -> Readings | None:
    """What the indicator read when, on the way from baseline to target; none before the first reading."""
    measure, readings = one.measure, one.progress.readings
    if not readings:
        return None
    unit = measure.unit
    baseline = target = None
    begun = measure.baseline_day if not measure.baseline_day.is_unknown else measure.starts
    if measure.baseline is not None and date.min < begun.earliest < date.max:
        baseline = _point(begun.earliest, measure.baseline, _("Baseline"), unit)
    if measure.target is not None and date.min < measure.ends.latest < date.max:
        target = _point(measure.ends.latest, measure.target, _("Target"), unit)
    return Readings(
        title=_("Readings of the indicator: %(measure)s") % {"measure": measure},
        description=_(
            "From baseline to target: the dots are what was read and accepted, the dashed line is the straight way."
        ),
        readings=[_point(told.day, told.value, "", unit, told.side) for told in readings],
        on=on,
        on_label=figures.day(on),
        baseline=baseline,
        target=target,
    )


def _point(day: date, value: Decimal, name: str, unit: str, side: str = "") -> Reading:
    """A dot with its number beside it, and the whole of it for whoever points at it."""
    number = figures.number(value)
    told = " ".join(filter(None, (name, number, unit)))
    label = told if name else number
    return Reading(day, float(value), label, ", ".join(filter(None, (told, figures.day(day), side))))
