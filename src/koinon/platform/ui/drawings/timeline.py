"""A swim-lane time line: solid is sure, dashed is possible, an arrow is still going on."""

from itertools import pairwise

from koinon.platform.ui.drawings.axis import Axis, axis_of
from koinon.platform.ui.drawings.lettering import measure, shortened
from koinon.platform.ui.drawings.marks import Bar, Gap, Mark, Point, Timeline
from koinon.platform.ui.drawings.packing import Placed, pack
from koinon.platform.ui.drawings.shapes import bar_shape, gap_shape, point_shape
from koinon.platform.ui.drawings.writing import element, group, linked, short, words

__all__ = ["Bar", "Gap", "Mark", "Point", "Timeline", "draw_timeline"]

WIDE, LEFT, RIGHT = 1180.0, 150.0, 14.0
LABEL_LINE, YEAR_LINE, TOP = 11.0, 26.0, 40.0
ROW, LANE_AIR, LETTERS, LANE_LETTER = 26.0, 14.0, 14.5, 13.0


def draw_timeline(drawing: Timeline) -> str:
    """The picture as SVG text, 1180 units wide, as high as its rows need."""
    axis = axis_of(drawing, LEFT, WIDE - RIGHT)
    on_x = axis.x(drawing.on)
    tops, lanes = [TOP], []
    for name in _lanes(drawing):
        placed = pack([mark for mark in drawing.marks if mark.lane == name], axis, on_x)
        lanes.append(_lane(name, placed, tops[-1], axis))
        tops.append(tops[-1] + (max(one.row for one in placed) + 1) * ROW + LANE_AIR)
    return element(
        "svg",
        element("desc", words(drawing.description)),
        _ground(axis, tops),
        _now(drawing, on_x, tops[-1]),
        *lanes,
        class_="timeline",
        viewBox=f"0 0 {short(WIDE)} {short(tops[-1] + 4)}",
        # An image hides what is in it from those who listen; where there are links, it is a group of them.
        role="group" if any(_href(mark) for mark in drawing.marks) else "img",
        aria_label=drawing.title,
    )


def _lanes(drawing: Timeline) -> list[str]:
    """The lanes that have something in them, those of a given order first."""
    met = [mark.lane for mark in drawing.marks]
    return list(dict.fromkeys([*(lane for lane in drawing.lanes if lane in met), *met]))


def _ground(axis: Axis, tops: list[float]) -> str:
    ticks = axis.ticks()
    lines = "".join(f"M{short(x)} {short(TOP - 8)}V{short(tops[-1])}" for _, x in ticks)
    borders = "".join(f"M0 {short(top - LANE_AIR / 2)}H{short(WIDE)}" for _, top in pairwise(tops[:-1]))
    years = (
        element("text", str(year), x=x, y=YEAR_LINE, class_="year", text_anchor="middle") for year, x in ticks
    )
    return group([element("path", d=lines + borders, class_="grid"), *years], "ground")


def _now(drawing: Timeline, x: float, bottom: float) -> str:
    """The line at the day of the page, with a small flag, and the day above it where it is given."""
    line = element("path", d=f"M{short(x)} {short(TOP - 8)}V{short(bottom)}")
    flag = element("path", d=f"M{short(x - 4)} {short(TOP - 9)}h8l-4 6z")
    label = element("text", words(drawing.on_label), x=x, y=LABEL_LINE, text_anchor="middle")
    return group([line, flag, label if drawing.on_label else ""], "now")


def _lane(name: str, placed: list[Placed], top: float, axis: Axis) -> str:
    marks = [_mark(one, top + one.row * ROW, axis) for one in placed]
    return group([*marks, _name(shortened(name, LEFT - 16, LANE_LETTER), top)])


def _name(name: str, top: float) -> str:
    """The lane's name on a plate, which the script keeps in sight where one scrolls sideways."""
    plate = element("rect", x=0, y=top, width=measure(name, LANE_LETTER) + 8, height=ROW - 4, class_="plate")
    return group([plate, element("text", words(name), x=0, y=top + LETTERS, class_="lane")], "name")


def _mark(placed: Placed, y: float, axis: Axis) -> str:
    mark = placed.mark
    if isinstance(mark, Gap):
        text = element("text", words(placed.label), x=placed.label_x, y=y + 7) if placed.label else ""
        return group([gap_shape(placed, y), text], "mark gap")
    shape = point_shape(mark, y, axis) if isinstance(mark, Point) else bar_shape(placed, mark, y, axis)
    tip = element("title", words(mark.title or mark.label))
    drawn = group([tip, shape, _label(placed, y, axis)], f"mark is-{mark.tone}")
    return linked(mark.href, drawn, label=mark.title or mark.label)


def _href(mark: Mark) -> str | None:
    return None if isinstance(mark, Gap) else mark.href


def _label(placed: Placed, y: float, axis: Axis) -> str:
    if not placed.label:
        return ""
    ink = "on" if _lies_on_solid(placed, axis) else None
    return element("text", words(placed.label), x=placed.label_x, y=y + LETTERS, class_=ink)


def _lies_on_solid(placed: Placed, axis: Axis) -> bool:
    bar = placed.mark
    if not (placed.is_inside and isinstance(bar, Bar) and bar.is_sure):
        return False
    last = placed.label_x + measure(placed.label)
    return axis.x(bar.start_latest) <= placed.label_x and last <= axis.x(bar.end_earliest)
