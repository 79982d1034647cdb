"""Who judges what: the best by every answer tried, proven on larger ones, refused when an answer is tampered with."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from tests.matching.committees_made import best_by_hand, questions, seeded

from koinon.matching.committee_checking import check
from koinon.matching.committee_solving import assign
from koinon.matching.committees import Cause, Committees, Entry, Juror, Reading, Terms, committees
from koinon.matching.refusals import Unusable
from koinon.matching.verify import Wrong

TERMS = Terms(per_entry=3, load_max=40, reading=Reading.PREFERRED)


@settings(max_examples=40, deadline=None)
@given(questions())
def test_no_answer_is_better_than_the_one_given(asked: Committees) -> None:
    answer = assign(asked)
    lack, uneven, penalty = best_by_hand(asked)
    worth = answer.worth
    assert answer.is_best
    assert answer.cost == lack * answer.coverage_unit + uneven * answer.load_unit + penalty
    assert (worth.uneven, worth.penalty) == (uneven, penalty)


@pytest.fixture(scope="module")
def asked() -> Committees:
    return seeded(120, 14, TERMS)


def test_a_larger_one_is_proven_and_even(asked: Committees) -> None:
    answer = assign(asked)
    loads = [load for _, load in answer.loads]
    assert answer.is_best
    assert answer.coverage_is_best
    assert answer.loads_are_best
    assert max(loads) - min(loads) <= 1
    assert sum(loads) == len(answer.given) == 360


def test_the_order_of_the_parts_changes_nothing(asked: Committees) -> None:
    dice = random.Random(5)

    def mixed(parts: tuple[object, ...]) -> list[object]:
        return dice.sample(parts, len(parts))

    other = committees(mixed(asked.entries), mixed(asked.jurors), TERMS, mixed(asked.forbidden))  # type: ignore[arg-type]
    assert assign(other) == assign(asked)


def test_what_is_done_is_kept_when_a_juror_drops_out(asked: Committees) -> None:
    first = assign(asked)
    gone = first.given[0][1]
    done = [pair for pair in first.given if pair[1] != gone]
    mine = [pair for pair in first.given if pair[1] == gone][:5]
    jurors = [replace(one, most=0) if one.id == gone else one for one in asked.jurors]
    again = assign(committees(asked.entries, jurors, TERMS, asked.forbidden, [*done, *mine]))
    assert again.is_best
    assert not again.lacking
    assert len(again.given) == len(first.given) - len(done) - 5
    assert gone not in {juror for _, juror in again.given}
    assert dict(again.loads)[gone] == 5


def test_an_entry_without_enough_jurors_is_named_with_every_cause() -> None:
    jurors = [Juror("a", frozenset({"en"})), Juror("b", frozenset({"en"})), Juror("c", frozenset({"zh"}))]
    entries = [Entry("1", "en"), Entry("2", "en")]
    answer = assign(committees(entries, jurors, Terms(2, 1), [("1", "a")]))
    assert answer.worth.lacking == 2
    assert [one.has for one in answer.lacking] == [1, 1]
    assert answer.lacking[0].causes == ((Cause.CONFLICT, 1), (Cause.LANGUAGE, 1))
    assert answer.lacking[1].causes == ((Cause.LOAD, 1), (Cause.LANGUAGE, 1))
    assert answer.lacking[1].main is Cause.LOAD


def test_home_and_one_region_are_avoided_where_they_can_be() -> None:
    jurors = [Juror(name, frozenset(), "asia") for name in "abc"] + [Juror("d", frozenset(), "africa")]
    answer = assign(committees([Entry("1", region="asia")], jurors, Terms(2, 5)))
    assert ("1", "d") in answer.given
    assert answer.worth.penalty == 10
    assert len(answer.home) == 1
    assert not answer.crowded
    alone = assign(committees([Entry("1")], jurors[:3], Terms(2, 5)))
    assert alone.crowded == (("1", "asia", 2),)
    assert alone.is_best


def test_a_language_may_be_a_wish_only() -> None:
    jurors = [Juror("a", frozenset({"en"})), Juror("b", frozenset({"fr"}))]
    entries = [Entry("1", "en"), Entry("2", "en")]
    answer = assign(committees(entries, jurors, Terms(1, 2, Reading.PREFERRED)))
    assert answer.unread
    assert answer.worth.uneven == 0
    eased = assign(committees(entries, jurors, Terms(1, 2, Reading.PREFERRED, ease=1)))
    assert not eased.unread
    assert dict(eased.loads) == {"a": 2, "b": 0}


def test_without_jurors_or_entries_there_is_still_an_answer() -> None:
    nobody = assign(committees([Entry("1")], [], Terms(2, 5)))
    assert nobody.lacking[0].main is Cause.JURORS
    assert nobody.worth.lacking == 2
    assert assign(committees([], [Juror("a")], Terms(2, 5))).loads == (("a", 0),)


@pytest.mark.parametrize("what", ["given", "bound", "loads", "prices", "lacking"])
def test_a_tampered_answer_is_refused(asked: Committees, what: str) -> None:
    answer = assign(asked)
    tampered = {
        "given": answer.given[1:],
        "bound": answer.bound - 1,
        "loads": tuple((name, load + 1) for name, load in answer.loads),
        "prices": tuple(price + 10_000 * at for at, price in enumerate(answer.prices)),
        "lacking": tuple(assign(committees([Entry(asked.entries[0].id)], [], TERMS)).lacking),
    }
    with pytest.raises(Wrong):
        check(asked, replace(answer, **{what: tampered[what]}))  # type: ignore[arg-type]


def test_what_has_no_meaning_is_refused() -> None:
    with pytest.raises(Unusable, match="one id"):
        committees([Entry("1"), Entry("1", "en")], [Juror("a")], TERMS)
    with pytest.raises(Unusable, match="no such"):
        committees([Entry("1")], [Juror("a")], TERMS, [("1", "b")])
    with pytest.raises(Unusable, match="below zero"):
        committees([Entry("1")], [Juror("a")], Terms(0, 5))
