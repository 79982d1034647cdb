"""Laying marks into the rows of a lane so that nothing lies on anything else."""

from dataclasses import dataclass

from koinon.platform.ui.drawings.axis import Axis
from koinon.platform.ui.drawings.lettering import measure, shortened
from koinon.platform.ui.drawings.marks import Bar, Gap, Mark, Point

INSIDE, OUTSIDE = 8.0, 6.0
LONGEST_LABEL, LONGEST_POINT_LABEL = 250.0, 150.0
THINNEST = 3.0
DOT = 5.0
MOST_POINT_ROWS = 5


@dataclass(frozen=True)
class Placed:
    """A mark on the paper: its row, its ends, its label and where that begins; the label may lie inside the mark."""

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


def pack(marks: list[Mark], axis: Axis, on_x: float) -> list[Placed]:
    """Each mark in the first row where it has room, in the order of time; touching ends share a row."""
    rows: list[list[tuple[float, float]]] = []
    placed = []
    for extent, mark in sorted(((extent_of(mark, axis, on_x), mark) for mark in marks), key=_in_time):
        full = isinstance(mark, Point) and len(rows) >= MOST_POINT_ROWS
        row = _free_row(rows, extent.room)
        if full and row == len(rows):
            extent = Extent(extent.left, extent.right, "", extent.left)
            row = _free_row(rows, extent.room) % len(rows)
        if row == len(rows):
            rows.append([])
        rows[row].append(extent.room)
        placed.append(Placed(mark, row, extent.left, extent.right, extent.label, extent.label_x, extent.is_inside))
    return placed


def _in_time(pair: tuple[Extent, Mark]) -> tuple[float, float]:
    return pair[0].left, -pair[0].right


def _free_row(rows: list[list[tuple[float, float]]], room: tuple[float, float]) -> int:
    left, right = room
    for number, row in enumerate(rows):
        if all(right <= start + 0.5 or left >= end - 0.5 for start, end in row):
            return number
    return len(rows)


def extent_of(mark: Mark, axis: Axis, on_x: float) -> Extent:
    """Where a mark stands and where its label finds room."""
    if isinstance(mark, Point):
        return _point(mark, axis)
    if isinstance(mark, Gap):
        return _gap(mark, axis)
    return _bar(mark, axis, on_x)


def _bar(bar: Bar, axis: Axis, on_x: float) -> Extent:
    left = axis.x(bar.start_earliest)
    right = max(axis.x(bar.end_latest), left + THINNEST)
    text = shortened(bar.label, LONGEST_LABEL)
    wide = measure(text)
    if wide + 2 * INSIDE <= right - left:
        return Extent(left, right, text, _beside(left + INSIDE, wide, on_x, right - INSIDE), is_inside=True)
    return _outside(left, right, text, axis)


def _beside(start: float, wide: float, on_x: float, end: float) -> float:
    """The label moves behind the red line where the line would cross it and there is room."""
    moved = on_x + OUTSIDE
    return moved if start < on_x < start + wide and moved + wide <= end else start


def _gap(gap: Gap, axis: Axis) -> Extent:
    left, right = axis.x(gap.start), axis.x(gap.end)
    text = shortened(gap.label, right - left - 2 * OUTSIDE, 11)
    return Extent(left, right, text, (left + right - measure(text, 11)) / 2, is_inside=True)


def _point(point: Point, axis: Axis) -> Extent:
    first, last = axis.x(point.date_earliest), axis.x(point.date_latest)
    middle = (first + last) / 2
    left, right = min(first, middle - DOT), max(last, middle + DOT)
    return _outside(left, right, shortened(point.label, LONGEST_POINT_LABEL), axis)


def _outside(left: float, right: float, text: str, axis: Axis) -> Extent:
    wide = measure(text)
    if right + OUTSIDE + wide <= axis.right + OUTSIDE:
        return Extent(left, right, text, right + OUTSIDE)
    if left - OUTSIDE - wide >= axis.left:
        return Extent(left, right, text, left - OUTSIDE - wide)
    inside = shortened(text, right - left - 2 * INSIDE)
    return Extent(left, right, inside, left + INSIDE, is_inside=True)
