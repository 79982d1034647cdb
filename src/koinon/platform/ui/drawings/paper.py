"""Which pieces of the paper are taken, so that no label is written over another or over a dot."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

ACROSS, DOWN = 64.0, 24.0


class Box(NamedTuple):
    """A piece of paper."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether two pieces lie on each other."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


class Paper:
    """A sheet on which pieces are taken; it looks only at what lies near, so many labels cost little."""

    def __init__(self, wide: float, high: float) -> None:
        self.sheet = Box(0, 0, wide, high)
        self._near: dict[tuple[int, int], list[Box]] = defaultdict(list)

    def take(self, box: Box) -> None:
        """Nothing else shall lie here."""
        for cell in _cells(box):
            self._near[cell].append(box)

    def is_free(self, box: Box) -> bool:
        """Whether the piece lies on the sheet and on nothing that is taken."""
        within = box.left >= 0 and box.top >= 0 and box.right <= self.sheet.right
        if not within or box.bottom > self.sheet.bottom:
            return False
        return not any(box.meets(other) for cell in _cells(box) for other in self._near.get(cell, ()))


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    for column in range(int(box.left // ACROSS), int(box.right // ACROSS) + 1):
        for row in range(int(box.top // DOWN), int(box.bottom // DOWN) + 1):
            yield column, row
