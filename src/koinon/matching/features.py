"""The best pairs of a round given by features: of all pairs, proven, without writing down all pairs.

``gain = left · right`` over whole-number features (see :mod:`koinon.matching.scores`). Some best partners of every
city make a sparse problem; its duals price all pairs at once; the pairs that were overlooked join; and so on until none
is left. Then Σ gain of the answer = Σu + Σv = a bound of every answer.
"""

from dataclasses import dataclass

import numpy as np

from koinon.matching.accelerated import FAST
from koinon.matching.answer import Reporter, silent
from koinon.matching.graphs import graph_of
from koinon.matching.pricing import candidates, complete, price, tight_pairs
from koinon.matching.problem import Ints
from koinon.matching.scores import Scores, Whole
from koinon.matching.sparse import Sparse, solve_small
from koinon.matching.tight import settle

SMALL = 20_000
"""Up to so many pairs, all of them are candidates."""
FIRST, MORE = 20, 16
"""How many partners of each city are candidates at first, and how many join in a round of pricing."""


@dataclass(frozen=True, slots=True, eq=False)
class Best:
    """The best pairs: partner of each left city (−1: none), total gain, proven bound; and all that what-if needs."""

    mate: Ints
    total: int
    bound: int
    scores: Scores
    sparse: Sparse
    rounds: int

    @property
    def pairs(self) -> Ints:
        """(left, right) positions of the pairs, one a row, ascending."""
        left = np.flatnonzero(self.mate >= 0)
        return np.column_stack((left, self.mate[left]))


def best(left: Whole, right: Whole, *, gap: float = 0.0, reporter: Reporter = silent) -> Best:
    """The best pairs; with a ``gap`` it stops when bound − total ≤ gap · bound is proven.

    With gap 0 the answer is the best and canonical: fewest pairs, then smallest partners. Seldom more than five
    passes over the pairs.
    """
    return best_of(Scores(left, right), gap=gap, reporter=reporter)


def best_of(scores: Scores, *, gap: float = 0.0, reporter: Reporter = silent) -> Best:
    """The same of scores already at hand."""
    if scores.shape[0] * scores.shape[1] <= SMALL:
        return small(scores)
    if not FAST and (plain := dense(scores)):
        return plain
    sparse = Sparse(candidates(scores, FIRST), scores.shape[1])
    total, bound, rounds = sparse.solve(), 1 << 62, 0
    while True:
        rounds += 1
        priced = price(scores, sparse.state.u, sparse.state.v, MORE)
        bound = min(bound, priced.bound)
        reporter("pricing", total, bound)
        if len(priced.overlooked.to) == 0 or bound - total <= gap * bound:
            break
        sparse.add(priced.overlooked)
        total = sparse.repair()
    if total == bound:
        settle(tight_pairs(scores, sparse.state.u, sparse.state.v), sparse.state)
    return Best(sparse.mate, total, bound, scores, sparse, rounds)


def small(scores: Scores) -> Best:
    """The same of few pairs, all of them candidates, in one step."""
    sparse = Sparse(complete(next(iter(scores))), scores.shape[1])
    total = int(solve_small(sparse.graph, sparse.state))
    if total < 0:
        raise ArithmeticError("the prices do not prove the pairs")
    return Best(sparse.mate, total, total, scores, sparse, 1)


def dense(scores: Scores) -> Best | None:
    """The same without numba: by the dense library solver over a whole matrix, or None where that proves nothing."""
    from koinon.matching import assignment

    gains = np.maximum(scores.matrix(), 0)
    mate = assignment.mates(gains)
    u, v = assignment.prices(gains, mate)
    over = u[:, None] + v[None, :] - gains
    left, right = np.nonzero((over == 0) & (gains > 0))
    sparse = Sparse(graph_of(len(u), left, right, gains[left, right]), len(v))
    made = np.flatnonzero(mate >= 0)
    sparse.state.u[:], sparse.state.v[:], sparse.state.mate[:] = u, v, mate
    sparse.state.holder[mate[made]] = made
    if over.min() < 0 or int(gains[made, mate[made]].sum()) != sparse.value:
        return None
    settle(sparse.graph, sparse.state)
    return Best(sparse.mate, sparse.value, sparse.value, scores, sparse, 1)
