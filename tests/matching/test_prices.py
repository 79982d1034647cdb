"""Every price equals solving again; all of them come from one all-pairs shortest path."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from koinon.matching import bipartite, prices
from koinon.matching.answer import silent
from koinon.matching.matchings import Infeasible
from koinon.matching.problem import City, Problem, problem
from koinon.matching.refusals import Cancelled
from koinon.matching.repricing import Again, again
from koinon.matching.rules import Forbid, Pin, Rule
from koinon.matching.solve import best, described, solve

from .rounds import rounds


def both_ways(round_: Problem) -> None:
    """The prices read off the duals are the prices of solving again, pair by pair."""
    try:
        answer = described(round_, bipartite.best(round_))
    except Infeasible:
        return
    at_once = prices.of_flow(bipartite.solved(bipartite.task(round_)))
    assert at_once == again(round_, answer, bipartite.best, silent)


@settings(max_examples=120, deadline=None)
@given(rounds(counting=False, most=6))
def test_small_rounds(round_: Problem) -> None:
    both_ways(round_)


@pytest.mark.parametrize("seed", range(6))
def test_larger_rounds(seed: int) -> None:
    dice = np.random.default_rng(seed)
    left = [City(f"l{at:02}", int(dice.choice([1, 1, 2])), int(dice.integers(0, 9))) for at in range(14)]
    right = [City(f"r{at:02}", int(dice.choice([0, 1, 1, 3])), int(dice.integers(0, 9))) for at in range(12)]
    rows = [
        (a.id, b.id, int(dice.integers(0, 40)), int(dice.integers(0, 40)))
        for a in left
        for b in right
        if dice.random() < 0.8
    ]
    open_to_all = [row for row in rows if row[1] not in {b.id for b in right if not b.capacity}]
    rules: list[Rule] = [Pin(*open_to_all[7][:2]), Forbid(*rows[0][:2])]
    both_ways(problem(left, right, rows, rules, everyone=seed % 2 == 1))


@settings(max_examples=40, deadline=None)
@given(rounds(most=3) | rounds(pool=True, most=3))
def test_the_programme_that_is_kept_and_solving_from_nothing_agree(round_: Problem) -> None:
    try:
        rows = best(round_).rows.tolist()
    except Infeasible:
        return
    totals = Again(round_, best)
    for row in totals.place:
        assert totals.total(row, row not in rows) == totals.anew(row, row not in rows)


@pytest.mark.parametrize("seed", range(2))
def test_a_pool_of_nine(seed: int) -> None:
    """Odd rings of halves are cut off, so that hardly a pair has to be solved for from nothing."""
    dice = np.random.default_rng(seed)
    pool = [City(f"c{at:02}", int(dice.choice([1, 1, 1, 2]))) for at in range(9)]
    rows = [
        (a.id, b.id, int(dice.integers(0, 9)), int(dice.integers(0, 9)))
        for at, a in enumerate(pool)
        for b in pool[at + 1 :]
    ]
    round_ = problem(pool, None, rows)
    chosen = best(round_).rows.tolist()
    totals = Again(round_, best)
    for row in totals.place:
        assert totals.total(row, row not in chosen) == totals.anew(row, row not in chosen)


def test_a_pair_nobody_can_make_has_no_price() -> None:
    cities = [City("a"), City("b")], [City("x"), City("y")]
    rows = [("a", "x", 3, 3), ("a", "y", 2, 2), ("b", "x", 1, 1)]
    found = solve(problem(*cities, rows, [Pin("a", "x"), Forbid("b", "x")]), prices=True).prices
    assert found is not None
    assert found.force == (("a", "x", 0), ("a", "y", None), ("b", "x", None))
    assert found.forbid == (("a", "x", None),)


def test_with_everyone_a_forced_pair_can_leave_fewer_pairs_and_more_worth() -> None:
    rows = [("a", "x", 9, 9), ("a", "y", 1, 0), ("b", "x", 0, 1)]
    round_ = problem([City("a"), City("b")], [City("x"), City("y")], rows, everyone=True)
    found = solve(round_, prices=True)
    assert (found.total, found.prices and found.prices.force[0]) == (2, ("a", "x", -16))


def test_pricing_can_be_cancelled() -> None:
    pool = problem([City(name) for name in "abc"], None, [("a", "b", 1, 1), ("b", "c", 1, 1)])

    def impatient(doing: str, lower: int, upper: int) -> None:
        if doing == "pricing":
            raise Cancelled

    with pytest.raises(Cancelled):
        solve(pool, prices=True, reporter=impatient)


@settings(max_examples=30, deadline=None)
@given(rounds(counting=False))
def test_pinning_a_chosen_pair_changes_nothing(round_: Problem) -> None:
    try:
        rows = bipartite.best(round_).rows
    except Infeasible:
        return
    for row in rows.tolist():
        ends = round_.left[round_.pairs.left[row]].id, round_.others[round_.pairs.right[row]].id
        again = bipartite.best(replace(round_, rules=(*round_.rules, Pin(*ends))))
        assert again.rows.tolist() == rows.tolist()
