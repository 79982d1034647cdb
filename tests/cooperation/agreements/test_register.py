"""The register: filters, order, states, and its page at one row and at three under one count."""

from datetime import date

import pytest
from django.test import Client
from django.utils.translation import override
from tests import factories

from koinon.cooperation.agreements.joining import city_pairs, joining, with_cities
from koinon.cooperation.agreements.models import Agreement, AgreementTitle, Party
from koinon.cooperation.agreements.queries import of_bodies, of_city
from koinon.cooperation.agreements.register_queries import Filters, agreements_of, register, rows_of
from koinon.network.people.models import Body
from koinon.network.people.readers import PUBLIC, SYSTEM
from koinon.network.places.models import City, Region, RegionMapping

pytestmark = pytest.mark.django_db

ON = date(2022, 6, 1)


@pytest.fixture
def bodies() -> dict[str, Body]:
    cities = {name: factories.make_city(name, key=name) for name in ("guangzhou", "chengdu")}
    cities["lyon"] = factories.make_city(
        "Lyon", key="lyon", country=factories.make_country("fr", name="France")
    )
    return {
        name: factories.make_body(name, key=f"{name}-government", city=city) for name, city in cities.items()
    }


@pytest.fixture
def three(bodies: dict[str, Body]) -> dict[str, Agreement]:
    programme = factories.make_programme("Learning")
    old = factories.make_agreement("Urban innovation", [bodies["guangzhou"], bodies["lyon"]], kind="mou")
    hub = factories.make_agreement(
        "Learning hub", [bodies["chengdu"]], kind="hub", starts="2020", ends="2022",
        length_words="three years", programme=programme,
    )  # fmt: skip
    draft = factories.make_agreement("Draft", [bodies["lyon"], bodies["chengdu"]], starts="2030", ends="..")
    factories.make_act(old, day="2016-10-14")
    factories.make_act(hub, day="2019-11-15", city=City.objects.get(key="lyon"))
    factories.make(AgreementTitle, agreement=old, language="zh-Hans", text="城市创新合作谅解备忘录")
    return {"old": old, "hub": hub, "draft": draft}


def found(three: dict[str, Agreement], filters: Filters, sort: str = "title") -> list[str]:
    names = {row.pk: name for name, row in three.items()}
    return [names[row.pk] for row in register(filters, ON, PUBLIC, sort)]


def test_filters(three: dict[str, Agreement], bodies: dict[str, Body]) -> None:
    china, france = bodies["chengdu"].city.country, bodies["lyon"].city.country  # type: ignore[union-attr]
    assert found(three, Filters()) == ["draft", "hub", "old"]
    assert found(three, Filters(words="hub learn")) == ["hub"]
    assert found(three, Filters(words="创新")) == ["old"]
    assert found(three, Filters(kind="hub")) == ["hub"]
    assert found(three, Filters(party=bodies["lyon"])) == ["draft", "old"]
    assert found(three, Filters(city=bodies["guangzhou"].city)) == ["old"]
    assert found(three, Filters(country=france)) == ["draft", "old"]
    assert found(three, Filters(country=china, kind="mou")) == ["draft", "old"]
    assert found(three, Filters(programme=three["hub"].programme)) == ["hub"]
    assert [found(three, Filters(year=year)) for year in (2016, 2019, 2022, 2031)] == [
        ["old"],
        ["hub"],
        ["hub"],
        ["draft"],
    ]


def test_regions_are_the_countries_own_or_the_networks(
    three: dict[str, Agreement], bodies: dict[str, Body]
) -> None:
    france = bodies["lyon"].city.country  # type: ignore[union-attr]
    europe, ours = (factories.make(Region, name=name) for name in ("Europe", "Our Europe"))
    assert found(three, Filters(region=ours)) == []
    RegionMapping.objects.create(region=ours, country=france)
    france.region = factories.make(Region, name="Western Europe", parent=europe)
    france.save()
    assert found(three, Filters(region=europe)) == found(three, Filters(region=ours)) == ["draft", "old"]


@pytest.mark.parametrize(
    ("state", "names"),
    [
        ("in_force", ["hub"]),
        ("expired", ["old"]),
        ("draft", ["draft"]),
        ("signed", []),
        ("nonsense", ["draft", "hub", "old"]),
    ],
)
def test_states(three: dict[str, Agreement], state: str, names: list[str]) -> None:
    assert found(three, Filters(state=state)) == names


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("title", ["draft", "hub", "old"]),
        ("-title", ["old", "hub", "draft"]),
        ("signed", ["draft", "old", "hub"]),
        ("-signed", ["hub", "old", "draft"]),
        ("-starts", ["draft", "hub", "old"]),
        ("nonsense", ["draft", "hub", "old"]),
    ],
)
def test_order(three: dict[str, Agreement], sort: str, names: list[str]) -> None:
    assert found(three, Filters(), sort) == names


def test_a_line_tells_how_it_stands(three: dict[str, Agreement]) -> None:
    rows = {
        row.agreement.pk: row
        for row in rows_of(list(register(Filters(), ON, PUBLIC).values_list("pk", flat=True)), ON, PUBLIC)
    }
    assert rows[three["hub"].pk].tag == ("in force", "yes")
    assert rows[three["old"].pk].tag == ("expired", "no")
    assert rows[three["draft"].pk].signed is None
    assert not rows[three["hub"].pk].end_is_unclear


def test_before_its_first_act_an_agreement_is_to_come(three: dict[str, Agreement]) -> None:
    [row] = rows_of([three["hub"].pk], date(2019, 11, 14), PUBLIC)
    assert (row.state, row.tag) == ("draft", ("to come", "plain"))


def test_an_end_that_is_unclear_is_marked(three: dict[str, Agreement]) -> None:
    unclear = factories.make_agreement(starts="2021-07-15", ends="2023-12-31", length_words="three years")
    factories.make_act(unclear, day="2021-07-15")
    [row] = rows_of([unclear.pk], date(2024, 2, 1), PUBLIC)
    assert row.end_is_unclear
    assert row.tag == ("possibly in force", "possibly")


def test_the_agreements_of_a_body_and_of_a_city(three: dict[str, Agreement], bodies: dict[str, Body]) -> None:
    lyon, office = bodies["lyon"], factories.make_body("Office", city=bodies["guangzhou"].city)
    acting = factories.make_agreement("Through an office", [factories.make_body()])
    Party.objects.filter(agreement=acting).update(office=office)
    assert {row.agreement for row in agreements_of(of_bodies([lyon.pk]), ON, SYSTEM)} == {
        three["old"],
        three["draft"],
    }
    assert lyon.city
    assert office.city
    assert {row.agreement for row in agreements_of(of_city(office.city), ON, SYSTEM)} == {
        three["old"],
        acting,
    }


def test_cities_joined_on_the_map(three: dict[str, Agreement]) -> None:
    assert not joining(ON, PUBLIC)
    [pair] = city_pairs(with_cities(joining(date(2017, 6, 1), PUBLIC), PUBLIC))
    assert {pair.first.key, pair.second.key} == {"guangzhou", "lyon"}
    assert pair.agreements == ((three["old"], "yes"),)


STATEMENTS = 7


def test_the_page_at_one_row_and_at_three(client: Client, bodies, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    first = factories.make_agreement("One", [bodies["guangzhou"], bodies["lyon"]])
    factories.make_act(first, city=bodies["lyon"].city)
    client.get("/agreements/")
    with django_assert_num_queries(STATEMENTS) as one:
        assert client.get("/agreements/?on=2017-06-01").status_code == 200
    for name in ("Two", "Three"):
        factories.make_act(factories.make_agreement(name, list(bodies.values())), city=bodies["chengdu"].city)
    with django_assert_num_queries(len(one)):
        answer = client.get("/agreements/?on=2017-06-01&sort=-signed")
    assert (
        answer.content.decode().count("possibly in force") + answer.content.decode().count(">in force") >= 3
    )


def test_the_register_is_taken_along_as_csv(client: Client, three: dict[str, Agreement]) -> None:
    answer = client.get("/agreements/?format=csv&state=in_force&on=2022-06-01")
    lines = b"".join(answer).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("key,title,kind,parties,signed")
    assert len(lines) == 2
    assert lines[1].endswith("three years,in_force,yes")


def test_an_empty_register_teaches(client: Client) -> None:
    assert "No agreements yet" in client.get("/agreements/").content.decode()
    assert "No agreement fits" in client.get("/agreements/?kind=hub").content.decode()


def test_a_length_is_told_in_the_readers_language(client: Client) -> None:
    factories.make_agreement(
        "Accord", starts="2021-07-15", ends="2023", length_words="three years", length_months=36
    )
    with override("en"):
        assert "three years" in client.get("/agreements/").content.decode()
    with override("en"):
        told = client.get("/agreements/", headers={"accept-language": "zh-Hans"}).content.decode()
    assert '<small title="three years">3年</small>' in told
