"""What the rules of this room find, and what they must not find."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from tests import factories
from tests.factories import make

from koinon.network.evidence import findings
from koinon.network.evidence.rules import Proposal, headline_of, words_of
from koinon.network.people.models import ContactDetail, Distinction, Role
from koinon.network.places.models import Figure, HouseValue

ON = date(2022, 6, 1)
pytestmark = pytest.mark.django_db


def found(find: Callable[[date], Any]) -> list[Proposal]:
    return list(find(ON))


def told(proposal: Proposal) -> str:
    values = proposal.kept_values
    return f"{headline_of(proposal.rule, values)} — {words_of(proposal.rule, values)}"


# Figures


def population(city: Any, value: int, **values: Any) -> Figure:
    given = {"quantity": "population", "value": value, "unit": "persons"} | values
    return make(Figure, city=city, **given)


def test_two_populations_of_chengdu() -> None:
    chengdu = factories.make_city("Chengdu")
    residents = population(chengdu, 16_000_000, definition="permanent residents")
    managed = population(chengdu, 21_280_000, definition="managed population")
    (finding,) = found(findings.find_figures_that_differ)
    assert finding.subjects == (chengdu, residents, managed)
    assert told(finding) == (
        "Population of Chengdu: 16,000,000 or 21,280,000 inhabitants? — Population of Chengdu is given as "
        "16,000,000 (permanent residents) and as 21,280,000 (managed population). Both may stand side by "
        "side; choose the one to print."
    )


def test_a_house_value_settles_two_populations() -> None:
    chengdu = factories.make_city("Chengdu")
    chosen = population(chengdu, 16_000_000)
    population(chengdu, 21_280_000)
    make(HouseValue, city=chengdu, quantity="population", figure=chosen)
    assert found(findings.find_figures_that_differ) == []


def test_a_census_every_ten_years_is_no_contradiction() -> None:
    chengdu = factories.make_city("Chengdu")
    population(chengdu, 14_047_625, as_of="2010-11-01")
    population(chengdu, 20_937_757, as_of="2020-11-01")
    assert found(findings.find_figures_that_differ) == []


@pytest.mark.parametrize(
    "other",
    [
        {"value": 16_000_000},
        {"value": 14_335, "quantity": "area", "unit": "km2"},
        {"value": 21_280_000, "unit": "households"},
    ],
)
def test_figures_that_agree_or_cannot_be_compared(other: dict[str, Any]) -> None:
    chengdu = factories.make_city("Chengdu")
    population(chengdu, 16_000_000)
    population(chengdu, **({"value": 1} | other))
    assert found(findings.find_figures_that_differ) == []


def test_figures_of_two_cities_do_not_meet() -> None:
    population(factories.make_city("Chengdu"), 16_000_000)
    population(factories.make_city("Guangzhou"), 18_000_000)
    assert found(findings.find_figures_that_differ) == []


# Contacts


def test_an_empty_contact() -> None:
    person = factories.make_person("Agnès Bickart")
    contact = make(ContactDetail, person=person, means="email", value="")
    make(ContactDetail, person=person, means="phone", value="+34 900 000 000")
    (finding,) = found(findings.find_empty_contacts)
    assert finding.subjects == (person, contact)
    assert told(finding) == (
        "No contact for Agnès Bickart — A contact (e-mail) is named for Agnès Bickart, and nothing follows."
    )


# Sources


def test_a_role_without_a_source_and_one_with() -> None:
    role, cited = factories.make_role(title="Mayor"), factories.make_role()
    factories.make_citation(cited)
    assert [one.subjects for one in found(findings.find_records_without_source)] == [(role,)]
    assert found(findings.find_kinds_without_source) == []


def test_a_citation_of_one_field_is_a_source() -> None:
    factories.make_citation(factories.make_role(), field="starts")
    assert found(findings.find_records_without_source) == []


def test_many_records_without_a_source_are_told_in_one_finding() -> None:
    person, body = factories.make_person(), factories.make_body()
    for number in range(findings.STEPS[0] + 1):
        factories.make_role(person=person, of=body, title=f"Title {number}", post=None)
    assert found(findings.find_records_without_source) == []
    (finding,) = found(findings.find_kinds_without_source)
    assert (finding.key, len(finding.subjects)) == ("uncited-many.people.role", findings.EXAMPLES)
    assert told(finding).startswith("More than 25 without a source: roles")


# Seats


def held(post: Any, name: str, starts: str, ends: str = "..", **values: Any) -> Role:
    person = values.pop("person", None) or factories.make_person(name)
    return factories.make_role(person=person, post=post, starts=starts, ends=ends, **values)


def test_a_seat_surely_taken_twice() -> None:
    post = factories.make_post("Mayor", body=factories.make_body("Guangzhou"))
    first = held(post, "Wen Guohui", "2016-01-01", "2021-12-31")
    second = held(post, "Guo Yonghang", "2021-06-01")
    (finding,) = found(findings.find_seats_taken_twice)
    assert finding.subjects == (first, second)
    assert told(finding) == (
        "Wen Guohui and Guo Yonghang, both Mayor? — Wen Guohui and Guo Yonghang surely hold the post Mayor "
        "(Guangzhou) at the same time, from 1 June 2021 on; it has 1 seat(s)."
    )


def test_a_handover_of_which_only_the_year_is_known_is_no_contradiction() -> None:
    post = factories.make_post("Mayor")
    held(post, "Wen Guohui", "2016", "2021")
    held(post, "Guo Yonghang", "2021")
    assert found(findings.find_seats_taken_twice) == []


@pytest.mark.parametrize(
    "second", [{"acting": True}, {"starts": "2023"}, {"starts": "2019", "ends": "", "audience": "public"}]
)
def test_what_takes_no_second_seat(second: dict[str, Any]) -> None:
    post = factories.make_post("Mayor")
    held(post, "Wen Guohui", "2016-01-01", "" if "ends" in second else "2022-12-31")
    held(post, "Guo Yonghang", **({"starts": "2021-06-01"} | second))
    assert found(findings.find_seats_taken_twice) == []


def test_as_many_as_there_are_seats_and_one_more() -> None:
    post = factories.make_post("Co-President", seats=2)
    for name in ("Denis Coderre", "Wen Guohui"):
        held(post, name, "2015")
    assert found(findings.find_seats_taken_twice) == []
    held(post, "Li Mingyuan", "2017")
    assert len(found(findings.find_seats_taken_twice)[0].subjects) == 3


def test_one_person_recorded_twice_takes_one_seat() -> None:
    post, person = factories.make_post("Mayor"), factories.make_person("Wen Guohui")
    held(post, "", "2016", person=person)
    held(post, "", "2016-01-27", person=person)
    assert found(findings.find_seats_taken_twice) == []


def test_the_death_of_the_holder_frees_the_seat() -> None:
    post = factories.make_post("Mayor")
    held(post, "", "2016", person=factories.make_person("Wen Guohui", died="2020-05-01"))
    held(post, "Guo Yonghang", "2021")
    assert found(findings.find_seats_taken_twice) == []


def test_four_titles_of_one_person_in_four_years_are_a_career() -> None:
    person, body = factories.make_person("Agnès Bickart"), factories.make_body("Secretariat General")
    titles = ["Manager", "Senior Manager", "Senior Manager for Institutional Relations", "Head of Unit"]
    for year, title in enumerate(titles, 2016):
        role = factories.make_role(person=person, of=body, title=title, post=None, starts=str(year), ends="")
        factories.make_citation(role)
    from koinon.network.evidence.rules import registered

    assert [one.rule for rule in registered() for one in rule.find(ON)] == []


# One or two


def test_one_person_under_two_names() -> None:
    short, full = factories.make_person("Agnès Bickart"), factories.make_person("Agnès Charlotte Bickart")
    factories.make_person("Octavi de la Varga")
    (finding,) = found(findings.find_people_who_may_be_one)
    assert finding.subjects == (short, full)
    assert told(finding).startswith("Agnès Bickart and Agnès Charlotte Bickart: one person?")


def test_those_who_were_merged_or_kept_apart_are_not_proposed_again() -> None:
    short, full = factories.make_person("Agnès Bickart"), factories.make_person("Agnès Charlotte Bickart")
    kept = make(Distinction, kind="people.person", first_id=short.pk, second_id=full.pk)
    assert found(findings.find_people_who_may_be_one) == []
    kept.delete()
    full.merged_into = short
    full.save()
    assert found(findings.find_people_who_may_be_one) == []


def test_one_body_under_two_names() -> None:
    one, other = factories.make_body("City of Chengdu"), factories.make_body("Chengdu City")
    factories.make_body("Chengdu University")
    (finding,) = found(findings.find_bodies_that_may_be_one)
    assert finding.subjects == (one, other)
