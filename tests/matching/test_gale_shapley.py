"""The examples of Gale and Shapley (1962), and what is known of stable answers."""

from itertools import combinations

import pytest
from hypothesis import given, settings

from koinon.matching.answer import Status
from koinon.matching.problem import City, Mode, Problem, problem
from koinon.matching.solve import solve

from . import brute
from .rounds import rounds

THREE = {"a": {"A": (1, 3), "B": (2, 2), "C": (3, 1)}}
THREE |= {"b": {"A": (3, 1), "B": (1, 3), "C": (2, 2)}, "c": {"A": (2, 2), "B": (3, 1), "C": (1, 3)}}
FOUR = {
    "a": {"A": (1, 3), "B": (2, 3), "C": (3, 2), "D": (4, 3)},
    "b": {"A": (1, 4), "B": (4, 1), "C": (3, 3), "D": (2, 2)},
    "c": {"A": (2, 2), "B": (1, 4), "C": (3, 4), "D": (4, 1)},
    "d": {"A": (4, 1), "B": (2, 2), "C": (3, 1), "D": (1, 4)},
}
LEFT, RIGHT = Mode.STABLE_LEFT, Mode.STABLE_RIGHT


def ranked(matrix: dict[str, dict[str, tuple[int, int]]], mode: Mode) -> Problem:
    """A round from a ranking matrix: rank 1 is worth most."""
    left, right = ([City(name) for name in names] for names in (matrix, next(iter(matrix.values()))))
    rows = [(a, b, 5 - mine, 5 - theirs) for a, row in matrix.items() for b, (mine, theirs) in row.items()]
    return problem(left, right, rows, mode=mode)


def test_each_side_gets_its_first_choices_when_it_proposes() -> None:
    assert solve(ranked(THREE, LEFT)).pairs == (("a", "A"), ("b", "B"), ("c", "C"))
    assert solve(ranked(THREE, RIGHT)).pairs == (("a", "C"), ("b", "A"), ("c", "B"))


def test_three_of_the_six_are_stable() -> None:
    round_ = ranked(THREE, LEFT)
    choices = brute.stable_choices(round_)
    assert [brute.names(round_, pair) for made in choices for pair in made][3:6] == [
        ("a", "B"),
        ("b", "C"),
        ("c", "A"),
    ]
    assert len(choices) == 3


@pytest.mark.parametrize("mode", [LEFT, RIGHT])
def test_one_stable_set_in_which_nobody_gets_a_first_choice(mode: Mode) -> None:
    assert solve(ranked(FOUR, mode)).pairs == (("a", "C"), ("b", "D"), ("c", "A"), ("d", "B"))


def test_four_room_mates_without_a_stable_pairing() -> None:
    likes = {"a": "bcd", "b": "cad", "c": "abd", "d": "abc"}
    worth = {(one, two): 3 - likes[one].index(two) for one in likes for two in likes[one]}
    rows = [(one, two, worth[one, two], worth[two, one]) for one, two in combinations(likes, 2)]
    told = solve(problem([City(name) for name in likes], None, rows, mode=LEFT))
    assert (told.status, told.pairs, told.relax) == (Status.INFEASIBLE, (), ())


@settings(max_examples=40, deadline=None)
@given(rounds(LEFT, ruled=False))
def test_the_same_places_are_filled_in_every_stable_answer(round_: Problem) -> None:
    """The theorem of the rural hospitals; and each side likes its own proposal at least as well."""
    choices = brute.stable_choices(round_)
    filled = {
        tuple(len(brute.partners(round_, made, end)) for end in brute.cities(round_)) for made in choices
    }
    assert len(filled) == 1
    told = solve(round_)
    assert tuple(sorted(told.pairs)) in {
        tuple(sorted(brute.names(round_, pair) for pair in made)) for made in choices
    }
    assert told.blocking_pairs == 0
