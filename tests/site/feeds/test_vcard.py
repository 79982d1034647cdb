"""Cards: what is written is what another program reads, and nobody reads what is not for their eyes."""

from collections.abc import Callable
from datetime import date

import pytest
import vobject
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests import factories
from tests.factories import make

from koinon.network.people.commands import change_person, record_person
from koinon.network.people.merging import merge_people
from koinon.network.people.models import BodyName, ContactDetail, FormOfAddress, Person, PersonName
from koinon.network.people.readers import SYSTEM, Reader
from koinon.site.feeds.vcard import LINE, Card

ClientOf = Callable[[Reader], Client]
ON = date(2026, 3, 1)

text = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]) | st.just("\n"), min_size=1)


@given(text, text, text)
def test_whatever_is_written_is_read_again_and_no_line_is_too_long(name: str, family: str, unit: str) -> None:
    card = Card()
    card.add("FN", name)
    card.add("N", family, "", "", "", "")
    card.add("ORG", "Metropolis", unit, group="role1", pref=1)
    written = card.text()
    assert all(len(line.encode()) <= LINE for line in written.split("\r\n"))
    read = vobject.readOne(written)
    assert (read.version.value, read.fn.value) == ("4.0", name)
    assert (read.n.value.family, read.org.value) == (family, ["Metropolis", unit])


def test_a_parameter_cannot_break_out_of_its_place() -> None:
    card = Card()
    card.add("FN", "Ann", language='en";X=1:evil\n')
    assert '\r\nFN;LANGUAGE="en^\';X=1:evil^n":Ann\r\n' in card.text()


@pytest.fixture
def chen(db: None) -> Person:
    """Two posts at once, two scripts, three contacts for different eyes."""
    person = factories.make_person("CHEN Guo", family="Chen", given="Guo", honorific="Mr", language="en")
    make(PersonName, person=person, text="陈国", language="zh-Hans")
    make(FormOfAddress, person=person, language="zh-Hans", salutation="陈先生")
    government = factories.make_body("Guangzhou Municipal People's Government")
    office = factories.make_body("Foreign Affairs Office", parent=government)
    network = factories.make_body("Metropolis")
    chief = factories.make_post("Director-General", body=office, rank=2)
    regional = factories.make_post("Regional Secretary", body=network, rank=1)
    factories.make_role(person=person, post=chief, starts="2018-01-01")
    factories.make_role(person=person, post=regional, starts="2019-01-01")
    factories.make_role(person=person, title="Intern", starts="1999", ends="2001")
    for audience in ("public", "members", "secretariat"):
        make(ContactDetail, person=person, means="email", value=f"{audience}@example.org", audience=audience)
    make(
        ContactDetail,
        person=person,
        means="phone",
        value="+86 20",
        audience="public",
        keep_until="2020-01-01",
    )
    return person


def card_of(client: Client, address: str) -> vobject.base.Component:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/vcard; charset=utf-8"
    return vobject.readOne(answer.text)


def test_titles_as_of_the_day_in_order_of_protocol(chen: Person, public: Reader, client_of: ClientOf) -> None:
    card = card_of(client_of(public), f"/people/{chen.key}.vcf?on=2021-08-02")
    assert [title.value for title in card.title_list] == ["Regional Secretary", "Director-General"]
    assert [org.value for org in card.org_list] == [
        ["Metropolis"],
        ["Guangzhou Municipal People's Government", "Foreign Affairs Office"],
    ]
    assert (
        [title.group for title in card.title_list]
        == [org.group for org in card.org_list]
        == ["role1", "role2"]
    )
    assert [name.value for name in card.fn_list] == ["CHEN Guo", "陈国"]
    assert (card.n.value.family, card.n.value.given, card.n.value.prefix) == ("Chen", "Guo", "Mr")
    assert [lang.value for lang in card.lang_list] == ["zh-Hans", "en"]
    assert card.kind.value == "individual"
    earlier = card_of(client_of(public), f"/people/{chen.key}.vcf?on=2000-06-01")
    assert [title.value for title in earlier.title_list] == ["Intern"]
    assert earlier.uid.value == card.uid.value


def test_contacts_for_each_pair_of_eyes(
    chen: Person, public: Reader, other_officer: Reader, secretariat: Reader, client_of: ClientOf
) -> None:
    def contacts(reader: Reader) -> set[str]:
        card = card_of(client_of(reader), f"/people/{chen.key}.vcf")
        assert "tel" not in card.contents, "it may no longer be kept"
        return {one.value.partition("@")[0] for one in card.email_list}

    assert contacts(public) == {"public"}
    assert contacts(other_officer) == {"public", "members"}
    assert contacts(secretariat) == {"public", "members", "secretariat"}


def test_who_may_not_see_the_person_or_the_role_has_no_card_of_it(
    chen: Person, public: Reader, client_of: ClientOf
) -> None:
    chen.roles.filter(post__title="Regional Secretary").update(audience="secretariat")
    card = card_of(client_of(public), f"/people/{chen.key}.vcf?on=2021-08-02")
    assert [title.value for title in card.title_list] == ["Director-General"]
    Person.objects.filter(pk=chen.pk).update(audience="members")
    assert client_of(public).get(f"/people/{chen.key}.vcf").status_code == 404
    assert client_of(public).get("/people/nobody.vcf").status_code == 404


def test_when_it_was_last_changed(public: Reader, client_of: ClientOf, db: None) -> None:
    person = record_person({"name": "Ann Other"}, by=SYSTEM, on=ON)
    first = card_of(client_of(public), f"/people/{person.key}.vcf").rev.value
    change_person(person, {"died": "2020-05-02"}, by=SYSTEM, on=ON)
    card = card_of(client_of(public), f"/people/{person.key}.vcf")
    assert first <= card.rev.value
    assert len(first) == len("20260101T000000Z")
    assert card.deathdate.value == "20200502"


def test_a_merged_person_leads_to_the_one_who_stayed(
    chen: Person, public: Reader, client_of: ClientOf
) -> None:
    other = factories.make_person("Guo Chen")
    merge_people(chen, other, by=SYSTEM, on=ON)
    answer = client_of(public).get(f"/people/{other.key}.vcf")
    assert (answer.status_code, answer["Location"]) == (302, f"/people/{chen.key}.vcf")


def test_a_body_and_its_names(public: Reader, secretariat: Reader, client_of: ClientOf) -> None:
    city = factories.make_city("Guangzhou")
    body = factories.make_body(
        "Guangzhou Municipal People's Government",
        short_name="GZ",
        city=city,
        website="https://example.org/gz",
    )
    make(BodyName, body=body, text="广州市人民政府", language="zh-Hans")
    make(ContactDetail, body=body, means="address", value="1 Fuqian Road; Yuexiu, Guangzhou")
    card = card_of(client_of(public), f"/bodies/{body.key}.vcf")
    assert (card.kind.value, card.nickname.value) == ("org", "GZ")
    assert [name.value for name in card.fn_list] == [
        "Guangzhou Municipal People's Government",
        "广州市人民政府",
    ]
    assert [adr.value.city for adr in card.adr_list] == ["Guangzhou"]
    card = card_of(client_of(secretariat), f"/bodies/{body.key}.vcf")
    assert {adr.value.street for adr in card.adr_list} == {"", "1 Fuqian Road; Yuexiu, Guangzhou"}
    hidden = factories.make_body(audience="secretariat")
    assert client_of(public).get(f"/bodies/{hidden.key}.vcf").status_code == 404
