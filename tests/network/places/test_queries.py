"""What is asked of places."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries
from tests import factories

from koinon.network.people.readers import PUBLIC
from koinon.network.places import queries
from koinon.network.places.figures import figure_words
from koinon.network.places.models import City, CityName, Country, Figure, HouseValue, RegionMapping
from koinon.platform.dates import Day

pytestmark = pytest.mark.django_db


def named(city: City, text: str, language: str, kind: str = "short") -> CityName:
    return factories.make(CityName, city=city, text=text, language=language, kind=kind)


def population(city: City, value: int, as_of: str = "", **values: object) -> Figure:
    return factories.make(
        Figure,
        city=city,
        quantity="population",
        value=Decimal(value),
        unit="persons",
        as_of=Day.read(as_of),
        **values,
    )


@pytest.fixture
def guangzhou() -> City:
    city = factories.make_city("Guangzhou", key="guangzhou", geonames_id=1809858)
    named(city, "广州", "zh-Hans")
    return city


def test_cities_by_words_country_and_region(guangzhou: City) -> None:
    lyon = factories.make_city("Lyon", country=Country.objects.get(key="fr"))
    assert list(queries.cities(PUBLIC, words="广州")) == [guangzhou]
    assert list(queries.cities(PUBLIC, country="fr")) == [lyon]
    assert list(queries.cities(PUBLIC, region="m49-142")) == [guangzhou]
    assert list(queries.cities(PUBLIC, region="m49-150")) == [lyon]


def test_a_networks_own_region_takes_its_countries(guangzhou: City) -> None:
    from koinon.network.places.models import Region

    region = factories.make(Region, scheme="metropolis", name="Asia-Pacific")
    RegionMapping.objects.create(region=region, country=guangzhou.country)
    assert list(queries.cities(PUBLIC, region=region.key)) == [guangzhou]
    assert [one.name for one in queries.regions_of(guangzhou.country)] == [
        "Eastern Asia",
        "Asia",
        "Asia-Pacific",
    ]
    assert [part.countries for part in queries.regions("metropolis")] == [(guangzhou.country,)]
    assert queries.schemes() == ["m49", "metropolis"]


def test_the_list_asks_two_statements(
    guangzhou: City, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for rows in (1, 3):
        while City.objects.count() < rows:
            factories.make_city()
        with django_assert_num_queries(2):
            for city in queries.cities(PUBLIC, words="", region="m49-030"):
                assert str(city.country)
                assert queries.printed(city, city.names.all(), "en").name


@pytest.mark.parametrize("typed", ["guang", "GUANGZHOU", "广州", "廣州", "广", "Guangzhu", "kanton"])
def test_recorded_cities_by_whatever_is_typed(guangzhou: City, typed: str) -> None:
    factories.make_city("Chengdu", geonames_id=1815286)
    assert queries.cities_like(PUBLIC, typed)[0] == guangzhou


def test_only_recorded_cities_are_found(guangzhou: City) -> None:
    assert queries.cities_like(PUBLIC, "lyon") == []


@pytest.mark.parametrize(
    ("typed", "key"), [("chin", "cn"), ("中国", "cn"), ("Alemania", "de"), ("uk", "gb"), ("kazakhstah", "kz")]
)
def test_countries_by_whatever_is_typed(typed: str, key: str) -> None:
    assert queries.countries_like(typed)[0].key == key


def test_which_name_is_printed(guangzhou: City) -> None:
    names = list(guangzhou.names.all())
    assert queries.printed(guangzhou, names, "en") == queries.Printed("Guangzhou", "", "广州", "zh-Hans")
    assert queries.printed(guangzhou, names, "zh-hans") == queries.Printed("广州", "zh-Hans", "Guangzhou", "")


def test_a_foreign_name_is_not_printed_beside_the_own_one() -> None:
    prague = factories.make_city("Prague", country=Country.objects.get(key="cz"))
    names = [
        named(prague, "布拉格", "zh-Hans"),
        named(prague, "Praga", "es"),
        named(prague, "Praha", "cs", "official"),
    ]
    assert queries.printed(prague, names, "en") == queries.Printed("Prague")
    assert queries.printed(prague, names, "es") == queries.Printed("Praga", "es")
    assert queries.printed(prague, names, "zh-hans").name == "布拉格"


def test_a_former_name_is_never_printed(guangzhou: City) -> None:
    old = named(guangzhou, "番禺", "zh-Hans", "former")
    assert queries.printed(guangzhou, [old], "zh-hans").name == "Guangzhou"


def test_figures_as_of_a_day_with_the_house_value(
    guangzhou: City, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    old, new = population(guangzhou, 12_700_000, "2010"), population(guangzhou, 18_676_600, "2020")
    factories.make(HouseValue, city=guangzhou, quantity="population", figure=new)
    with django_assert_num_queries(2):
        (told,) = queries.stated(guangzhou, date(2024, 1, 1))
    assert (told.figures, told.chosen) == ((new, old), new)
    (told,) = queries.stated(guangzhou, date(2015, 1, 1))
    assert (told.figures, told.chosen) == ((old,), None)


def test_an_undated_figure_could_be_known_on_any_day(guangzhou: City) -> None:
    undated = population(guangzhou, 16_000_000)
    assert queries.stated(guangzhou, date(1950, 1, 1))[0].figures == (undated,)


def test_figures_in_the_readers_language(guangzhou: City) -> None:
    figure = population(guangzhou, 16_000_000, qualifier="more than")
    with override("en"):
        assert figure_words(figure) == "more than 16 million inhabitants"
    with override("zh-hans"):
        assert "1600万" in figure_words(figure)
    money = Figure(quantity="grp", value=Decimal(2_360_000_000_000), unit="CNY")
    with override("en"):
        assert figure_words(money) == "2.36 trillion Chinese yuan"
    rank = Figure(quantity="rank", value=Decimal(1), unit="rank")
    with override("en"):
        assert figure_words(rank) == "rank 1"
    area = Figure(quantity="area", value=Decimal(7434), unit="km2")
    with override("en"):
        assert figure_words(area) == "7,434 km²"


def test_the_tree_of_regions_asks_a_fixed_number_of_statements(
    guangzhou: City, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(3):
        parts = queries.regions()
    assert [str(part.region) for part in parts] == [
        "Africa",
        "Americas",
        "Antarctica",
        "Asia",
        "Europe",
        "Oceania",
    ]
    asia = next(part for part in parts if part.region.name == "Asia")
    eastern = next(part for part in asia.parts if part.region.name == "Eastern Asia")
    assert {country.alpha2: country.city_count for country in eastern.countries}["CN"] == 1  # type: ignore[attr-defined]
