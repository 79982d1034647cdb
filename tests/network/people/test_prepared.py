"""A prepared statement answers as the query it was put together from would, whatever it is filled with."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from django.db.models import Prefetch, QuerySet
from tests.factories import make_body, make_person, make_role

from koinon.network.people.models import Body, Person, Role
from koinon.network.people.prepared import SIZES, Misshapen, attach, lay, prepared
from koinon.network.people.readers import PUBLIC, SYSTEM, Reader

pytestmark = pytest.mark.django_db
ON = date(2020, 5, 1)


@prepared
def held(reader: Reader, /, *, people: Iterable[int], on: date) -> QuerySet[Role]:
    rows = Role.objects.visible_to(reader).holding(on).with_holds(on).filter(person__in=people)
    return rows.select_related("person", "post", "of").order_by("id")


@prepared
def named(field: str, /, *, word: str) -> QuerySet[Person]:
    return Person.objects.filter(**{field: word}).order_by("id")


def cast() -> list[Person]:
    people = [make_person(f"Person {number}") for number in range(12)]
    for number, person in enumerate(people):
        audience = "secretariat" if number % 3 == 0 else "public"
        make_role(person=person, starts=f"{2014 + number}", ends=f"{2018 + number}", audience=audience)
    return people


@pytest.mark.parametrize("reader", [PUBLIC, SYSTEM, Reader(is_member=True, bodies=frozenset({1, 2}))])
@pytest.mark.parametrize("many", [0, 1, 2, 10, 11, 12])
def test_it_answers_as_its_query(reader: Reader, many: int) -> None:
    ids = [one.pk for one in cast()[:many]]
    for on in (ON, date(2016, 1, 1), date(2030, 1, 1)):
        plain = list(held.make(reader, people=ids, on=on))
        found = held(reader, people=ids, on=on)
        assert found == plain
        assert [vars(one).keys() for one in found] == [vars(one).keys() for one in plain]
        assert [one.held for one in found] == [one.held for one in plain]
        assert [(one.person, one.of.name, one.post) for one in found] == [
            (one.person, one.of.name, one.post) for one in plain
        ]


def test_it_is_put_together_once_for_a_sight_and_a_size() -> None:
    held.kept.clear()
    for ids in ([1], [2], [1, 2], list(range(9)), list(range(SIZES[1]))):
        held(PUBLIC, people=ids, on=ON)
        held(Reader(), people=ids, on=date(1999, 1, 1))
    assert len(held.kept) == 2
    held(SYSTEM, people=[1], on=ON)
    assert len(held.kept) == 3


def test_a_row_is_as_it_was_read_and_can_be_saved() -> None:
    person = make_person("Ana")
    (found,) = named("name", word="Ana")
    assert (found, found._state.adding, found._state.db) == (person, False, "default")
    found.note = "met in Lyon"
    found.save()
    assert named("note", word="met in Lyon") == [person]


def test_a_value_that_shapes_the_statement_is_refused() -> None:
    @prepared
    def by_length(*, word: str) -> QuerySet[Person]:
        return Person.objects.filter(name=word * 2)

    @prepared
    def with_parts(*, ids: Iterable[int]) -> QuerySet[Person]:
        return Person.objects.filter(pk__in=ids).prefetch_related(Prefetch("roles"))

    with pytest.raises(Misshapen):
        by_length(word="a")
    with pytest.raises(Misshapen):
        with_parts(ids=[1])


def test_what_is_laid_to_rows_is_not_asked_for_again(django_assert_num_queries: Any) -> None:
    people, body = [make_person(name) for name in ("Ana", "Bo")], make_body()
    first, second = make_role(person=people[0], of=body), make_role(person=people[0], of=body)
    owners = named("order", word="given")
    attach(owners, "roles", held(SYSTEM, people=[one.pk for one in owners], on=ON), "person")
    rows = list(Role.objects.order_by("id"))
    lay(rows, "of", lambda ids: list(Body.objects.filter(pk__in=ids)))
    lay(rows, "post", lambda ids: [])
    with django_assert_num_queries(0):
        assert [list(one.roles.all()) for one in owners] == [[first, second], []]
        assert owners[0].roles.all()[0].person is owners[0]
        assert [(row.of, row.post) for row in rows] == [(body, None), (body, None)]
