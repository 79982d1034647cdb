"""Craft: the days of a renewal, from the end of the term and the meetings of the body that decides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from koinon.cooperation.agreements.renewals import MONTHS, RenewalStep, RenewalTask
from koinon.cooperation.agreements.state import Reading
from koinon.network.governance.models import Meeting
from koinon.platform.dates.bounds import FIRST, LAST
from koinon.platform.dates.spans import later

Coming = tuple[Meeting, date | None, date | None]
HORIZON = 18
"""Months ahead in which an end is in sight."""


@dataclass(frozen=True, slots=True)
class Chance:
    """A meeting that can still decide before the term is over, and the day by which its papers are due."""

    meeting: Meeting
    papers: date | None
    notice: date | None

    @property
    def closes(self) -> date:
        """The day after which it is too late for this meeting."""
        return self.papers or self.meeting.held.earliest


@dataclass(frozen=True, slots=True)
class Due:
    """A task with the day by which it is to be done."""

    task: RenewalTask
    due: date
    on: date

    @property
    def state(self) -> str:
        """done, skipped, late, next (within a month) or ahead."""
        if self.task.skipped:
            return "skipped"
        if self.task.was_closed(self.on):
            return "done"
        if self.due < self.on:
            return "late"
        return "next" if self.due <= self.on + timedelta(days=31) else "ahead"


def end_in_sight(end: Reading, on: date) -> bool:
    """Whether the term surely ends one day, may be over within the horizon, and is not surely over yet."""
    return end[1] < LAST and end[0] <= later(on, HORIZON) and end[1] >= on


def reckoned_end(end: Reading) -> date:
    """The day everything is counted from: the earliest the term may be over, so that nobody is late."""
    return end[0] if end[0] > FIRST else end[1]


def last_chance(meetings: Iterable[Coming], body_id: int | None, end: date, on: date) -> Chance | None:
    """The last meeting of the body before the term is over whose papers can still be handed in."""
    chances = [
        Chance(meeting, papers, notice)
        for meeting, papers, notice in meetings
        if meeting.body_id == body_id and meeting.held.latest <= end
    ]
    able = [chance for chance in chances if chance.closes >= on]
    return max(able, key=lambda chance: (chance.meeting.held.latest, chance.meeting.pk), default=None)


def day_of_step(step: str, end: date, chance: Chance | None) -> date:
    """So many months before the end; the paper also before the body's own deadline for papers."""
    due = later(end, -MONTHS[RenewalStep(step)])
    return min(due, chance.papers) if step == RenewalStep.PAPER and chance and chance.papers else due


def dues_of(tasks: Sequence[RenewalTask], end: date, chance: Chance | None, on: date) -> list[Due]:
    """The tasks in the order of their days."""
    found = [
        Due(task, task.due_on or (day_of_step(task.step, end, chance) if task.step in MONTHS else end), on)
        for task in tasks
    ]
    return sorted(found, key=lambda one: (one.due, one.task.pk))
