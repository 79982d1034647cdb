"""Rounds given by features: the best of all pairs, proven and canonical, whatever the blocks, and without numba."""

import hashlib
import os
import subprocess
import sys
from itertools import product

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from koinon.matching import deferred_arrays, features
from koinon.matching.problem import Ints
from koinon.matching.refusals import Unusable
from koinon.matching.scores import Scores

KEPT = 1 << 20


def by_scipy(gains: Ints) -> int:
    wanted = np.maximum(gains, 0)
    left, right = linear_sum_assignment(wanted, maximize=True)
    return int(wanted[left, right].sum())


def canonical(gains: Ints) -> tuple[tuple[int, int], ...]:
    """By trying everything: best total, then fewest pairs, then the smallest list."""
    rows, columns = gains.shape
    answers = []
    for choice in product(range(-1, columns), repeat=rows):
        made = tuple((row, column) for row, column in enumerate(choice) if column >= 0)
        used = [column for _, column in made]
        if len(set(used)) == len(used) and all(gains[pair] > 0 for pair in made):
            answers.append((-sum(int(gains[pair]) for pair in made), len(made), made))
    return min(answers)[2]


def drawn(seed: int, most: int, top: int) -> Ints:
    random = np.random.default_rng(seed)
    rows, columns = random.integers(1, most, 2)
    return random.integers(-2, top, (rows, columns))


def identity(gains: Ints) -> Ints:
    return np.eye(gains.shape[1], dtype=np.int64)


@pytest.mark.parametrize("seed", range(120))
def test_the_answer_is_the_canonical_one(seed: int) -> None:
    gains = drawn(seed, 6, 3 + seed % 4)
    answer = features.best(gains, identity(gains))
    assert tuple(map(tuple, answer.pairs.tolist())) == canonical(gains)
    assert answer.total == answer.bound == by_scipy(gains)


@pytest.mark.parametrize("seed", range(40))
def test_few_candidates_and_any_blocks_give_the_same(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    gains = drawn(seed, 40, 2 + seed % 25)
    expected = features.best(gains, identity(gains))
    monkeypatch.setattr(features, "SMALL", 0)
    monkeypatch.setattr(features, "FIRST", 1 + seed % 5)
    monkeypatch.setattr(features, "MORE", 1 + seed % 3)
    scores = Scores(gains, identity(gains), block=1 + 37 * (seed % 7), kept=(seed % 3) * KEPT)
    answer = features.best_of(scores)
    assert answer.mate.tobytes() == expected.mate.tobytes()
    assert answer.total == answer.bound == by_scipy(gains)


def test_a_gap_stops_early_and_is_proven() -> None:
    random = np.random.default_rng(1)
    left, right = random.integers(0, 50, (300, 5)), random.integers(0, 50, (300, 5))
    best, near = features.best(left, right), features.best(left, right, gap=0.05)
    assert near.total <= best.total <= near.bound
    assert near.bound - near.total <= 0.05 * near.bound


def test_more_on_one_side_and_worth_nothing() -> None:
    gains = np.array([[5, 5, 5], [0, -3, 0]])
    answer = features.best(gains, identity(gains))
    assert answer.pairs.tolist() == [[0, 0]]


def test_scores_beyond_16_and_32_bits() -> None:
    for scale in (1 << 14, 1 << 30, 1 << 48):
        gains = np.array([[3, 2], [2, 0]]) * scale
        assert features.best(gains, identity(gains)).total == 4 * scale


@pytest.mark.parametrize(
    ("left", "right", "told"),
    [
        (np.zeros((0, 2)), np.zeros((3, 2)), "empty"),
        (np.ones((2, 2)), np.ones((3, 3)), "same columns"),
        (np.array([[0.5]]), np.array([[1.0]]), "whole"),
        (np.array([[np.nan]]), np.array([[1.0]]), "whole"),
        (np.array([[np.inf]]), np.array([[1.0]]), "whole"),
        (np.array([[1 << 30]]), np.array([[1 << 30]]), "2^53"),
    ],
)
def test_features_without_meaning_are_refused(left: Ints, right: Ints, told: str) -> None:
    with pytest.raises(Unusable, match=told.replace("^", r"\^")):
        features.best(left, right)


SAME = """
import hashlib, sys, numpy as np
from koinon.matching import accelerated, deferred_arrays, distances, features, whatif
assert accelerated.FAST is (sys.argv[1] == "fast")
for cities in (12, 60, 160):
    random = np.random.default_rng(cities)
    left, right = random.integers(-2, 9, (cities, 5)), random.integers(0, 9, (cities, 5))
    best = features.best(left, right)
    stable = deferred_arrays.stable(left @ right.T, right @ left.T)
    costs = distances.all_costs(best) if cities < 60 else ()
    later = whatif.WhatIf(best).forbid(0, int(best.mate[0])).proven() if cities < 160 else best
    facts = [best.mate, stable, *costs, np.array([best.total, best.bound, later.total])]
    print(hashlib.sha256(b"".join(fact.tobytes() for fact in facts)).hexdigest())
"""


def told_by(name: str, **environment: str) -> str:
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", SAME, name],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout


@pytest.mark.slow
def test_plain_and_compiled_give_the_same_bytes() -> None:
    fast = told_by("fast", NUMBA_NUM_THREADS="2", OPENBLAS_NUM_THREADS="2")
    assert len(fast.split()) == 3
    assert fast == told_by("fast", NUMBA_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    assert fast == told_by("plain", KOINON_PLAIN="1")


@pytest.mark.parametrize("seed", range(60))
def test_deferred_acceptance_leaves_no_blocking_pair(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deferred_arrays, "LISTED", 1 + seed % 9)
    monkeypatch.setattr(deferred_arrays, "AHEAD", 1 + seed % 2)
    random = np.random.default_rng(seed)
    values, likes = random.integers(-2, 6, (2, *random.integers(1, 9, 2)))
    mate = deferred_arrays.stable(values, likes)
    holder = {int(column): row for row, column in enumerate(mate) if column >= 0}
    assert len(holder) == int((mate >= 0).sum())
    for row, column in product(*map(range, values.shape)):
        if values[row, column] <= 0 or likes[row, column] <= 0 or mate[row] == column:
            assert mate[row] != column or min(values[row, column], likes[row, column]) > 0
            continue
        own, rival = mate[row], holder.get(column)
        wants = own < 0 or (values[row, column], -column) > (values[row, own], -own)
        wanted = rival is None or (likes[row, column], -row) > (likes[rival, column], -rival)
        assert not (wants and wanted)


def test_deferred_acceptance_reads_long_lists_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(5)
    values, likes = random.integers(1, 400, (2, 120, 90))
    whole = deferred_arrays.stable(values, likes)
    monkeypatch.setattr(deferred_arrays, "LISTED", 4)
    monkeypatch.setattr(deferred_arrays, "AHEAD", 3)
    monkeypatch.setattr(deferred_arrays, "ROWS", 500)
    digests = {
        hashlib.sha256(mate.tobytes()).digest() for mate in (whole, deferred_arrays.stable(values, likes))
    }
    assert len(digests) == 1
