"""Craft: the notice clock of a meeting, from the rules of its body in force on its day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from koinon.network.governance.models import BodyRule, Meeting, MeetingKind, RuleKind
from koinon.platform.dates.bounds import FIRST

NOTICE_OF = {
    MeetingKind.ORDINARY: RuleKind.NOTICE_ORDINARY,
    MeetingKind.EXTRAORDINARY: RuleKind.NOTICE_EXTRAORDINARY,
    MeetingKind.WRITTEN: RuleKind.NOTICE_WRITTEN,
}


class Kept(StrEnum):
    """Whether a deadline was kept."""

    KEPT = "kept"
    LATE = "late"
    MISSED = "missed"
    AHEAD = "ahead"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class Deadline:
    """One day by which something has to go out, the rule behind it, and what became of it."""

    due: date
    done: date | None
    rule: BodyRule
    on: date
    held: date

    @property
    def kept(self) -> Kept:
        """Kept or late where it is on record; otherwise ahead, missed, or not on record once the meeting is past."""
        if self.done and self.done <= self.on:
            return Kept.KEPT if self.done <= self.due else Kept.LATE
        if self.on <= self.due:
            return Kept.AHEAD
        return Kept.MISSED if self.on < self.held else Kept.UNSAID

    @property
    def days(self) -> int:
        """How many days remain, or by how many it was passed."""
        end = self.done if self.done and self.done <= self.on else self.on
        return abs((self.due - end).days)


@dataclass(frozen=True, slots=True)
class Clock:
    """The deadlines of one meeting; none where no rule of the day says so."""

    notice: Deadline | None
    papers: Deadline | None

    @property
    def deadlines(self) -> list[tuple[str, Deadline]]:
        """Those there are, by name."""
        pairs = (("notice", self.notice), ("papers", self.papers))
        return [(name, one) for name, one in pairs if one is not None]


def day_of(meeting: Meeting) -> date | None:
    """The day deadlines are counted from: the earliest the meeting may fall on, so that nobody is late."""
    earliest = meeting.held.earliest
    return None if earliest == FIRST else earliest


def in_force(rules: Iterable[BodyRule], body_id: int, on: date) -> list[BodyRule]:
    """The rules of the body that surely or possibly hold on the day, the latest of each kind first."""
    holding = [
        rule for rule in rules if rule.body_id == body_id and rule.starts_earliest <= on <= rule.ends_latest
    ]
    return sorted(holding, key=lambda rule: (rule.starts_earliest, rule.pk), reverse=True)


def first_of(rules: Sequence[BodyRule], kind: str) -> BodyRule | None:
    """The rule of a kind that counts: the latest."""
    return next((rule for rule in rules if rule.kind == kind), None)


def clock_of(meeting: Meeting, rules: Iterable[BodyRule], on: date) -> Clock:
    """The clock of a meeting from any rules that include those of its body; no statement."""
    held = day_of(meeting)
    if held is None:
        return Clock(None, None)
    own = in_force(rules, meeting.body_id, held)
    notice = first_of(own, NOTICE_OF[MeetingKind(meeting.kind)])
    papers = first_of(own, RuleKind.PAPERS)
    return Clock(
        _deadline(notice, held, meeting.convened_on, on), _deadline(papers, held, meeting.papers_on, on)
    )


def _deadline(rule: BodyRule | None, held: date, done: date | None, on: date) -> Deadline | None:
    if rule is None or rule.number is None or (held - date.min).days < rule.number:
        return None
    return Deadline(held - timedelta(days=rule.number), done, rule, on, held)
