"""Laying marks into the rows of a lane so that nothing lies on anything else."""

from dataclasses import dataclass

from koinon.platform.ui.drawings.axis import Axis
from koinon.platform.ui.drawings.lettering import measure, shortened
from koinon.platform.ui.drawings.marks import Bar, Gap, Mark, Point

INSIDE, OUTSIDE = 8.0, 6.0
LONGEST_LABEL, LONGEST_POINT_LABEL = 250.0, 220.0
GAP_LETTER = 11.0
THINNEST = 3.0
DOT = 5.0
MOST_POINT_ROWS = 5
TOUCH = 0.5


@dataclass(frozen=True)
class Placed:
    """A mark on the paper: its row, its ends, its label and where that begins, perhaps inside the mark."""

    mark: Mark
    row: int
    left: float
    right: float
    label: str
    label_x: float
    is_inside: bool = False


@dataclass(frozen=True)
class Extent:
    """The ends of a mark on the paper, and the ends of the room it takes together with its label."""

    left: float
    right: float
    label: str
    label_x: float
    is_inside: bool = False

    @property
    def room(self) -> tuple[float, float]:
        """From where to where nothing else may stand."""
        if not self.label or self.is_inside:
            return self.left, self.right
        return min(self.left, self.label_x), max(self.right, self.label_x + measure(self.label) + OUTSIDE)

    def placed(self, mark: Mark, row: int) -> Placed:
        """The mark where it stands."""
        return Placed(mark, row, self.left, self.right, self.label, self.label_x, self.is_inside)


def pack(marks: list[Mark], axis: Axis, on_x: float) -> list[Placed]:
    """Each mark in the first row where it has room, in the order of time; touching ends share a row.

    A label that stands beside its mark may go to either side: the side is taken where it covers least and
    needs no further row. Where points crowd, those that come too late lose their label and lie over others
    that have none.
    """
    rows: list[list[Extent]] = []
    placed = []
    ordered = sorted(((extents_of(mark, axis, on_x), mark) for mark in marks), key=_in_time)
    bare = [(ways[0].left, ways[0].right) for ways, _ in ordered]
    for ways, mark in ordered:
        extent = min(ways, key=lambda way: _free_row(rows, way) + _covered(way, bare))
        row = _free_row(rows, extent)
        if isinstance(mark, Point) and row >= MOST_POINT_ROWS:
            extent = Extent(extent.left, extent.right, "", extent.left)
            row = _free_row([[one for one in row if one.label] for row in rows], extent)
        if row == len(rows):
            rows.append([])
        rows[row].append(extent)
        placed.append(extent.placed(mark, row))
    return placed


def _in_time(pair: tuple[list[Extent], Mark]) -> tuple[float, float]:
    return pair[0][0].left, -pair[0][0].right


def _covered(extent: Extent, bare: list[tuple[float, float]]) -> int:
    """How many marks of the lane would stand where this one and its label stand."""
    left, right = extent.room
    return sum(start < right - TOUCH and left + TOUCH < end for start, end in bare)


def _free_row(rows: list[list[Extent]], extent: Extent) -> int:
    left, right = extent.room
    for number, row in enumerate(rows):
        if all(right <= start + TOUCH or left >= end - TOUCH for start, end in (one.room for one in row)):
            return number
    return len(rows)


def extents_of(mark: Mark, axis: Axis, on_x: float) -> list[Extent]:
    """Where a mark stands, and the ways in which its label finds room, the best first."""
    if isinstance(mark, Point):
        return _point(mark, axis)
    if isinstance(mark, Gap):
        return [_gap(mark, axis)]
    return _bar(mark, axis, on_x)


def _bar(bar: Bar, axis: Axis, on_x: float) -> list[Extent]:
    left, right = core_ends(bar, axis)
    whole = axis.left if bar.begins_anywhen else left, axis.right if bar.ends_anywhen else right
    text = shortened(bar.label, LONGEST_LABEL)
    wide = measure(text)
    for inner_left, inner_right in _rooms(bar, axis, left, right):
        if wide + 2 * INSIDE <= inner_right - inner_left:
            x = _beside(inner_left + INSIDE, wide, on_x, inner_right - INSIDE)
            return [Extent(*whole, text, x, is_inside=True)]
    return [Extent(*whole, words, x, inside) for words, x, inside in _outside(left, right, text, axis)]


def _rooms(bar: Bar, axis: Axis, left: float, right: float) -> list[tuple[float, float]]:
    """Where a label may lie within a bar: on the solid part, else in the box before it or after it."""
    if not bar.is_sure:
        return [(left, right)]
    sure_left, sure_right = sure_ends(bar, axis)
    return [(sure_left, sure_right), (left, sure_left), (sure_right, right)]


def core_ends(bar: Bar, axis: Axis) -> tuple[float, float]:
    """Where the bounded part of a bar begins and ends, wide enough to be seen."""
    first, last = bar.core
    left = axis.x(first)
    return left, max(axis.x(last), left + THINNEST)


def sure_ends(bar: Bar, axis: Axis) -> tuple[float, float]:
    """Where the sure part of a bar begins and ends, wide enough to be seen."""
    left = axis.x(bar.start_latest)
    return left, max(axis.x(bar.end_earliest), left + THINNEST)


def _beside(start: float, wide: float, on_x: float, end: float) -> float:
    """The label moves behind the red line where the line would cross it and there is room."""
    moved = on_x + OUTSIDE
    return moved if start < on_x < start + wide and moved + wide <= end else start


def _gap(gap: Gap, axis: Axis) -> Extent:
    left, right = axis.x(gap.start), axis.x(gap.end)
    text = shortened(gap.label, right - left - 2 * OUTSIDE, GAP_LETTER)
    return Extent(left, right, text, (left + right - measure(text, GAP_LETTER)) / 2, is_inside=True)


def _point(point: Point, axis: Axis) -> list[Extent]:
    first, last = axis.x(point.date_earliest), axis.x(point.date_latest)
    middle = (first + last) / 2
    left, right = min(first, middle - DOT), max(last, middle + DOT)
    labels = _outside(left, right, shortened(point.label, LONGEST_POINT_LABEL), axis)
    return [Extent(left, right, words, x, inside) for words, x, inside in labels]


def _outside(left: float, right: float, text: str, axis: Axis) -> list[tuple[str, float, bool]]:
    """The label to the right, the label to the left; where there is room for neither, what fits inside."""
    wide = measure(text)
    ways = []
    if right + OUTSIDE + wide <= axis.right + OUTSIDE:
        ways.append((text, right + OUTSIDE, False))
    if left - OUTSIDE - wide >= axis.left:
        ways.append((text, left - OUTSIDE - wide, False))
    return ways or [(shortened(text, right - left - 2 * INSIDE), left + INSIDE, True)]
