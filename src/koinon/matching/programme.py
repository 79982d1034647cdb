"""A linear or whole-number programme over some of a problem's pairs, in one HiGHS object that keeps its basis."""

from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

from koinon.matching.limits import UNBOUNDED, Limits
from koinon.matching.problem import Ints

Floats = NDArray[np.float64]
INFINITE = highspy.kHighsInf
SOLVED = highspy.HighsModelStatus.kOptimal
PRIMAL = 4
"""HiGHS's number for the primal simplex method."""
WHOLE = 1
"""HiGHS's number for a column that is a whole number."""


class Programme:
    """Maximise the value of the pairs made, each at most once, under the limits.

    With a penalty, rows that ask for a minimum may fall short at that price a unit: then there is always an
    answer, and always a price of every row (elastic rows). The same calls in the same order give the same answer.
    """

    def __init__(self, limits: Limits, penalty: float | None = None) -> None:
        """The rows and, with a penalty, a shortfall for each minimum; no pair yet."""
        self.limits = limits
        self.pairs: Ints = np.zeros(0, np.int64)
        self._solver: Any = highspy.Highs()
        for option, value in (("output_flag", False), ("threads", 1), ("random_seed", 0)):
            self._solver.setOptionValue(option, value)
        high = np.where(limits.high >= UNBOUNDED, INFINITE, limits.high.astype(float))
        low = np.where(limits.low > 0, limits.low.astype(float), -INFINITE)
        none = np.zeros(0, np.int32)
        self._solver.addRows(len(high), low, high, 0, none, none, np.zeros(0))
        self._shortfalls = 0 if penalty is None else int((limits.low > 0).sum())
        if penalty is not None:
            wanting = np.flatnonzero(limits.low > 0).astype(np.int64)
            starts, units = np.arange(len(wanting) + 1, dtype=np.int64), np.ones(len(wanting), np.int64)
            self._columns(np.full(len(wanting), penalty), INFINITE, starts, wanting, units)

    def _columns(self, cost: Floats, upper: float, starts: Ints, index: Ints, units: Ints) -> None:
        if not len(cost):
            return
        none, top = np.zeros(len(cost)), np.full(len(cost), upper)
        where = starts[:-1].astype(np.int32), index.astype(np.int32), units.astype(float)
        self._solver.addCols(len(cost), cost, none, top, len(index), *where)

    def add(self, pairs: Ints, value: Floats) -> None:
        """Let these pairs be made as well, at these values."""
        self.pairs = np.concatenate([self.pairs, pairs])
        self._columns(-value, 1.0, *self.limits.columns(pairs))

    def give(self, row: int, units: int) -> None:
        """One more thing that is made or not (a pair numbered -1): it uses so many units of one row."""
        self.pairs = np.append(self.pairs, -1)
        index, taken = (np.array([at], np.int64) for at in (row, units))
        used = 1 if units else 0
        self._columns(np.zeros(1), 1.0, np.array([0, used], np.int64), index[:used], taken[:used])

    @property
    def _at(self) -> NDArray[np.int32]:
        return np.arange(self._shortfalls, self._shortfalls + len(self.pairs), dtype=np.int32)

    def revalue(self, value: Floats) -> None:
        """Aim at something else: another value for every pair."""
        self._solver.changeColsCost(len(value), self._at, -value)

    def punish(self, penalty: float) -> None:
        """Another price of falling short of a minimum."""
        short = np.arange(self._shortfalls, dtype=np.int32)
        self._solver.changeColsCost(len(short), short, np.full(len(short), penalty))

    def forbid_shortfall(self) -> None:
        """From now on every minimum is met."""
        short, none = np.arange(self._shortfalls, dtype=np.int32), np.zeros(self._shortfalls)
        self._solver.changeColsBounds(len(short), short, none, none)

    def require(self, units: Floats, low: float, high: float) -> None:
        """One more row: so many units of each pair, no less than low and no more than high in all."""
        used = np.flatnonzero(units)
        self._solver.addRow(low, high, len(used), self._at[used], units[used])

    def settle(self, which: Ints, made: NDArray[np.bool_]) -> None:
        """Decide some of the pairs (by their place among the pairs added) for good."""
        bounds = made.astype(float)
        self._solver.changeColsBounds(len(which), self._at[which], bounds, bounds)

    def release(self, which: Ints) -> None:
        """Take back what was settled: these pairs may be made or not."""
        none = np.zeros(len(which))
        self._solver.changeColsBounds(len(which), self._at[which], none, none + 1.0)

    def stop_after(self, nodes: int) -> None:
        """Give up (``whole`` then answers None) after so many branches: a limit that every machine keeps alike."""
        self._solver.setOptionValue("mip_max_nodes", nodes)

    def keep_warm(self) -> None:
        """Solve from the last answer on, which stays one when values change or pairs are added (primal simplex)."""
        self._solver.setOptionValue("simplex_strategy", PRIMAL)

    def relaxed(self) -> tuple[Floats, float]:
        """Solve with parts of pairs allowed: the price of every limit, and by how much the minima are missed."""
        self._solver.run()
        if self._solver.getModelStatus() != SOLVED:
            raise RuntimeError(f"HiGHS stopped with {self._solver.getModelStatus()}")
        solution = self._solver.getSolution()
        short = float(sum(solution.col_value[: self._shortfalls]))
        return -np.array(solution.row_dual[: len(self.limits.low)]), short

    def parts(self) -> Floats | None:
        """Solve with parts of pairs allowed: how much of each pair is made; None if nothing fits."""
        self._solver.run()
        if self._solver.getModelStatus() != SOLVED:
            return None
        return np.array(self._solver.getSolution().col_value)[self._shortfalls :]

    def whole(self, gap: float, start: Ints | None = None) -> NDArray[np.bool_] | None:
        """Solve with whole pairs to within the gap: for each pair whether it is made; None if nothing fits.

        ``start`` are places among the pairs added of an answer that is already known.
        """
        at = self._at
        self._solver.setOptionValue("mip_rel_gap", 0.0)
        self._solver.setOptionValue("mip_abs_gap", gap)
        self._solver.changeColsIntegrality(len(at), at, np.full(len(at), WHOLE, np.uint8))
        if start is not None:
            known = np.zeros(len(at))
            known[start] = 1.0
            self._solver.setSolution(len(at), at, known)
        self._solver.run()
        if self._solver.getModelStatus() != SOLVED:
            return None
        values = np.array(self._solver.getSolution().col_value)[self._shortfalls :]
        return np.asarray(values > 0.5)
