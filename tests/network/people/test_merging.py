"""Two records made one: nothing dated is lost, all that pointed at the one moves, and it can be undone."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from tests import factories
from tests.factories import make

from koinon.cooperation.agreements.models import Party, Signatory
from koinon.network.events.models import Attendance
from koinon.network.governance.models import Decision
from koinon.network.people.commands import record_form_of_address, record_person
from koinon.network.people.merging import CannotMerge, keep_apart, merge_bodies, merge_people, moving
from koinon.network.people.models import (
    Body,
    BodyIdentifier,
    BodyName,
    ContactDetail,
    FormOfAddress,
    Person,
    PersonName,
    Role,
)
from koinon.network.people.readers import SYSTEM, Reader
from koinon.network.people.signals import merged
from koinon.platform.audit.commands import undo
from koinon.platform.audit.models import Change, Entry
from koinon.platform.audit.rows import to_json
from koinon.platform.errors import NotAllowed

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 1)


def all_rows() -> dict[str, dict[str, Any]]:
    """Every row of every room, its version and what is only kept for searching apart."""
    found = {}
    for model in apps.get_models():
        if model._meta.app_label in {"people", "events", "governance", "agreements", "members", "evidence"}:
            for row in model._default_manager.all():
                found[f"{model._meta.label}:{row.pk}"] = to_json(row) | {"version": 0}
    return found


@pytest.fixture
def agnes(db: None) -> Person:
    """As the oldest document writes her."""
    return factories.make_person("Agnes Bickart", family="", given="")


@pytest.fixture
def charlotte(db: None) -> Person:
    """The same, with everything that hangs on her."""
    person = factories.make_person("Agnès Charlotte Bickart", language="fr")
    body = factories.make_body("Secretariat General")
    for title, year in (("Head of portfolio", "2016"), ("Senior Manager", "2019")):
        factories.make_role(person=person, of=body, title=title, starts=year, ends=year)
    make(PersonName, person=person, text="A. C. Bickart")
    make(ContactDetail, person=person, means="email", value="agnes@example.org")
    factories.make_attendance(person=person)
    factories.make_decision(owner_person=person)
    make(Signatory, act=factories.make_act(), person=person)
    return person


def test_every_row_moves_to_the_one_that_stays(agnes: Person, charlotte: Person) -> None:
    before = {model.__name__: model.objects.count() for model in (Role, Attendance, Decision, Signatory)}
    merge = merge_people(agnes, charlotte, by=SYSTEM, on=ON)
    agnes.refresh_from_db()
    charlotte.refresh_from_db()
    assert before == {
        model.__name__: model.objects.count() for model in (Role, Attendance, Decision, Signatory)
    }
    assert [role.title for role in agnes.roles.order_by("starts_earliest")] == [
        "Head of portfolio",
        "Senior Manager",
    ]
    assert (agnes.contacts.get().value, agnes.attendances.count()) == ("agnes@example.org", 1)
    assert (agnes.tasks.count(), agnes.signatures.count()) == (1, 1)
    assert set(agnes.names.values_list("text", flat=True)) == {"A. C. Bickart", "Agnès Charlotte Bickart"}
    assert (agnes.family, agnes.given, agnes.language) == ("Bickart", "Agnès Charlotte", "fr")
    assert charlotte.merged_into == agnes
    assert moving(charlotte) == []
    assert merge.left == []


def test_undo_puts_every_row_back(agnes: Person, charlotte: Person) -> None:
    make(FormOfAddress, person=agnes, language="en", salutation="Dear Ms Bickart")
    make(FormOfAddress, person=charlotte, language="en", salutation="Dear Ms Bickart")
    before = all_rows()
    merge = merge_people(agnes, charlotte, by=SYSTEM, on=ON)
    assert all_rows() != before
    undo(merge.entry, by=None)
    assert all_rows() == before


def test_a_form_of_address_that_differs_stays_behind_and_an_equal_one_is_told_once(
    agnes: Person, charlotte: Person
) -> None:
    make(FormOfAddress, person=agnes, language="en", salutation="Dear Ms Bickart")
    make(FormOfAddress, person=agnes, language="fr", salutation="Chère Madame")
    make(FormOfAddress, person=charlotte, language="en", salutation="Dear Ms Bickart")
    other = make(FormOfAddress, person=charlotte, language="fr", salutation="Chère Agnès")
    kept = make(FormOfAddress, person=charlotte, language="es", salutation="Estimada señora")
    merge = merge_people(agnes, charlotte, by=SYSTEM, on=ON)
    assert merge.left == [other]
    assert charlotte.forms_of_address.get() == other
    assert set(agnes.forms_of_address.values_list("salutation", flat=True)) == {
        "Dear Ms Bickart",
        "Chère Madame",
        "Estimada señora",
    }
    assert FormOfAddress.objects.filter(pk=kept.pk).exists()


def test_equal_names_and_contacts_are_told_once_but_equal_roles_both_stand(
    agnes: Person, charlotte: Person
) -> None:
    role = charlotte.roles.first()
    factories.make_role(person=agnes, of=role.of, title=role.title, starts="2016", ends="2016")
    make(PersonName, person=agnes, text="A. C. Bickart")
    make(ContactDetail, person=agnes, means="email", value="agnes@example.org")
    merge_people(agnes, charlotte, by=SYSTEM, on=ON)
    assert agnes.names.filter(text="A. C. Bickart").count() == 1
    assert agnes.contacts.count() == 1
    assert agnes.roles.count() == 3


def test_the_one_that_stays_tells_of_it_though_nothing_of_it_changed(agnes: Person) -> None:
    double = factories.make_person("Agnes Bickart", family="", given="")
    merge = merge_people(agnes, double, by=SYSTEM, on=ON)
    told = Change.objects.filter(kind="people.person", object_id=agnes.pk)
    assert [change.entry.verb for change in told] == ["merge_people"]
    agnes.refresh_from_db()
    assert agnes.version == 1
    undo(merge.entry, by=None)
    assert [change.entry.verb for change in told.order_by("id")] == ["merge_people", "undo"]
    agnes.refresh_from_db()
    assert agnes.version == 1


def test_those_merged_before_follow(agnes: Person, charlotte: Person) -> None:
    first = factories.make_person("A. Bickart")
    merge_people(charlotte, first, by=SYSTEM, on=ON)
    merge_people(agnes, charlotte, by=SYSTEM, on=ON)
    first.refresh_from_db()
    assert first.merged_into == agnes
    assert "A. Bickart" in agnes.names.values_list("text", flat=True)


def test_rooms_above_hear_of_it_inside_the_act(agnes: Person, charlotte: Person) -> None:
    heard: list[tuple[str, models.Model, models.Model]] = []

    def receiver(
        sender: object, kind: str, stays: models.Model, goes: models.Model, act: Any, **_: object
    ) -> None:
        heard.append((kind, stays, goes))
        assert act.entry.verb == "merge_people"

    merged.connect(receiver)
    try:
        merge_people(agnes, charlotte, by=SYSTEM, on=ON)
    finally:
        merged.disconnect(receiver)
    assert heard == [("people.person", agnes, charlotte)]


def test_the_account_goes_along_unless_both_may_sign_in(agnes: Person, charlotte: Person) -> None:
    user = factories.make_user()
    Person.objects.filter(pk=charlotte.pk).update(account=user)
    charlotte.refresh_from_db()
    merge = merge_people(agnes, charlotte, by=SYSTEM, on=ON)
    assert Person.objects.get(account=user) == agnes
    undo(merge.entry, by=None)
    assert Person.objects.get(account=user) == charlotte
    Person.objects.filter(pk=agnes.pk).update(account=factories.make_user())
    one, other = Person.objects.get(pk=agnes.pk), Person.objects.get(pk=charlotte.pk)
    with pytest.raises(CannotMerge, match="Both have an account"):
        merge_people(one, other, by=SYSTEM, on=ON)


def test_what_cannot_be_merged(agnes: Person, charlotte: Person, coordinator: Reader) -> None:
    hidden = factories.make_person(audience="secretariat")
    with pytest.raises(CannotMerge, match="same record"):
        merge_people(agnes, agnes, by=SYSTEM, on=ON)
    with pytest.raises(CannotMerge, match="not for the same eyes"):
        merge_people(agnes, hidden, by=SYSTEM, on=ON)
    with pytest.raises(NotAllowed):
        merge_people(agnes, charlotte, by=coordinator, on=ON)
    merge_people(agnes, charlotte, by=SYSTEM, on=ON)
    charlotte.refresh_from_db()
    with pytest.raises(CannotMerge, match="merged already"):
        merge_people(agnes, charlotte, by=SYSTEM, on=ON)


def test_a_merge_that_fails_half_way_leaves_no_trace(agnes: Person, charlotte: Person) -> None:
    before, entries = all_rows(), Entry.objects.count()

    def receiver(sender: object, **_: object) -> None:
        raise CannotMerge("A room above will not have it.")

    merged.connect(receiver)
    try:
        with pytest.raises(CannotMerge, match="will not have it"):
            merge_people(agnes, charlotte, by=SYSTEM, on=ON)
    finally:
        merged.disconnect(receiver)
    assert (all_rows(), Entry.objects.count(), Change.objects.count()) == (before, entries, 0)


# Bodies


@pytest.fixture
def two_bodies(db: None) -> tuple[Body, Body]:
    """Guangzhou's government, under two names, both with things that hang on them."""
    city = factories.make_city("Guangzhou")
    stays = factories.make_body("Guangzhou Municipal People's Government", kind="government", city=city)
    goes = factories.make_body("Municipal Government of Guangzhou", kind="government", starts="1949")
    for body in (stays, goes):
        factories.make_role(of=body, title="Mayor")
        factories.make_membership(body, factories.make_body(kind="network"))
    make(BodyName, body=goes, text="广州市人民政府", language="zh-Hans", starts="1949")
    make(BodyIdentifier, body=goes, scheme="wikidata", value="Q1")
    factories.make_body("Foreign Affairs Office", parent=goes)
    factories.make_role(holder=goes, title="President")
    factories.make_agreement(parties=[goes])
    return stays, goes


def test_two_bodies_become_one_and_two_again(two_bodies: tuple[Body, Body]) -> None:
    stays, goes = two_bodies
    before = all_rows()
    merge = merge_bodies(stays, goes, by=SYSTEM, on=ON)
    stays.refresh_from_db()
    assert (stays.roles.count(), stays.memberships.count(), stays.parts.count()) == (2, 2, 1)
    assert (stays.offices.count(), stays.party_to.count(), stays.identifiers.count()) == (1, 1, 1)
    assert set(stays.names.values_list("text", flat=True)) == {
        "广州市人民政府",
        "Municipal Government of Guangzhou",
    }
    assert stays.starts.edtf == "1949"
    assert moving(goes) == []
    undo(merge.entry, by=None)
    assert all_rows() == before


def test_both_are_parties_to_one_agreement(two_bodies: tuple[Body, Body]) -> None:
    """An equal row is folded into its twin together with what hangs on it."""
    stays, goes = two_bodies
    agreement = factories.make_agreement(parties=[stays, goes])
    act = factories.make_act(agreement)
    signatory = make(
        Signatory, act=act, person=factories.make_person(), party=agreement.parties.get(body=goes)
    )
    before = all_rows()
    merge = merge_bodies(stays, goes, by=SYSTEM, on=ON)
    signatory.refresh_from_db()
    assert Party.objects.get(agreement=agreement).body == stays
    assert signatory.party == agreement.parties.get()
    undo(merge.entry, by=None)
    assert all_rows() == before


def test_bodies_that_cannot_be_one(two_bodies: tuple[Body, Body]) -> None:
    stays, goes = two_bodies
    office = goes.parts.get()
    with pytest.raises(CannotMerge, match="part of the other"):
        merge_bodies(goes, office, by=SYSTEM, on=ON)
    network = stays.memberships.get().network
    with pytest.raises(CannotMerge, match="contradict itself"):
        merge_bodies(stays, network, by=SYSTEM, on=ON)


def test_two_that_are_two_are_remembered(agnes: Person, charlotte: Person) -> None:
    first = keep_apart(charlotte, agnes, by=SYSTEM, on=ON)
    assert keep_apart(agnes, charlotte, by=SYSTEM, on=ON) == first
    assert (first.kind, first.first_id, first.second_id) == ("people.person", agnes.pk, charlotte.pk)


def test_a_key_is_proposed_and_what_is_double_is_refused(db: None) -> None:
    person = record_person({"name": "陈国", "language": "zh-Hans"}, by=SYSTEM, on=ON)
    assert person.key.startswith("chen")
    again = record_person({"name": "陈国"}, by=SYSTEM, on=ON)
    assert again.key == f"{person.key}-2"
    record_form_of_address(person, {"language": "en", "salutation": "Dear Mr Chen"}, by=SYSTEM, on=ON)
    with pytest.raises(Exception, match="already exists"):
        record_form_of_address(person, {"language": "en", "salutation": "Dear Chen"}, by=SYSTEM, on=ON)
