"""The shapes of a time line: solid, dashed, open-ended, a gap, a point."""

from datetime import date

from koinon.platform.ui.drawings.axis import Axis
from koinon.platform.ui.drawings.marks import Bar, Point
from koinon.platform.ui.drawings.packing import DOT, THINNEST, Placed
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
    """The sure part solid, what may be before and after it dashed, an arrow where it is still going on."""
    if not bar.is_sure:
        return _doubtful(placed, bar, y, axis)
    left = axis.x(bar.start_latest)
    right = max(axis.x(bar.end_earliest), left + THINNEST)
    before = _maybe(placed.left, left, y, closed_left=bar.start_earliest != date.min)
    if bar.is_open:
        return before + _arrow(left, right, y)
    after = _maybe(right, placed.right, y, closed_right=bar.end_latest != date.max)
    return before + _solid(left, right - left, y) + after


def _doubtful(placed: Placed, bar: Bar, y: float, axis: Axis) -> str:
    """Nowhere sure: dashed all through, open on the side nobody knows, firm at an end known to the day."""
    box = _maybe(
        placed.left,
        placed.right,
        y,
        closed_left=bar.start_earliest != date.min,
        closed_right=bar.end_latest != date.max,
    )
    edges = []
    if bar.start_earliest == bar.start_latest:
        edges.append(_solid(axis.x(bar.start_latest), THINNEST, y))
    if bar.end_earliest == bar.end_latest != date.max:
        edges.append(_solid(axis.x(bar.end_latest) - THINNEST, THINNEST, y))
    return group([box, *edges])


def _solid(left: float, wide: float, y: float) -> str:
    return element("rect", x=left, y=y, width=wide, height=HIGH, rx=2, class_="sure")


def _maybe(
    left: float, right: float, y: float, *, closed_left: bool = False, closed_right: bool = False
) -> str:
    """A dashed box, open where it meets the solid part or the unknown; nothing where it is too narrow."""
    if right - left < 1.5:
        return ""
    a, b, top, low = short(left + 0.75), short(right - 0.75), short(y + 0.75), short(y + HIGH - 0.75)
    path = {
        (True, True): f"M{a} {top}H{b}V{low}H{a}Z",
        (True, False): f"M{b} {top}H{a}V{low}H{b}",
        (False, True): f"M{a} {top}H{b}V{low}H{a}",
        (False, False): f"M{a} {top}H{b}M{a} {low}H{b}",
    }
    return element("path", d=path[closed_left, closed_right], class_="maybe")


def _arrow(left: float, right: float, y: float) -> str:
    neck = max(left, right - ARROW)
    upper = f"M{short(left)} {short(y)}H{short(neck)}L{short(right)} {short(y + HIGH / 2)}"
    return element("path", d=f"{upper}L{short(neck)} {short(y + HIGH)}H{short(left)}Z", class_="sure")
