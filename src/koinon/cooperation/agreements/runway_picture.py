"""The runway as a picture: how far each term still goes, the meetings that can decide, the days of the tasks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from koinon.cooperation.agreements.renewal_queries import Runway
from koinon.platform.dates.bounds import FIRST
from koinon.platform.ui.drawings.timeline import Bar, Mark, Point, Timeline
from koinon.platform.ui.figures import day

MOST = 20


def runway_timeline(rows: Sequence[Runway], on: date) -> Timeline | None:
    """From the day on, the first twenty to end, a lane each; the list below tells them all."""
    if not rows:
        return None
    marks: list[Mark] = []
    for one in rows[:MOST]:
        lane = day(one.ends)
        marks.append(_bar(one, lane, str(one.agreement)))
        marks += _chance(one, lane)
    title = _("What ends within eighteen months")
    told = _("For each agreement how far its term still goes, and the last meeting that can decide on it.")
    lanes = [day(one.ends) for one in rows[:MOST]]
    # Not the day of today: the axis need not reach it.
    return Timeline(title, told, marks, on, on, lanes, on_label=day(on))


def renewal_timeline(one: Runway, on: date) -> Timeline:
    """One agreement: its tasks, the meeting, the end."""
    tasks, term, decides = _("Tasks"), _("Term"), _("Who decides")
    marks: list[Mark] = [_bar(one, term, day(one.ends, "long")), *_chance(one, decides)]
    for due in one.dues:
        tone = "plain" if not due.task.is_open else "plans"
        marks.append(Point(tasks, due.due, due.due, str(due.task), tone=tone))
    title = _("The renewal of %(agreement)s") % {"agreement": one.agreement}
    told = _("Until the end of the term: the days of the tasks, and the last meeting that can decide.")
    return Timeline(title, told, marks, on, on, [term, decides, tasks], on_label=day(on))


def _bar(one: Runway, lane: str, label: str) -> Bar:
    """What is left of the term; an end with two readings is dashed between them."""
    agreement = one.agreement
    begins = agreement.starts_earliest if agreement.starts_earliest > FIRST else one.on
    lately = date(one.on.year - 1, one.on.month, 1)
    # A term that is over is drawn whole: the last year has nothing of it.
    since = max(begins, lately) if lately < one.ends else min(begins, one.ends)
    href = agreement.get_absolute_url()
    return Bar(lane, label, since, since, *one.end, tone="agreements", href=href, title=str(agreement))


def _chance(one: Runway, lane: str) -> list[Mark]:
    if one.chance is None:
        return []
    meeting, marks = one.chance.meeting, []
    if one.chance.papers:
        label = _("papers by %(day)s") % {"day": day(one.chance.papers)}
        marks.append(Point(lane, one.chance.papers, one.chance.papers, label, tone="plans"))
    held = meeting.held
    href = meeting.get_absolute_url()
    marks.append(Point(lane, held.earliest, held.latest, str(meeting), href=href, tone="offices"))
    return list(marks)
