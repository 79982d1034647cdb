"""The gazetteer finds cities by any of their names, as fast as people type."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koinon.network.places.divisions import division_code, division_name
from koinon.network.places.gazetteer import Gazetteer, Likeness, gazetteer

GUANGZHOU = 1809858


@pytest.fixture(scope="module")
def known() -> Gazetteer:
    return gazetteer()


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("guang", "Guangzhou"),
        ("广州", "Guangzhou"),
        ("廣州", "Guangzhou"),
        ("广", "Guangzhou"),
        ("munchen", "Munich"),
        ("MÜNCHEN", "Munich"),
        ("sao paulo", "São Paulo"),
        ("москв", "Moscow"),
        ("東京", "Tokyo"),
        ("bulage", "Prague"),
        ("berlni", "Berlin"),
        ("xi'an", "Xi’an"),
        ("san sebastian", "Donostia / San Sebastián"),
    ],
)
def test_suggest_what_is_begun(known: Gazetteer, typed: str, name: str) -> None:
    assert name in [place.name for place in known.suggest(typed)][:3]


@pytest.mark.parametrize("typed", ["", " ", "a", "!!", "%", "'; DROP TABLE place"])
def test_too_little_suggests_nothing(known: Gazetteer, typed: str) -> None:
    assert known.suggest(typed) == []


def test_suggestions_stay_in_the_country(known: Gazetteer) -> None:
    assert {place.country for place in known.suggest("san", "es")} == {"ES"}


def test_find_ranks_by_likeness_then_size(known: Gazetteer) -> None:
    found = known.find("Córdoba", "ES")
    assert (found[0].place.name, found[0].likeness) == ("Córdoba", Likeness.EXACT)
    assert known.find("cordoba", "ES")[0].likeness is Likeness.FOLDED
    assert known.find("Praha", "CZ")[0].likeness is Likeness.ALTERNATE
    named = known.find("Springfield", "US")
    springfields = [one.place.population for one in named if one.likeness is Likeness.EXACT]
    assert len(springfields) >= 5
    assert springfields == sorted(springfields, reverse=True)


def test_find_shows_similar_names_only_when_none_is_the_same(known: Gazetteer) -> None:
    found = known.find("Guanghou", "CN")
    assert (found[0].place.name, found[0].likeness) == ("Guangzhou", Likeness.SIMILAR)
    assert known.find("Guanghou", "CN", similar=False) == []


def test_a_place_knows_what_a_city_needs(known: Gazetteer) -> None:
    place = known.place(GUANGZHOU)
    assert place is not None
    assert (place.country, place.time_zone, place.unit) == ("CN", "Asia/Shanghai", "Guangdong")
    assert 23 < place.latitude < 24
    assert 113 < place.longitude < 114
    assert known.place(1) is None


def test_divisions_by_name_and_code() -> None:
    assert division_name("DE", "02") == "Bavaria"
    assert division_code("DE", "bavaria") == "02"
    assert division_code("US", "Ohio") == "OH"
    assert division_code("GB", "SCT") == "SCT"
    assert division_code("DE", "Ohio") == ""
    assert division_name("XX", "01") == ""


@given(st.text(max_size=20), st.sampled_from([None, "DE", "cn", "ZZ"]))
@settings(max_examples=60, deadline=None)
def test_anything_may_be_asked_and_the_country_is_kept(text: str, country: str | None) -> None:
    found = gazetteer().find(text, country)
    suggested = gazetteer().suggest(text, country)
    if country:
        assert {one.place.country for one in found} <= {country.upper()}
        assert {place.country for place in suggested} <= {country.upper()}


def test_a_look_takes_a_few_milliseconds(known: Gazetteer) -> None:
    typed = ["sa", "san", "guang", "广州", "munchen", "new yor", "ch", "москв"]
    for text in typed:
        known.suggest(text)
    begun = time.process_time()
    for text in typed:
        known.suggest(text)
    assert (time.process_time() - begun) / len(typed) < 0.05  # 1 ms on a quiet machine
