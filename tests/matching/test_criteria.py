"""What a pair is worth: parts sum exactly, what is mutual is symmetric, and the feature form says the same."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koinon.matching.criteria import (
    BEST_PREFERENCE,
    ONE_SIDED,
    Criterion,
    Profile,
    check_weights,
    features,
    liking,
    nearness_in_size,
    nearness_in_time,
    points,
    score,
)
from koinon.matching.refusals import Unusable
from koinon.matching.weights import MOST_WEIGHT

TERMS = st.frozensets(st.sampled_from(["port", "heritage", "tea", "smart city"]), max_size=4)
IDS = ("a", "b", "c", "d", "e", "f")


def profiles(ids: Sequence[str], others: Sequence[str]) -> st.SearchStrategy[list[Profile]]:
    told = st.frozensets(st.sampled_from(others), max_size=3)
    one = st.builds(
        Profile,
        id=st.just(""),
        offers=TERMS,
        needs=TERMS,
        interests=TERMS,
        sdgs=st.frozensets(st.sampled_from(["4", "11"])),
        languages=st.frozensets(st.sampled_from(["en", "zh-Hans"])),
        population=st.none() | st.integers(0, 30_000_000),
        offset=st.none() | st.integers(-720, 840),
        preferred=st.lists(st.sampled_from(others), unique=True, max_size=4).map(tuple),
        acquainted=told,
        twins=told,
    )
    named = st.lists(one, min_size=len(ids), max_size=len(ids))
    return named.map(lambda rows: [with_id(row, name) for row, name in zip(rows, ids, strict=True)])


def with_id(profile: Profile, name: str) -> Profile:
    fields = {slot: getattr(profile, slot) for slot in Profile.__slots__}
    return Profile(**(fields | {"id": name}))


WEIGHTS = st.dictionaries(st.sampled_from(list(Criterion)), st.integers(0, MOST_WEIGHT))


@given(profiles(IDS[:3], IDS[3:]), profiles(IDS[3:], IDS[:3]), WEIGHTS)
@settings(max_examples=150, deadline=None)
def test_parts_sum_and_the_features_say_the_same(
    lefts: list[Profile], rights: list[Profile], weights: dict[Criterion, int]
) -> None:
    to_left, to_right = features(lefts, rights, weights).values
    for i, left in enumerate(lefts):
        for j, right in enumerate(rights):
            told = score(left, right, weights)
            assert told.left_value == sum(part.weight * part.points.left for part in told.parts)
            assert told.total == sum(part.total for part in told.parts)
            assert (told.left_value, told.right_value) == (to_left[i, j], to_right[i, j])


@given(profiles(IDS[:2], IDS[:2]), st.sampled_from(list(Criterion)))
@settings(max_examples=150, deadline=None)
def test_turned_round_it_is_the_same_pair(two: list[Profile], criterion: Criterion) -> None:
    one, other = two
    there, back = points(criterion, one, other), points(criterion, other, one)
    assert (there.left, there.right) == (back.right, back.left)
    if criterion not in ONE_SIDED:
        assert there.left == there.right


@given(profiles(IDS[:4], IDS[:4]), WEIGHTS)
@settings(max_examples=60, deadline=None)
def test_in_one_pool_the_matrices_are_each_others_mirror(
    pool: list[Profile], weights: dict[Criterion, int]
) -> None:
    to_left, to_right = features(pool, pool, weights).values
    off = ~np.eye(len(pool), dtype=bool)
    assert (to_left.T[off] == to_right[off]).all()


def test_needs_are_met_from_either_side_apart() -> None:
    yantai = Profile("yantai", needs=frozenset({"heritage", "tourism"}), offers=frozenset({"wine"}))
    rome = Profile("rome", offers=frozenset({"heritage", "tourism"}), needs=frozenset({"grain"}))
    told = points(Criterion.NEEDS, yantai, rome)
    assert (told.left, told.right) == (2, 0)
    assert told.because == (("heritage", "tourism"), ())


def test_the_dearest_wish_counts_most_and_a_sixth_not_at_all() -> None:
    city = Profile("x", preferred=("a", "b", "c", "d", "e", "f"))
    assert [liking(city, other) for other in "abcdefz"] == [BEST_PREFERENCE, 4, 3, 2, 1, 0, 0]


def test_nearness() -> None:
    assert [nearness_in_size(3, band) for band in (3, 4, 1, 0, None)] == [3, 2, 1, 0, 0]
    assert [nearness_in_time(0, away) for away in (0, 359, 360, 720, -720, None)] == [2, 2, 1, 0, 0, 0]
    assert nearness_in_time(-660, 780) == 2  # the short way round the date line


def test_size_bands() -> None:
    assert [Profile("x", population=n).band for n in (0, 99_999, 100_000, 10_000_000)] == [0, 0, 1, 7]


@pytest.mark.parametrize("weight", [-1, MOST_WEIGHT + 1, 1.5, True, "3", None])
def test_a_weight_that_is_none_is_refused_by_name(weight: object) -> None:
    with pytest.raises(Unusable, match=r"weights\.needs"):
        check_weights({Criterion.NEEDS: weight})  # type: ignore[dict-item]


def test_without_weights_nothing_is_worth_anything() -> None:
    one, other = Profile("a", needs=TERM), Profile("b", offers=TERM)
    assert score(one, other, {}).parts == ()
    assert [matrix.tolist() for matrix in features([one], [other], {}).values] == [[[0]], [[0]]]


TERM = frozenset({"port"})
