"""A best pairing asked again, warm, against solving it anew: the same answer, whatever is changed."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koinon.matching.problem import Mode, Pairs, Problem
from koinon.matching.rules import Forbid, Pin, Rule
from koinon.matching.solve import solve
from koinon.matching.warm import Warm

from .made import one_pool, two_sides
from .rounds import rounds


def with_rule(round_: Problem, rule: Rule) -> Problem:
    return replace(round_, rules=tuple(sorted((*round_.rules, rule), key=str)))


def without_city(round_: Problem, at: int) -> Problem:
    """The round without a left city, and without the rules that name it."""
    gone, pairs = round_.left[at].id, round_.pairs
    kept = pairs.left != at
    columns = (pairs.left - (pairs.left > at), pairs.right, pairs.left_value, pairs.right_value)
    rules = tuple(rule for rule in round_.rules if getattr(rule, "left", None) != gone)
    left = tuple(city for city in round_.left if city.id != gone)
    return replace(round_, left=left, rules=rules, pairs=Pairs(*(one[kept] for one in columns)))


def worth_more(round_: Problem, at: int, more: int) -> Problem:
    values = round_.pairs.left_value.copy()
    values[at] += more
    return replace(round_, pairs=replace(round_.pairs, left_value=values))


@st.composite
def questions(draw: st.DrawFn) -> tuple[Problem, Problem]:
    """A round of two sides without counting rules, and the same with one or two things otherwise."""
    round_ = draw(rounds(Mode.BEST, pool=False))
    rules = tuple(rule for rule in round_.rules if isinstance(rule, Pin | Forbid))
    round_ = replace(round_, rules=rules, everyone=draw(st.booleans()))
    asked = round_
    for _ in range(draw(st.integers(1, 2))):
        kind = draw(st.sampled_from(["pin", "forbid", "leave", "worth"]))
        if kind == "leave" and len(asked.left) > 1:
            asked = without_city(asked, draw(st.integers(0, len(asked.left) - 1)))
        elif kind in ("pin", "forbid"):
            ends = draw(st.sampled_from(asked.left)).id, draw(st.sampled_from(asked.others)).id
            asked = with_rule(asked, (Pin if kind == "pin" else Forbid)(*ends))
        elif kind == "worth" and len(asked.pairs):
            asked = worth_more(asked, draw(st.integers(0, len(asked.pairs) - 1)), draw(st.integers(1, 9)))
    return round_, asked


@settings(max_examples=40, deadline=None)
@given(questions())
def test_the_answer_is_that_of_solving_anew(question: tuple[Problem, Problem]) -> None:
    round_, asked = question
    warm = Warm.of(round_)
    if warm is None:
        return
    assert warm.takes(asked)
    assert warm.answered(asked) == solve(asked)


@pytest.mark.parametrize("everyone", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_a_round_of_forty_asked_again_and_again(seed: int, everyone: bool) -> None:
    round_ = replace(two_sides(40, seed), everyone=everyone)
    warm = Warm.of(round_)
    assert warm is not None
    best = solve(round_).pairs
    for at in (0, 11, 39):
        left, right = best[at]
        for asked in (
            with_rule(round_, Forbid(left, right)),
            with_rule(round_, Pin(left, best[at - 1][1])),
            without_city(round_, at),
            without_city(with_rule(round_, Forbid(*best[at - 1])), at),
        ):
            assert warm.answered(asked) == solve(asked)


def test_what_cannot_be_asked_warm_is_left_to_be_solved_anew() -> None:
    assert Warm.of(one_pool(6, 1)) is None
    assert Warm.of(replace(two_sides(4, 1), mode=Mode.LEXIMIN)) is None
    warm = Warm.of(two_sides(4, 1))
    assert warm is not None
    assert not warm.takes(replace(two_sides(4, 1), everyone=True))
