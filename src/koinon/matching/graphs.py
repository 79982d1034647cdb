"""Sparse graphs of pairs: by left city, turned, joined; everything that needs no prices."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from koinon.matching.accelerated import njit
from koinon.matching.problem import Ints

Places = NDArray[np.int32]


class Graph(NamedTuple):
    """Edges by left city: those of city i are at start[i] .. start[i + 1] of ``to`` and ``gain``."""

    start: Ints
    to: Places
    gain: Ints


@njit
def turned(graph: Graph, columns: int) -> Graph:
    """The same edges by right city (counting sort). O(edges)."""
    start = np.zeros(columns + 1, np.int64)
    for column in graph.to:
        start[column + 1] += 1
    for column in range(columns):
        start[column + 1] += start[column]
    place = start[:-1].copy()
    to = np.empty(len(graph.to), np.int32)
    gain = np.empty(len(graph.to), np.int64)
    for row in range(len(graph.start) - 1):
        for edge in range(graph.start[row], graph.start[row + 1]):
            at = place[graph.to[edge]]
            place[graph.to[edge]] += 1
            to[at] = row
            gain[at] = graph.gain[edge]
    return Graph(start, to, gain)


@njit
def joined(graph: Graph, more: Graph) -> Graph:
    """The edges of both graphs, those of the second behind those of the first. O(edges)."""
    rows = len(graph.start) - 1
    start = graph.start + more.start
    to = np.empty(start[rows], np.int32)
    gain = np.empty(start[rows], np.int64)
    for row in range(rows):
        at = start[row]
        for edge in range(graph.start[row], graph.start[row + 1]):
            to[at] = graph.to[edge]
            gain[at] = graph.gain[edge]
            at += 1
        for edge in range(more.start[row], more.start[row + 1]):
            to[at] = more.to[edge]
            gain[at] = more.gain[edge]
            at += 1
    return Graph(start, to, gain)


def graph_of(rows: int, left: Ints, right: Ints, gain: Ints) -> Graph:
    """A graph from three columns in any order; no pair may come twice."""
    order = np.argsort(left, kind="stable")
    start = np.zeros(rows + 1, np.int64)
    np.cumsum(np.bincount(left, minlength=rows), out=start[1:])
    return Graph(start, right[order].astype(np.int32), np.ascontiguousarray(gain[order], np.int64))
