"""What if: one pair forbidden, pinned or worth something else, one city less or more, answered warm and then proven.

The duals of the best answer stay right for all but the city concerned, so one or two shortest augmenting paths make
the new best answer of the sparse problem (Mills-Tettey, Stentz & Dias 2007). It is shown at once; :meth:`Effect.proven`
then prices all pairs of the round and mends what was overlooked. Nothing asked changes the answer asked about.

This is for rounds known by features, one place a city, too large for a table of all pairs. Rounds that fit one, with
capacities, pins and the canonical answer, are asked again by :mod:`koinon.matching.warm`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from koinon.matching import asking
from koinon.matching.augmenting import State, other_side
from koinon.matching.features import MORE, Best
from koinon.matching.graphs import Graph, graph_of
from koinon.matching.pricing import price
from koinon.matching.problem import Ints
from koinon.matching.scores import Block, Scores
from koinon.matching.sparse import Sparse

NEVER = -1
"""A gain at which no pair is made."""


Columns = tuple[Ints, Ints, Ints]
"""Pairs as three columns: left, right, gain."""


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """What a question changes: one pair's gain, cities whose known pairs are all gone, pairs that come instead."""

    pair: tuple[int, int] | None = None
    left: int | None = None
    right: int | None = None
    new: Columns | None = None


@dataclass(frozen=True, slots=True)
class Masked:
    """The scores of a round without those that a question has changed: what is left to price."""

    scores: Scores
    change: Change

    @property
    def shape(self) -> tuple[int, int]:
        return self.scores.shape

    def __iter__(self) -> Iterator[Block]:
        """Every block, the changed scores as 0 while it is looked at."""
        for block in self.scores:
            hidden = self.hidden(range(block.first, block.first + len(block.values)))
            shown = [block.values[at(block, row), column].copy() for row, column in hidden]
            for row, column in hidden:
                block.values[at(block, row), column] = 0
            try:
                yield block
            finally:
                for (row, column), values in reversed(list(zip(hidden, shown, strict=True))):
                    block.values[at(block, row), column] = values

    def hidden(self, rows: range) -> list[tuple[int | slice, int | slice]]:
        """The changed scores within these rows."""
        found: list[tuple[int | slice, int | slice]] = []
        if self.change.pair and self.change.pair[0] in rows:
            found.append(self.change.pair)
        if self.change.left is not None and self.change.left in rows:
            found.append((self.change.left, slice(None)))
        if self.change.right is not None:
            found.append((slice(None), self.change.right))
        return found


def at(block: Block, row: int | slice) -> int | slice:
    """The row within its block."""
    return row if isinstance(row, slice) else row - block.first


@dataclass(frozen=True, slots=True, eq=False)
class Effect:
    """The answer to a question: best among the pairs looked at so far; new cities stand behind the known ones."""

    best: Best
    change: Change
    state: State
    pinned: int = field(default=0)
    """What the pinned pair adds, which the duals do not know."""

    @property
    def total(self) -> int:
        """The total gain of the round as asked about."""
        return int(self.state.u.sum() + self.state.v.sum()) + self.pinned

    @property
    def mate(self) -> Ints:
        """The partner of each left city, −1 for none."""
        return self.state.mate

    def proven(self) -> "Effect":
        """The best of all pairs: every pass takes in what was overlooked, until nothing is. O(pairs) a pass."""
        masked = Masked(self.best.scores, self.change)
        rows, columns = masked.shape
        sparse = Sparse(self.graph(), len(self.state.v))
        sparse.state = copied(self.state)
        while True:
            state = sparse.state
            found = price(masked, state.u[:rows], state.v[:columns], MORE).overlooked
            if not len(found.to):
                return replace(self, state=state)
            more = np.full(len(state.u) - rows, found.start[-1])
            sparse.add(Graph(np.concatenate((found.start, more)), found.to, found.gain))
            sparse.repair()

    def graph(self) -> Graph:
        """The pairs looked at so far, as the question has changed them. O(edges)."""
        known, change = self.best.sparse.graph, self.change
        left = np.repeat(np.arange(len(known.start) - 1), np.diff(known.start))
        kept = (left != change.left) & (known.to != change.right)
        if change.pair:
            kept &= (left != change.pair[0]) | (known.to != change.pair[1])
        columns = [left[kept], known.to[kept].astype(np.int64), known.gain[kept]]
        if change.new:
            columns = [np.concatenate(both) for both in zip(columns, change.new, strict=True)]
        return graph_of(len(self.state.u), *columns)


@dataclass(frozen=True)
class WhatIf:
    """Questions about one best answer. O(cities) to copy its prices, and a search that sees few of them."""

    best: Best

    @cached_property
    def for_left(self) -> State:
        """The same answer with the prices of the right cities as low as can be, those of the left ones high."""
        state = copied(self.best.sparse.state)
        asking.favour_rows(self.graphs[0], state)
        return state

    @cached_property
    def for_right(self) -> State:
        """The same answer with the prices of the left cities as low as can be."""
        state = copied(self.best.sparse.state)
        asking.favour_rows(self.graphs[1], other_side(state))
        return state

    @cached_property
    def halfway(self) -> State:
        """The same answer with prices halfway between the two (right ones rounded up), far from anybody's being alone."""
        one, other = self.for_left, self.for_right
        return State((one.u + other.u) >> 1, (one.v + other.v + 1) >> 1, one.mate, one.holder)

    @property
    def graphs(self) -> tuple[Graph, Graph]:
        """The pairs looked at, by left and by right city."""
        return self.best.sparse.graph, self.best.sparse.by_column()

    def forbid(self, left: int, right: int) -> Effect:
        """What if this pair must not be made."""
        return self.reweigh(left, right, NEVER)

    def reweigh(self, left: int, right: int, gain: int) -> Effect:
        """What if this pair were worth something else."""
        state, graphs = copied(self.halfway), self.graphs
        asking.change_pair(*graphs, state, left, right, gain)
        new = table([left], [right], [gain]) if gain > 0 else None
        return Effect(self.best, Change(pair=(left, right), new=new), state)

    def pin(self, left: int, right: int) -> Effect:
        """What if this pair must be made: the rest of the round without its cities."""
        state, graphs = copied(self.halfway), self.graphs
        asking.fix(*graphs, state, left, right)
        gain = int(self.best.scores.of_pairs(np.array([left]), np.array([right]))[0])
        change = Change(left=left, right=right, new=table([left], [right], [0]))
        return Effect(self.best, change, state, gain)

    def leave_left(self, left: int) -> Effect:
        """What if a left city withdraws."""
        state = copied(self.for_left)
        asking.leave(self.graphs[1], other_side(state), left)
        return Effect(self.best, Change(left=left), state)

    def leave_right(self, right: int) -> Effect:
        """What if a right city withdraws."""
        state = copied(self.for_right)
        asking.leave(self.graphs[0], state, right)
        return Effect(self.best, Change(right=right), state)

    def join_left(self, gains: Ints) -> Effect:
        """What if a left city came, with these gains with every right one."""
        u, v, mate, holder = self.for_right
        state = State(np.append(u, 0), v.copy(), np.append(mate, -1), holder.copy())
        asking.come(self.graphs[0], state, gains)
        who = np.flatnonzero(gains > 0)
        return Effect(self.best, Change(new=(np.full(len(who), len(u)), who, gains[who])), state)

    def join_right(self, gains: Ints) -> Effect:
        """What if a right city came, with these gains with every left one."""
        u, v, mate, holder = self.for_left
        state = State(u.copy(), np.append(v, 0), mate.copy(), np.append(holder, -1))
        asking.come(self.graphs[1], other_side(state), gains)
        who = np.flatnonzero(gains > 0)
        return Effect(self.best, Change(new=(who, np.full(len(who), len(v)), gains[who])), state)


def copied(state: State) -> State:
    """The same prices and partners, to be changed at will."""
    return State(state.u.copy(), state.v.copy(), state.mate.copy(), state.holder.copy())


def table(left: list[int], right: list[int], gain: list[int]) -> Columns:
    """Pairs as columns."""
    return np.array(left), np.array(right), np.array(gain)
