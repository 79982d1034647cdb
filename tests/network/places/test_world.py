"""Every country stands in the record, in its region, under its ISO codes."""

import pytest

from koinon.network.places.iso import country_codes
from koinon.network.places.m49 import PARTS, region_of
from koinon.network.places.models import Country, Region
from koinon.network.places.naming import country_name


def test_every_country_lies_in_one_region() -> None:
    listed = [alpha2 for part in PARTS for alpha2 in part.countries]
    codes = {country.alpha2 for country in country_codes()}
    assert len(listed) == len(set(listed)) == 250  # 249 of ISO 3166-1, and Kosovo
    assert set(listed) == codes


def test_parents_stand_before_their_parts() -> None:
    seen: set[str] = {""}
    for part in PARTS:
        assert part.parent in seen
        seen.add(part.code)


@pytest.mark.parametrize(
    ("alpha2", "code"),
    [("CN", "030"), ("ES", "039"), ("BR", "005"), ("KE", "014"), ("AQ", "010"), ("??", "")],
)
def test_region_of(alpha2: str, code: str) -> None:
    assert region_of(alpha2) == code


@pytest.mark.django_db
def test_the_migration_loads_the_world() -> None:
    china = Country.objects.select_related("region__parent").get(key="cn")
    assert (china.alpha2, china.alpha3, china.numeric, china.name) == ("CN", "CHN", "156", "China")
    assert Region.objects.get(countries=china, parent__name="Asia").name == "Eastern Asia"
    assert Country.objects.count() == 250
    assert Country.objects.get(key="af").numeric == "004"
    assert Country.objects.get(key="xk").numeric == ""
    assert Region.objects.filter(key="m49-005", parent__code="419").exists()


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("en", "Germany"),
        ("zh-hans", "德国"),
        ("zh-Hans", "德国"),
        ("es", "Alemania"),
        ("fr", "Allemagne"),
        ("xx", "Germany"),
    ],
)
def test_country_name(language: str, name: str) -> None:
    assert country_name(Country(alpha2="DE", name="Germany"), language) == name


def test_country_and_region_speak_the_readers_language() -> None:
    from django.utils.translation import override

    with override("zh-hans"):
        assert str(Country(alpha2="FR", name="France")) == "法国"
        assert str(Region(scheme="m49", code="030", name="Eastern Asia")) == "东亚"
        assert str(Region(scheme="metropolis", code="030", name="Asia-Pacific")) == "Asia-Pacific"
