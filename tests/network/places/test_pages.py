"""The pages and forms of places."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests import factories

from koinon.network.people.readers import Reader
from koinon.network.places.choosing import NotOnePlace, create_city
from koinon.network.places.models import City, CityName, Country, Figure, HouseValue, Region

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Reader], Client]

FORMS = [
    ("places:city-new", {}),
    ("places:city-by-hand", {}),
    ("places:city-edit", {"key": "lyon"}),
    ("places:name-new", {"key": "lyon"}),
    ("places:figure-new", {"key": "lyon"}),
    ("places:region-new", {}),
]


@pytest.fixture
def lyon() -> City:
    return factories.make_city("Lyon", key="lyon", country=Country.objects.get(key="fr"))


@pytest.fixture
def recorder(client_of: ClientOf, secretariat: Reader) -> Client:
    return client_of(secretariat)


def test_regions_and_countries_are_public(client: Client, lyon: City) -> None:
    page = client.get(reverse("places:regions"))
    assert page.status_code == 200
    assert "Western Europe" in page.text
    assert reverse("places:country", kwargs={"key": "fr"}) in page.text
    france = client.get(reverse("places:country", kwargs={"key": "fr"}))
    assert "Lyon" in france.text
    assert "FRA" in france.text
    assert "Record a city" not in france.text
    europe = client.get(reverse("places:region", kwargs={"key": "m49-150"}))
    assert "Lyon" in europe.text


def test_the_pages_speak_chinese(client: Client, lyon: City) -> None:
    page = client.get(reverse("places:country", kwargs={"key": "fr"}), headers={"accept-language": "zh-hans"})
    assert "法国" in page.text


def test_the_list_can_be_taken_along(client: Client, lyon: City) -> None:
    answer = client.get(reverse("places:country", kwargs={"key": "fr"}), {"format": "csv"})
    assert "Lyon" in b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_country_page_asks_a_fixed_number_of_statements(
    client: Client, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(rows):
        factories.make_city(country=Country.objects.get(key="fr"))
    client.get(reverse("places:country", kwargs={"key": "fr"}))
    with django_assert_num_queries(5):
        client.get(reverse("places:country", kwargs={"key": "fr"}))


def test_the_workbench_shows_figures_side_by_side(client: Client, lyon: City) -> None:
    for value in (1_000_000, 2_000_000):
        factories.make(Figure, city=lyon, quantity="population", value=value, unit="persons")
    page = client.get(reverse("places:city", kwargs={"key": "lyon"}))
    assert page.status_code == 200
    assert "1 million inhabitants" in page.text
    assert "2 million inhabitants" in page.text
    assert "Take out" not in page.text


@pytest.mark.parametrize(("name", "given"), FORMS)
def test_forms_open_for_the_secretariat_only(
    recorder: Client,
    client_of: ClientOf,
    stranger: Reader,
    client: Client,
    lyon: City,
    name: str,
    given: dict[str, str],
) -> None:
    address = reverse(name, kwargs=given)
    assert recorder.get(address).status_code == 200
    assert client_of(stranger).get(address).status_code == 404
    assert client.get(address).status_code == 302


def test_a_city_is_recorded_from_the_gazetteer(recorder: Client) -> None:
    answer = recorder.post(
        reverse("places:city-new"), {"place": "Chengdu, Sichuan, China", "place-key": "1815286"}
    )
    assert answer.status_code == 302
    assert City.objects.get(key="chengdu").names.get().text == "成都"


def test_without_a_script_the_name_alone_is_enough_or_asked_back(recorder: Client) -> None:
    recorder.post(reverse("places:city-new"), {"place": "Chengdu, Sichuan", "place-key": ""})
    assert City.objects.filter(key="chengdu").exists()
    page = recorder.post(reverse("places:city-new"), {"place": "Springfield", "place-key": ""})
    assert page.status_code == 200
    assert "Missouri" in page.text


def test_a_city_by_hand(recorder: Client) -> None:
    wrong = {
        "name": "Gavà",
        "country": "Spain",
        "country-key": "es",
        "time_zone": "Europe/Gava",
        "latitude": "41.3",
    }
    page = recorder.post(reverse("places:city-by-hand"), wrong)
    assert "There is no such time zone" in page.text
    assert "Latitude and longitude go together" in page.text
    assert "Gavà" in page.text
    right = wrong | {"time_zone": "Europe/Madrid", "longitude": "2.0"}
    assert recorder.post(reverse("places:city-by-hand"), right).status_code == 302
    assert City.objects.get(key="gava").country.alpha2 == "ES"


def test_a_concurrent_edit_is_told_and_nothing_is_lost(recorder: Client, lyon: City) -> None:
    values = {"name": "Lyons", "country": "France", "country-key": "fr", "version": "1"}
    address = reverse("places:city-edit", kwargs={"key": "lyon"})
    assert recorder.post(address, values).status_code == 302
    page = recorder.post(address, values | {"name": "Lugdunum"})
    assert page.status_code == 200
    assert "Somebody changed this record" in page.text
    assert "Lugdunum" in page.text
    assert City.objects.get(key="lyon").name == "Lyons"


def test_a_figure_is_typed_as_people_write_it(recorder: Client, lyon: City) -> None:
    address = reverse("places:figure-new", kwargs={"key": "lyon"})
    assert recorder.post(address, {"quantity": "population", "value": "lots"}).status_code == 200
    typed = {
        "quantity": "population",
        "value": "more than 1.4 million",
        "definition": "urban area",
        "as_of": "2019",
    }
    assert recorder.post(address, typed).status_code == 302
    figure = lyon.figures.get()
    assert (int(figure.value), figure.unit, figure.qualifier) == (1_400_000, "persons", "more than")
    assert figure.as_of.edtf == "2019"


def test_a_figure_without_a_usual_unit_asks_for_one(recorder: Client, lyon: City) -> None:
    page = recorder.post(
        reverse("places:figure-new", kwargs={"key": "lyon"}), {"quantity": "grp", "value": "1 trillion"}
    )
    assert "Say in what this is counted" in page.text


def test_a_figure_is_mended_and_its_number_shown_plainly(recorder: Client, lyon: City) -> None:
    factories.make(Figure, key="f", city=lyon, quantity="population", value="1400000.0000", unit="persons")
    page = recorder.get(reverse("places:figure-edit", kwargs={"key": "f"}))
    assert 'value="1400000"' in page.text
    values = {"quantity": "population", "value": "1,5 millones", "unit": "persons", "version": "1"}
    recorder.post(reverse("places:figure-edit", kwargs={"key": "f"}), values)
    assert lyon.figures.get().value == 1_500_000


def test_the_house_value_is_chosen_among_the_citys_own(recorder: Client, lyon: City) -> None:
    own = factories.make(Figure, city=lyon, quantity="population", value=1, unit="persons")
    other = factories.make(Figure, city=factories.make_city(), quantity="population", value=2, unit="persons")
    address = reverse("places:house-value", kwargs={"key": "lyon", "quantity": "population"})
    assert recorder.post(address, {"figure": other.pk}).status_code == 200
    assert recorder.post(address, {"figure": own.pk, "reason": "the census"}).status_code == 302
    assert HouseValue.objects.get().figure == own
    recorder.post(reverse("places:figure-remove", kwargs={"key": own.key}))
    assert Figure.objects.filter(pk=own.pk).exists()
    assert recorder.get(address.replace("population", "area")).status_code == 404


def test_names_are_added_mended_and_taken_out(recorder: Client, lyon: City) -> None:
    address = reverse("places:name-new", kwargs={"key": "lyon"})
    assert (
        "tag looks like"
        in recorder.post(address, {"text": "里昂", "language": "Chinese", "kind": "short"}).text
    )
    assert recorder.post(address, {"text": "里昂", "language": "zh-Hans", "kind": "short"}).status_code == 302
    name = CityName.objects.get()
    edit = reverse("places:name-edit", kwargs={"key": name.key})
    recorder.post(edit, {"text": "里昂市", "language": "zh-Hans", "kind": "official", "version": "1"})
    assert CityName.objects.get().text == "里昂市"
    assert recorder.get(reverse("places:name-remove", kwargs={"key": name.key})).status_code == 405
    recorder.post(reverse("places:name-remove", kwargs={"key": name.key}))
    assert not CityName.objects.exists()


def test_a_networks_region_is_recorded_with_its_countries(recorder: Client) -> None:
    france = Country.objects.get(key="fr")
    values = {"scheme": "metropolis", "name": "Europe", "countries": [france.pk]}
    assert recorder.post(reverse("places:region-new"), values).status_code == 302
    region = Region.objects.get(scheme="metropolis")
    assert region.mappings.get().country == france
    edit = reverse("places:region-edit", kwargs={"key": region.key})
    assert recorder.get(edit).status_code == 200
    recorder.post(edit, values | {"countries": [], "version": "1"})
    assert not region.mappings.exists()
    assert recorder.get(reverse("places:region-edit", kwargs={"key": "m49-150"})).status_code == 404


def test_type_ahead_by_name_in_any_script(client: Client, lyon: City) -> None:
    factories.make_city("Guangzhou", key="guangzhou", geonames_id=1809858)
    found = client.get("/choose/city/", {"q": "广州"}).json()
    assert [(one["key"], one["label"]) for one in found] == [("guangzhou", "Guangzhou")]
    assert "China" in found[0]["hint"]
    assert client.get("/choose/country/", {"q": "alemania"}).json()[0]["key"] == "de"
    places = client.get(reverse("places:gazetteer"), {"q": "bulage"}).json()
    assert places[0]["key"] == "3067696"
    assert client.get(reverse("places:gazetteer"), {"q": ""}).json() == []


def test_who_may_record_is_offered_what_the_gazetteer_has(client: Client, recorder: Client) -> None:
    asked = {"q": "bulage"}
    offered = recorder.get("/choose/city/", asked).json()[0]
    assert (offered["key"], offered["label"]) == ("", "Prague, Czechia")
    assert client.get("/choose/city/", asked).json() == []


def test_namesakes_in_one_country_are_offered_with_their_numbers(
    recorder: Client, secretariat: Reader
) -> None:
    request = SimpleNamespace(reader=secretariat)
    offered = [one["label"] for one in recorder.get("/choose/city/", {"q": "gwangju"}).json()]
    first, second = [label for label in offered if label.startswith("Gwangju, South Korea · ")][:2]
    with pytest.raises(NotOnePlace, match="South Korea · "):
        create_city(request, "Gwangju, South Korea")  # type: ignore[arg-type]
    made = [create_city(request, label) for label in (first, second)]  # type: ignore[arg-type]
    assert [f"Gwangju, South Korea · {city.geonames_id}" for city in made] == [first, second]  # type: ignore[attr-defined]


def test_what_does_not_exist_is_not_found(client: Client) -> None:
    for name in ("places:city", "places:country", "places:region"):
        assert client.get(reverse(name, kwargs={"key": "nowhere"})).status_code == 404
