"""The shapes of a time line: solid, dashed, open-ended, a gap, a point."""

from datetime import date

from koinon.platform.ui.drawings.axis import Axis
from koinon.platform.ui.drawings.marks import Bar, Point
from koinon.platform.ui.drawings.packing import DOT, THINNEST, Placed, core_ends, sure_ends
from koinon.platform.ui.drawings.writing import element, group, short

HIGH, ARROW = 20.0, 9.0


def gap_shape(placed: Placed, y: float) -> str:
    """A dotted line across the time in which something is missing."""
    return element("path", d=f"M{short(placed.left + 2)} {short(y + HIGH / 2)}H{short(placed.right - 2)}")


def point_shape(point: Point, y: float, axis: Axis) -> str:
    """A dot, hollow on a dashed line where the day is vague."""
    first, last = axis.x(point.date_earliest), axis.x(point.date_latest)
    middle, height = (first + last) / 2, y + HIGH / 2
    if last - first <= 2 * DOT:
        return element("circle", cx=middle, cy=height, r=DOT, class_="sure")
    reach = element("path", d=f"M{short(first)} {short(height)}H{short(last)}", class_="maybe")
    return reach + element("circle", cx=middle, cy=height, r=DOT - 1, class_="maybe")


def bar_shape(placed: Placed, bar: Bar, y: float, axis: Axis) -> str:
    """Sure is solid, bounded doubt a dashed box, what nobody knows a thin line, an arrow goes on."""
    if bar.begins_anywhen and bar.ends_anywhen and not bar.is_sure:
        return _reach(placed.left, placed.right, y)
    left, right = core_ends(bar, axis)
    lines = (
        _reach(placed.left, left, y) if bar.begins_anywhen else "",
        _reach(right, placed.right, y) if bar.ends_anywhen else "",
    )
    body = _sure(bar, left, right, y, axis) if bar.is_sure else _doubtful(bar, left, right, y)
    return group([*lines, body])


def _sure(bar: Bar, left: float, right: float, y: float, axis: Axis) -> str:
    sure_left, sure_right = sure_ends(bar, axis)
    before = _maybe(left, sure_left, y, closed_left=True)
    if bar.is_open:
        return before + _arrow(sure_left, sure_right, y)
    return (
        before
        + _solid(sure_left, sure_right - sure_left, y)
        + _maybe(sure_right, right, y, closed_right=True)
    )


def _doubtful(bar: Bar, left: float, right: float, y: float) -> str:
    """No day is sure: dashed all through, and firm at an end that is known to the day."""
    firm_start = bar.start_earliest == bar.start_latest
    firm_end = bar.end_earliest == bar.end_latest != date.max
    box = _maybe(left, right, y, closed_left=True, closed_right=True) if right - left > THINNEST else ""
    edges = [_solid(left, THINNEST, y)] if firm_start or not (box or firm_end) else []
    if firm_end:
        edges.append(_solid(right - THINNEST, THINNEST, y))
    return group([box, *edges])


def _reach(left: float, right: float, y: float) -> str:
    """A thin line as far as the picture goes: not excluded, and no more is known."""
    if right - left < 2:
        return ""
    return element("path", d=f"M{short(left)} {short(y + HIGH / 2)}H{short(right)}", class_="reach")


def _solid(left: float, wide: float, y: float) -> str:
    return element("rect", x=left, y=y, width=wide, height=HIGH, rx=2, class_="sure")


def _maybe(
    left: float, right: float, y: float, *, closed_left: bool = False, closed_right: bool = False
) -> str:
    """A dashed box, open where it meets the solid part; nothing where it is too narrow."""
    if right - left < 1.5:
        return ""
    a, b, top, low = short(left + 0.75), short(right - 0.75), short(y + 0.75), short(y + HIGH - 0.75)
    path = f"M{a} {top}H{b}V{low}H{a}Z"
    if not closed_right:
        path = f"M{b} {top}H{a}V{low}H{b}"
    elif not closed_left:
        path = f"M{a} {top}H{b}V{low}H{a}"
    return element("path", d=path, class_="maybe")


def _arrow(left: float, right: float, y: float) -> str:
    neck = max(left, right - ARROW)
    upper = f"M{short(left)} {short(y)}H{short(neck)}L{short(right)} {short(y + HIGH / 2)}"
    return element("path", d=f"{upper}L{short(neck)} {short(y + HIGH)}H{short(left)}Z", class_="sure")
