"""What may be done to places, and what is refused."""

from decimal import Decimal

import pytest
from django.test import override_settings
from tests import factories

from koinon.network.people.readers import PUBLIC, SYSTEM, Reader
from koinon.network.places import commands
from koinon.network.places.gazetteer import gazetteer
from koinon.network.places.models import City, CityName, Country, Figure, HouseValue, Region
from koinon.network.places.queries import mapped_region
from koinon.network.places.settling import chinese_name
from koinon.platform.audit.commands import Stale, undo
from koinon.platform.audit.models import Change, Entry
from koinon.platform.errors import NotAllowed

pytestmark = pytest.mark.django_db
GUANGZHOU, CHAOYANG = 1809858, 2038120


def place(geonames_id: int = GUANGZHOU):  # type: ignore[no-untyped-def]
    return gazetteer().place(geonames_id)


def figure_of(city: City, value: int = 16_000_000, **values: object) -> Figure:
    return commands.record_figure(
        city, {"quantity": "population", "value": Decimal(value), "unit": "persons"} | values, by=SYSTEM
    )


def test_a_city_from_the_gazetteer_brings_everything_along() -> None:
    city = commands.record_place(place(), by=SYSTEM)
    assert (city.key, city.name, city.country.alpha2, city.division) == (
        "guangzhou",
        "Guangzhou",
        "CN",
        "Guangdong",
    )
    assert (city.geonames_id, city.time_zone) == (GUANGZHOU, "Asia/Shanghai")
    name = city.names.get()
    assert (name.text, name.language, name.kind) == ("广州", "zh-Hans", "short")
    assert Entry.objects.get().verb == "record_city"


def test_the_same_place_twice_is_the_same_city() -> None:
    first = commands.record_place(place(), by=SYSTEM)
    assert commands.record_place(place(), by=SYSTEM) == first
    assert Entry.objects.count() == 1


def test_a_city_recorded_without_a_number_is_recognised_by_name_and_country() -> None:
    by_hand = factories.make_city("Guangzhou", key="canton")
    assert commands.record_place(place(), by=SYSTEM) == by_hand


def test_a_taken_key_gives_way() -> None:
    factories.make_city("Guangzhou", key="guangzhou", country=factories.make_country("es"))
    assert commands.record_place(place(), by=SYSTEM).key == "guangzhou-cn"


@pytest.mark.parametrize(
    ("number", "name"),
    [(GUANGZHOU, "广州"), (1815286, "成都"), (2643743, "伦敦"), (1850147, "东京"), (3067696, "布拉格")],
)
def test_chinese_names_are_simplified_and_those_in_use(number: int, name: str) -> None:
    assert chinese_name(place(number)) == name


def test_a_city_by_hand_and_its_number_only_once() -> None:
    spain = Country.objects.get(key="es")
    values = {"name": "Gavà", "country": spain, "geonames_id": 3121960}
    assert commands.record_city(values, by=SYSTEM).key == "gava"
    with pytest.raises(commands.AlreadyRecorded) as refused:
        commands.record_city(values, by=SYSTEM)
    assert refused.value.field == "geonames_id"


def test_a_change_on_an_older_version_is_refused() -> None:
    city = factories.make_city("Chengdu")
    commands.change_city(city, {"division": "Sichuan"}, by=SYSTEM, expected_version=1)
    with pytest.raises(Stale):
        commands.change_city(city, {"division": "Shu"}, by=SYSTEM, expected_version=1)


def test_names_are_recorded_once() -> None:
    city = factories.make_city("Chengdu")
    values = {"text": "成都", "language": "zh-Hans", "kind": "official"}
    name = commands.record_name(city, values, by=SYSTEM)
    with pytest.raises(commands.AlreadyRecorded):
        commands.record_name(city, values, by=SYSTEM)
    commands.change_name(name, {"kind": "short"}, by=SYSTEM, expected_version=name.version)
    commands.remove_name(name, by=SYSTEM)
    assert not CityName.objects.exists()
    assert [
        change.after is None for change in Change.objects.filter(kind="places.cityname").order_by("id")
    ] == [
        False,
        False,
        True,
    ]


def test_two_figures_stand_side_by_side_and_one_is_chosen() -> None:
    city = factories.make_city("Chengdu", key="chengdu")
    residents = figure_of(city, definition="permanent residents")
    managed = figure_of(city, 21_280_000, definition="population managed")
    first = commands.choose_house_value(residents, reason="the census counts these", by=SYSTEM)
    second = commands.choose_house_value(managed, reason="asked by the city", by=SYSTEM)
    assert first.pk == second.pk
    assert HouseValue.objects.get().figure == managed
    logged = Change.objects.filter(kind="places.housevalue").order_by("id")
    assert [change.entry.note for change in logged] == ["the census counts these", "asked by the city"]
    assert (logged[1].before or {})["figure_id"] == residents.pk
    assert city.figures.count() == 2


def test_the_printed_figure_cannot_vanish() -> None:
    city = factories.make_city("Chengdu")
    figure = figure_of(city)
    commands.choose_house_value(figure, by=SYSTEM)
    with pytest.raises(commands.StillNeeded):
        commands.remove_figure(figure, by=SYSTEM)
    with pytest.raises(commands.StillNeeded):
        commands.change_figure(figure, {"quantity": "area"}, by=SYSTEM)
    other = figure_of(city, 5)
    commands.remove_figure(other, by=SYSTEM)
    assert city.figures.get() == figure


def test_a_network_parts_the_world_in_its_own_way() -> None:
    china, spain = Country.objects.get(key="cn"), Country.objects.get(key="es")
    region = commands.record_region(
        {"scheme": "metropolis", "name": "Asia-Pacific", "code": ""}, [china, spain], by=SYSTEM
    )
    assert region.key == "metropolis-asia-pacific"
    commands.change_region(region, {"name": "Asia Pacific"}, [china], by=SYSTEM)
    assert mapped_region(china, "metropolis") == region
    assert mapped_region(spain, "metropolis") is None
    with pytest.raises(commands.AlreadyRecorded):
        commands.record_region({"scheme": "m49", "name": "Atlantis", "code": "999"}, [], by=SYSTEM)
    with pytest.raises(commands.AlreadyRecorded):
        commands.change_region(Region.objects.get(key="m49-030"), {"name": "East"}, [], by=SYSTEM)


def test_a_recorded_city_can_be_undone() -> None:
    commands.record_place(place(), by=SYSTEM)
    undo(Entry.objects.get(), by=None)
    assert not City.objects.exists()
    assert not CityName.objects.exists()


@override_settings(LANGUAGE_CODE="en")
@pytest.mark.parametrize("reader", [PUBLIC, Reader(is_member=True)])
def test_whoever_may_only_read_is_refused(reader: Reader) -> None:
    city = factories.make_city("Chengdu")
    figure = figure_of(city)
    for attempt in (
        lambda: commands.record_city({"name": "X", "country": city.country}, by=reader),
        lambda: commands.record_place(place(), by=reader),
        lambda: commands.change_city(city, {"name": "X"}, by=reader),
        lambda: commands.record_name(city, {"text": "X"}, by=reader),
        lambda: commands.record_figure(city, {"quantity": "area", "value": Decimal(1)}, by=reader),
        lambda: commands.change_figure(figure, {"value": Decimal(1)}, by=reader),
        lambda: commands.remove_figure(figure, by=reader),
        lambda: commands.choose_house_value(figure, by=reader),
        lambda: commands.record_region({"scheme": "x", "name": "X"}, [], by=reader),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert City.objects.get() == city
