"""Readings of a number in time: where it began, what was read when, and how far it is meant to come by when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from koinon.platform.ui.drawings.axis import Axis
from koinon.platform.ui.drawings.lettering import measure, shortened
from koinon.platform.ui.drawings.paper import Box, Paper
from koinon.platform.ui.drawings.writing import element, group, short, words

WIDE, HIGH, DOT = 760.0, 300.0, 5.0
LEFT, RIGHT, TOP, BOTTOM = 12.0, 20.0, 44.0, 262.0
LETTERS, LINE = 12.0, 16.0
AIR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Reading:
    """A value on a day; ``label`` is written beside the dot, ``title`` tells the whole."""

    day: date
    value: float
    label: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Readings:
    """The picture: readings in order of time, the first step from the baseline, the target with its day."""

    title: str
    description: str
    readings: Sequence[Reading]
    on: date
    on_label: str = ""
    baseline: Reading | None = None
    target: Reading | None = None


@dataclass(frozen=True, slots=True)
class _Scale:
    """Values laid on the height of the paper, days on its width."""

    axis: Axis
    low: float
    high: float

    def at(self, one: Reading) -> tuple[float, float]:
        return self.axis.x(one.day), self.y(one.value)

    def y(self, value: float) -> float:
        return BOTTOM - (value - self.low) * (BOTTOM - TOP - 26) / (self.high - self.low)


def draw_readings(drawing: Readings) -> str:
    """The picture as SVG text: the way it is meant to go dashed, the way it went drawn through."""
    scale, paper = _scale(drawing), Paper(WIDE, HIGH)
    went = [one for one in (drawing.baseline, *drawing.readings) if one is not None]
    ends = [one for one in (drawing.baseline, drawing.target) if one is not None]
    for one in (*went, *ends):
        x, y = scale.at(one)
        paper.take(Box(x - DOT, y - DOT, x + DOT, y + DOT))
    dots = [_dot(one, scale, "sure" if one is not drawing.baseline else "maybe") for one in went]
    goal = _goal(drawing.target, scale) if drawing.target else ""
    letters = [_label(one, scale, paper) for one in _by_weight(drawing)]
    return element(
        "svg",
        element("desc", words(drawing.description)),
        _ground(scale),
        _line(ends, scale, "meant"),
        _line(went, scale, "went"),
        _now(drawing, scale),
        group([goal, *dots, *letters], "mark is-plans"),
        class_="timeline readings",
        viewBox=f"0 0 {short(WIDE)} {short(HIGH)}",
        role="img",
        aria_label=f"{drawing.title}. {drawing.description}",
    )


def _by_weight(drawing: Readings) -> list[Reading]:
    """Whose words are written first, where there is no room for all: the ends, then the last reading."""
    ends = [drawing.target, drawing.baseline]
    return [one for one in (*ends, *reversed(drawing.readings)) if one is not None]


def _scale(drawing: Readings) -> _Scale:
    points = [one for one in (drawing.baseline, *drawing.readings, drawing.target) if one is not None]
    days = [one.day for one in points]
    first, last = min(days), max(days)
    if first - timedelta(180) <= drawing.on <= last + timedelta(180):
        first, last = min(first, drawing.on), max(last, drawing.on)
    values = [one.value for one in points]
    low, high = min(values), max(values)
    # A number that never moved still needs a height; the floor is nothing unless all lies far above it.
    low = 0.0 if 0 <= low <= high * 3 / 4 else low
    high = high if high > low else low + (abs(low) or 1.0)
    return _Scale(Axis(first - AIR, last + AIR, LEFT, WIDE - RIGHT), low, high)


def _ground(scale: _Scale) -> str:
    axis = scale.axis
    lines = "".join(f"M{short(x)} {short(TOP - 6)}V{short(BOTTOM)}" for _year, x in axis.ticks())
    floor = f"M{short(LEFT)} {short(BOTTOM)}H{short(WIDE - RIGHT)}"
    years = [
        element("text", str(year), x=x + 4, y=BOTTOM + 18, class_="year")
        for year, x in axis.ticks()
        if x + 34 < WIDE
    ]
    return group([element("path", d=lines + floor, class_="grid"), *years], "ground")


def _line(points: Sequence[Reading], scale: _Scale, kind: str) -> str:
    """From point to point; nothing where there are not two."""
    parts = [
        f"M{short(a)} {short(b)}L{short(c)} {short(d)}"
        for (a, b), (c, d) in pairwise(scale.at(one) for one in points)
    ]
    return group([element("path", d="".join(parts), class_=kind)] if parts else [], "mark is-plans")


def _goal(target: Reading, scale: _Scale) -> str:
    """The target as a line at its height, with a ring on its day."""
    x, y = scale.at(target)
    line = element("path", d=f"M{short(LEFT)} {short(y)}H{short(WIDE - RIGHT)}", class_="goal")
    ring = element("circle", _tip(target), cx=x, cy=y, r=DOT + 1, class_="maybe")
    return line + ring


def _dot(one: Reading, scale: _Scale, kind: str) -> str:
    x, y = scale.at(one)
    return element("circle", _tip(one), cx=x, cy=y, r=DOT, class_=kind)


def _tip(one: Reading) -> str:
    return element("title", words(one.title or one.label))


def _now(drawing: Readings, scale: _Scale) -> str:
    """The line at the day of the page, where the picture reaches that far."""
    axis = scale.axis
    if not axis.first <= drawing.on <= axis.last:
        return ""
    x = axis.x(drawing.on)
    line = element("path", d=f"M{short(x)} {short(TOP - 18)}V{short(BOTTOM)}")
    flag = element("path", d=f"M{short(x - 4)} {short(TOP - 19)}h8l-4 6z")
    half = measure(drawing.on_label) / 2
    at = min(max(x, LEFT + half), WIDE - half)
    label = element("text", words(drawing.on_label), x=at, y=TOP - 26, text_anchor="middle")
    return group([line, flag, label if drawing.on_label else ""], "now")


def _label(one: Reading, scale: _Scale, paper: Paper) -> str:
    """The words above, below or beside the dot, wherever nothing else is written; else only in its title."""
    x, y = scale.at(one)
    text = shortened(one.label, WIDE / 3, LETTERS)
    wide = measure(text, LETTERS)
    left = min(max(x - wide / 2, 2), WIDE - wide - 2)
    places = ((left, y - DOT - 6), (left, y + DOT + LINE), (x + DOT + 4, y + 4), (x - DOT - 4 - wide, y + 4))
    for at, base in places:
        box = Box(at, base - LETTERS, at + wide, base + 3)
        if base < BOTTOM and paper.is_free(box):
            paper.take(box)
            return element("text", words(text), x=at, y=base, class_="says")
    return ""
