"""The same person across scripts, accents, order and length; and people who are not the same."""

import time
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koinon.network.people.likeness import (
    Likeness,
    Named,
    alike,
    body_pairs,
    body_words,
    person_pairs,
    person_words,
)


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("Agnès Bickart", "Agnes BICKART", Likeness.SAME),
        ("CHEN Guo", "Guo Chen", Likeness.SAME),
        ("陈国", "Chen Guo", Likeness.SAME),
        ("陳國", "陈国", Likeness.SAME),
        ("Mr. Zhan Decun", "詹德村", Likeness.SAME),
        ("欧阳修", "Ouyang Xiu", Likeness.SAME),
        ("Zhan De-cun", "Zhan Decun", Likeness.JOINED),
        ("Agnès Bickart", "Agnès Charlotte Bickart", Likeness.PART),
        ("Wen Guohui", "Wen Guohiu", Likeness.SPELT),
        ("Denis Coderre", "Denis Coderr", Likeness.SPELT),
        ("Zhang Xin", "Zhang Xing", None),
        ("Chen Guo", "Chen Jian", None),
        ("Octavi de la Varga", "Sunil Dubey", None),
        ("Agnès", "Agnès Bickart", None),
    ],
)
def test_how_two_people_are_alike(one: str, other: str, likeness: Likeness | None) -> None:
    assert alike(person_words(one), person_words(other)) == likeness
    assert alike(person_words(other), person_words(one)) == likeness
    found = person_pairs([Named(2, (one,)), Named(1, (other,))])
    assert [pair.likeness for pair in found] == ([likeness] if likeness else [])
    assert all((pair.first, pair.second, pair.first_name) == (1, 2, other) for pair in found)


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("The City of Guangzhou", "Guangzhou City", Likeness.SAME),
        ("广州市人民政府", "廣州市人民政府", Likeness.SAME),
        ("Chengdu University", "Chengdu Universty", Likeness.SPELT),
        ("Metropolis", "Metropolis Secretariat General", None),
        ("Guangzhou Municipal People's Government", "Hangzhou Municipal People's Government", None),
    ],
)
def test_how_two_bodies_are_alike(one: str, other: str, likeness: Likeness | None) -> None:
    found = body_pairs([Named(1, (one,)), Named(2, (other,))])
    assert [pair.likeness for pair in found] == ([likeness] if likeness else [])


def test_any_of_several_names_will_do_and_a_pair_is_told_once_at_its_strongest() -> None:
    found = person_pairs(
        [Named(1, ("Guo Chen", "陈国")), Named(2, ("Chen Guo Wei", "陈国")), Named(3, ("Ann Other",))]
    )
    assert [(pair.first, pair.second, pair.likeness) for pair in found] == [(1, 2, Likeness.SAME)]


syllables = st.sampled_from(
    ["chen", "guo", "guohui", "wen", "de", "cun", "decun", "bickart", "bickar", "陈国"]
)
names = st.lists(syllables, min_size=1, max_size=4).map(" ".join)


@settings(max_examples=200, deadline=None)
@given(st.lists(names, min_size=2, max_size=8))
def test_no_pair_is_missed_for_want_of_a_shelf(written: list[str]) -> None:
    """The same pairs as comparing all with all."""
    everybody = [Named(number, (name,)) for number, name in enumerate(written)]
    expected = {
        (one.id, other.id)
        for one, other in combinations(everybody, 2)
        if alike(person_words(one.names[0]), person_words(other.names[0]))
    }
    assert {(pair.first, pair.second) for pair in person_pairs(everybody)} == expected


def test_five_thousand_names_are_not_compared_all_with_all() -> None:
    everybody = [Named(n, (f"Given{n % 97} Middle{n % 89} Family{n}",)) for n in range(5_000)]
    begun = time.process_time()
    assert person_pairs(everybody) == []
    assert time.process_time() - begun < 5


def test_the_linking_words_of_a_body_do_not_count() -> None:
    assert body_words("Ajuntament de la Ciutat") == ("ajuntament", "ciutat")
