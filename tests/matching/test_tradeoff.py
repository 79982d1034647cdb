"""The trade-off: within the loss, fewer blocking pairs; the fewest where it says so."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koinon.matching import tradeoff, unrest
from koinon.matching.measures import blocking, blocking_rows
from koinon.matching.problem import Mode, Problem
from koinon.matching.reduction import reduce
from koinon.matching.solve import best

from . import brute
from .made import one_pool, two_sides
from .rounds import rounds

SMALL_LOSS = Fraction(15, 1000)


@settings(max_examples=40, deadline=None)
@given(rounds(Mode.TRADEOFF, ruled=False, most=3))
def test_small_rounds_are_proven_and_first_in_order(round_: Problem) -> None:
    told = tradeoff.tradeoff(round_, best(round_))
    assert told.proven
    assert tuple(told.rows.tolist()) == brute.tradeoff(round_)


@settings(max_examples=100, deadline=None)
@given(rounds(Mode.TRADEOFF), st.data())
def test_blocking_pairs_are_counted_as_the_measure_counts_them(round_: Problem, data: st.DataObject) -> None:
    choices = brute.allowed(round_, tuple(rule for rule in round_.rules))
    if not choices:
        return
    made = np.array(data.draw(st.sampled_from(choices)), np.int64)
    left = reduce(round_)
    seen = unrest.unrest(round_, left)
    chosen = np.searchsorted(seen.rows, np.setdiff1d(made, left.pins))
    assert seen.rows[seen.blocking(chosen)].tolist() == blocking_rows(round_, made).tolist()
    assert seen.total(chosen) == brute.total(round_, tuple(made.tolist()))


def test_what_cures_a_blocking_pair_is_at_least_as_dear_to_one_of_its_cities() -> None:
    round_ = two_sides(6, 0)
    seen = unrest.unrest(round_, reduce(round_))
    blocked = np.array([7, 20])
    cured = seen.cures(blocked)
    for pair in range(len(seen.rows)):
        expected = sum(
            pair == at
            or any(
                end.city[pair] == end.city[at] and end.value[pair] >= end.value[at]
                for end in (seen.first, seen.second)
            )
            for at in blocked.tolist()
        )
        assert cured[pair] == expected


@pytest.mark.slow
def test_fifty_cities_lose_two_thirds_of_their_blocking_pairs_for_little() -> None:
    shares = []
    for seed in range(4):
        round_ = replace(two_sides(50, seed), mode=Mode.TRADEOFF, max_loss=SMALL_LOSS)
        first = best(round_)
        told = tradeoff.tradeoff(round_, first)
        assert int(round_.gain[told.rows].sum()) >= first.bound - int(first.bound * SMALL_LOSS)
        shares.append(blocking(round_, told.rows) / max(1, blocking(round_, first.rows)))
    assert float(np.median(shares)) <= 0.35


def test_a_loss_that_allows_a_stable_answer_brings_it() -> None:
    round_ = replace(two_sides(30, 1), mode=Mode.TRADEOFF, max_loss=Fraction(1, 2))
    told = tradeoff.tradeoff(round_, best(round_))
    assert (blocking(round_, told.rows), told.proven) == (0, True)


def test_no_loss_allowed_keeps_the_best_total() -> None:
    round_ = replace(one_pool(24, 1), mode=Mode.TRADEOFF)
    first = best(round_)
    told = tradeoff.tradeoff(round_, first)
    assert int(round_.gain[told.rows].sum()) == first.bound == told.bound


def test_more_loss_never_means_more_unrest() -> None:
    counts = []
    for percent in (0, 1, 3, 6):
        round_ = replace(two_sides(14, 4), mode=Mode.TRADEOFF, max_loss=Fraction(percent, 100))
        told = tradeoff.tradeoff(round_, best(round_))
        assert told.proven
        counts.append(blocking(round_, told.rows))
    assert counts == sorted(counts, reverse=True)
