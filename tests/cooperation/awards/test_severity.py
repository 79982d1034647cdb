"""Severity of judges: the additive model against a general least-squares solver, and what it must not do."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koinon.cooperation.awards.severity import Given, freed, mildness

scores = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 4), st.integers(0, 100)),
    max_size=24,
    unique_by=lambda one: one[:2],
).map(lambda rows: [Given(entry, judge, float(score)) for entry, judge, score in rows])


def shared_only(rows: list[Given]) -> list[Given]:
    count = {entry: sum(row.entry == entry for row in rows) for entry in {row.entry for row in rows}}
    return [row for row in rows if count[row.entry] > 1]


@settings(max_examples=40)
@given(scores)
def test_the_model_is_the_least_squares_one_of_least_length(rows: list[Given]) -> None:
    shared, told = shared_only(rows), mildness(rows)
    judges, entries = sorted({one.judge for one in shared}), sorted({one.entry for one in shared})
    if not shared:
        assert all(one.model is None for one in told.values())
        return
    matrix = np.zeros((len(shared), len(entries) + len(judges)))
    for at, row in enumerate(shared):
        matrix[at, entries.index(row.entry)] = 1
        matrix[at, len(entries) + judges.index(row.judge)] = 1
    values = np.array([row.score for row in shared])
    # The entries' worth eliminated, as the model says: what is left is solved with the shortest answer.
    ones, theirs = matrix[:, : len(entries)], matrix[:, len(entries) :]
    rest = np.eye(len(shared)) - ones @ np.linalg.pinv(ones)
    expected = np.linalg.pinv(theirs.T @ rest @ theirs) @ theirs.T @ rest @ values
    assert [told[judge].model for judge in judges] == pytest.approx(list(expected), abs=1e-6)


@settings(max_examples=30)
@given(scores)
def test_severity_freed_of_itself_is_none(rows: list[Given]) -> None:
    told = mildness(rows)
    again = mildness([Given(row.entry, row.judge, row.score - (told[row.judge].model or 0)) for row in rows])
    assert all(one.model is None or one.model == pytest.approx(0, abs=1e-6) for one in again.values())


def test_a_severe_judge_no_longer_costs_an_entry_its_place() -> None:
    """Entry 3 is as good as 1, but was given to the severe judge alone with a middling one."""
    worth = {1: 80.0, 2: 60.0, 3: 80.0}
    hand = {1: 10.0, 2: 0.0, 3: -10.0}
    rows = [
        Given(entry, judge, worth[entry] + hand[judge])
        for entry, judges in ((1, (1, 2)), (2, (1, 2, 3)), (3, (2, 3)))
        for judge in judges
    ]
    told = mildness(rows)
    assert [round(told[judge].model or 0, 6) for judge in (1, 2, 3)] == [10, 0, -10]
    assert [told[judge].shared for judge in (1, 2, 3)] == [2, 3, 2]
    means = freed(rows, {judge: one.model for judge, one in told.items()})
    assert means[1] == pytest.approx(means[3])
    assert means[1] > means[2]


def test_deviation_is_from_the_others_of_the_same_entry() -> None:
    told = mildness([Given(1, 1, 90), Given(1, 2, 60), Given(1, 3, 60), Given(2, 1, 50)])
    assert (told[1].deviation, told[1].given, told[1].shared) == (30, 2, 1)
    assert told[2].deviation == -15
    assert mildness([Given(1, 1, 50)])[1].deviation is None


def test_groups_that_share_nothing_are_not_compared() -> None:
    rows = [Given(1, 1, 90), Given(1, 2, 70), Given(2, 3, 20), Given(2, 4, 10)]
    told = mildness(rows)
    for pair in pairwise((1, 2)):
        assert sum(told[judge].model or 0 for judge in pair) == pytest.approx(0)
    assert told[3].model == pytest.approx(5)
