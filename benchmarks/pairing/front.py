"""Bar 8 at 16 cities a side: the whole front of loss against blocking pairs, beside the proven one of CP-SAT."""

from collections.abc import Iterator
from fractions import Fraction
from importlib.util import find_spec
from statistics import median
from time import process_time

import numpy as np

from benchmarks.pairing.rounds import Matrix, round_of
from benchmarks.pairing.timing import Bar, seconds
from koinon.matching import measures, solve
from koinon.matching.matchings import total
from koinon.matching.problem import Mode

LOSSES = (
    Fraction(1, 400),
    Fraction(1, 200),
    Fraction(1, 100),
    Fraction(2, 100),
    Fraction(3, 100),
    Fraction(5, 100),
)
LIMIT = 120.0
"""Seconds of CP-SAT for one point of the front; a point it does not close is left out and counted."""


def fewest(one: Matrix, other: Matrix, floor: int, known: Matrix | None) -> int | None:
    """The fewest blocking pairs at a total of ``floor`` or more, proven by CP-SAT, or None within its limit.

    A pair blocks unless one of its cities has a partner at least as dear. Nothing of the engine is used.
    """
    from ortools.sat.python import cp_model

    model, size = cp_model.CpModel(), len(one)
    made = [[model.new_bool_var("") for _ in range(size)] for _ in range(size)]
    for at in range(size):
        model.add_at_most_one(made[at])
        model.add_at_most_one(row[at] for row in made)
    blocks = []
    for row, column in np.argwhere((one > 0) & (other > 0)).tolist():
        block = model.new_bool_var("")
        content = [made[row][q] for q in np.flatnonzero(one[row] >= one[row, column]).tolist()]
        content += [made[q][column] for q in np.flatnonzero(other[:, column] >= other[row, column]).tolist()]
        model.add_bool_or(block, *content)
        blocks.append(block)
    worth = one + other
    model.add(sum(int(worth[a, b]) * made[a][b] for a, b in np.ndindex(size, size)) >= floor)
    if known is not None:
        for a, b in np.ndindex(size, size):
            model.add_hint(made[a][b], bool(known[a] == b))
    model.minimize(sum(blocks))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers, solver.parameters.max_time_in_seconds = 1, LIMIT
    status = solver.solve(model)
    return round(solver.objective_value) if status == cp_model.OPTIMAL else None


def front(cities: int, seed: int = 0) -> Iterator[Bar]:
    """How far each point of the front is from the proven one."""
    made = round_of(cities, seed)
    one, other = made.values()
    best = solve.best(made.problem())
    top, points, times = total(made.problem(), best.rows), [], []
    for loss in LOSSES:
        problem = made.problem(mode=Mode.TRADEOFF, max_loss=loss)
        start = process_time()
        answer = solve.matched(problem)
        times.append(process_time() - start)
        mate = np.full(cities, -1)
        mate[problem.pairs.left[answer.rows]] = problem.pairs.right[answer.rows]
        left = measures.blocking(problem, answer.rows)
        if find_spec("ortools"):
            points.append((left, fewest(one, other, top - int(top * loss), mate)))
    closed = [(ours, proven) for ours, proven in points if proven is not None]
    if not closed:
        yield Bar(8, f"n = {cities}, round {seed}, front", "peer not installed", "≤ +1")
        return
    over = max(ours - proven for ours, proven in closed)
    told = ", ".join(f"{ours} : {'not closed' if proven is None else proven}" for ours, proven in points)
    losses = ", ".join(f"{float(loss):.2%}" for loss in LOSSES)
    figure = f"+{over} ({told} blocking pairs at {losses}; {seconds(median(times))})"
    yield Bar(8, f"n = {cities}, round {seed}, beside the proven front", figure, "≤ +1", over <= 1)
