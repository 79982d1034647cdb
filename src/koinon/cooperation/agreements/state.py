"""Craft: how an agreement stands as of a day, from its acts and its term. `standing` asks the same in SQL.

What a term says is kept as it was said, so there may be several *readings* of its end:

- the dates as stated, with the stated length taken in: where both can be true they narrow each other; where
  they contradict, the term surely runs until the earlier of the two is over, and possibly until the later is;
- the length counted from the signature, where the stated start does not rule out that the term began with it.

It is surely in force while every reading says so, and possibly while any does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from koinon.cooperation.agreements.stages import OPENING, ActKind, State
from koinon.platform.dates import Holds
from koinon.platform.dates.bounds import FIRST, LAST
from koinon.platform.dates.spans import later

Reading = tuple[date, date]
"""The earliest and the latest last day of a term."""

REACH = date(7000, 1, 1)
"""Beyond this no length is counted: the calendar ends with the year 9999."""


@dataclass(frozen=True, slots=True)
class Deed:
    """An act, as far as the state depends on it."""

    kind: str
    earliest: date
    latest: date


@dataclass(frozen=True, slots=True)
class Successor:
    """The agreement that follows: its stated start, and the acts upon it."""

    starts_earliest: date
    starts_latest: date
    deeds: tuple[Deed, ...]

    def has_begun(self, on: date) -> Holds:
        """Whether it was signed and its start had come by the day."""
        return combined(
            reached((self.starts_earliest, self.starts_latest), on), done(self.deeds, OPENING, on)
        )


@dataclass(frozen=True, slots=True)
class Term:
    """The term as stated, the acts upon the agreement and its successors."""

    starts_earliest: date
    starts_latest: date
    ends_earliest: date
    ends_latest: date
    months: int | None = None
    deeds: tuple[Deed, ...] = ()
    successors: tuple[Successor, ...] = ()

    @property
    def is_untold(self) -> bool:
        """Nothing is said of when it ends, neither by a date nor by a start from which to count."""
        return (self.starts_latest, self.ends_earliest, self.ends_latest) == (LAST, FIRST, LAST)

    @property
    def stated_end(self) -> Reading:
        """The end by the dates, with the stated length taken in."""
        ends = self.ends_earliest, self.ends_latest
        if not self.months:
            return ends
        counted = last_day(self.starts_earliest, self.months), last_day(self.starts_latest, self.months)
        if meet(ends, counted):
            return max(ends[0], counted[0]), min(ends[1], counted[1])
        return min(ends[1], counted[1]), max(ends[1], counted[1])

    @property
    def counted_ends(self) -> list[Reading]:
        """The ends by the length counted from each signature that the stated start does not rule out."""
        if not self.months:
            return []
        return [
            (last_day(deed.earliest, self.months), last_day(deed.latest, self.months))
            for deed in self.deeds
            if deed.kind in OPENING and self.may_begin_with(deed)
        ]

    def is_to_come(self, on: date) -> bool:
        """Whether nothing of it had happened yet: the first act on record is of a later day."""
        return bool(self.deeds) and all(deed.earliest > on for deed in self.deeds)

    @property
    def readings(self) -> list[Reading]:
        """All readings of the end."""
        counted = self.counted_ends
        return counted if counted and self.is_untold else [self.stated_end, *counted]

    @property
    def contradicts(self) -> bool:
        """Whether the length and the dates cannot both be true."""
        if not self.months or self.is_untold:
            return False
        dates = self.ends_earliest, self.ends_latest
        counted = last_day(self.starts_earliest, self.months), last_day(self.starts_latest, self.months)
        return not meet(dates, counted) or any(not meet(self.stated_end, one) for one in self.counted_ends)

    @property
    def end(self) -> Reading:
        """The earliest and latest last day over all readings; an early ending comes first."""
        earliest = min(earliest for earliest, _ in self.readings)
        latest = max(latest for _, latest in self.readings)
        for deed in self.deeds:
            if deed.kind == ActKind.ENDED and deed.earliest > FIRST:
                one = timedelta(1)
                earliest, latest = min(earliest, deed.earliest - one), min(latest, deed.latest - one)
        return earliest, latest

    @property
    def start(self) -> Reading:
        """The earliest and latest first day on which it was in force; never, where nothing was signed."""
        opening = [deed for deed in self.deeds if deed.kind == ActKind.IN_FORCE]
        if opening:
            return min(deed.earliest for deed in opening), min(deed.latest for deed in opening)
        signed = [deed for deed in self.deeds if deed.kind == ActKind.SIGNED]
        if not signed:
            return LAST, LAST
        earliest = max(self.starts_earliest, min(deed.earliest for deed in signed))
        sure = (d.latest if self.may_begin_with(d) else max(self.starts_latest, d.latest) for d in signed)
        return earliest, min(sure)

    def may_begin_with(self, deed: Deed) -> bool:
        """Whether the act lies wholly within the stated start, so that the term may count from it."""
        return self.starts_earliest <= deed.earliest and deed.latest <= self.starts_latest


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands, and whether it is in force: yes, possibly or no."""

    state: State
    held: Holds


def standing(term: Term, on: date) -> Standing:
    """The state as of the day. What follows upstream wins: an early end, a successor, the end of the term."""
    signed = done(term.deeds, OPENING, on)
    if done(term.deeds, (ActKind.ENDED,), on) is Holds.YES:
        return Standing(State.ENDED, Holds.NO)
    if signed is Holds.NO:
        approved = done(term.deeds, (ActKind.APPROVED,), on) is not Holds.NO
        return Standing(State.APPROVED if approved else State.DRAFT, Holds.NO)
    if on < term.start[0]:
        return Standing(State.SIGNED, Holds.NO)
    held = in_force(term, on)
    if held is not Holds.NO:
        return Standing(State.IN_FORCE, held)
    return Standing(State.RENEWED if was_renewed(term, on) else State.EXPIRED, Holds.NO)


def in_force(term: Term, on: date) -> Holds:
    """Whether it is in force: begun, not over by every reading, neither ended early nor followed."""
    return combined(
        reached(term.start, on),
        goes_on(term.readings, on),
        opposite(done(term.deeds, (ActKind.ENDED,), on)),
        opposite(most(one.has_begun(on) for one in term.successors)),
    )


def was_renewed(term: Term, on: date) -> bool:
    """Whether a successor took over without a gap, or a renewal is on record; otherwise it simply expired."""
    if done(term.deeds, (ActKind.RENEWED,), on) is not Holds.NO:
        return True
    begun = [one for one in term.successors if one.has_begun(on) is Holds.YES]
    if any(latest >= on for _, latest in term.readings):
        return bool(begun)
    end = term.stated_end[1]
    return any(one.starts_earliest <= end or one.starts_earliest - timedelta(1) <= end for one in begun)


def meet(one: Reading, other: Reading) -> bool:
    """Whether some day fits both."""
    return one[0] <= other[1] and other[0] <= one[1]


def goes_on(readings: list[Reading], on: date) -> Holds:
    """Whether the last day has not passed, by every reading or by some."""
    if all(earliest >= on for earliest, _ in readings):
        return Holds.YES
    return Holds.POSSIBLY if any(latest >= on for _, latest in readings) else Holds.NO


def done(deeds: tuple[Deed, ...], kinds: tuple[str, ...], on: date) -> Holds:
    """Whether any act of these kinds had taken place by the day."""
    return most(reached((deed.earliest, deed.latest), on) for deed in deeds if deed.kind in kinds)


def reached(day: Reading, on: date) -> Holds:
    """Whether a vague day had come."""
    if day[1] <= on:
        return Holds.YES
    return Holds.POSSIBLY if day[0] <= on else Holds.NO


def combined(*answers: Holds) -> Holds:
    """All of these at once."""
    if Holds.NO in answers:
        return Holds.NO
    return Holds.POSSIBLY if Holds.POSSIBLY in answers else Holds.YES


def most(answers: Iterable[Holds]) -> Holds:
    """Any of these."""
    seen = set(answers)
    return Holds.YES if Holds.YES in seen else Holds.POSSIBLY if Holds.POSSIBLY in seen else Holds.NO


def opposite(answer: Holds) -> Holds:
    """Not this."""
    return {Holds.YES: Holds.NO, Holds.NO: Holds.YES}.get(answer, Holds.POSSIBLY)


def last_day(first: date, months: int) -> date:
    """The last day of so many months from the first: 15 July 2021 and 36 give 14 July 2024."""
    return LAST if first > REACH else later(first, months) - timedelta(1)
