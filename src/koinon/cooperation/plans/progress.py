"""How far a measure has come as of a day: the last accepted reading on the way from baseline to target."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from koinon.cooperation.plans.measures import Measure, Milestone
from koinon.cooperation.plans.updates import MeasureUpdate, UpdateState


@dataclass(frozen=True, slots=True)
class Reading:
    """What the indicator read when an update was sent."""

    day: date
    value: Decimal
    side: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """A measure on a day: readings in order of time, milestones reached over all, and those that are late."""

    measure: Measure
    on: date
    readings: tuple[Reading, ...]
    milestones: tuple[Milestone, ...]
    over: bool = False

    @property
    def latest(self) -> Reading | None:
        return self.readings[-1] if self.readings else None

    @property
    def share(self) -> float | None:
        """The way that is done, from 0 to 1."""
        return self.measure.share(self.latest.value if self.latest else self.measure.baseline)

    @property
    def percent(self) -> int | None:
        """The same in whole parts of a hundred."""
        return None if self.share is None else int(self.share * 100)

    @property
    def reached(self) -> int:
        """How many milestones had been reached by the day."""
        return sum(1 for one in self.milestones if one.reached_on and one.reached_on <= self.on)

    @property
    def late(self) -> tuple[Milestone, ...]:
        """The milestones whose day passed without them; none once the measure or its plan is closed."""
        if self.over:
            return ()
        return tuple(one for one in self.milestones if one.is_late(self.on))

    @property
    def has_reached_target(self) -> bool:
        return bool(self.readings) and self.share == 1.0


def progress_of(
    measure: Measure,
    updates: Iterable[MeasureUpdate],
    milestones: Sequence[Milestone],
    on: date,
    *,
    over: bool = False,
) -> Progress:
    """From the updates on the measure, of whatever state: only what was accepted by the day counts."""
    counted = sorted(
        (
            Reading(one.sent_on or one.judged_on or on, one.reading, str(one.side))
            for one in updates
            if one.state == UpdateState.ACCEPTED
            and one.reading is not None
            and (one.judged_on is None or one.judged_on <= on)
        ),
        key=lambda reading: reading.day,
    )
    return Progress(measure, on, tuple(counted), tuple(milestones), over)
