"""The best total in one pool: the double cover's proof against the general programme and against trying everything."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from koinon.matching import constrained, pool
from koinon.matching.problem import City, Pairs, Problem, problem
from koinon.matching.reduction import reduce

from . import brute
from .made import one_pool
from .rounds import rounds


@settings(max_examples=80, deadline=None)
@given(rounds(pool=True, counting=False, ruled=False))
def test_any_pool_is_paired_as_trying_everything_pairs_it(round_: Problem) -> None:
    told = pool.best(round_)
    tried = brute.best(round_)
    assert tried is not None
    assert (tuple(told.rows.tolist()), told.bound) == (tried, brute.total(round_, tried))


@pytest.mark.parametrize(("size", "highest"), [(20, 3), (31, 12), (30, 5000)])
@pytest.mark.parametrize("everyone", [False, True])
def test_ties_are_broken_as_the_general_programme_breaks_them(
    size: int, highest: int, everyone: bool
) -> None:
    dice = np.random.default_rng(size)
    shape = one_pool(size, size)
    values = dice.integers(0, highest + 1, (2, len(shape.pairs)))
    cities = tuple(replace(city, outside=int(dice.integers(0, highest // 2 + 1))) for city in shape.left)
    round_ = replace(shape, left=cities, everyone=everyone)
    round_ = replace(round_, pairs=Pairs(shape.pairs.left, shape.pairs.right, values[0], values[1]))
    told, other = pool.best(round_), constrained.best(round_)
    assert (told.rows.tolist(), told.bound) == (other.rows.tolist(), other.bound)


def test_two_hundred_cities_are_proven() -> None:
    round_ = one_pool(200, 5)
    told = pool.best(round_)
    assert told.proven
    assert told.bound == int(round_.gain[told.rows].sum())
    assert len(told.rows) == 100


def test_three_cities_make_one_pair() -> None:
    """The double cover makes a triangle of halves worth 3; two cities in it are worth 2."""
    cities = [City(name) for name in "abc"]
    round_ = problem(cities, None, [("a", "b", 1, 1), ("b", "c", 1, 1), ("c", "a", 1, 1)])
    told = pool.best(round_)
    assert (told.rows.tolist(), told.bound) == ([0], 2)
    rows = np.arange(3)
    cover = pool.covered(round_, rows, round_.gain, reduce(round_))
    assert (len(cover.found), cover.slack, cover.sole) == (1, 1, False)


def test_an_odd_ring_is_opened_where_it_costs_least() -> None:
    table = np.zeros((5, 5), np.int64)
    for at, worth in enumerate([10, 1, 10, 2, 3]):
        table[at, (at + 1) % 5] = table[(at + 1) % 5, at] = worth
    assert pool.split(table, np.array([1, 2, 3, 4, 0])).tolist() == [1, 0, 3, 2, -1]
    assert pool.split(table, np.array([1, 2, 3, -1, -1])).tolist() == [1, 0, 3, 2, -1]


def test_a_city_left_out_is_brought_in_by_exchange() -> None:
    table = np.array([[0, 5, 1, 0], [5, 0, 4, 0], [1, 4, 0, 0], [0, 0, 0, 0]])
    table[0, 3] = table[3, 0] = 3
    assert pool.improved(table, np.array([1, 0, -1, -1])).tolist() == [3, 2, 1, 0]
