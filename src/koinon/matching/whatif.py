"""What if: one pair forbidden, pinned or worth something else, one city less or more, answered warm and then proven.

The duals of the best answer stay right for all but the city concerned, so one or two shortest augmenting paths make
the new best answer of the sparse problem (Mills-Tettey, Stentz & Dias 2007). It is shown at once; :meth:`Effect.proven`
then prices all pairs of the round and mends what was overlooked. Nothing asked changes the answer asked about.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from koinon.matching.augmenting import State
from koinon.matching.features import MORE, Best
from koinon.matching.graphs import Graph, graph_of
from koinon.matching.pricing import price
from koinon.matching.problem import Ints
from koinon.matching.scores import Block, Scores
from koinon.matching.sparse import Sparse, regain, set_gains, tighten_row

NEVER, ALL = -1, -1
"""A gain at which no pair is made; every partner of a city."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One pair, by the positions of its cities, and what making it adds."""

    left: int
    right: int
    gain: int


@dataclass(frozen=True, slots=True)
class Masked:
    """The scores of a round without those that a question has changed: what is left to price."""

    scores: Scores
    pairs: tuple[Pair, ...] = ()
    left: tuple[int, ...] = ()
    right: tuple[int, ...] = ()

    @property
    def shape(self) -> tuple[int, int]:
        return self.scores.shape

    def __iter__(self) -> Iterator[Block]:
        """Every block, the changed scores as 0 while it is looked at."""
        for block in self.scores:
            rows = range(block.first, block.first + len(block.values))
            hidden: list[tuple[int | slice, int | slice]]
            hidden = [(pair.left, pair.right) for pair in self.pairs if pair.left in rows]
            hidden += [(row, slice(None)) for row in self.left if row in rows]
            hidden += [(slice(None), column) for column in self.right]
            shown = [block.values[at(block, row), column].copy() for row, column in hidden]
            for row, column in hidden:
                block.values[at(block, row), column] = 0
            try:
                yield block
            finally:
                for (row, column), values in reversed(list(zip(hidden, shown, strict=True))):
                    block.values[at(block, row), column] = values


def at(block: Block, row: int | slice) -> int | slice:
    """The row within its block."""
    return row if isinstance(row, slice) else row - block.first


@dataclass(frozen=True, slots=True, eq=False)
class Effect:
    """The answer to a question: best among the pairs looked at so far; new cities stand behind the known ones."""

    sparse: Sparse
    masked: Masked
    bonus: int = field(default=0)
    """What a pinned pair was given on top so that it is made."""

    @property
    def total(self) -> int:
        """The total gain of the round as asked about."""
        return self.sparse.value - self.bonus

    @property
    def mate(self) -> Ints:
        """The partner of each left city, −1 for none."""
        return self.sparse.mate

    def proven(self) -> "Effect":
        """The best of all pairs: every pass takes in what was overlooked, until nothing is. O(pairs) a pass."""
        rows, columns = self.masked.shape
        while True:
            state = self.sparse.state
            found = price(self.masked, state.u[:rows], state.v[:columns], MORE).overlooked
            if not len(found.to):
                return self
            more = np.full(len(state.u) - rows, found.start[-1])
            self.sparse.add(Graph(np.concatenate((found.start, more)), found.to, found.gain))
            self.sparse.repair()


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Questions about one best answer. O(edges) to copy and one or two searches each."""

    best: Best

    def forbid(self, left: int, right: int) -> Effect:
        """What if this pair must not be made."""
        return self.reweigh(left, right, NEVER)

    def reweigh(self, left: int, right: int, gain: int) -> Effect:
        """What if this pair were worth something else."""
        pair = Pair(left, right, gain)
        return Effect(self.changed(pair), Masked(self.best.scores, pairs=(pair,)))

    def pin(self, left: int, right: int) -> Effect:
        """What if this pair must be made."""
        gain = int(self.best.scores.of_pairs(np.array([left]), np.array([right]))[0])
        bonus = self.best.bound + abs(gain) + 1
        pair = Pair(left, right, gain + bonus)
        return Effect(self.changed(pair), Masked(self.best.scores, pairs=(pair,)), bonus)

    def leave_left(self, left: int) -> Effect:
        """What if a left city withdraws."""
        sparse = self.best.sparse.copy()
        sparse.favour_right()
        regain(sparse.graph, sparse.by_column(), sparse.state, left, ALL, NEVER)
        return Effect(sparse, Masked(self.best.scores, left=(left,)))

    def leave_right(self, right: int) -> Effect:
        """What if a right city withdraws."""
        sparse = self.best.sparse.copy()
        set_gains(sparse.by_column(), sparse.graph, right, ALL, NEVER)
        sparse.state.v[right] = 0
        holder = int(sparse.state.holder[right])
        if holder >= 0:
            tighten_row(sparse.graph, sparse.state, holder)
        sparse.repair()
        return Effect(sparse, Masked(self.best.scores, right=(right,)))

    def join_left(self, gains: Ints) -> Effect:
        """What if a left city came, with these gains with every right one."""
        graph, state = self.best.sparse.graph, self.best.sparse.state
        willing = np.flatnonzero(gains > 0)
        longer = Graph(
            np.append(graph.start, graph.start[-1] + len(willing)),
            np.concatenate((graph.to, willing.astype(np.int32))),
            np.concatenate((graph.gain, gains[willing])),
        )
        sparse = Sparse(longer, len(state.v))
        worth = max(0, int((gains - state.v).max(initial=0)))
        sparse.state = State(
            np.append(state.u, worth), state.v.copy(), np.append(state.mate, -1), state.holder.copy()
        )
        sparse.repair()
        return Effect(sparse, Masked(self.best.scores))

    def join_right(self, gains: Ints) -> Effect:
        """What if a right city came, with these gains with every left one."""
        sparse = self.best.sparse.copy()
        sparse.favour_right()
        state = sparse.state
        willing = np.flatnonzero(gains > 0)
        came = np.full(len(willing), len(state.v))
        worth = max(0, int((gains - state.u).max(initial=0)))
        sparse.state = State(state.u, np.append(state.v, worth), state.mate, np.append(state.holder, -1))
        sparse.join(graph_of(len(state.u), willing, came, gains[willing]))
        sparse.repair()
        return Effect(sparse, Masked(self.best.scores))

    def changed(self, pair: Pair) -> Sparse:
        """The best answer of the sparse problem with another gain of one pair."""
        sparse = self.best.sparse.copy()
        if regain(sparse.graph, sparse.by_column(), sparse.state, pair.left, pair.right, pair.gain):
            return sparse
        ends = np.array([pair.left]), np.array([pair.right])
        sparse.join(graph_of(len(sparse.graph.start) - 1, *ends, np.array([pair.gain])))
        tighten_row(sparse.graph, sparse.state, pair.left)
        sparse.repair()
        return sparse
