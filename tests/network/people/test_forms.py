"""Recording people, bodies, posts and roles by hand, as the secretariat does; others find no such page."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from tests import factories

from koinon.network.people.models import (
    Body,
    BodyName,
    ContactDetail,
    FormOfAddress,
    Person,
    PersonName,
    Post,
    Role,
)
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Entry

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Reader], Client]


@pytest.fixture
def desk(secretariat: Reader, client_of: ClientOf) -> Client:
    """The browser of the secretariat."""
    return client_of(secretariat)


def url(name: str, **kwargs: str) -> str:
    return reverse(f"people:{name}", kwargs=kwargs)


def test_a_person_is_recorded_and_changed(desk: Client) -> None:
    sent = {"name": "CHEN Guo", "family": "Chen", "given": "Guo", "order": "family", "audience": "public"}
    answer = desk.post(url("person-new"), sent)
    person = Person.objects.get(name="CHEN Guo")
    assert answer.status_code == 302
    assert answer["Location"] == f"/people/{person.key}/"
    assert (person.key, person.display(), person.folded) == ("chen-guo", "CHEN Guo", "chen guo")
    answer = desk.post(url("person-edit", key=person.key), sent | {"died": "summer 2020", "version": "1"})
    assert answer.status_code == 302
    person.refresh_from_db()
    assert person.died.edtf == "2020-22"
    assert set(Entry.objects.values_list("verb", flat=True)) == {"record_person", "change_person"}


def test_what_is_missing_is_said_beside_the_field_and_nothing_typed_is_lost(desk: Client) -> None:
    answer = desk.post(
        url("person-new"), {"name": "", "note": "met in Bogotá", "order": "given", "audience": "public"}
    )
    assert answer.status_code == 200
    assert "This field is required." in answer.text
    assert "met in Bogotá" in answer.text


def test_two_who_edit_at_once(desk: Client) -> None:
    person = factories.make_person("Denis Coderre")
    sent = {"name": "Denis Coderre", "order": "given", "audience": "public", "version": "1"}
    desk.post(url("person-edit", key=person.key), sent | {"note": "first"})
    answer = desk.post(url("person-edit", key=person.key), sent | {"note": "second"})
    assert "Somebody changed this record" in answer.text
    assert "second" in answer.text
    person.refresh_from_db()
    assert person.note == "first"


def test_the_parts_of_a_person(desk: Client) -> None:
    person = factories.make_person("Zhan Decun")
    desk.post(
        url("person-name-new", key=person.key), {"text": "詹德村", "language": "zh-Hans", "kind": "official"}
    )
    desk.post(url("person-address-new", key=person.key), {"language": "en", "salutation": "Dear Mr Zhan"})
    contact = {
        "means": "email",
        "value": "zhan@example.org",
        "audience": "secretariat",
        "keep_until": "2030-01-01",
    }
    desk.post(url("person-contact-new", key=person.key), contact)
    name, form, detail = PersonName.objects.get(), FormOfAddress.objects.get(), ContactDetail.objects.get()
    assert (name.text, form.salutation, detail.value) == ("詹德村", "Dear Mr Zhan", "zhan@example.org")
    page = desk.get(url("person-edit", key=person.key)).text
    assert "詹德村" in page
    assert "zhan@example.org" in page
    desk.post(
        url("part-edit", kind="formofaddress", key=form.key), {"language": "en", "salutation": "Dear Zhan"}
    )
    form.refresh_from_db()
    assert form.salutation == "Dear Zhan"
    assert desk.get(url("part-edit", kind="contactdetail", key=detail.key)).status_code == 200
    assert desk.post(url("part-remove", kind="contactdetail", key=detail.key)).status_code == 302
    assert not ContactDetail.objects.exists()
    assert desk.get(url("part-edit", kind="user", key="x")).status_code == 404


def test_a_body_with_its_names_and_a_parent_chosen_by_pinyin(desk: Client) -> None:
    factories.make_body("广州市人民政府", key="guangzhou-government")
    answer = desk.post(
        url("body-new"),
        {"name": "Foreign Affairs Office", "kind": "office", "parent": "guangzhoushi", "audience": "public"},
    )
    assert answer.status_code == 302
    office = Body.objects.get(name="Foreign Affairs Office")
    assert office.parent is not None
    assert office.parent.key == "guangzhou-government"
    desk.post(
        url("body-name-new", key=office.key),
        {
            "text": "外事办公室",
            "language": "zh-Hans",
            "kind": "official",
            "starts": "since 1979",
            "ends": "open",
        },
    )
    assert BodyName.objects.get().starts.edtf == "1979"
    desk.post(url("body-identifier-new", key=office.key), {"scheme": "wikidata", "value": "Q42"})
    desk.post(
        url("body-contact-new", key=office.key),
        {"means": "phone", "value": "+86 20 1234", "audience": "members"},
    )
    page = desk.get(url("body-edit", key=office.key)).text
    assert "外事办公室" in page
    assert "wikidata:Q42" in page
    assert "+86 20 1234" in page


def test_a_role_of_a_person_who_was_not_on_record_yet(desk: Client) -> None:
    metropolis = factories.make_body("Metropolis of cities")
    desk.post(
        url("post-new"), {"body": "Metropolis of cities", "title": "President", "seats": "1", "rank": "1"}
    )
    post = Post.objects.get(title="President")
    assert post.body == metropolis
    answer = desk.post(
        url("role-new") + f"?post={post.key}",
        {
            "person": "Denis Coderre",
            "post": "President",
            "starts": "2015",
            "ends": "14 Nov 2017",
            "audience": "public",
        },
    )
    assert answer.status_code == 302, answer.text
    role = Role.objects.get(post=post)
    assert role.person is not None
    assert (role.person.name, role.of, str(role.ends)) == ("Denis Coderre", metropolis, "2017-11-14")
    assert role.person.key == "denis-coderre"


def test_a_refused_role_leaves_nobody_behind(desk: Client) -> None:
    """Whoever was typed and not on record is made in the same transaction, or not at all."""
    role = factories.make_role(post=factories.make_post("President"), starts="2015-01-01", ends="..")
    before = Person.objects.count()
    answer = desk.post(
        url("role-new"),
        {
            "person": "Some Body Else",
            "post": role.post.key,
            "starts": "2016",
            "ends": "open",
            "audience": "public",
        },
    )
    assert answer.status_code == 200
    assert "has one seat" in answer.text
    assert "Some Body Else" in answer.text
    assert Person.objects.count() == before


def test_the_form_of_a_role_comes_filled_in(desk: Client) -> None:
    person, post = factories.make_person("Wen Guohui"), factories.make_post("Mayor")
    page = desk.get(url("role-new") + f"?person={person.key}&post={post.key}").text
    assert 'value="Wen Guohui"' in page
    assert f'name="person-key" value="{person.key}"' in page
    assert f'name="post-key" value="{post.key}"' in page


def test_a_role_is_changed_and_ended(desk: Client) -> None:
    role = factories.make_role(person=factories.make_person("Wen Guohui"), title="Mayor", starts="2016")
    page = desk.get(url("role-edit", key=role.key))
    assert "Wen Guohui" in page.text
    answer = desk.post(url("role-end", key=role.key), {"ends": "January 2022", "version": "1"})
    assert answer.status_code == 302
    role.refresh_from_db()
    assert role.ends.edtf == "2022-01"
    answer = desk.post(url("role-end", key=role.key), {"ends": "2010", "version": "2"})
    assert "lies before the start" in answer.text
    assert desk.post(url("role-end", key=role.key), {"ends": "", "version": "2"}).status_code == 200


def test_a_death_is_recorded_but_not_in_the_future(desk: Client) -> None:
    person = factories.make_person()
    assert "future" in desk.post(url("person-death", key=person.key), {"died": "2999"}).text
    assert desk.post(url("person-death", key=person.key), {"died": "2 May 2020"}).status_code == 302
    person.refresh_from_db()
    assert person.died.edtf == "2020-05-02"


def test_others_find_no_such_page(
    public: Reader, stranger: Reader, coordinator: Reader, other_officer: Reader, client_of: ClientOf
) -> None:
    role = factories.make_role()
    assert role.person
    assert role.post
    pages = [
        url("person-new"),
        url("body-new"),
        url("post-new"),
        url("role-new"),
        url("person-edit", key=role.person.key),
        url("body-edit", key=role.of.key),
        url("post-edit", key=role.post.key),
        url("role-edit", key=role.key),
        url("role-end", key=role.key),
        url("duplicates"),
        url("body-duplicates"),
    ]
    for page in pages:
        assert client_of(public).get(page).status_code == 302
        for reader in (stranger, coordinator, other_officer):
            assert client_of(reader).get(page).status_code == 404


def test_who_may_read_a_post(public: Reader, secretariat: Reader, client_of: ClientOf) -> None:
    post = factories.make_post("Adviser", body=factories.make_body(audience="secretariat"))
    assert client_of(public).get(post.get_absolute_url()).status_code == 404
    assert client_of(secretariat).get(post.get_absolute_url()).status_code == 200
