"""Who may see what, a sentence for each of the cast and each audience."""

from datetime import date

import pytest
from django.db import models
from tests import factories
from tests.factories import make

from koinon.network.people.audience import Audience
from koinon.network.people.commands import admit_bodies, remove_old_contacts
from koinon.network.people.models import (
    AdmittedBody,
    Body,
    BodyName,
    ContactDetail,
    FormOfAddress,
    Person,
    PersonName,
    Post,
    PostTitle,
    Role,
)
from koinon.network.people.permissions import can_record
from koinon.network.people.readers import PUBLIC, SYSTEM, Reader

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 1)
CAST = ("public", "stranger", "other_officer", "coordinator", "deputy", "secretariat")
# For whose eyes a contact of Guangzhou's government is, and who of the cast then sees it.
MATRIX = [
    (Audience.PUBLIC, CAST),
    (Audience.MEMBERS, ("other_officer", "coordinator", "deputy", "secretariat")),
    (Audience.PARTIES, ("coordinator", "deputy", "secretariat")),
    (Audience.BODIES, ("other_officer", "secretariat")),
    (Audience.SECRETARIAT, ("secretariat",)),
]


@pytest.fixture
def cast(
    public: Reader,
    stranger: Reader,
    other_officer: Reader,
    coordinator: Reader,
    deputy: Reader,
    secretariat: Reader,
) -> dict[str, Reader]:
    """Everybody by name."""
    return dict(zip(CAST, (public, stranger, other_officer, coordinator, deputy, secretariat), strict=True))


def who_sees(row: models.Model, cast: dict[str, Reader]) -> tuple[str, ...]:
    """The names of those who see the row."""
    rows = type(row)._default_manager
    return tuple(name for name, reader in cast.items() if rows.visible_to(reader).filter(pk=row.pk).exists())  # type: ignore[attr-defined]


@pytest.mark.parametrize(("audience", "seen_by"), MATRIX)
def test_a_contact_of_a_city_is_seen_by(
    audience: Audience, seen_by: tuple[str, ...], cast: dict[str, Reader], guangzhou: Body, chengdu: Body
) -> None:
    contact = make(ContactDetail, body=guangzhou, means="email", value="gz@example.org", audience=audience)
    admit_bodies(contact, [chengdu], by=SYSTEM, on=ON)
    assert who_sees(contact, cast) == seen_by


@pytest.mark.parametrize(("audience", "seen_by"), MATRIX)
def test_a_role_in_a_city_is_seen_by(
    audience: Audience, seen_by: tuple[str, ...], cast: dict[str, Reader], guangzhou: Body, chengdu: Body
) -> None:
    role = factories.make_role(of=guangzhou, title="Mayor", audience=audience)
    admit_bodies(role, [chengdu], by=SYSTEM, on=ON)
    assert who_sees(role, cast) == seen_by


@pytest.mark.parametrize(("audience", "seen_by"), MATRIX)
def test_a_person_is_seen_by_and_with_the_person_all_that_tells_the_name(
    audience: Audience, seen_by: tuple[str, ...], cast: dict[str, Reader], guangzhou: Body, chengdu: Body
) -> None:
    person = factories.make_person(audience=audience)
    admit_bodies(person, [chengdu], by=SYSTEM, on=ON)
    role = factories.make_role(person=person, of=guangzhou, title="Mayor")
    name = make(PersonName, person=person, text="市长")
    form = make(FormOfAddress, person=person, language="en", salutation="Dear Mayor")
    assert [who_sees(row, cast) for row in (person, role, name, form)] == [seen_by] * 4


@pytest.mark.parametrize(("audience", "seen_by"), MATRIX)
def test_a_body_is_seen_by_and_with_it_its_names_its_posts_and_who_holds_them(
    audience: Audience, seen_by: tuple[str, ...], cast: dict[str, Reader], guangzhou: Body, chengdu: Body
) -> None:
    body = factories.make_body("Task force", parent=guangzhou, audience=audience)
    admit_bodies(body, [chengdu], by=SYSTEM, on=ON)
    post = factories.make_post(body=body)
    role = factories.make_role(post=post)
    elsewhere = factories.make_role(holder=body, title="Observer")
    sits = factories.make_role(sits_for=body, title="Observer")
    rows = [body, post, role, elsewhere, sits]
    rows += [
        make(BodyName, body=body, text="专班"),
        make(PostTitle, post=post, language="zh-Hans", text="主任"),
    ]
    assert [who_sees(row, cast) for row in rows] == [seen_by] * 7


def test_everybody_sees_oneself_and_the_own_contacts(coordinator: Reader, deputy: Reader) -> None:
    Person.objects.filter(pk=coordinator.person_id).update(audience=Audience.SECRETARIAT)
    contact = make(
        ContactDetail, person_id=coordinator.person_id, means="phone", value="1", audience="secretariat"
    )
    assert who_sees(Person.objects.get(pk=coordinator.person_id), {"own": coordinator, "deputy": deputy}) == (
        "own",
    )
    assert who_sees(contact, {"own": coordinator, "deputy": deputy}) == ("own",)


def test_naming_bodies_anew_takes_the_others_away(guangzhou: Body, chengdu: Body, stranger: Reader) -> None:
    body = factories.make_body(audience=Audience.BODIES)
    admit_bodies(body, [guangzhou], by=SYSTEM, on=ON)
    admit_bodies(body, [chengdu], by=SYSTEM, on=ON)
    assert AdmittedBody.objects.get().body == chengdu


def test_old_contacts_are_shown_to_nobody_and_go_at_night(db: None) -> None:
    person = factories.make_person()
    old = make(
        ContactDetail, person=person, means="email", value="a@example.org", keep_until=date(2026, 2, 28)
    )
    last = make(ContactDetail, person=person, means="email", value="b@example.org", keep_until=ON)
    kept = make(ContactDetail, person=person, means="email", value="c@example.org")
    assert set(ContactDetail.objects.kept(ON)) == {last, kept}
    assert remove_old_contacts(by=SYSTEM, on=ON) == 1
    assert not ContactDetail.objects.filter(pk=old.pk).exists()
    assert remove_old_contacts(by=SYSTEM, on=ON) == 0


def test_who_may_record(cast: dict[str, Reader]) -> None:
    assert [name for name, reader in cast.items() if can_record(reader)] == ["secretariat"]
    assert can_record(Reader(functions=frozenset({"portfolio_manager"})))
    assert can_record(Reader(user=factories.make_user(is_superuser=True)))
    assert not can_record(PUBLIC)


@pytest.mark.parametrize(
    "reader", [SYSTEM, PUBLIC, Reader(bodies=frozenset({1, 2}), person_id=1, is_member=True)]
)
@pytest.mark.parametrize("model", [Person, Body, Role, Post, PersonName, ContactDetail])
def test_what_one_may_see_is_asked_in_one_statement(
    model: type[models.Model], reader: Reader, django_assert_num_queries: object, db: None
) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        list(model._default_manager.visible_to(reader))  # type: ignore[attr-defined]
