"""The time of a plan as a picture: each measure a bar that fills with its progress, its milestones on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from koinon.cooperation.plans.plans import Plan
from koinon.cooperation.plans.queries import MeasureRow
from koinon.platform.ui import figures
from koinon.platform.ui.drawings.gantt import Gantt, Row, Step


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
