"""Which pairs of a whole round matter: the first candidates, then every pair that today's prices have overlooked.

Given prices v of the right cities, a left city's u = the best of (gain − v) and 0 makes Σu + Σv an upper bound of
every answer (LP duality). A pair with gain > u + v is overlooked: it joins the sparse problem. When none is left, the
sparse answer is the best of all pairs, proven. Source: column generation on the assignment dual (Dantzig & Wolfe
1960); one pass costs O(rows · columns) and touches the score blocks only.
"""

from collections.abc import Iterator
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from koinon.matching.accelerated import njit
from koinon.matching.graphs import Graph
from koinon.matching.problem import Ints
from koinon.matching.scores import Block, Scores


class Blocks(Protocol):
    """Scores block by block."""

    @property
    def shape(self) -> tuple[int, int]: ...

    def __iter__(self) -> Iterator[Block]: ...


class Shortlist(NamedTuple):
    """The best few of each line, best first: their gains, who they are, and how many there are."""

    gain: Ints
    who: NDArray[np.int32]
    size: Ints


class Priced(NamedTuple):
    """What a pricing pass found: overlooked pairs, and a proven upper bound of the total gain."""

    overlooked: Graph
    bound: int


def shortlist(lines: int, width: int) -> Shortlist:
    """An empty shortlist."""
    return Shortlist(
        np.zeros((lines, width), np.int64),
        np.full((lines, width), -1, np.int32),
        np.zeros(lines, np.int64),
    )


@njit
def enter(best: Shortlist, line: int, gain: int, who: int) -> int:
    """Enter one that is better than the line's last; the gain to beat from now on. O(width)."""
    width = best.gain.shape[1]
    at = min(best.size[line], width - 1)
    best.size[line] = min(best.size[line] + 1, width)
    gains, names = best.gain[line], best.who[line]
    while at > 0 and gains[at - 1] < gain:
        gains[at] = gains[at - 1]
        names[at] = names[at - 1]
        at -= 1
    gains[at] = gain
    names[at] = who
    return int(gains[width - 1])


@njit
def row_bars(block: Block, width: int, bars: NDArray[np.integer]) -> None:
    """For each row a value that no more than ``width`` of its pairs exceed, found by halving."""
    for at in range(block.values.shape[0]):
        line = block.values[at]
        low, high = np.int64(-1), np.int64(line.max())
        while high - low > 1:
            bars[block.first + at] = (low + high) >> 1
            bar, exceed = bars[block.first + at], np.uint32(0)
            for column in range(len(line)):
                exceed += np.uint32(line[column] > bar)
            if exceed > width:
                low = np.int64(bar)
                continue
            high = np.int64(bar)
            if exceed > width >> 1:
                break
        bars[block.first + at] = high


@njit
def exceeding(block: Block, bars: NDArray[np.integer], exceed: NDArray[np.uint32]) -> None:
    """Add up how many pairs of each column exceed its bar."""
    for at in range(block.values.shape[0]):
        line = block.values[at]
        for column in range(len(line)):
            exceed[column] += np.uint32(line[column] > bars[column])


@njit
def promising(
    block: Block, row_bar: NDArray[np.integer], column_bar: NDArray[np.integer], count: Ints
) -> None:
    """How many pairs of each row exceed the bar of their row or of their column."""
    for at in range(block.values.shape[0]):
        line, bar, exceed = block.values[at], row_bar[block.first + at], np.uint32(0)
        for column in range(len(line)):
            exceed += np.uint32(line[column] > min(bar, column_bar[column]))
        count[block.first + at] = exceed


@njit
def pick(block: Block, row_bar: NDArray[np.integer], column_bar: NDArray[np.integer], found: Graph) -> None:
    """Write down the pairs of the block that exceed the bar of their row or of their column."""
    for at in range(block.values.shape[0]):
        line, bar, edge = block.values[at], row_bar[block.first + at], found.start[block.first + at]
        for left in range(0, len(line), 32):
            exceed, right = np.uint32(0), min(left + 32, len(line))
            for column in range(left, right):
                exceed += np.uint32(line[column] > min(bar, column_bar[column]))
            if exceed == 0:
                continue
            for column in range(left, right):
                found.to[edge] = column
                found.gain[edge] = line[column]
                edge += line[column] > min(bar, column_bar[column])


def column_bars(scores: Scores, width: int) -> NDArray[np.integer]:
    """For each column a value that no more than ``width`` of its pairs exceed, found by halving all at once.

    Blocks that are not kept are left out, and the width is cut in proportion.
    """
    blocks = [scores.compute(0)] if not scores.blocks else list(scores.blocks.values())
    rows = sum(len(block.values) for block in blocks)
    width = max(1, width * rows // scores.shape[0])
    high = np.max([block.values.max(0) for block in blocks], 0).astype(np.int64)
    low = np.full(scores.shape[1], -1)
    while (high - low > 1).any():
        bars = np.maximum((low + high) >> 1, 0).astype(scores.type)
        exceed = np.zeros(scores.shape[1], np.uint32)
        for block in blocks:
            exceeding(block, bars, exceed)
        low[exceed > width] = bars[exceed > width]
        high[exceed <= width] = bars[exceed <= width]
        fine = (exceed <= width) & (exceed > width >> 1)
        low[fine] = high[fine]
    return np.asarray(high, scores.type)


def candidates(scores: Scores, width: int) -> Graph:
    """Some ``width`` best partners of every city of both sides. O(rows · columns) and the product of the features."""
    rows = scores.shape[0]
    bars = np.zeros(rows, scores.type)
    for block in scores:
        row_bars(block, width, bars)
    across = column_bars(scores, width)
    count = np.zeros(rows + 1, np.int64)
    for block in scores:
        promising(block, bars, across, count[1:])
    start = np.cumsum(count)
    found = Graph(start, np.empty(start[-1] + 1, np.int32), np.empty(start[-1] + 1, np.int64))
    for block in scores:
        pick(block, bars, across, found)
    return Graph(start, found.to[:-1], found.gain[:-1])


@njit
def complete(block: Block) -> Graph:
    """Every pair of the block that gains."""
    height, width = block.values.shape
    start = np.zeros(height + 1, np.int64)
    to = np.empty(height * width, np.int32)
    gains = np.empty(height * width, np.int64)
    edge = 0
    for row in range(height):
        for column in range(width):
            gain = np.int64(block.values[row, column])
            if gain > 0:
                to[edge] = column
                gains[edge] = gain
                edge += 1
        start[row + 1] = edge
    return Graph(start, to[:edge], gains[:edge])


@njit
def best_worth(block: Block, at: int, v: Ints) -> int:
    """The best of gain − price over a row of the block, or 0 (vectorised by the compiler)."""
    line = block.values[at]
    best = np.int64(0)
    for column in range(len(line)):
        best = max(best, np.int64(line[column]) - v[column])
    return int(best)


@njit
def overlooked(block: Block, u: Ints, v: Ints, found: Shortlist) -> int:
    """Enter each row's worst overlooked pairs into ``found`` (by worth); Σ of the rows' best worths over 0.

    Each row looks round from its own position, so that rows to whom all are alike do not all want the same few.
    """
    bound = 0
    for at in range(block.values.shape[0]):
        row = block.first + at
        best = best_worth(block, at, v)
        bound += best
        if best <= u[row]:
            continue
        line, least = block.values[at], u[row]
        for turn in range(len(line)):
            column = (row + turn) % len(line)
            worth = np.int64(line[column]) - v[column]
            if worth > least:
                least = max(least, enter(found, row, worth, column))
    return bound


@njit
def by_row(found: Shortlist, v: Ints) -> Graph:
    """The pairs of a shortlist of worths as a graph of gains."""
    count = len(found.size)
    start = np.zeros(count + 1, np.int64)
    for row in range(count):
        start[row + 1] = start[row] + found.size[row]
    to = np.empty(start[count], np.int32)
    gains = np.empty(start[count], np.int64)
    for row in range(count):
        for at in range(found.size[row]):
            to[start[row] + at] = found.who[row, at]
            gains[start[row] + at] = found.gain[row, at] + v[found.who[row, at]]
    return Graph(start, to, gains)


def price(scores: Blocks, u: Ints, v: Ints, width: int) -> Priced:
    """One pass over all pairs: up to ``width`` overlooked pairs of each row, and the proven bound."""
    found = shortlist(scores.shape[0], min(width, scores.shape[1]))
    bound = int(v.sum())
    for block in scores:
        bound += int(overlooked(block, u, v, found))
    return Priced(by_row(found, v), bound)


@njit
def tight_count(block: Block, u: Ints, v: Ints, count: Ints) -> None:
    """How many pairs of each row cost exactly their gain."""
    for at in range(block.values.shape[0]):
        line, wanted, seen = block.values[at], u[block.first + at], 0
        for column in range(len(line)):
            seen += np.int64(line[column]) - v[column] == wanted
        count[block.first + at] = seen


@njit
def tight_fill(block: Block, u: Ints, v: Ints, tight: Graph) -> None:
    """Write down the pairs that cost exactly their gain, columns ascending."""
    for at in range(block.values.shape[0]):
        row = block.first + at
        edge, last = tight.start[row], tight.start[row + 1]
        line, wanted, column = block.values[at], u[row], 0
        while edge < last:
            if np.int64(line[column]) - v[column] == wanted:
                tight.to[edge] = column
                tight.gain[edge] = u[row] + v[column]
                edge += 1
            column += 1


def tight_pairs(scores: Scores, u: Ints, v: Ints) -> Graph:
    """Every pair with gain = u + v > 0: those that can be in an answer as good as the best. O(rows · columns)."""
    count = np.zeros(scores.shape[0] + 1, np.int64)
    for block in scores:
        tight_count(block, u, v, count[1:])
    start = np.cumsum(count)
    tight = Graph(start, np.empty(start[-1], np.int32), np.empty(start[-1], np.int64))
    for block in scores:
        tight_fill(block, u, v, tight)
    return tight
