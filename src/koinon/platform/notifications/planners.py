"""Who plans letters: rooms above register what is to be written by a day, and `koinon remind` asks them all."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from koinon.platform.notifications.commands import plan_message
from koinon.platform.notifications.letters import Letter

log = logging.getLogger(__name__)

# Every letter that ought to leave on or before the day, with its own day: those planned before are named again.
Planner = Callable[[date], Iterable[tuple[Letter, date]]]

_planners: dict[str, Planner] = {}


@dataclass(slots=True)
class Planned:
    """What one asking came to: how many letters each planner expects, and which planner broke down."""

    expected: dict[str, int] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)


def register(name: str, planner: Planner) -> None:
    """Let a room plan letters; called in the ``ready()`` of its AppConfig."""
    _planners[name] = planner


def plan_all(on: date) -> Planned:
    """Ask every planner; one that breaks down keeps no other from being asked."""
    planned = Planned()
    for name, planner in _planners.items():
        try:
            planned.expected[name] = sum(
                bool(plan_message(letter, on=day, by=None)) for letter, day in planner(on)
            )
        except Exception:
            log.exception("the planner %s broke down", name)
            planned.failed.append(name)
    return planned
