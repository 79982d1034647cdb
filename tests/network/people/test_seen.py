"""What a reader may see is asked by conditions kept as SQL: they let through what conditions built anew would."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.models import Exists, F, OuterRef, Q
from tests import factories

from koinon.network.people import audience, seen
from koinon.network.people.audience import Audience
from koinon.network.people.commands import admit_bodies
from koinon.network.people.models import Body, Person, Role
from koinon.network.people.readers import PUBLIC, SYSTEM, Reader

pytestmark = pytest.mark.django_db
Rows = Callable[[], models.QuerySet[Any, Any]]


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    seen._kept.clear()
    yield
    seen._kept.clear()


def stands_anew(column: str, _key: object, rows: Rows) -> Exists:
    return Exists(rows().filter(pk=OuterRef(column)))


def among_anew(column: str, _key: object, rows: Rows) -> Q:
    return Q(**{f"{column}__in": rows()})


def seen_by(reader: Reader) -> dict[str, list[int]]:
    """The ids of all that a reader sees, in every table that asks who reads and holds anything."""
    managers = {one._meta.label: one._default_manager for one in apps.get_models()}
    return {
        label: sorted(one.visible_to(reader).values_list("pk", flat=True))
        for label, one in managers.items()
        if hasattr(one, "visible_to") and one.exists()
    }


def record_all_sorts(body: Body, other: Body) -> None:
    """People, roles, contacts and agreements for each audience, parts of one record behind another."""
    for number, eyes in enumerate(Audience.values):
        person = factories.make_person(f"Person {number}", audience=eyes)
        factories.make_role(person=person, of=body)
        role = factories.make_role(person=factories.make_person(), of=body, audience=eyes)
        factories.make_attendance(factories.make_event(audience=eyes), person=role.person)
        programme = factories.make_programme(audience=eyes)
        factories.make_participation(factories.make_edition(programme), body=body)
        agreement = factories.make_agreement(f"Agreement {number}", [body, other], audience=eyes)
        factories.make_commitment(agreement)
        if eyes == Audience.BODIES:
            admit_bodies(agreement, [other], by=SYSTEM, on=date(2026, 3, 1))


def test_all_tables_show_what_conditions_built_anew_show(
    coordinator: Reader, other_officer: Reader, stranger: Reader, guangzhou_office: Body, chengdu: Body,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    record_all_sorts(guangzhou_office, chengdu)
    readers = {"public": PUBLIC, "a": coordinator, "b": other_officer, "stranger": stranger, "all": SYSTEM}
    kept = {name: seen_by(reader) for name, reader in readers.items()}
    size = len(seen._kept)
    assert size > 20
    assert {name: seen_by(reader) for name, reader in readers.items()} == kept
    assert len(seen._kept) == size  # asked again, nothing is put together
    monkeypatch.setattr(audience, "Stands", stands_anew)
    monkeypatch.setattr(audience, "Among", among_anew)
    assert {name: seen_by(reader) for name, reader in readers.items()} == kept
    assert kept["public"] != kept["a"] != kept["b"] != kept["all"]


def test_accounts_of_one_sight_do_not_share_what_goes_by_the_account(public: Reader) -> None:
    one, other = Reader(user=factories.make_user()), Reader(user=factories.make_user())
    assert one.sight == other.sight == public.sight
    assert len({seen.sight_of(reader) for reader in (one, other, public)}) == 3


def test_what_changes_later_is_seen_at_once(coordinator: Reader, guangzhou_office: Body) -> None:
    role = factories.make_role(person=factories.make_person(audience="secretariat"), of=guangzhou_office)
    mine = Role.objects.visible_to(coordinator).filter(pk=role.pk)
    assert not mine.exists()
    Person.objects.filter(roles=role).update(audience="members")
    assert mine.exists()


def test_a_condition_within_a_condition_and_beside_others(
    coordinator: Reader, guangzhou_office: Body
) -> None:
    """Negated, joined by or, in a subquery, on a joined table, in an annotation and in two queries made one."""
    seen_role = factories.make_role(person=factories.make_person(), of=guangzhou_office)
    hidden = factories.make_role(person=factories.make_person(audience="secretariat"), of=guangzhou_office)
    ours = Role.objects.filter(pk__in=[seen_role.pk, hidden.pk])
    behind = audience.seen_through(Role, "person", coordinator)
    assert [*ours.filter(behind)] == [seen_role]
    assert [*ours.filter(~behind)] == [*ours.exclude(behind)] == [hidden]
    assert {*ours.filter(behind | Q(pk=hidden.pk))} == {*(ours.filter(behind) | ours.filter(pk=hidden.pk))}
    assert {*Person.objects.filter(pk__in=ours.filter(behind).values("person"))} == {seen_role.person}
    held = Exists(ours.filter(behind, person=OuterRef("pk")))
    assert {*Person.objects.filter(held)} == {seen_role.person}
    told = ours.annotate(shown=models.ExpressionWrapper(behind, output_field=models.BooleanField()))
    assert dict(told.values_list("pk", "shown")) == {seen_role.pk: True, hidden.pk: False}
    assert ours.filter(behind).count() == ours.filter(behind).aggregate(n=models.Count("pk"))["n"] == 1


def test_where_nothing_can_be_found_nothing_stands() -> None:
    person = factories.make_person()
    role = factories.make_role(person=person)
    empty = seen.Stands("person_id", ("nobody",), Person.objects.none)
    assert not Role.objects.filter(empty).exists()
    assert Role.objects.get(~Q(empty)) == role


def test_few_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seen, "MOST", 3)
    for number in range(7):
        among = seen.Among("pk", (number,), Person.objects.values("pk").all)
        assert not Person.objects.filter(among).exists()
        assert len(seen._kept) <= 3


def test_a_column_without_a_table_is_refused() -> None:
    bare = seen.Stands("pk", ("bare",), Person.objects.all)
    bare.column = F("pk")
    with pytest.raises(TypeError):
        bare.as_sql(Person.objects.all().query.get_compiler(connection=connection), connection)
