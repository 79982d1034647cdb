"""A plan in time: a bar for each measure, filled as far as it has come, with its milestones as diamonds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from koinon.platform.ui.drawings.axis import Axis
from koinon.platform.ui.drawings.lettering import measure, shortened
from koinon.platform.ui.drawings.writing import element, group, linked, short, words

WIDE, LEFT, RIGHT = 1180.0, 10.0, 14.0
LABEL_LINE, YEAR_LINE, TOP = 11.0, 26.0, 40.0
ROW, HIGH, DIAMOND, LETTERS = 50.0, 16.0, 7.0, 13.0
LABEL, BAR, LONGEST = 17.0, 33.0, 560.0
LONG_PLAN = 6
"""From so many years on the quarters are too many to be drawn."""


@dataclass(frozen=True)
class Step:
    """A milestone on some day between two; ``tone`` is reached, late or ahead."""

    earliest: date
    latest: date
    label: str
    tone: str = "ahead"


@dataclass(frozen=True)
class Row:
    """A measure; ``share`` from 0 to 1 is how much of it is filled, ``firm`` whether it is agreed."""

    label: str
    starts: date
    ends: date
    share: float = 0.0
    steps: Sequence[Step] = ()
    href: str | None = None
    firm: bool = True
    title: str = ""


@dataclass(frozen=True)
class Gantt:
    """The picture: its name, description, rows from the top, and the day it is told for."""

    title: str
    description: str
    rows: Sequence[Row]
    on: date
    on_label: str = ""


def draw_gantt(drawing: Gantt) -> str:
    """The picture as SVG text, 1180 units wide, as high as its rows need."""
    axis = _axis(drawing)
    bottom = TOP + len(drawing.rows) * ROW
    rows = [_row(row, TOP + number * ROW, axis) for number, row in enumerate(drawing.rows)]
    return element(
        "svg",
        element("desc", words(drawing.description)),
        _ground(axis, bottom, len(drawing.rows)),
        _now(drawing, axis, bottom),
        *rows,
        class_="timeline gantt",
        viewBox=f"0 0 {short(WIDE)} {short(bottom + 6)}",
        role="group" if any(row.href for row in drawing.rows) else "img",
        aria_label=drawing.title,
    )


def _axis(drawing: Gantt) -> Axis:
    """The days of the rows and their steps, from the first of a year to the end of one."""
    days = [day for row in drawing.rows for day in (row.starts, row.ends)]
    days += [day for row in drawing.rows for step in row.steps for day in (step.earliest, step.latest)]
    first, last = min(days), max(days)
    # A plan long over is not squeezed into a corner to make room for today.
    if first - timedelta(180) <= drawing.on <= last + timedelta(180):
        first, last = min(first, drawing.on), max(last, drawing.on)
    return Axis(date(first.year, 1, 1), date(last.year, 12, 31), LEFT, WIDE - RIGHT)


def _ground(axis: Axis, bottom: float, rows: int) -> str:
    years = range(axis.first.year, axis.last.year + 1)
    strong = "".join(f"M{short(axis.x(date(year, 1, 1)))} {short(TOP - 8)}V{short(bottom)}" for year in years)
    borders = "".join(f"M0 {short(TOP + number * ROW)}H{short(WIDE)}" for number in range(1, rows))
    weak = ""
    if len(years) < LONG_PLAN:
        quarters = (date(year, month, 1) for year in years for month in (4, 7, 10))
        weak = "".join(f"M{short(axis.x(day))} {short(TOP)}V{short(bottom)}" for day in quarters)
    labels = [
        element("text", str(year), x=axis.x(date(year, 1, 1)) + 4, y=YEAR_LINE, class_="year")
        for year in years
    ]
    return group(
        [
            element("path", d=weak, class_="grid quarter") if weak else "",
            element("path", d=strong + borders, class_="grid"),
            *labels,
        ],
        "ground",
    )


def _now(drawing: Gantt, axis: Axis, bottom: float) -> str:
    """The line at the day of the page, where the picture reaches that far."""
    if not axis.first <= drawing.on <= axis.last:
        return ""
    x = axis.x(drawing.on)
    line = element("path", d=f"M{short(x)} {short(TOP - 8)}V{short(bottom)}")
    flag = element("path", d=f"M{short(x - 4)} {short(TOP - 9)}h8l-4 6z")
    half = measure(drawing.on_label) / 2
    at = min(max(x, LEFT + half), WIDE - half)
    label = element("text", words(drawing.on_label), x=at, y=LABEL_LINE, text_anchor="middle")
    return group([line, flag, label if drawing.on_label else ""], "now")


def _row(row: Row, top: float, axis: Axis) -> str:
    """The name on a line of its own, and the bar under it, over the whole width."""
    middle = top + BAR
    left, right = axis.x(row.starts), max(axis.x(row.ends), axis.x(row.starts) + 3)
    box = {"y": middle - HIGH / 2, "height": HIGH, "rx": 2.0}
    whole = element("rect", x=left, width=right - left, class_="whole", **box)
    done = ""
    if row.share > 0:
        done = element("rect", x=left, width=(right - left) * min(row.share, 1.0), class_="sure", **box)
    tip = element("title", words(row.title or row.label))
    steps = [_step(step, middle, axis) for step in row.steps]
    name = _name(shortened(row.label, LONGEST, LETTERS), top)
    bar = group([tip, whole, done, *steps, name], f"mark is-plans {'firm' if row.firm else 'open'}")
    return linked(row.href, bar, label=row.title or row.label)


def _name(name: str, top: float) -> str:
    """On a plate, which the script keeps in sight where one scrolls sideways."""
    plate = element("rect", x=0, y=top + 3, width=measure(name, LETTERS) + 8, height=LABEL, class_="plate")
    return group([plate, element("text", words(name), x=0, y=top + LABEL, class_="lane")], "name")


def _step(step: Step, middle: float, axis: Axis) -> str:
    """A diamond on the middle of its days: full when reached, red when late, hollow when ahead."""
    x = (axis.x(step.earliest) + axis.x(step.latest)) / 2
    d = short(DIAMOND)
    path = f"M{short(x)} {short(middle - DIAMOND)}l{d} {d}l-{d} {d}l-{d} -{d}z"
    return element("path", element("title", words(step.label)), d=path, class_=f"step is-{step.tone}")
