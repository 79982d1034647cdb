"""One holder too many is refused, in words that name the one who holds it and for how long."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import factories

from koinon.network.people.commands import change_role, end_role, record_death, record_post, record_role
from koinon.network.people.models import Person, Post, Role
from koinon.network.people.readers import PUBLIC, SYSTEM, Reader
from koinon.network.people.seating import (
    ForBodiesOnly,
    HeldAlready,
    NothingToHold,
    SeatsTaken,
    TooLongAChain,
    WhoHoldsIt,
)
from koinon.platform.audit.models import Entry
from koinon.platform.dates import Day
from koinon.platform.dates.spans import Backwards
from koinon.platform.errors import NotAllowed

from .test_holding import rolled_back

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 1)


@pytest.fixture
def president(db: None) -> Post:
    """A post with one seat, held by Denis Coderre from 2015 to 14 November 2017."""
    post = factories.make_post("President", body=factories.make_body("Metropolis"))
    coderre = factories.make_person("Denis Coderre")
    factories.make_role(person=coderre, post=post, starts="2015", ends="2017-11-14")
    return post


def seat(post: Post, starts: str, ends: str, by: Reader = SYSTEM, **values: object) -> Role:
    """Record a role in the post, of somebody new unless somebody is given."""
    who: dict[str, object] = (
        {} if values.keys() & {"person", "holder"} else {"person": factories.make_person()}
    )
    return record_role({"post": post, "starts": starts, "ends": ends, **who, **values}, by=by, on=ON)


def test_a_second_holder_of_the_only_seat_is_refused_by_name_and_span(president: Post) -> None:
    with pytest.raises(SeatsTaken) as refused:
        seat(president, "2016-06-01", "..")
    words = str(refused.value)
    assert "“President” of Metropolis has one seat" in words
    assert "Denis Coderre" in words
    assert "2015" in words
    assert "14 November 2017" in words
    assert refused.value.field == "post"
    assert Role.objects.count() == 1
    assert not Entry.objects.exists()


def test_a_successor_from_the_next_day_on_is_welcome(president: Post) -> None:
    role = seat(president, "2017-11-15", "..")
    assert role.of == president.body
    assert Entry.objects.get().verb == "record_role"


def test_two_who_may_have_followed_each_other_within_a_year_may_both_stand(president: Post) -> None:
    assert seat(president, "2017", "..").pk
    assert seat(president, "2013", "2015").pk


def test_a_period_with_an_unknown_end_overlaps_nothing_for_sure(president: Post) -> None:
    assert seat(president, "2016-06-01", "").pk


def test_an_acting_holder_may_stand_beside_the_one_acted_for(president: Post) -> None:
    assert seat(president, "2016-06-01", "2016-08-31", acting=True).acting


def test_the_same_holder_twice_at_once_is_refused(president: Post) -> None:
    coderre = Person.objects.get(name="Denis Coderre")
    with pytest.raises(HeldAlready, match="Denis Coderre holds “President” already"):
        seat(president, "2016-06-01", "2016-12-31", person=coderre)


def test_the_seat_is_free_again_after_a_death_a_dissolution_or_the_end_of_what_carried_it(db: None) -> None:
    mayor = factories.make_post("Mayor")
    vice = factories.make_post("Vice-President", by_virtue_of=mayor)
    old = factories.make_person("Old Mayor")
    carrier = factories.make_role(post=mayor, person=old, starts="2010-01-01", ends="..")
    factories.make_role(post=vice, person=old, starts="2010-01-01", ends="..")
    with pytest.raises(SeatsTaken):
        seat(vice, "2016-01-01", "..")
    end_role(carrier, Day("2015-12-31"), by=SYSTEM, on=ON)
    new = seat(vice, "2016-01-01", "..")
    assert new.person is not None
    record_death(new.person, Day("2020-05-05"), by=SYSTEM, on=ON)
    assert seat(vice, "2020-05-06", "..").pk


def test_a_post_with_three_seats_takes_three_at_once(db: None) -> None:
    post = factories.make_post("Co-President", seats=3)
    for number in range(3):
        seat(post, f"201{number}-01-01", "..")
    with pytest.raises(SeatsTaken, match="has 3 seats, all taken"):
        seat(post, "2009-01-01", "..")
    assert seat(post, "2009-01-01", "2011-12-31").pk


def test_a_post_whose_seats_are_not_counted_is_never_full(db: None) -> None:
    post = factories.make_post("Vice-President", seats=0)
    assert [seat(post, "2016-01-01", "..").pk for _ in range(4)]


def test_changing_a_role_into_a_taken_seat_is_refused_and_itself_is_no_obstacle(president: Post) -> None:
    later = seat(president, "2017-11-15", "..")
    assert change_role(later, {"title": "President of the association"}, by=SYSTEM, on=ON).version == 2
    with pytest.raises(SeatsTaken):
        change_role(later, {"starts": Day("2017-11-01")}, by=SYSTEM, on=ON)
    later.refresh_from_db()
    assert later.starts == Day("2017-11-15")


def test_what_cannot_be_a_role(president: Post) -> None:
    person, body = factories.make_person(), factories.make_body()
    for_bodies = factories.make_post(for_bodies=True)
    odd: list[tuple[dict[str, object], type[Exception]]] = [
        ({"post": president}, WhoHoldsIt),
        ({"post": president, "person": person, "holder": body}, WhoHoldsIt),
        ({"person": person, "title": "Adviser"}, NothingToHold),
        ({"person": person, "of": body}, NothingToHold),
        ({"person": person, "post": for_bodies}, ForBodiesOnly),
        ({"person": person, "post": president, "starts": "2020", "ends": "2019"}, Backwards),
    ]
    for values, refusal in odd:
        with pytest.raises(refusal):
            record_role(values, by=SYSTEM, on=ON)
    assert record_role({"holder": body, "post": for_bodies}, by=SYSTEM, on=ON).holder == body


def test_posts_by_virtue_of_posts_do_not_go_on_for_ever(db: None) -> None:
    first = factories.make_post("Mayor")
    second = factories.make_post("Vice-President", by_virtue_of=first)
    third = factories.make_post("Member of the Board", by_virtue_of=second)
    with pytest.raises(TooLongAChain):
        record_post(
            {"body": factories.make_body(), "title": "Auditor", "by_virtue_of": third}, by=SYSTEM, on=ON
        )


def test_only_the_secretariat_records(president: Post, coordinator: Reader, stranger: Reader) -> None:
    for reader in (coordinator, stranger, PUBLIC):
        with pytest.raises(NotAllowed):
            seat(president, "2018-01-01", "..", by=reader)


day = st.integers(1, 9).map(lambda n: f"2016-01-{n:02}")
span = st.tuples(day, day).map(lambda two: (min(two), max(two)))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seats=st.integers(1, 3), spans=st.lists(span, min_size=2, max_size=6))
def test_never_more_than_the_seats_and_never_refused_for_nothing(
    db: None, seats: int, spans: list[tuple[str, str]]
) -> None:
    """Against counting day by day, for periods known to the day."""
    with rolled_back():
        post = factories.make_post(seats=seats)
        taken: list[tuple[str, str]] = []
        for starts, ends in spans:
            days = [f"2016-01-{n:02}" for n in range(1, 10) if starts <= f"2016-01-{n:02}" <= ends]
            full = any(sum(s <= one <= e for s, e in taken) >= seats for one in days)
            if full:
                with pytest.raises(SeatsTaken):
                    seat(post, starts, ends)
            else:
                seat(post, starts, ends)
                taken.append((starts, ends))
