"""The pages of duplicates: pairs, side by side, merging, keeping apart; and the page of a post."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from tests import factories
from tests.factories import make

from koinon.network.people.models import Body, Distinction, Person, PersonName
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import undo
from koinon.platform.audit.models import Entry

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Reader], Client]


@pytest.fixture
def desk(secretariat: Reader, client_of: ClientOf) -> Client:
    """The browser of the secretariat."""
    return client_of(secretariat)


@pytest.fixture
def agnes(db: None) -> tuple[Person, Person]:
    """One person under two names, with a role each."""
    one, other = factories.make_person("Agnès Bickart"), factories.make_person("Agnès Charlotte Bickart")
    factories.make_role(person=one, title="Head of portfolio", starts="2016", ends="2016")
    factories.make_role(person=other, title="Senior Manager", starts="2019", ends="2021")
    return one, other


def test_a_pair_is_listed_compared_and_merged(desk: Client, agnes: tuple[Person, Person]) -> None:
    one, other = agnes
    listed = desk.get(reverse("people:duplicates")).text
    assert "one name has all the words of the other" in listed
    assert "Senior Manager" in listed
    address = reverse("people:merge", kwargs={"key": one.key, "other": other.key})
    assert address in listed
    compared = desk.get(address).text
    assert "Head of portfolio" in compared
    assert "What will move" in compared
    answer = desk.post(address)
    assert (answer.status_code, answer["Location"]) == (302, one.get_absolute_url())
    assert one.roles.count() == 2
    assert "No names are alike" in desk.get(reverse("people:duplicates")).text
    undo(Entry.objects.get(verb="merge_people"), by=None)
    assert (one.roles.count(), other.roles.count()) == (1, 1)


def test_a_refused_merge_says_why(desk: Client, agnes: tuple[Person, Person]) -> None:
    one, other = agnes
    Person.objects.filter(pk=other.pk).update(audience="secretariat")
    answer = desk.post(reverse("people:merge", kwargs={"key": one.key, "other": other.key}))
    assert answer.status_code == 422
    assert "not for the same eyes" in answer.text
    assert not Entry.objects.exists()


def test_two_who_are_two_are_not_listed_again(desk: Client, agnes: tuple[Person, Person]) -> None:
    one, other = agnes
    answer = desk.post(reverse("people:apart", kwargs={"key": one.key, "other": other.key}))
    assert answer["Location"] == reverse("people:duplicates")
    assert Distinction.objects.count() == 1
    assert "No names are alike" in desk.get(reverse("people:duplicates")).text


def test_names_in_other_scripts_count(desk: Client) -> None:
    person = factories.make_person("Zhan Decun")
    make(PersonName, person=factories.make_person("D. Zhan"), text="詹德村")
    listed = desk.get(reverse("people:duplicates")).text
    assert person.name in listed
    assert "the same name" in listed


def test_bodies_are_merged_likewise(desk: Client) -> None:
    one, other = factories.make_body("City of Guangzhou"), factories.make_body("Guangzhou City")
    office = factories.make_body("Office", parent=other)
    listed = desk.get(reverse("people:body-duplicates")).text
    address = reverse("people:body-merge", kwargs={"key": one.key, "other": other.key})
    assert address in listed
    assert "Guangzhou City" in desk.get(address).text
    assert desk.post(address).status_code == 302
    assert Body.objects.get(pk=office.pk).parent == one


def test_the_list_of_pairs_asks_the_same_at_one_row_and_at_three(
    desk: Client, agnes: tuple[Person, Person], django_assert_num_queries: object
) -> None:
    """Five for the list; the others are the session, the account, the reader and what the header counts."""
    for more in (0, 2):
        for number in range(more):
            factories.make_role(person=factories.make_person(f"Wen Guohui{number}"), title="Mayor")
            factories.make_role(person=factories.make_person(f"Guohui{number} Wen"), title="Mayor")
        with django_assert_num_queries(10):  # type: ignore[operator]
            assert desk.get(reverse("people:duplicates")).status_code == 200


def test_the_page_of_a_post_as_of_a_day(
    public: Reader, client_of: ClientOf, django_assert_num_queries: object
) -> None:
    post = factories.make_post("President", body=factories.make_body("Metropolis"), rank=1)
    coderre = factories.make_person("Denis Coderre")
    factories.make_role(person=coderre, post=post, starts="2015", ends="2017-11-14")
    client = client_of(public)
    for _ in range(2):
        with django_assert_num_queries(4):  # type: ignore[operator]
            page = client.get(f"{post.get_absolute_url()}?on=2016-10-14").text
        factories.make_role(post=post, starts="1990", ends="1992")
        factories.make_role(post=post, starts="1993", ends="1994")
    assert "Denis CODERRE" in page
    assert "vacant" not in page
    assert "Record a role" not in page
    assert "vacant" in client.get(f"{post.get_absolute_url()}?on=2020-01-01").text
    assert client.get("/people/posts/nothing/").status_code == 404


def test_the_secretariat_finds_what_to_do_on_the_page_of_a_post(desk: Client) -> None:
    post = factories.make_post("Vice-President", by_virtue_of=factories.make_post("Mayor"), seats=0)
    page = desk.get(post.get_absolute_url()).text
    assert "Nobody yet" in page
    assert f"/people/roles/new/?post={post.key}" in page
    assert "Held by virtue of" in page
    desk.post(
        reverse("people:post-title-new", kwargs={"key": post.key}),
        {"language": "fr", "text": "Vice-président"},
    )
    assert "Vice-président" in desk.get(post.get_absolute_url()).text
    desk.post(
        reverse("people:post-edit", kwargs={"key": post.key}),
        {"body": str(post.body), "title": "VP", "seats": "2", "rank": "3", "version": "1"},
    )
    post.refresh_from_db()
    assert (post.title, post.seats, post.by_virtue_of) == ("VP", 2, None)
