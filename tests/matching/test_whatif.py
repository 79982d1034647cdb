"""What if, warm, against solving again; and what every pair costs, against solving again with the pair made."""

from collections.abc import Callable

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from koinon.matching import features
from koinon.matching.distances import all_costs
from koinon.matching.problem import Ints
from koinon.matching.whatif import Effect, WhatIf


def by_scipy(gains: Ints) -> int:
    if not gains.size:
        return 0
    wanted = np.maximum(gains, 0)
    rows, columns = linear_sum_assignment(wanted, maximize=True)
    return int(wanted[rows, columns].sum())


def set_to(gains: Ints, left: int, right: int, gain: int) -> Ints:
    changed = gains.copy()
    changed[left, right] = gain
    return changed


def without(gains: Ints, left: int, right: int) -> Ints:
    return np.delete(np.delete(gains, left, 0), right, 1)


@pytest.fixture(params=range(60))
def round_of(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> tuple[Ints, WhatIf]:
    """A random round and its best answer, every other time from few candidates."""
    random = np.random.default_rng(request.param)
    gains = random.integers(-5, 4 + request.param, random.integers(2, 12, 2))
    if request.param % 2:
        monkeypatch.setattr(features, "SMALL", 0)
        monkeypatch.setattr(features, "FIRST", 2)
    return gains, WhatIf(features.best(gains, np.eye(gains.shape[1], dtype=np.int64)))


def test_every_question_is_answered_as_if_solved_again(round_of: tuple[Ints, WhatIf]) -> None:
    gains, what_if = round_of
    left, right, before = len(gains) // 2, gains.shape[1] // 3, by_scipy(gains)
    random = np.random.default_rng(len(gains))
    row, column = (random.integers(-5, 30, (size,)) for size in gains.shape[::-1])
    pinned = int(gains[left, right]) + by_scipy(without(gains, left, right))
    questions: list[tuple[Callable[[], Effect], int]] = [
        (lambda: what_if.forbid(left, right), by_scipy(set_to(gains, left, right, -1))),
        (lambda: what_if.reweigh(left, right, 37), by_scipy(set_to(gains, left, right, 37))),
        (lambda: what_if.pin(left, right), pinned),
        (lambda: what_if.leave_left(left), by_scipy(np.delete(gains, left, 0))),
        (lambda: what_if.leave_right(right), by_scipy(np.delete(gains, right, 1))),
        (lambda: what_if.join_left(row), by_scipy(np.vstack((gains, row)))),
        (lambda: what_if.join_right(column), by_scipy(np.column_stack((gains, column)))),
    ]
    for ask, expected in questions:
        effect = ask()
        assert effect.total <= expected
        assert effect.proven().total == expected
    assert what_if.pin(left, right).proven().mate[left] == right
    assert what_if.best.sparse.value == what_if.best.total == before


@pytest.mark.parametrize("seed", range(12))
def test_larger_rounds_with_many_ties_are_mended_from_both_ends(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = np.random.default_rng(seed)
    monkeypatch.setattr(features, "SMALL", 0)
    monkeypatch.setattr(features, "FIRST", 4)
    rows, columns = (40, 40) if seed % 3 else random.integers(20, 50, 2).tolist()
    most = (4, 60, 5000)[seed % 3]
    gains = random.integers(-most if seed % 2 else 1, most, (rows, columns))
    ask = WhatIf(features.best(gains, np.eye(columns, dtype=np.int64)))
    for left, right in zip(
        random.integers(0, rows, 5).tolist(), random.integers(0, columns, 5).tolist(), strict=True
    ):
        mate = max(0, int(ask.best.mate[left]))
        pinned = int(gains[left, right]) + by_scipy(without(gains, left, right))
        answers = (
            (ask.pin(left, right), pinned),
            (ask.forbid(left, mate), by_scipy(set_to(gains, left, mate, -1))),
            (ask.reweigh(left, right, most), by_scipy(set_to(gains, left, right, most))),
            (ask.leave_left(left), by_scipy(np.delete(gains, left, 0))),
            (ask.join_right(gains[:, right]), by_scipy(np.column_stack((gains, gains[:, right])))),
        )
        for effect, expected in answers:
            assert effect.total <= expected
            proven = effect.proven()
            assert proven.total == expected
            assert_consistent(proven)


def assert_consistent(effect: Effect) -> None:
    """Prices are valid, and both sides agree on the pairs."""
    state = effect.state
    assert (state.u >= 0).all()
    assert (state.v >= 0).all()
    made = np.flatnonzero(state.mate >= 0)
    assert (state.holder[state.mate[made]] == made).all()
    assert np.count_nonzero(state.holder >= 0) == len(made)
    assert (state.u[state.mate < 0] == 0).all()
    assert (state.v[state.holder < 0] == 0).all()


def test_the_cost_of_every_pair_is_that_of_solving_again(round_of: tuple[Ints, WhatIf]) -> None:
    gains, what_if = round_of
    best, costs = what_if.best, all_costs(what_if.best)
    for left, right in np.ndindex(*gains.shape):
        forced = int(gains[left, right]) + by_scipy(without(gains, left, right))
        assert costs.force[left, right] == best.total - forced
    for left, right in best.pairs.tolist():
        assert costs.forbid[left] == best.total - by_scipy(set_to(gains, left, right, -1))
