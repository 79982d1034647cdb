"""Who held X on day D: the answer, the vacancy, the order of protocol, each in one statement."""

from datetime import date

import pytest
from tests import factories

from koinon.network.people.models import Body, Function, Post, Role
from koinon.network.people.queries import (
    holders,
    holds,
    how_held,
    offices_of,
    people_of,
    post_page,
    roles_of,
    seats_taken,
    vacancy,
)
from koinon.network.people.readers import PUBLIC, Reader
from koinon.platform.dates.spans import Holds, Span

pytestmark = pytest.mark.django_db
D2016, D2021, TODAY = date(2016, 10, 14), date(2021, 8, 2), date(2026, 3, 1)


@pytest.fixture
def president(db: None) -> Post:
    """President of Metropolis: Denis Coderre to 2017, then nobody on record, then Guangzhou as a body."""
    post = factories.make_post("President", body=factories.make_body("Metropolis", key="metropolis"), rank=1)
    factories.make_role(
        person=factories.make_person("Denis Coderre"), post=post, starts="2015", ends="2017-11-14"
    )
    guangzhou = factories.make_body("Guangzhou Municipal People's Government", key="guangzhou")
    factories.make_role(holder=guangzhou, post=post, starts="2021", ends="..")
    return post


def test_who_held_it(president: Post, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        answer = holders(president, D2016)
        assert [(str(row.who), row.holds, row.acting) for row in answer.rows] == [
            ("Denis Coderre", Holds.YES, False)
        ]
    assert answer.rows[0].span == Span(answer.rows[0].role.starts, answer.rows[0].role.ends)
    assert answer.vacant is Holds.NO
    (guangzhou,) = holders(president, D2021).rows
    assert isinstance(guangzhou.who, Body)
    assert (guangzhou.who.key, guangzhou.holds) == ("guangzhou", Holds.POSSIBLY)
    assert holders(president, date(2022, 1, 1)).rows[0].holds is Holds.YES


def test_whether_a_seat_is_vacant(president: Post) -> None:
    assert holders(president, date(2019, 1, 1)).vacant is Holds.YES
    assert holders(president, date(2015, 6, 1)).vacant is Holds.POSSIBLY
    assert holders(president, D2016).vacant is Holds.NO
    factories.make_role(post=president, starts="2018-01-01", ends="2019-12-31", acting=True)
    acting = holders(president, date(2019, 1, 1))
    assert (acting.vacant, [row.acting for row in acting.rows]) == (Holds.YES, [True])


@pytest.mark.parametrize(
    ("seats", "surely", "possibly", "vacant"),
    [
        (1, 0, 0, "yes"),
        (1, 1, 0, "no"),
        (1, 0, 1, "possibly"),
        (3, 2, 0, "yes"),
        (3, 2, 2, "possibly"),
        (3, 3, 1, "no"),
    ],
)
def test_vacancy(seats: int, surely: int, possibly: int, vacant: str) -> None:
    assert vacancy(seats, surely, possibly) == vacant


def test_seats_taken(db: None, django_assert_num_queries: object) -> None:
    post = factories.make_post(seats=5)
    for starts in ("2010", "2016", "2016"):
        factories.make_role(post=post, starts=starts)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert seats_taken(post, D2016) == (1, 2)


def test_the_mayor_is_vice_president_as_long_as_he_is_mayor(db: None) -> None:
    wen = factories.make_person("Wen Guohui")
    mayor = factories.make_post("Mayor")
    vice = factories.make_post("Vice-President", by_virtue_of=mayor)
    factories.make_role(person=wen, post=mayor, starts="2016-01", ends="2021-12")
    factories.make_role(person=wen, post=vice, starts="2016-10-14", ends="..")
    assert how_held(wen, vice, on=D2016) is Holds.YES
    assert how_held(wen, vice, on=date(2021, 12, 15)) is Holds.POSSIBLY
    assert how_held(wen, vice, on=date(2022, 1, 1)) is Holds.NO


def test_a_successor_does_not_carry_the_predecessors_seat(db: None) -> None:
    mayor = factories.make_post("Mayor")
    vice = factories.make_post("Vice-President", by_virtue_of=mayor)
    old, new = factories.make_person(), factories.make_person()
    factories.make_role(person=old, post=mayor, starts="2010-01-01", ends="2015-12-31")
    factories.make_role(person=new, post=mayor, starts="2016-01-01", ends="..")
    factories.make_role(person=old, post=vice, starts="2010-01-01", ends="..")
    assert not holds(old, vice, on=D2016)


def test_what_one_holds_opens_doors(
    coordinator: Reader, stranger: Reader, guangzhou: Body, chengdu: Body, django_assert_num_queries: object
) -> None:
    focal = Function.FOCAL_POINT
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert holds(coordinator, focal, of=guangzhou, on=TODAY)
    assert not holds(coordinator, focal, of=chengdu, on=TODAY)
    assert not holds(coordinator, Function.SECRETARIAT, on=TODAY)
    assert not holds(coordinator, focal, on=date(1999, 1, 1))
    assert not holds(stranger, focal, on=TODAY)
    assert not holds(PUBLIC, focal, on=TODAY)


def test_who_speaks_for_a_body_in_order_of_protocol(db: None, django_assert_num_queries: object) -> None:
    body = factories.make_body()
    for title, rank in (("Clerk", 0), ("Secretary General", 2), ("President", 1)):
        factories.make_role(post=factories.make_post(title, body=body, rank=rank))
    factories.make_role(of=body, title="Adviser", starts="1999-01-01")
    factories.make_role(holder=factories.make_body(), of=body, title="Regional Secretariat")
    factories.make_role(post=factories.make_post("Founder", body=body), starts="1985", ends="1990")
    with django_assert_num_queries(1):  # type: ignore[operator]
        told = [(str(role), role.held, role.person.name != "") for role in people_of(body, D2016)]  # type: ignore[attr-defined, union-attr]
    assert [title for title, _, _ in told] == ["President", "Secretary General", "Adviser", "Clerk"]
    assert {held for _, held, _ in told} == {"yes"}


def test_a_career_and_the_offices_of_a_body(db: None) -> None:
    person, body = factories.make_person(), factories.make_body()
    late = factories.make_role(person=person, title="Senior Manager", starts="2021")
    early = factories.make_role(person=person, title="Head of portfolio", starts="2016", sits_for=body)
    held = factories.make_role(holder=body, title="President", starts="2020")
    factories.make_role(person=person, of=body, title="Mayor")
    assert list(roles_of(person).filter(title__startswith="")[:2]) != []
    assert [role.pk for role in roles_of(person) if role.of != body] == [early.pk, late.pk]
    assert list(offices_of(body)) == [early, held]


def test_the_page_of_a_post_shows_what_may_be_seen(
    president: Post, django_assert_num_queries: object
) -> None:
    hidden = factories.make_person("Hidden", audience="secretariat")
    factories.make_role(post=president, person=hidden, starts="2018", ends="2019")
    with django_assert_num_queries(3):  # type: ignore[operator]
        page = post_page(president, D2016, PUBLIC)
    assert [str(row.who) for row in page.through_time] == [
        "Guangzhou Municipal People's Government",
        "Denis Coderre",
    ]
    assert [str(row.who) for row in page.holders.rows] == ["Denis Coderre"]
    assert Role.objects.filter(post=president).count() == 3
