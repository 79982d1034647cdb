"""Leximin where every city has one place: level by level, each solved inside the face that the levels below left.

A bisection over the levels finds the next one that some city must stay at, until few pairs are left; then the
levels are closed one by one. O(levels · pairs) at worst; at 500 cities a side some 0.1 s.
"""

from dataclasses import dataclass

import numpy as np

from koinon.matching.answer import Reporter
from koinon.matching.canonical import Tight, settle
from koinon.matching.faces import FAR, Events, Face, Flags, climb, copied, lonely, risen, trail
from koinon.matching.narrowing import Costs, narrow
from koinon.matching.problem import Ints

FEW = 10
"""So many open arcs a city are few: closing levels one by one is then cheaper than bisection."""


@dataclass(frozen=True, slots=True, eq=False)
class Levels:
    """What each pair gives its left and its right city, and what each city has alone; who takes part."""

    left: Ints
    right: Ints
    to_left: Ints
    to_right: Ints
    alone_left: Ints
    alone_right: Ints
    takes_part: tuple[Flags, Flags]

    def chosen(self, places: Ints) -> "Levels":
        """The same with some of the pairs only."""
        return Levels(
            self.left[places],
            self.right[places],
            self.to_left[places],
            self.to_right[places],
            self.alone_left,
            self.alone_right,
            self.takes_part,
        )

    def costs(self, level: int) -> Costs:
        """How many cities each choice leaves at a level."""
        arcs = (self.to_left == level).astype(np.int64) + (self.to_right == level)
        left, right = self.alone_left == level, self.alone_right == level
        return Costs(arcs, left.astype(np.int64), right.astype(np.int64))


def raised(levels: Levels, *, everyone: bool, reporter: Reporter) -> Ints:
    """The canonical leximin choice, as positions among the pairs of ``levels``."""
    face = _face(levels)
    if everyone:
        none = np.zeros_like(levels.alone_right)
        narrow(face, Costs(np.zeros_like(levels.left), np.ones_like(levels.alone_left), none), trail(face))
    places = np.arange(len(levels.left))
    last, cities = -FAR, sum(int(flags.sum()) for flags in levels.takes_part)
    while int(face.open.sum()) > FEW * cities and last < FAR:
        face, last = _bisected(face, levels, last)
        _close(face, levels, (last, last), reporter)
        levels, places, face = _without_closed(levels, places, face)
    _close(face, levels, (last + 1, FAR - 1), reporter)
    levels, places, face = _without_closed(levels, places, face)
    return places[settle(_tight(face, levels))]


def _face(levels: Levels) -> Face:
    lefts, rights = levels.takes_part
    starts = np.searchsorted(levels.left, np.arange(len(lefts) + 1))
    return lonely(starts, np.ascontiguousarray(levels.right), lefts, rights)


def _without_closed(levels: Levels, places: Ints, face: Face) -> tuple[Levels, Ints, Face]:
    """Forget the pairs that are out of the question."""
    kept = np.flatnonzero(face.open)
    now = np.cumsum(face.open) - 1
    arc = np.where(face.arc >= 0, now[face.arc], -1) if len(now) else face.arc
    levels = levels.chosen(kept)
    starts = np.searchsorted(levels.left, np.arange(len(face.arc) + 1))
    smaller = face._replace(start=starts, to=face.to[kept], open=np.ones(len(kept), np.bool_), arc=arc)
    return levels, places[kept], smaller


def _lowest(levels: Levels, face: Face, last: int) -> tuple[Ints, Ints, Ints]:
    """The lowest level above ``last`` of each arc and of staying alone; FAR where it has none."""
    arcs = np.minimum(_above(levels.to_left, last), _above(levels.to_right, last))
    left, right = _above(levels.alone_left, last), _above(levels.alone_right, last)
    return arcs, left, right


def _above(level: Ints, last: int) -> Ints:
    return np.where(level > last, level, FAR)


def _bisected(face: Face, levels: Levels, last: int) -> tuple[Face, int]:
    """Close every level that can be closed whole; the next level, which cannot, or FAR if there is none."""
    arcs, left, right = _lowest(levels, face, last)
    reach = _reach(face, levels, (arcs, left, right))
    lows = np.concatenate([arcs[face.open], left[face.open_left], right[face.open_right]])
    values = np.unique(np.append(lows[lows <= reach], reach))
    low, high = 0, len(values) - 1
    best, tried = face, copied(face)
    while low < high:
        middle = (low + high + 1) // 2 if high < len(values) - 1 or low else high
        tried = copied(best)
        if risen(tried, arcs, left, right, int(values[middle])):
            best, low = tried, middle
        else:
            high = middle - 1
    return best, int(values[low])


def _reach(face: Face, levels: Levels, lows: tuple[Ints, Ints, Ints]) -> int:
    """No level above this can be the lowest: some city has nothing better."""
    arcs, left, right = lows
    top = np.where(face.open_left, left, -FAR), np.where(face.open_right, right, -FAR)
    for side, ends in zip(top, (levels.left, levels.right), strict=True):
        np.maximum.at(side, ends[face.open], arcs[face.open])
    ours = [side[flags] for side, flags in zip(top, levels.takes_part, strict=True)]
    return min(int(side.min(initial=FAR)) for side in ours)


def _close(face: Face, levels: Levels, between: tuple[int, int], reporter: Reporter) -> None:
    """Close these levels one by one; where one cannot be closed, as few cities as can be stay there."""
    once = np.where(levels.to_right != levels.to_left, levels.to_right, FAR)
    level = np.concatenate([levels.to_left, once, levels.alone_left, levels.alone_right])
    order = np.flatnonzero((level >= between[0]) & (level <= between[1]))
    order = order[np.argsort(level[order], kind="stable")]
    arcs = len(levels.left)
    events = Events(level[order], np.where(order < arcs, order, order - arcs), levels.left)
    desk, at = trail(face), 0
    while (at := climb(face, events, at, desk)) < len(order):
        stays = int(events.level[at])
        narrow(face, levels.costs(stays), desk)
        reporter("the worst-off", stays, stays)
        at = int(np.searchsorted(events.level, stays, side="right"))


def _tight(face: Face, levels: Levels) -> Tight:
    """What is left of the face, as the tight pairs of an optimum."""
    made = np.zeros(len(levels.left), np.bool_)
    made[face.arc[face.arc >= 0]] = True
    spare_left, spare_right = (alone.astype(np.int64) for alone in (face.alone_left, face.alone_right))
    return Tight(levels.left, levels.right, made, spare_left, spare_right, face.open_left, face.open_right)
