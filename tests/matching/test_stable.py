"""Stable answers by deferred acceptance and by Irving's table, against each other and against trying everything."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from koinon.matching import deferred, roommates
from koinon.matching.matchings import Infeasible
from koinon.matching.measures import blocking, worths
from koinon.matching.problem import City, Mode, Problem, problem
from koinon.matching.reduction import reduce
from koinon.matching.rules import Pin

from . import brute
from .made import one_pool, two_sides
from .rounds import rounds

LEFT, RIGHT = Mode.STABLE_LEFT, Mode.STABLE_RIGHT


def in_pool(round_: Problem) -> tuple[int, ...] | None:
    try:
        return tuple(deferred.stable(round_).rows.tolist())
    except Infeasible:
        return None


@settings(max_examples=100, deadline=None)
@given(rounds(LEFT, pool=True, ruled=False))
def test_one_pool_answers_the_first_stable_choice(round_: Problem) -> None:
    assert in_pool(round_) == min(brute.stable_choices(round_), default=None)


@settings(max_examples=60, deadline=None)
@given(rounds(LEFT, ruled=False))
def test_both_ends_bound_every_stable_choice(round_: Problem) -> None:
    """No city of a side has a higher rank in any stable choice than in the one its side proposes; nor a lower one."""
    best, worst = (tuple(deferred.stable(replace(round_, mode=mode)).rows.tolist()) for mode in (LEFT, RIGHT))

    def ranks(made: tuple[int, ...], city: brute.End) -> list[tuple[int, int]]:
        return sorted(brute.rank(round_, pair, city) for pair in brute.partners(round_, made, city))

    for made in brute.stable_choices(round_):
        for city in brute.cities(round_):
            ends = ranks(best, city), ranks(made, city), ranks(worst, city)
            mine = ends if city[0] == "left" else ends[::-1]
            for high, middle, low in zip(*mine, strict=True):
                assert high <= middle <= low


@pytest.mark.parametrize("mode", [LEFT, RIGHT])
def test_whole_tables_and_lists_agree(mode: Mode) -> None:
    round_ = replace(two_sides(60, 3), mode=mode)
    left = reduce(round_)
    rows, free = deferred.acceptable(round_, left), (left.left_places, left.right_places)
    few = free if mode is LEFT else free[::-1]
    by_table = deferred.proposed(round_, rows, few, right_proposes=mode is RIGHT)
    idle = np.append(few[0], 2), few[1]
    by_list = deferred.proposed(round_, rows, idle, right_proposes=mode is RIGHT)
    assert sorted(by_table) == sorted(by_list)
    assert blocking(round_, np.array(sorted(by_table))) == 0


def test_a_hub_takes_the_best_it_has_places_for() -> None:
    left = [City("hub", 2), City("small")]
    rows = [
        ("hub", "a", 3, 1),
        ("hub", "b", 2, 9),
        ("hub", "c", 1, 9),
        ("small", "a", 5, 2),
        ("small", "b", 4, 1),
    ]
    told = deferred.stable(problem(left, [City("a"), City("b"), City("c")], rows, mode=LEFT))
    assert told.rows.tolist() == [1, 2, 3]


def test_a_pinned_pair_takes_its_places_first() -> None:
    rows = [("x", "a", 1, 1), ("x", "b", 9, 9), ("y", "b", 5, 5)]
    cities = [City("x"), City("y")], [City("a"), City("b")]
    told = deferred.stable(problem(*cities, rows, [Pin("x", "a")], mode=LEFT))
    assert told.rows.tolist() == [0, 2]


def test_a_free_place_is_preferred_to_a_value_no_greater() -> None:
    told = deferred.stable(problem([City("x", outside=4)], [City("a")], [("x", "a", 4, 9)], mode=LEFT))
    assert told.rows.tolist() == []


def test_room_mates_of_irving_1985() -> None:
    """The worked example of six people in which phase two takes out two rotations."""
    likes = {
        1: (4, 6, 2, 5, 3),
        2: (6, 3, 5, 1, 4),
        3: (4, 5, 1, 6, 2),
        4: (2, 6, 5, 1, 3),
        5: (4, 2, 3, 6, 1),
    }
    likes[6] = (5, 1, 4, 2, 3)
    rows = [
        (str(a), str(b), 9 - likes[a].index(b), 9 - likes[b].index(a)) for a in likes for b in likes if a < b
    ]
    round_ = problem([City(str(name)) for name in likes], None, rows, mode=LEFT)
    made = [brute.names(round_, pair) for pair in deferred.stable(round_).rows.tolist()]
    assert made == [("1", "6"), ("2", "3"), ("4", "5")]


@pytest.mark.parametrize("seed", range(3))
def test_what_is_found_in_a_pool_of_sixty_is_stable(seed: int) -> None:
    round_ = replace(one_pool(60, seed), mode=LEFT)
    made = in_pool(round_)
    assert made is not None
    rows = np.array(made)
    assert blocking(round_, rows) == 0
    assert (worths(round_, rows)[0] >= 0).all()


@settings(max_examples=40, deadline=None)
@given(rounds(LEFT, pool=True, ruled=False))
def test_forcing_a_pair_finds_exactly_the_pairs_of_stable_choices(round_: Problem) -> None:
    left = reduce(round_)
    pool = roommates._pool(round_, deferred.acceptable(round_, left), left.left_places)
    able = {pair for made in brute.stable_choices(round_) for pair in made}
    for pair in pool.ends:
        wished = pool.forced(pair)
        made, _ = roommates.solved(wished)
        assert (made is not None and {stand for stand in wished.ends if stand < 0} <= made) == (pair in able)
