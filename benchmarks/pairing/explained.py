"""Bars 4, 5 and 6: deferred acceptance, what every pair costs, and what if, beside solving again."""

from collections.abc import Callable, Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

import numpy as np

from benchmarks.pairing import peers
from benchmarks.pairing.rounds import Matrix, Round, round_of
from benchmarks.pairing.timing import Bar, alternating, apart, ratio, seconds
from koinon.matching import deferred_arrays, features
from koinon.matching.distances import all_costs
from koinon.matching.scores import Scores
from koinon.matching.whatif import WhatIf

SAMPLE, QUESTIONS = 40, 10


def stable(made: Round) -> Matrix:
    return deferred_arrays.stable_of(Scores(*made.own), Scores(*made.theirs))


def deferred(cities: int, rounds: int) -> Iterator[Bar]:
    """Bar 4: from features to a stable answer."""
    made = round_of(cities)
    runs = {"koinon": partial(stable, made), "numpy": lambda: peers.numpy_stable(*peers.own_values(made))}
    taken = alternating(runs, rounds)
    share, ours = ratio(taken, "numpy", "koinon"), median(taken["koinon"])
    same = (stable(made) == runs["numpy"]()).all()
    times = f"{seconds(ours)} : {seconds(median(taken['numpy']))}, {'identical' if same else 'DIFFERENT'}"
    yield Bar(
        4,
        f"n = {cities:,} beside numpy",
        f"{share:.0f} × faster ({times})",
        "≥ 20",
        bool(share >= 20 and same),
    )
    if not find_spec("algmatch"):
        yield Bar(4, f"n = {cities:,} beside algmatch", "peer not installed", "≥ 1,000")
        return
    start = process_time()
    found = peers.algmatch_stable(*peers.own_values(made))
    took = process_time() - start
    start = process_time()
    same = bool((stable(made) == found).all())
    ours = median([process_time() - start, ours])
    told = f"{took / ours:,.0f} × faster ({seconds(ours)} : {seconds(took)}, {'identical' if same else 'DIFFERENT'})"
    yield Bar(4, f"n = {cities:,} beside algmatch", told, "≥ 1,000", took / ours >= 1000 and same)


def deferred_small(cities: int, rounds: int) -> Iterator[Bar]:
    """Beside `matching`, which recurses once a city and cannot do 100 of them."""
    made, name = round_of(cities), f"n = {cities:,} beside matching"
    if not find_spec("matching"):
        yield Bar(4, name, "peer not installed", "none")
        return
    runs = {
        "koinon": partial(stable, made),
        "matching": lambda: peers.matching_stable(*peers.own_values(made)),
    }
    taken = alternating(runs, rounds)
    same = bool((stable(made) == runs["matching"]()).all())
    times = f"{seconds(median(taken['koinon']))} : {seconds(median(taken['matching']))}"
    told = f"{ratio(taken, 'matching', 'koinon'):,.0f} × faster ({times}, {'identical' if same else 'DIFFERENT'})"
    yield Bar(4, name, told, "none")


def deferred_large(cities: int) -> Iterator[Bar]:
    """Bar 4 at the largest size, in a process of its own."""
    made = round_of(cities)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "features.npz"
        np.savez(path, left=made.left, right=made.right)
        told = apart("stable", path)
    figure = f"{seconds(told['solve'])} ({seconds(told['seconds'])} with the scores, {told['peak']:.2f} GiB)"
    yield Bar(4, f"n = {cities:,}, solve", figure, "≤ 8 s", told["solve"] <= 8)


def again(worth: Matrix, row: int, column: int) -> int:
    """The best total with a pair made, solved from nothing."""
    from scipy.optimize import linear_sum_assignment

    changed = worth.astype(np.float64)
    changed[row, :] = changed[:, column] = -1e9
    changed[row, column] = worth[row, column]
    rows, columns = linear_sum_assignment(changed, maximize=True)
    return int(worth[rows, columns].sum())


def why_not(cities: int, wanted: int, rounds: int) -> Iterator[Bar]:
    """Bar 5: the price of every pair at once, beside as many times solving again; each sampled price is checked."""
    made = round_of(cities)
    best, worth = features.best(made.left, made.right), np.asarray(made.left @ made.right.T, np.int64)
    sample = np.random.default_rng(3).integers(0, cities, (SAMPLE, 2)).tolist()
    costs = all_costs(best)
    right = all(costs.force[a, b] == best.total - again(worth, a, b) for a, b in sample)
    often = max(1, 500 // cities)
    runs = {
        "koinon": lambda: [all_costs(best) for _ in range(often)],
        "again": lambda: [again(worth, a, b) for a, b in sample[:10]],
    }
    taken = alternating(runs, rounds)
    share = ratio(taken, "again", "koinon") * cities**2 / 10 * often
    told = f"{share:,.0f} × faster ({seconds(median(taken['koinon']) / often)} for {cities**2:,} prices; {SAMPLE} checked)"
    yield Bar(
        5, f"n = {cities:,}", told if right else "WRONG PRICE", f"≥ {wanted:,}", right and share >= wanted
    )


def in_a_row(question: Callable[[], object]) -> None:
    """As many questions as somebody asks one after the other."""
    for _ in range(QUESTIONS):
        question()


def what_if(cities: int, wanted: int, rounds: int) -> Iterator[Bar]:
    """Bar 6: every kind of question, warm, beside scipy on the whole round once."""
    made = round_of(cities)
    best = features.best(made.left, made.right)
    ask, random = WhatIf(best), np.random.default_rng(2)
    rows = random.integers(0, cities, 101).tolist()
    news = random.integers(0, 8000, cities)
    turn = iter(range(10**9))

    def row() -> int:
        return rows[next(turn) % len(rows)]

    def forbid() -> None:
        at = row()
        ask.forbid(at, int(best.mate[at]))

    asked: dict[str, Callable[[], object]] = {
        "forbid": forbid,
        "pin": lambda: ask.pin(row(), row()),
        "reweigh": lambda: ask.reweigh(row(), row(), 6000),
        "leave": lambda: ask.leave_left(row()),
        "join": lambda: ask.join_right(news),
    }
    runs = {name: partial(in_a_row, question) for name, question in asked.items()}
    runs["scipy"] = partial(peers.scipy_dense, made.left, made.right)
    taken = alternating(runs, rounds)
    for name in asked:
        share = ratio(taken, "scipy", name) * QUESTIONS
        told = (
            f"1/{share:,.0f} ({seconds(median(taken[name]) / QUESTIONS)} : {seconds(median(taken['scipy']))})"
        )
        yield Bar(6, f"n = {cities:,}, {name}", told, f"≤ 1/{wanted:,}", share >= wanted)
