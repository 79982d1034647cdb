"""What may not change an answer changes nothing, and what can only help never harms."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koinon.matching.answer import Status
from koinon.matching.problem import City, Mode, Problem, Row, problem
from koinon.matching.rules import AtLeast, AtMost, AtMostPairs, Forbid, Pin, Rule
from koinon.matching.solve import solve

from .rounds import rounds

pytestmark = pytest.mark.slow
MODES = [Mode.BEST, Mode.STABLE_LEFT, Mode.STABLE_RIGHT, Mode.LEXIMIN, Mode.TRADEOFF]
every_mode = pytest.mark.parametrize("mode", MODES)


def rows_of(round_: Problem) -> list[Row]:
    """The pairs of a round as they were given."""
    pairs = round_.pairs
    ends = zip(pairs.left.tolist(), pairs.right.tolist(), strict=True)
    worth = zip(pairs.left_value.tolist(), pairs.right_value.tolist(), strict=True)
    return [
        (round_.left[a].id, round_.others[b].id, x, y) for (a, b), (x, y) in zip(ends, worth, strict=True)
    ]


def rebuilt(round_: Problem, rows: list[Row], rules: list[Rule], cities: list[City]) -> Problem:
    """The round from its parts in the order given."""
    left = [city for city in cities if city in round_.left]
    right = None if round_.right is None else [city for city in cities if city in round_.right]
    kept = {"everyone": round_.everyone, "mode": round_.mode, "max_loss": round_.max_loss}
    return problem(left, right, rows, rules, **kept)  # type: ignore[arg-type]


@every_mode
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_the_order_of_the_input(mode: Mode, data: st.DataObject) -> None:
    round_ = data.draw(rounds(mode, pool=data.draw(st.booleans())))
    cities = data.draw(st.permutations([*round_.left, *(round_.right or ())]))
    rows, rules = data.draw(st.permutations(rows_of(round_))), data.draw(st.permutations(round_.rules))
    assert solve(rebuilt(round_, rows, rules, cities)) == solve(round_)


def renamed(name: str) -> str:
    """Another name that sorts as the old one did."""
    return f"city-{name}-of-old"


def renamed_rule(rule: Rule) -> Rule:
    if isinstance(rule, Pin | Forbid):
        return replace(rule, left=renamed(rule.left), right=renamed(rule.right))
    return rule


@every_mode
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_other_names_in_the_same_order(mode: Mode, data: st.DataObject) -> None:
    round_ = data.draw(rounds(mode, pool=data.draw(st.booleans())))
    left, right = (
        None if side is None else [replace(city, id=renamed(city.id)) for city in side]
        for side in (round_.left, round_.right)
    )
    rows = [(renamed(a), renamed(b), x, y) for a, b, x, y in rows_of(round_)]
    rules = [renamed_rule(rule) for rule in round_.rules]
    told, again = (
        solve(round_),
        solve(
            problem(
                left or [],
                right,
                rows,
                rules,
                everyone=round_.everyone,
                mode=mode,
                max_loss=round_.max_loss,
            )
        ),
    )
    assert again.pairs == tuple((renamed(a), renamed(b)) for a, b in told.pairs)
    assert (again.status, again.total, again.blocking_pairs) == (
        told.status,
        told.total,
        told.blocking_pairs,
    )


@every_mode
@settings(max_examples=15, deadline=None)
@given(data=st.data(), factor=st.sampled_from([2, 7, 1000]))
def test_all_values_scaled(mode: Mode, data: st.DataObject, factor: int) -> None:
    round_ = data.draw(rounds(mode, pool=data.draw(st.booleans())))
    if mode is Mode.TRADEOFF:
        round_ = replace(round_, max_loss=round_.max_loss * 0)
    left, right = (
        None if side is None else tuple(replace(city, outside=city.outside * factor) for city in side)
        for side in (round_.left, round_.right)
    )
    pairs = replace(
        round_.pairs,
        left_value=round_.pairs.left_value * factor,
        right_value=round_.pairs.right_value * factor,
    )
    told, scaled = solve(round_), solve(replace(round_, left=left or (), right=right, pairs=pairs))
    assert (scaled.pairs, scaled.total) == (told.pairs, told.total * factor)


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_rule_gone_never_costs(data: st.DataObject) -> None:
    round_ = replace(data.draw(rounds(pool=data.draw(st.booleans()))), everyone=False)
    told = solve(round_)
    if told.status is Status.INFEASIBLE:
        return
    for at in range(len(round_.rules)):
        rest = round_.rules[:at] + round_.rules[at + 1 :]
        assert solve(replace(round_, rules=rest)).total >= told.total


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_looser_count_never_costs(data: st.DataObject) -> None:
    round_ = replace(data.draw(rounds(pool=data.draw(st.booleans()))), everyone=False)
    told = solve(round_)
    looser = tuple(map(loosened, round_.rules))
    if told.status is not Status.INFEASIBLE:
        assert solve(replace(round_, rules=looser)).total >= told.total


def loosened(rule: Rule) -> Rule:
    if isinstance(rule, AtMost | AtMostPairs):
        return replace(rule, count=rule.count + 1)
    return replace(rule, count=max(0, rule.count - 1)) if isinstance(rule, AtLeast) else rule


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_asking_for_what_is_chosen_anyway(data: st.DataObject) -> None:
    """Pinning a chosen pair, or forbidding one not chosen, leaves pairs and total as they are."""
    round_ = data.draw(rounds(pool=data.draw(st.booleans())))
    told = solve(round_)
    if told.status is Status.INFEASIBLE:
        return
    others = [(a, b) for a, b, _, _ in rows_of(round_) if (a, b) not in told.pairs]
    extras: list[Rule] = [Pin(*pair) for pair in told.pairs]
    for extra in extras + [Forbid(*pair) for pair in others[:3]]:
        same = solve(replace(round_, rules=tuple(sorted([*round_.rules, extra], key=str))))
        assert (same.pairs, same.total, same.worst) == (told.pairs, told.total, told.worst)
