"""Every mode under every kind of rule answers what trying everything answers."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koinon.matching.answer import Answer, Status
from koinon.matching.problem import Mode, Problem
from koinon.matching.solve import solve

from . import brute
from .rounds import rounds

SIDES = pytest.mark.parametrize("pool", [False, True], ids=["two sides", "one pool"])
pytestmark = pytest.mark.slow


def agree(round_: Problem) -> Answer:
    """Solve it both ways; the answers are the same, and rules that must give way are as few."""
    told, tried = solve(round_), brute.solve(round_)
    if tried.status is Status.INFEASIBLE:
        assert told.status is Status.INFEASIBLE
        assert tuple(part.rule for part in told.relax) == brute.smallest_relaxation(round_)
        assert all(part.why for part in told.relax)
        return told
    assert told.bound >= tried.bound
    assert replace(told, status=tried.status, bound=tried.bound) == tried
    return told


@SIDES
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_the_best_total(pool: bool, data: st.DataObject) -> None:
    told = agree(data.draw(rounds(Mode.BEST, pool=pool)))
    if told.status is not Status.INFEASIBLE:
        assert (told.status, told.bound) == (Status.OPTIMAL, told.total)


@SIDES
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_the_best_total_without_quotas(pool: bool, data: st.DataObject) -> None:
    agree(data.draw(rounds(Mode.BEST, pool=pool, counting=False)))


@SIDES
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_the_worst_off_raised_first(pool: bool, data: st.DataObject) -> None:
    told = agree(data.draw(rounds(Mode.LEXIMIN, pool=pool)))
    assert told.status is not Status.FEASIBLE


@SIDES
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_the_trade_off(pool: bool, data: st.DataObject) -> None:
    round_ = data.draw(rounds(Mode.TRADEOFF, pool=pool))
    told = solve(round_)
    if told.status is Status.FEASIBLE:
        tried = brute.solve(round_)
        assert tried.blocking_pairs <= told.blocking_pairs
        assert told.total >= brute.least_total(round_, tried.bound)
    else:
        agree(round_)


@pytest.mark.parametrize("mode", [Mode.STABLE_LEFT, Mode.STABLE_RIGHT])
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_stable_on_two_sides(mode: Mode, data: st.DataObject) -> None:
    agree(data.draw(rounds(mode)))


@settings(max_examples=80, deadline=None)
@given(rounds(Mode.STABLE_LEFT, pool=True))
def test_stable_in_one_pool(round_: Problem) -> None:
    told, choices = solve(round_), brute.stable_choices(round_)
    if not choices:
        assert (told.status, told.pairs) == (Status.INFEASIBLE, ())
        assert tuple(part.rule for part in told.relax) == brute.smallest_relaxation(round_)
        return
    first = min(choices)
    assert replace(told, bound=0) == replace(brute.described(round_, first), bound=0)


@SIDES
@pytest.mark.parametrize("counting", [False, True], ids=["free", "quotas"])
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_prices(pool: bool, counting: bool, data: st.DataObject) -> None:
    """What forcing every pair costs, and what forbidding each chosen one."""
    round_ = data.draw(rounds(Mode.BEST, pool=pool, counting=counting, most=3))
    told = solve(round_, prices=True)
    made = brute.best(round_)
    if made is None:
        assert told.prices is None
        return
    assert told.prices is not None
    barred, pinned = brute.forbidden(round_), brute.pinned(round_)
    force = {
        brute.names(round_, pair): None if pair in barred else brute.price_of_forcing(round_, pair)
        for pair in range(len(round_.pairs))
    }
    forbid = {
        brute.names(round_, pair): None if pair in pinned else brute.price_of_forbidding(round_, pair)
        for pair in made
    }
    assert {(one, two): loss for one, two, loss in told.prices.force} == force
    assert {(one, two): loss for one, two, loss in told.prices.forbid} == forbid
    assert list(told.prices.force) == sorted(told.prices.force, key=lambda price: price[:2])
