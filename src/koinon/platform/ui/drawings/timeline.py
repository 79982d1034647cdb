"""A swim-lane time line: what is sure is solid, what is possible is dashed, what is still open fades into an arrow."""

from datetime import date
from itertools import pairwise

from koinon.platform.ui.drawings.axis import Axis, axis_of
from koinon.platform.ui.drawings.lettering import measure, shortened
from koinon.platform.ui.drawings.marks import Bar, Gap, Mark, Point, Timeline
from koinon.platform.ui.drawings.packing import DOT, THINNEST, Placed, pack
from koinon.platform.ui.drawings.writing import element, group, linked, short, words

__all__ = ["Bar", "Gap", "Mark", "Point", "Timeline", "draw_timeline"]

WIDE, LEFT, TOP = 1180.0, 150.0, 30.0
ROW, BAR, LANE_AIR = 26.0, 20.0, 14.0
ARROW = 9.0


def draw_timeline(drawing: Timeline) -> str:
    """The picture as SVG text, 1180 units wide, as high as its rows need."""
    axis = axis_of(drawing, LEFT, WIDE - 14)
    on_x = axis.x(drawing.on)
    tops, lanes, bottom = [TOP], [], TOP
    for lane in _lanes(drawing):
        placed = pack([mark for mark in drawing.marks if mark.lane == lane], axis, on_x)
        lanes.append(_lane(lane, placed, bottom, axis))
        bottom += (max((one.row for one in placed), default=0) + 1) * ROW + LANE_AIR
        tops.append(bottom)
    ground = _ground(axis, tops, bottom)
    picture = [ground, _now(drawing, on_x, bottom), *lanes]
    has_links = any(getattr(mark, "href", None) for mark in drawing.marks)
    return element(
        "svg",
        element("desc", words(drawing.description)),
        *picture,
        class_="timeline",
        viewBox=f"0 0 {short(WIDE)} {short(bottom + 4)}",
        # An image hides what is in it from those who listen; where there are links, it is a group of them.
        role="group" if has_links else "img",
        aria_label=drawing.title,
    )


def _lanes(drawing: Timeline) -> list[str]:
    met = [mark.lane for mark in drawing.marks]
    return list(dict.fromkeys([*(lane for lane in drawing.lanes if lane in met), *met]))


def _ground(axis: Axis, tops: list[float], bottom: float) -> str:
    ticks = axis.ticks()
    lines = "".join(f"M{short(x)} {short(TOP - 8)}V{short(bottom)}" for _, x in ticks)
    years = [element("text", str(year), x=x, y=TOP - 14, class_="year", text_anchor="middle") for year, x in ticks]
    borders = "".join(f"M0 {short(top - LANE_AIR / 2)}H{short(WIDE)}" for _, top in pairwise(tops[:-1]))
    return group([element("path", d=lines + borders, class_="grid"), *years], "ground")


def _now(drawing: Timeline, x: float, bottom: float) -> str:
    label = element("text", words(drawing.on_label), x=x, y=11, text_anchor="middle") if drawing.on_label else ""
    flag = element("path", d=f"M{short(x - 4)} {short(TOP - 9)}h8l-4 6z")
    return group([element("path", d=f"M{short(x)} {short(TOP - 8)}V{short(bottom)}"), flag, label], "now")


def _lane(name: str, placed: list[Placed], top: float, axis: Axis) -> str:
    label = element("text", words(shortened(name, LEFT - 16, 13)), x=0, y=top + 14.5, class_="lane")
    return group([label, *(_mark(one, top + one.row * ROW, axis) for one in placed)])


def _mark(placed: Placed, y: float, axis: Axis) -> str:
    mark = placed.mark
    if isinstance(mark, Gap):
        return _drawn_gap(placed, y)
    shape = _point(placed, mark, y, axis) if isinstance(mark, Point) else _bar(placed, mark, y, axis)
    tip = element("title", words(mark.title or mark.label))
    return linked(mark.href, group([tip, shape, _label(placed, y, axis)], f"mark is-{mark.tone}"), label=mark.title or None)


def _label(placed: Placed, y: float, axis: Axis) -> str:
    if not placed.label:
        return ""
    mark = placed.mark
    on_solid = placed.is_inside and isinstance(mark, Bar) and mark.is_sure and _lies_on_solid(mark, placed, axis)
    return element("text", words(placed.label), x=placed.label_x, y=y + 14.5, class_="on" if on_solid else None)


def _lies_on_solid(bar: Bar, placed: Placed, axis: Axis) -> bool:
    last = placed.label_x + measure(placed.label)
    return axis.x(bar.start_latest) <= placed.label_x and last <= axis.x(bar.end_earliest)


def _drawn_gap(placed: Placed, y: float) -> str:
    middle = short(y + BAR / 2)
    line = element("path", d=f"M{short(placed.left + 2)} {middle}H{short(placed.right - 2)}")
    text = element("text", words(placed.label), x=placed.label_x, y=y + 7) if placed.label else ""
    return group([line, text], "mark gap")


def _point(placed: Placed, point: Point, y: float, axis: Axis) -> str:
    first, last = axis.x(point.date_earliest), axis.x(point.date_latest)
    middle = (first + last) / 2
    if last - first <= 2 * DOT:
        return element("circle", cx=middle, cy=y + BAR / 2, r=DOT, class_="sure")
    reach = f"M{short(first)} {short(y + BAR / 2)}H{short(last)}"
    return element("path", d=reach, class_="maybe") + element("circle", cx=middle, cy=y + BAR / 2, r=DOT - 1, class_="maybe")


def _bar(placed: Placed, bar: Bar, y: float, axis: Axis) -> str:
    if not bar.is_sure:
        return _doubtful(placed, bar, y, axis)
    sure_left, sure_right = axis.x(bar.start_latest), max(axis.x(bar.end_earliest), axis.x(bar.start_latest) + THINNEST)
    parts = [_maybe(placed.left, sure_left, y, closed="left" if bar.start_earliest != date.min else "")]
    if bar.is_open:
        parts.append(_arrow(sure_left, sure_right, y))
    else:
        parts.append(element("rect", x=sure_left, y=y, width=sure_right - sure_left, height=BAR, rx=2, class_="sure"))
        parts.append(_maybe(sure_right, placed.right, y, closed="right" if bar.end_latest != date.max else ""))
    return "".join(parts)


def _doubtful(placed: Placed, bar: Bar, y: float, axis: Axis) -> str:
    """No day is sure: dashed all through, open on the side that nobody knows, firm where one end is known to the day."""
    closed = ("left " if bar.start_earliest != date.min else "") + ("right" if bar.end_latest != date.max else "")
    edges = [
        element("rect", x=axis.x(day) - (THINNEST if at_end else 0), y=y, width=THINNEST, height=BAR, class_="sure")
        for first, day, at_end in (
            (bar.start_earliest, bar.start_latest, False),
            (bar.end_earliest, bar.end_latest, True),
        )
        if first == day and day != date.max
    ]
    return _maybe(placed.left, placed.right, y, closed) + "".join(edges)


def _maybe(left: float, right: float, y: float, closed: str) -> str:
    """A dashed box, open where it meets the solid part or the unknown."""
    if right - left < 1.5:
        return ""
    a, b, top, low = short(left + 0.75), short(right - 0.75), short(y + 0.75), short(y + BAR - 0.75)
    if "left" in closed and "right" in closed:
        path = f"M{a} {top}H{b}V{low}H{a}Z"
    elif "left" in closed:
        path = f"M{b} {top}H{a}V{low}H{b}"
    elif "right" in closed:
        path = f"M{a} {top}H{b}V{low}H{a}"
    else:
        path = f"M{a} {top}H{b}M{a} {low}H{b}"
    return element("path", d=path, class_="maybe")


def _arrow(left: float, right: float, y: float) -> str:
    """A solid bar that ends in a point: still going on."""
    neck = max(left, right - ARROW)
    path = f"M{short(left)} {short(y)}H{short(neck)}L{short(right)} {short(y + BAR / 2)}L{short(neck)} {short(y + BAR)}H{short(left)}Z"
    return element("path", d=path, class_="sure")
