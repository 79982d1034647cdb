"""Type-ahead: any script, by pinyin, without accents; only what one may see; no merged ones."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests import factories
from tests.factories import make

from koinon.network.people.models import BodyName, Person, PersonName
from koinon.network.people.readers import Reader
from koinon.platform.accounts.signals import invitation_accepted

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Reader], Client]


@pytest.fixture
def ask(public: Reader, client_of: ClientOf) -> Callable[..., list[str]]:
    """The keys that the type-ahead of a kind offers for the words typed."""

    def asked(kind: str, words: str, reader: Reader = public) -> list[str]:
        found = client_of(reader).get(f"/choose/{kind}/", {"q": words}).json()
        return [one["key"] for one in found]

    return asked


@pytest.mark.parametrize("typed", ["bickart", "BICKART agnes", "Agnès", "白", "baihua", "agnes bick"])
def test_a_person_by_any_name(typed: str, ask: Callable[..., list[str]]) -> None:
    person = factories.make_person("Agnès Charlotte Bickart", key="agnes")
    make(PersonName, person=person, text="白华", language="zh-Hans")
    factories.make_person("Denis Coderre")
    assert ask("person", typed) == ["agnes"]


@pytest.mark.parametrize("typed", ["guangzhou", "广州", "廣州", "gz", "guangzhoushi", "GuangZhou Gov"])
def test_a_body_by_any_name(typed: str, ask: Callable[..., list[str]]) -> None:
    body = factories.make_body("Guangzhou Municipal People's Government", key="guangzhou", short_name="GZ")
    make(BodyName, body=body, text="广州市人民政府", language="zh-Hans")
    factories.make_body("Chengdu University")
    assert ask("body", typed) == ["guangzhou"]


def test_a_post_by_its_title_and_its_body_together(ask: Callable[..., list[str]]) -> None:
    factories.make_post("President", body=factories.make_body("Metropolis"), key="metropolis-president")
    factories.make_post("President", body=factories.make_body("UCLG"), key="uclg-president")
    assert set(ask("post", "president")) == {"metropolis-president", "uclg-president"}
    assert ask("post", "presid metrop") == ["metropolis-president"]
    assert ask("post", "") == []


def test_what_tells_namesakes_apart(public: Reader, client_of: ClientOf) -> None:
    office = factories.make_body(
        "Foreign Affairs Office", kind="office", parent=factories.make_body("Guangzhou")
    )
    post = factories.make_post("Director-General", body=office, rank=1)
    for name in ("Chen Guo", "Guo Chen"):
        person = factories.make_person(name)
        if name == "Chen Guo":
            factories.make_role(person=person, post=post)
    found = client_of(public).get("/choose/person/", {"q": "chen"}).json()
    assert [one["hint"] for one in found] == ["Director-General, Foreign Affairs Office", ""]
    (body,) = client_of(public).get("/choose/body/", {"q": "affairs"}).json()
    assert body["hint"] == "office or department, Guangzhou"


def test_those_who_may_not_be_seen_and_those_merged_are_not_offered(
    ask: Callable[..., list[str]], secretariat: Reader
) -> None:
    hidden = factories.make_person("Hidden Person", audience="secretariat")
    stays = factories.make_person("Open Person")
    factories.make_person("Former Person", merged_into=stays)
    assert ask("person", "person") == [stays.key]
    assert set(ask("person", "person", secretariat)) == {stays.key, hidden.key}


def test_the_first_letters_come_first_and_no_more_than_twelve(ask: Callable[..., list[str]]) -> None:
    for number in range(14):
        factories.make_body(f"Assembly of Seville {number}")
    factories.make_body("Seville", key="seville")
    found = ask("body", "sevi")
    assert (found[0], len(found)) == ("seville", 12)


def test_the_number_of_statements_does_not_grow(
    public: Reader, client_of: ClientOf, django_assert_num_queries: object
) -> None:
    client = client_of(public)
    factories.make_role(person=factories.make_person("Ann One"), title="Clerk")
    for expected in (1, 3):
        with django_assert_num_queries(2):  # type: ignore[operator]
            assert len(client.get("/choose/person/?q=ann").json()) == expected
        for _ in range(2):
            factories.make_role(person=factories.make_person("Ann More"), title="Clerk")


def test_an_invitation_taken_up_links_the_account_to_the_person(db: None) -> None:
    person, user = factories.make_person(key="ann"), factories.make_user()
    invitation_accepted.send(sender=None, user=user, concerns="person:nobody")
    invitation_accepted.send(sender=None, user=user, concerns="")
    assert not Person.objects.filter(account=user).exists()
    invitation_accepted.send(sender=None, user=user, concerns="person:ann")
    person.refresh_from_db()
    assert person.account == user
    invitation_accepted.send(sender=None, user=factories.make_user(), concerns="person:ann")
    person.refresh_from_db()
    assert person.account == user
