"""Bars 1, 2, 3, 11 and 12: the best of all pairs with its certificate, beside dense and sparse peers."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from benchmarks.pairing.peers import dense
from benchmarks.pairing.rounds import OPTIMA, Matrix, Round, round_of
from benchmarks.pairing.timing import Bar, alternating, apart, ratio, seconds
from koinon.matching import exchange_writing, features, solve
from koinon.matching.pricing import candidates
from koinon.matching.problem import Columns, problem
from koinon.matching.scores import Scores
from koinon.matching.sparse import Sparse

BARS = {50: ("scipy", 1.5), 500: ("lapjv", 1.1), 2000: ("lapjv", 1.1), 5000: ("lapjv", 0.60)}
ROUNDS = {50: 60, 500: 15, 2000: 5, 5000: 2}
OTHERS = {50: ("lapjv",), 500: ("lapx", "scipy", "ortools", "POT"), 2000: ("lapx",), 5000: ("lapx",)}


def total(made: Round, mate: Matrix) -> int:
    rows = np.flatnonzero(mate >= 0)
    return int((made.left[rows].astype(np.float64) * made.right[mate[rows]]).sum())


def certified(made: Round, cities: int) -> str:
    """What the answer proves, in words; stops the run when it is wrong."""
    best = features.best(made.left, made.right)
    if best.total != total(made, best.mate) or best.total != best.bound:
        raise ArithmeticError("the certificate does not hold")
    if made.shared and cities in OPTIMA and best.total != OPTIMA[cities]:
        raise ArithmeticError("not the optimum that several solvers agree on")
    return f"total {best.total:,} = bound"


def dense_round(cities: int, rounds: int) -> Iterator[Bar]:
    """Bar 1 at one size, in one process, in turns."""
    made = round_of(cities)
    left, right = made.left, made.right
    peer, most = BARS[cities]
    peers = dense(peer, *OTHERS[cities])
    runs = {"koinon": partial(features.best, left, right)}
    taken = alternating(runs | {name: partial(run, left, right) for name, run in peers.items()}, rounds)
    proof = certified(made, cities)
    for name in peers:
        if cities <= 2000 and total(made, peers[name](left, right)) != features.best(left, right).total:
            raise ArithmeticError(f"{name} disagrees")
        share = ratio(taken, "koinon", name)
        ours, theirs = (seconds(float(np.median(taken[each]))) for each in ("koinon", name))
        wanted = f"≤ {most:g}" if name == peer else "none"
        reached = share <= most if name == peer else None
        yield Bar(
            1, f"n = {cities:,} beside {name}", f"{share:.2f} × ({ours} : {theirs}; {proof})", wanted, reached
        )
    if peer not in peers:
        yield Bar(1, f"n = {cities:,} beside {peer}", "peer not installed", f"≤ {most:g}")


def large_round(cities: int) -> Iterator[Bar]:
    """Bars 1, 2, 6 and 12 at the largest size, each run in a process of its own; the peer first."""
    made = round_of(cities)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "features.npz"
        np.savez(path, left=made.left, right=made.right)
        one, peer, other = apart("koinon", path), apart("lapx", path), apart("koinon", path)
    ours = {key: (one[key] + other[key]) / 2 for key in ("seconds", "gap_seconds", "peak")}
    if one["total"] != one["bound"] or one["total"] != peer["total"]:
        raise ArithmeticError("the large round is not proven")
    name = f"n = {cities:,}"
    share, memory = ours["seconds"] / peer["seconds"], ours["peak"] / peer["peak"]
    early, shown, proven = ours["gap_seconds"] / peer["seconds"], one["shown"][-2], one["proven"][-2]
    times = f"{seconds(ours['seconds'])} : {seconds(peer['seconds'])}"
    effort = f"{one['rounds']} passes, {one['edges']:,} pairs looked at; total {one['total']:,} = bound"
    sizes = f"{ours['peak']:.2f} : {peer['peak']:.2f} GiB"
    yield Bar(1, f"{name} beside lapx", f"{share:.3f} × ({times}; {effort})", "≤ 0.35", share <= 0.35)
    yield Bar(1, f"{name}, memory beside lapx", f"{memory:.2f} × ({sizes})", "≤ 0.30", memory <= 0.30)
    gap = f"{early:.3f} × ({seconds(ours['gap_seconds'])})"
    yield Bar(2, f"{name}, gap ≤ 0.15 % proven, beside lapx", gap, "≤ 0.27", early <= 0.27)
    yield Bar(6, f"{name}, forbid, 90th percentile", seconds(shown), "≤ 30 ms", shown <= 0.03)
    yield Bar(6, f"{name}, the same proven", seconds(proven), "≤ 4 s", proven <= 4)
    yield Bar(12, f"{name}, peak memory", f"{one['peak']:.2f} GiB", "≤ 1.0 GiB", one["peak"] <= 1)


def sparse_round(cities: int, rounds: int) -> Iterator[Bar]:
    """Bar 3: the sparse core with duals, on the same candidates as its peers."""
    made = round_of(cities)
    graph = candidates(Scores(made.left, made.right), 20)
    rows = np.repeat(np.arange(cities), np.diff(graph.start))
    columns, gain = graph.to.astype(np.int64), graph.gain
    totals: dict[str, int] = {}

    def koinon() -> None:
        totals["koinon"] = Sparse(graph, cities).solve()

    runs = {"koinon": koinon}
    if find_spec("scipy"):
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import min_weight_full_bipartite_matching

        ends = (
            np.concatenate((rows, np.arange(cities))),
            np.concatenate((columns, cities + np.arange(cities))),
        )
        table = csr_array((np.concatenate((gain + 1.0, np.ones(cities))), ends), (cities, 2 * cities))

        def scipy() -> None:
            line, column = min_weight_full_bipartite_matching(table, maximize=True)
            totals["scipy sparse"] = int(table[line, column].sum()) - cities

        runs["scipy sparse"] = scipy
    if find_spec("ortools"):
        runs |= ortools_runs(cities, (rows, columns, gain), totals)
    taken = alternating(runs, rounds)
    for name, most in (("scipy sparse", 0.15), ("SimpleMinCostFlow", 1.0), ("LinearSumAssignment", 3.0)):
        if name not in runs:
            yield Bar(3, f"n = {cities:,} beside {name}", "peer not installed", f"≤ {most:g}")
            continue
        agree = totals.get(name) == totals["koinon"]
        share = ratio(taken, "koinon", name)
        ours, theirs = (seconds(float(np.median(taken[each]))) for each in ("koinon", name))
        told = f"{share:.2f} × ({ours} : {theirs}; {'same total' if agree else 'no such matching for it'})"
        yield Bar(3, f"n = {cities:,} beside {name}", told, f"≤ {most:g}", share <= most if agree else None)


def ortools_runs(cities: int, edges: tuple[Matrix, Matrix, Matrix], totals: dict[str, int]) -> dict[str, Any]:
    """The two OR-tools solvers; the assignment is timed bare, without handing over the arcs."""
    from ortools.graph.python.linear_sum_assignment import SimpleLinearSumAssignment
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    rows, columns, gain = edges
    every, assignment = np.arange(cities), SimpleLinearSumAssignment()
    assignment.add_arcs_with_cost(rows, columns, -gain)
    flow, sink = SimpleMinCostFlow(), 2 * cities
    none, one = np.zeros(cities, np.int64), np.ones(cities, np.int64)
    flow.add_arcs_with_capacity_and_unit_cost(
        np.concatenate((rows, every, cities + every)),
        np.concatenate((columns + cities, none + sink, none + sink)),
        np.ones(len(rows) + 2 * cities, np.int64),
        np.concatenate((-gain, none, none)),
    )
    flow.set_nodes_supplies(np.append(every, sink), np.append(one, -cities))

    def assign() -> None:
        if assignment.solve() == assignment.OPTIMAL:
            totals["LinearSumAssignment"] = -assignment.optimal_cost()

    def route() -> None:
        flow.solve()
        totals["SimpleMinCostFlow"] = -flow.optimal_cost()

    return {"SimpleMinCostFlow": route, "LinearSumAssignment": assign}


SAME = """
import hashlib, sys, numpy as np
from koinon.matching import features
from koinon.matching.scores import Scores
left, right = (np.load(sys.argv[1])[name] for name in ("left", "right"))
best = features.best_of(Scores(left, right, block=int(sys.argv[2])))
print(hashlib.sha256(best.mate.tobytes()).hexdigest(), best.total)
"""


def determinism(cities: int) -> Iterator[Bar]:
    """Bar 11: the same bytes over threads, block sizes and restarts."""
    made = round_of(cities)
    digests = set()
    with TemporaryDirectory() as folder:
        path = str(Path(folder) / "features.npz")
        np.savez(path, left=made.left, right=made.right)
        for threads, block in ((1, 4_000_000), (2, 4_000_000), (1, 9_000), (2, 33_000), (1, 4_000_000)):
            limits = {f"{name}_NUM_THREADS": str(threads) for name in ("OPENBLAS", "OMP", "NUMBA")}
            run = subprocess.run(
                [sys.executable, "-c", SAME, path, str(block)],
                capture_output=True, text=True, check=True, env={**os.environ, **limits},
            )  # fmt: skip
            digests.add(run.stdout)
    first = hashlib.sha256(min(digests).encode()).hexdigest()[:8]
    told = f"{len(digests)} answer over 2 thread counts, 3 block sizes, 5 processes ({first})"
    yield Bar(11, f"n = {cities:,}", told, "1", len(digests) == 1)


def permuted(cities: int) -> Iterator[Bar]:
    """Bar 11: the same bytes whatever the order of cities and pairs in the input, from one door to the other."""
    given = round_of(cities).problem()
    names = [city.id for city in given.left], [city.id for city in given.others]
    ends = (given.pairs.left, given.pairs.right)
    written = set()
    for seed in range(4):
        random = np.random.default_rng(seed)
        order = random.permutation(len(given.pairs))
        columns = Columns(
            *([side[at] for at in end[order].tolist()] for side, end in zip(names, ends, strict=True)),
            *(values[order].tolist() for values in (given.pairs.left_value, given.pairs.right_value)),
        )
        sides = [
            [side[at] for at in random.permutation(cities).tolist()] for side in (given.left, given.others)
        ]
        turned = problem(sides[0], sides[1], columns)
        written.add(exchange_writing.written(turned, solve.solve(turned)))
    digest = hashlib.sha256(min(written).encode()).hexdigest()[:8]
    told = f"{len(written)} answer over 4 orders of cities and pairs ({digest})"
    yield Bar(11, f"n = {cities:,}, permuted input", told, "1", len(written) == 1)
