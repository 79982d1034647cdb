"""The gain of every pair of a large round, computed in blocks from whole-number features and kept small.

A score that is a sum of products of small whole numbers is exact in float32 arithmetic as long as no partial sum
passes 2^24, whatever the order of summation: so block sizes, threads and BLAS libraries cannot change it. A pair that
does not gain is never made, so a block keeps the gains above 0 only, as 16-bit numbers where they fit (392 MB for
14,000 × 14,000): the features are multiplied once, and later passes read 2 bytes a pair.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from koinon.matching.accelerated import njit
from koinon.matching.problem import Ints
from koinon.matching.refusals import Unusable

Whole = NDArray[np.integer] | NDArray[np.floating]
"""A matrix whose entries are whole numbers, in whatever type."""

BLOCK = 4_000_000
KEPT = 512 << 20
EXACT_32, EXACT_64 = float(1 << 24), float(1 << 53)


class Block(NamedTuple):
    """The gains of some rows, from row ``first`` on; 0 stands for every pair that does not gain."""

    first: int
    values: NDArray[np.integer]


@njit
def column_peaks(matrix: Whole) -> NDArray[np.float64]:
    """The largest absolute value of each column; infinite in the first place if an entry is not whole. O(entries)."""
    peaks = np.zeros(matrix.shape[1])
    broken = 0
    for row in range(matrix.shape[0]):
        for column in range(matrix.shape[1]):
            entry = np.float64(matrix[row, column])
            broken += entry != np.floor(entry)
            peaks[column] = abs(entry) if abs(entry) > peaks[column] else peaks[column]
    if broken > 0:
        peaks[0] = np.inf
    return peaks


@njit
def loose_bound(left: Whole, right: Whole) -> float:
    """A bound of every score from the peaks of the columns; infinite when an entry is not whole or not finite."""
    down, across, bound = column_peaks(left), column_peaks(right), 0.0
    for column in range(len(down)):
        if down[column] == np.inf or across[column] == np.inf:
            return float(np.inf)
        bound += down[column] * across[column]
    return bound


@njit
def gains_of(product: NDArray[np.floating], values: NDArray[np.integer]) -> None:
    """Write down the whole numbers of a product, 0 for those under 0."""
    for row in range(product.shape[0]):
        for column in range(product.shape[1]):
            values[row, column] = np.int64(max(product[row, column], 0))


class Scores:
    """Gain of left i with right j = left[i] · right[j], in blocks of rows."""

    def __init__(self, left: Whole, right: Whole, *, block: int = BLOCK, kept: int = KEPT) -> None:
        self.peak = peak(left, right)
        exact = np.float32 if self.peak < EXACT_32 else np.float64
        self.left: NDArray[Any] = np.ascontiguousarray(left, exact)
        self.right: NDArray[Any] = np.ascontiguousarray(right, exact)
        self.shape = (len(left), len(right))
        self.rows = max(1, block // len(right))
        self.kept = kept
        self.blocks: dict[int, Block] = {}

    @property
    def type(self) -> type[np.integer]:
        """The smallest whole number type that holds every gain."""
        return np.uint16 if self.peak < 1 << 16 else np.int32 if self.peak < 1 << 31 else np.int64

    def __iter__(self) -> Iterator[Block]:
        """Every block in order; those that fit the memory allowed are computed once."""
        for first in range(0, self.shape[0], self.rows):
            yield self.blocks.get(first) or self.compute(first)

    def compute(self, first: int) -> Block:
        """Multiply one block and keep it if there is room."""
        product = self.left[first : first + self.rows] @ self.right.T
        block = Block(first, np.empty(product.shape, self.type))
        gains_of(product, block.values)
        if block.values.nbytes <= self.kept:
            self.kept -= block.values.nbytes
            self.blocks[first] = block
        return block

    def whole(self) -> NDArray[np.integer]:
        """All gains as one matrix; the blocks become views of it. Memory: 2 bytes a pair where they suffice."""
        matrix = np.empty(self.shape, self.type)
        for first in range(0, self.shape[0], self.rows):
            part = matrix[first : first + self.rows]
            gains_of(self.left[first : first + self.rows] @ self.right.T, part)
            self.blocks[first] = Block(first, part)
        return matrix

    def of_pairs(self, left: Ints, right: Ints) -> Ints:
        """The gains of single pairs. O(pairs · features)."""
        products = self.left[left].astype(np.float64) * self.right[right]
        return np.asarray(products.sum(1), np.int64)

    def row(self, left: int) -> Ints:
        """The gains of one left city with everybody."""
        return np.asarray(self.left[left] @ self.right.T, np.int64)

    def column(self, right: int) -> Ints:
        """The gains of one right city with everybody."""
        return np.asarray(self.left @ self.right[right], np.int64)

    def matrix(self) -> Ints:
        """The gains of every pair, also those under 0. For rounds of up to some 2,000 cities."""
        return np.asarray(self.left @ self.right.T, np.int64)


def peak(left: Whole, right: Whole) -> float:
    """A bound of every score and every partial sum; refuses features whose scores cannot be exact."""
    if left.ndim != 2 or right.ndim != 2 or left.shape[1] != right.shape[1]:
        raise Unusable("features: both sides need a row per city and the same columns")
    if not left.size or not right.size:
        raise Unusable("features: a side is empty; give each side a city and a feature")
    bound = float(loose_bound(left, right))
    if len(left) * len(right) > BLOCK and 1 << 16 <= bound < EXACT_64:
        bound = float((np.abs(left) @ column_peaks(right)).max())
    if bound >= EXACT_64:
        raise Unusable("features: give whole numbers whose scores stay under 2^53")
    return bound
