"""Two answers on the same scale, line by line: where both stand, and how far they lie apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from koinon.platform.ui.drawings.lettering import shortened
from koinon.platform.ui.drawings.writing import element, group, words

WIDE, LABELS, MARGIN = 760.0, 300.0, 24.0
ROW, TOP, DOT = 34.0, 34.0, 7.0


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the scale; a side that gave no answer is left out."""

    label: str
    first: int | None
    second: int | None


@dataclass(frozen=True, slots=True)
class Scale:
    """Lines from 1 to ``most``; ``first`` and ``second`` name the two sides."""

    title: str
    description: str
    lines: Sequence[Line]
    first: str
    second: str
    most: int = 5


def draw_scale(drawing: Scale) -> str:
    """The scale with a ring for one side and a disc for the other; a disc within a ring where they agree."""
    high = TOP + ROW * len(drawing.lines) + 8
    grid = [_rule(drawing, step, high) for step in range(1, drawing.most + 1)]
    return element(
        "svg",
        element("title", words(drawing.title)),
        element("desc", words(drawing.description)),
        group(grid, class_="grid"),
        *(_line(drawing, row, line) for row, line in enumerate(drawing.lines)),
        class_="scale",
        viewBox=f"0 0 {WIDE:g} {high:g}",
        width=WIDE,
        height=high,
        role="img",
        aria_label=f"{drawing.title}. {drawing.description}",
    )


def _x(drawing: Scale, value: int) -> float:
    return LABELS + MARGIN + (value - 1) * (WIDE - LABELS - 2 * MARGIN) / (drawing.most - 1)


def _rule(drawing: Scale, step: int, high: float) -> str:
    x = _x(drawing, step)
    return element("path", d=f"M{x:.1f} {TOP - 8:g}V{high - 8:g}") + element(
        "text", str(step), x=x, y=TOP - 16, text_anchor="middle"
    )


def _line(drawing: Scale, row: int, line: Line) -> str:
    y = TOP + row * ROW + ROW / 2
    label = shortened(line.label, LABELS - 8, 13)
    parts = [element("text", words(label), class_="lane", x=0, y=y + 4.5)]
    if line.first is not None and line.second is not None and line.first != line.second:
        ends = sorted((_x(drawing, line.first), _x(drawing, line.second)))
        parts.append(element("path", class_="between", d=f"M{ends[0]:.1f} {y:g}H{ends[1]:.1f}"))
    if line.first is not None:
        parts.append(element("circle", class_="first", cx=_x(drawing, line.first), cy=y, r=DOT))
    if line.second is not None:
        inner = DOT - 3 if line.first == line.second else DOT
        parts.append(element("circle", class_="second", cx=_x(drawing, line.second), cy=y, r=inner))
    return group(parts)
