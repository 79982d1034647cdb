"""Deferred acceptance of large rounds over whole matrices of own values, one place a city (Gale & Shapley 1962).

A proposer has its best LISTED partners sorted, and seldom goes further; if it does, a pass over its row finds the next
AHEAD. The stable answer is the same for every order of proposals, so it depends on nothing but the values; ties go to
the smaller position.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from koinon.matching.accelerated import njit
from koinon.matching.problem import Ints
from koinon.matching.scores import Scores

LISTED, AHEAD = 512, 64
"""How many partners of a proposer are sorted beforehand, and how many more are looked for at a time."""
ROWS = 4_000_000
"""How many values are sorted at a time."""

Values = NDArray[np.integer]
Keys = NDArray[np.integer]
"""Value and position in one number, value · 2^shift + (columns − 1 − position): the greater the better liked."""


class Lists(NamedTuple):
    """Who each proposer asks next: keys ascending, how many of them are not asked yet; 0 ends a list early."""

    key: Keys
    left: Ints
    shift: int


def lists_of(values: Values, width: int) -> Lists:
    """The best ``width`` partners of each row, sorted. O(pairs + rows · width · log width)."""
    rows, columns = values.shape
    shift = columns.bit_length()
    narrow = (int(values.max(initial=0)) + 1) << shift <= 1 << 32
    backwards = np.arange(columns)[::-1].astype(np.uint32 if narrow else np.int64)
    key = np.empty((rows, width), backwards.dtype)
    step = max(1, ROWS // columns)
    for first in range(0, rows, step):
        part = values[first : first + step]
        keys = (part if part.dtype.kind == "u" else np.maximum(part, 0)).astype(backwards.dtype)
        keys <<= backwards.dtype.type(shift)
        keys |= backwards
        if width < columns:
            keys = np.partition(keys, columns - width, axis=1)[:, columns - width :]
        key[first : first + step] = np.sort(keys, axis=1)
    return Lists(key, np.full(rows, width, np.int64), shift)


@njit
def look_ahead(values: Values, row: int, lists: Lists) -> None:
    """Replace the end of an exhausted list by the row's best partners behind those asked. O(columns)."""
    line, columns, width = values[row], values.shape[1], min(AHEAD, lists.key.shape[1])
    below, least = np.int64(lists.key[row, 0]), np.int64((1 << lists.shift) - 1)
    lists.key[row, :] = 0
    for column in range(columns):
        key = (np.int64(line[column]) << lists.shift) + (columns - 1 - column)
        if least < key < below:
            at = 0
            while at + 1 < width and lists.key[row, at + 1] < key:
                lists.key[row, at] = lists.key[row, at + 1]
                at += 1
            lists.key[row, at] = key
            least = max(least, np.int64(lists.key[row, 0]))
    lists.left[row] = width


@njit
def following(values: Values, row: int, lists: Lists) -> int:
    """The partner that the row asks next, or −1 when nobody is left that it prefers to being alone."""
    columns = values.shape[1]
    if lists.left[row] == 0 and lists.key.shape[1] < columns:
        look_ahead(values, row, lists)
    at = lists.left[row] - 1
    if at < 0:
        return -1
    key = np.int64(lists.key[row, at])
    if key >> lists.shift == 0:
        return -1
    lists.left[row] = at
    return int(columns - 1 - (key & ((1 << lists.shift) - 1)))


@njit
def accept(values: Values, likes: Values, lists: Lists, mate: Ints, holder: Ints) -> None:
    """Everyone proposes down the list; every receiver keeps the best who asked it, if it likes it at all."""
    for first in range(len(mate)):
        row = first
        while row >= 0:
            column = following(values, row, lists)
            if column < 0:
                break
            former = holder[column]
            liking = likes[row, column]
            if liking <= 0:
                continue
            if former >= 0 and (
                liking < likes[former, column] or (liking == likes[former, column] and row > former)
            ):
                continue
            holder[column] = row
            mate[row] = column
            if former >= 0:
                mate[former] = -1
            row = former


def stable(values: Values, likes: Values) -> Ints:
    """The partner (−1: none) of each row in the stable answer that the rows like best.

    ``values[i, j]`` is what row i gets from column j, ``likes[i, j]`` what column j gets from row i, both over what
    they would be worth alone: 0 or less is refused. O(pairs) in practice, O(pairs · columns / AHEAD) at worst.
    """
    rows, columns = values.shape
    lists = lists_of(values, min(LISTED, columns))
    mate, holder = np.full(rows, -1, np.int64), np.full(columns, -1, np.int64)
    accept(values, likes, lists, mate, holder)
    return mate


def stable_of(own: Scores, theirs: Scores) -> Ints:
    """The same of scores: own[i] · own[j] is what row i gets from j, theirs what column j gets from i."""
    return stable(own.whole(), theirs.whole())
