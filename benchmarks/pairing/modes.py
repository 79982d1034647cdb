"""Bars 7 to 10: rounds with rules, trade-off, leximin and one pool, through the engine's solvers."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import partial
from importlib.util import find_spec
from statistics import median
from time import process_time

import numpy as np

from benchmarks.pairing import peers
from benchmarks.pairing.rounds import Matrix, Round, pool_of, round_of
from benchmarks.pairing.timing import Bar, alternating, seconds
from koinon.matching import constrained, leximin, measures, pool, solve
from koinon.matching.matchings import total
from koinon.matching.problem import City, Mode, Pairs, Problem
from koinon.matching.rules import (
    AtLeast,
    AtMost,
    AtMostPairs,
    Forbid,
    Groups,
    Pin,
    Rule,
    Side,
    belongs,
    groups,
)

TRADEOFF_SEEDS = 10


def rules_of(made: Round, mate: Matrix) -> tuple[Rule, ...]:
    """Rules that bite: quotas of 90 % a country, half of the most frequent country pair, minima, pins, forbids."""
    random, cities = np.random.default_rng(5), len(mate)
    names = made.countries
    both = [(names[0][row], names[1][mate[row]]) for row in range(cities)]
    most = max(both.count(pair) for pair in set(both))
    rules: list[Rule] = []
    for side, countries in zip((Side.LEFT, Side.RIGHT), names, strict=True):
        for name in sorted(set(countries)):
            quota = max(1, -(-countries.count(name) * 9 // 10))
            rules.append(AtMost(side, groups({"country": name}), quota))
    for one, other in sorted({(a, b) for a in names[0] for b in names[1]}):
        rules.append(AtMostPairs(groups({"country": one}), groups({"country": other}), -(-most // 2)))
    for region in sorted(set(made.regions)):
        rules.append(AtLeast(Side.RIGHT, groups({"region": region}), made.regions.count(region) * 8 // 10))
    pinned = {
        int(random.integers(cities)): int(row) for row in random.permutation(cities)[: max(1, cities // 50)]
    }
    barred = [int(row) for row in random.permutation(cities)[: max(2, cities // 20)]]
    forbids = [(row, int(mate[row])) for row in barred]
    pins = [(row, column) for column, row in pinned.items() if (row, column) not in forbids]
    rules += [Pin(f"l{row:05}", f"r{column:05}") for row, column in pins]
    return (*rules, *(Forbid(f"l{row:05}", f"r{column:05}") for row, column in forbids))


def constrained_round(cities: int) -> Iterator[Bar]:
    """Bar 7: proven over all pairs, beside HiGHS' own branch and bound on the 20 best partners of each."""
    made = round_of(cities)
    free = solve.best(made.problem())
    plain = made.problem()
    mate = plain.pairs.right[free.rows]
    problem = made.problem(rules_of(made, mate))
    start = process_time()
    ours = constrained.best(problem)
    took = process_time() - start
    reached = total(problem, ours.rows)
    proof = "proven" if ours.proven and ours.bound == reached else f"bound {ours.bound:,}"
    start = process_time()
    listed = replace(problem, pairs=short(problem.pairs, cities, problem))
    other = mip(listed)
    peer = process_time() - start
    share = took / peer
    told = f"{share:.2f} × ({seconds(took)} : {seconds(peer)}; {reached:,} {proof}, HiGHS {other:,})"
    yield Bar(7, f"n = {cities:,} beside HiGHS MIP", told, "≤ 0.35", share <= 0.35 and reached >= other)


def short(pairs: Pairs, cities: int, problem: Problem) -> Pairs:
    """The pairs among the 20 best of either city, and the pinned ones."""
    weight = pairs.weight.reshape(cities, -1)
    keep = np.zeros(weight.shape, bool)
    np.put_along_axis(keep, np.argpartition(-weight, 20, 1)[:, :20], True, 1)
    np.put_along_axis(keep, np.argpartition(-weight, 20, 0)[:20], True, 0)
    for rule in problem.rules:
        if isinstance(rule, Pin):
            keep[int(rule.left[1:]), int(rule.right[1:])] = True
    rows = np.flatnonzero(keep.ravel())
    return Pairs(*(column[rows] for column in (pairs.left, pairs.right, pairs.left_value, pairs.right_value)))


def mip(problem: Problem) -> int:
    """The best total that HiGHS finds for the same rules as rows of a whole-number programme (gap 0.01 %)."""
    import highspy

    pairs, size = problem.pairs, len(problem.pairs)
    lower, upper = np.zeros(size), np.ones(size)
    for rule in problem.rules:
        if isinstance(rule, Pin | Forbid):
            at = (pairs.left == int(rule.left[1:])) & (pairs.right == int(rule.right[1:]))
            (lower if isinstance(rule, Pin) else upper)[at] = float(isinstance(rule, Pin))
    limits = rows_of(problem)
    indices = [np.flatnonzero(which) for which, _, _ in limits]
    highs = highspy.Highs()
    for option, value in (
        ("output_flag", False),
        ("threads", 1),
        ("mip_rel_gap", 1e-4),
        ("time_limit", 200.0),
    ):
        highs.setOptionValue(option, value)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_, model.sense_ = size, len(limits), highspy.ObjSense.kMaximize
    model.col_cost_, model.col_lower_, model.col_upper_ = problem.gain.astype(float), lower, upper
    model.row_lower_ = np.array([low for _, low, _ in limits], float)
    model.row_upper_ = np.array([high for _, _, high in limits], float)
    matrix = model.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_ = np.cumsum([0, *map(len, indices)])
    matrix.index_, matrix.value_ = np.concatenate(indices), np.ones(sum(map(len, indices)))
    model.integrality_ = [highspy.HighsVarType.kInteger] * size
    highs.passModel(model)
    highs.run()
    made = np.array(highs.getSolution().col_value) > 0.5
    return int(problem.gain[made].sum())


def rows_of(problem: Problem) -> list[tuple[Matrix, float, float]]:
    """Every limit as (which pairs count, at least, at most)."""
    ends = problem.pairs.left, problem.pairs.right
    sides = problem.left, problem.others

    def within(side: int, wanted: Groups) -> Matrix:
        member = np.array([belongs(city.groups, wanted) for city in sides[side]])
        return np.asarray(member[ends[side]])

    rows: list[tuple[Matrix, float, float]] = [
        (ends[side] == city, 0, 1) for side in (0, 1) for city in range(len(sides[side]))
    ]
    for rule in problem.rules:
        match rule:
            case AtMost(side, wanted, count):
                rows.append((within(int(side is Side.RIGHT), wanted), 0, count))
            case AtLeast(side, wanted, count):
                rows.append((within(int(side is Side.RIGHT), wanted), count, float("inf")))
            case AtMostPairs(left, right, count):
                both = within(0, left) & within(1, right)
                if both.sum() > count:
                    rows.append((both, 0, count))
    return rows


def constrained_large(cities: int) -> Iterator[Bar]:
    """Bar 7 at 2,000: the prototype took 105 s."""
    made = round_of(cities)
    plain = made.problem()
    mate = plain.pairs.right[solve.best(plain).rows]
    problem = made.problem(rules_of(made, mate))
    start = process_time()
    ours = constrained.best(problem)
    took = process_time() - start
    proven = ours.bound == total(problem, ours.rows)
    told = f"{seconds(took)}, {'proven' if proven else 'NOT proven'}"
    yield Bar(7, f"n = {cities:,}", told, "≤ 42 s (0.4 × 105 s)", took <= 42 and proven)


def trade_off(cities: int, seeds: int) -> Iterator[Bar]:
    """Bar 8: blocking pairs left at a loss of at most 1.5 %, as a share of those of the best total."""
    shares, times, dominated = [], [], 0
    for seed in range(seeds):
        problem = round_of(cities, seed).problem(mode=Mode.TRADEOFF, max_loss=Fraction(15, 1000))
        best = solve.best(problem)
        start = process_time()
        answer = solve.matched(problem)
        times.append(process_time() - start)
        left = measures.blocking(problem, answer.rows)
        shares.append(left / measures.blocking(problem, best.rows))
        by_greed = greedy(problem)
        better = total(problem, answer.rows) >= total(problem, by_greed)
        dominated += better and left <= measures.blocking(problem, by_greed)
    told = f"{median(shares):.2f} (median of {seeds}; {seconds(median(times))}; greedy dominated {dominated} times)"
    yield Bar(8, f"n = {cities}", told, "≤ 0.35", median(shares) <= 0.35 and dominated == seeds)


def greedy(problem: Problem) -> Matrix:
    """The best pair, then the best of the rest, and so on."""
    taken: tuple[set[int], set[int]] = (set(), set())
    rows = []
    for row in np.lexsort((problem.pairs.right, problem.pairs.left, -problem.gain)).tolist():
        ends = int(problem.pairs.left[row]), int(problem.pairs.right[row])
        if problem.gain[row] > 0 and ends[0] not in taken[0] and ends[1] not in taken[1]:
            rows.append(row)
            taken[0].add(ends[0])
            taken[1].add(ends[1])
    return np.array(sorted(rows))


def fairest(cities: int, most: float, rounds: int) -> Iterator[Bar]:
    """Bar 9: exact leximin over cities. (Equal to brute force: tests/matching.)"""
    problem = round_of(cities).problem(mode=Mode.LEXIMIN)
    best = solve.best(problem)
    taken = alternating({"leximin": partial(leximin.leximin, problem, best, lambda *told: None)}, rounds)
    took = median(taken["leximin"])
    yield Bar(9, f"n = {cities:,}", seconds(took), f"≤ {seconds(most)}", took <= most)


def one_pool(cities: int) -> tuple[Problem, Matrix]:
    """One pool: what each city gets from each other one."""
    made = pool_of(cities)
    one = made.values()[0]
    left, right = np.triu_indices(cities, 1)
    pairs = Pairs(left, right, one[left, right], one[right, left])
    names = tuple(City(f"l{at:05}") for at in range(cities))
    return Problem(names, None, pairs), one + one.T


def pool_round(cities: int, wanted: float) -> Iterator[Bar]:
    """Bar 10: one pool, beside blossom over all pairs; its total is the proof's check."""
    problem, weight = one_pool(cities)
    runs = {"koinon": lambda: pool.best(problem, lambda *told: None)}
    taken = alternating(runs, 3)
    ours, took = pool.best(problem, lambda *told: None), median(taken["koinon"])
    gap = (ours.bound - total(problem, ours.rows)) / ours.bound * 100
    if cities > 500 or not find_spec("rustworkx"):
        yield Bar(10, f"n = {cities:,}, gap", f"{gap:.4f} % ({seconds(took)})", "≤ 0.005 %", gap <= 0.005)
        return
    start = process_time()
    blossom = peers.rustworkx_pool(weight)
    peer = process_time() - start
    if blossom != total(problem, ours.rows):
        raise ArithmeticError("rustworkx disagrees in one pool")
    told = f"{peer / took:.0f} × faster ({seconds(took)} : {seconds(peer)}; gap {gap:g} %)"
    yield Bar(
        10, f"n = {cities:,} beside rustworkx", told, f"≥ {wanted:g}", peer / took >= wanted and gap == 0
    )
