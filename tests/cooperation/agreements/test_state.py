"""How an agreement stands as of a day: the lifecycle, and vague or contradicting terms."""

from datetime import date

import pytest

from koinon.cooperation.agreements.stages import State
from koinon.cooperation.agreements.state import Deed, Standing, Successor, Term, in_force, last_day, standing
from koinon.platform.dates import Day, Holds


def deed(kind: str, day: str) -> Deed:
    return Deed(kind, Day(day).earliest, Day(day).latest)


def term(
    starts: str, ends: str, *deeds: Deed, months: int | None = None, successors: tuple[Successor, ...] = ()
) -> Term:
    first, last = Day(starts), Day(ends)
    return Term(first.earliest, first.latest, last.earliest, last.latest, months, deeds, successors)


SIGNED_2016 = deed("signed", "2016-10-14")
SIGNED_2021 = deed("signed", "2021-07-15")
TWO_YEARS = term("2017-01", "2018-12", SIGNED_2016, months=24)
BY_PLAN = term("2021", "2023", SIGNED_2021, months=36)
BY_SIGNATURE = term("2021-07-15", "2023-12-31", SIGNED_2021, months=36)
YES, POSSIBLY, NO = Holds.YES, Holds.POSSIBLY, Holds.NO


@pytest.mark.parametrize(
    ("on", "state", "held"),
    [
        ("2016-01-01", State.DRAFT, NO),
        ("2016-10-13", State.DRAFT, NO),
        ("2016-10-14", State.SIGNED, NO),
        ("2016-12-31", State.SIGNED, NO),
        ("2017-01-15", State.IN_FORCE, POSSIBLY),
        ("2017-02-01", State.IN_FORCE, YES),
        ("2018-12-31", State.IN_FORCE, YES),
        ("2019-01-01", State.EXPIRED, NO),
    ],
)
def test_two_years_from_january(on: str, state: State, held: Holds) -> None:
    assert standing(TWO_YEARS, date.fromisoformat(on)) == Standing(state, held)


@pytest.mark.parametrize("three_years", [BY_PLAN, BY_SIGNATURE])
@pytest.mark.parametrize(
    ("on", "held"),
    [
        ("2021-07-14", NO),
        ("2021-07-15", YES),
        ("2022-06-01", YES),
        ("2023-12-31", YES),
        ("2024-01-01", POSSIBLY),
        ("2024-07-14", POSSIBLY),
        ("2024-07-15", NO),
    ],
)
def test_three_years_or_until_2023(three_years: Term, on: str, held: Holds) -> None:
    assert in_force(three_years, date.fromisoformat(on)) is held


def test_years_without_days() -> None:
    hub = term("2020", "2022", deed("signed", "2019-11-15"), months=36)
    assert [in_force(hub, date(year, 6, 1)) for year in (2019, 2020, 2021, 2022, 2023)] == [
        NO,
        POSSIBLY,
        YES,
        YES,
        NO,
    ]


def test_a_length_alone_counts_from_the_signature() -> None:
    alone = term("", "", SIGNED_2021, months=12)
    assert alone.end == (date(2022, 7, 14), date(2022, 7, 14))
    assert standing(alone, date(2022, 7, 15)) == Standing(State.EXPIRED, NO)


def test_a_signature_before_the_stated_start_is_not_counted_from() -> None:
    assert TWO_YEARS.counted_ends == []


def test_a_length_shorter_than_the_dates() -> None:
    contradicting = term("2020-01-01", "2024-12-31", deed("signed", "2019-12-01"), months=24)
    assert contradicting.end == (date(2021, 12, 31), date(2024, 12, 31))


def test_an_unknown_end_is_possible_and_an_open_one_sure() -> None:
    assert in_force(term("2017-01-01", "", SIGNED_2016), date(2030, 1, 1)) is POSSIBLY
    assert in_force(term("2017-01-01", "..", SIGNED_2016), date(2030, 1, 1)) is YES


def test_without_a_signature_nothing_is_in_force() -> None:
    approved = term("2017-01-01", "2018-12-31", deed("approved", "2016-10-14"))
    assert standing(approved, date(2016, 10, 13)).state == State.DRAFT
    assert standing(approved, date(2017, 6, 1)) == Standing(State.APPROVED, NO)


def test_entry_into_force_counts_rather_than_the_stated_start() -> None:
    late = term("2017", "2018-12-31", SIGNED_2016, deed("in_force", "2017-03-01"))
    assert standing(late, date(2017, 2, 28)) == Standing(State.SIGNED, NO)
    assert standing(late, date(2017, 3, 1)) == Standing(State.IN_FORCE, YES)


def test_an_early_end() -> None:
    ended = term("2017-01-01", "2018-12-31", SIGNED_2016, deed("ended", "2018-03"))
    assert standing(ended, date(2018, 2, 28)) == Standing(State.IN_FORCE, YES)
    assert standing(ended, date(2018, 3, 15)) == Standing(State.IN_FORCE, POSSIBLY)
    assert standing(ended, date(2018, 3, 31)) == Standing(State.ENDED, NO)
    assert ended.end == (date(2018, 2, 28), date(2018, 3, 30))


def successor(starts: str, signed: str) -> Successor:
    return Successor(Day(starts).earliest, Day(starts).latest, (deed("signed", signed),))


def test_a_successor_without_a_gap_renews() -> None:
    followed = term(
        "2017-01-01", "2018-12-31", SIGNED_2016, successors=(successor("2019-01-01", "2018-11-01"),)
    )
    assert standing(followed, date(2018, 12, 31)) == Standing(State.IN_FORCE, YES)
    assert standing(followed, date(2019, 1, 1)) == Standing(State.RENEWED, NO)


def test_a_successor_before_the_end_takes_over() -> None:
    followed = term("2017-01-01", "..", SIGNED_2016, successors=(successor("2019", "2018-11-01"),))
    assert standing(followed, date(2019, 6, 1)) == Standing(State.IN_FORCE, POSSIBLY)
    assert standing(followed, date(2020, 1, 1)) == Standing(State.RENEWED, NO)


def test_a_successor_after_a_gap_leaves_it_expired() -> None:
    followed = term(
        "2017-01", "2018-12", SIGNED_2016, months=24, successors=(successor("2021-07-15", "2021-07-15"),)
    )
    assert standing(followed, date(2022, 1, 1)) == Standing(State.EXPIRED, NO)


def test_a_renewal_on_record() -> None:
    renewed = term("2017-01-01", "2018-12-31", SIGNED_2016, deed("renewed", "2018-12-01"))
    assert standing(renewed, date(2019, 1, 1)).state == State.RENEWED


def test_last_days() -> None:
    assert last_day(date(2021, 7, 15), 36) == date(2024, 7, 14)
    assert last_day(date(2021, 1, 31), 1) == date(2021, 2, 27)
    assert last_day(date.max, 36) == date.max
