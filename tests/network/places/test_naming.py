"""A typed country name means one country, or none; never a wrong one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koinon.network.places.iso import country_codes
from koinon.network.places.naming import LANGUAGES, Meant, country_meant, territory_name

CODES = [country.alpha2 for country in country_codes()]
NAMES = {(alpha2, language): territory_name(alpha2, language) for alpha2 in CODES for language in LANGUAGES}


@pytest.mark.parametrize(
    ("typed", "alpha2", "part"),
    [
        ("China", "CN", ""),
        ("中國", "CN", ""),
        ("Alemania", "DE", ""),
        ("etats unis", "US", ""),
        ("UK", "GB", ""),
        ("England", "GB", "ENG"),
        ("Scotland, United Kingdom", "GB", "SCT"),
        ("Wales", "GB", "WLS"),
        ("Republic of Korea", "KR", ""),
        ("Czech Republic", "CZ", ""),
        ("Georgia (country)", "GE", ""),
        ("Georgia, United States", "US", "Georgia"),
        ("Réunion, France", "RE", ""),
        ("Åland Islands, Finland", "AX", ""),
        ("Brandenburg, Germany", "DE", "Brandenburg"),
        ("in Italy", "IT", ""),
        ("Madagaskar", "MG", ""),
        ("Kazakhstah", "KZ", ""),
        ("Grece", "GR", ""),
        ("cn", "CN", ""),
        ("Burma", "MM", ""),
        ("Kosovo", "XK", ""),
    ],
)
def test_what_people_type(typed: str, alpha2: str, part: str) -> None:
    assert country_meant(typed) == Meant(alpha2, part)


@pytest.mark.parametrize("typed", ["", "Congo", "Korea", "Yugoslavia", "Atlantis", "Austrlia", "?", ","])
def test_what_means_no_one_country(typed: str) -> None:
    assert country_meant(typed) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_in_every_language_means_its_country(language: str) -> None:
    for alpha2 in CODES:
        meant = country_meant(NAMES[alpha2, language])
        assert meant is None or meant.alpha2 == alpha2, NAMES[alpha2, language]


def test_nearly_every_name_is_known() -> None:
    unknown = {name for name in NAMES.values() if country_meant(name) is None}
    assert unknown <= {"Congo", "St. Martin", "Saint-Martin"}  # each the name of two


@given(st.sampled_from(sorted(NAMES)), st.data())
def test_a_slip_of_the_pen_never_means_another_country(which: tuple[str, str], data: st.DataObject) -> None:
    """One letter left out, doubled or exchanged with the next: the right country or none."""
    alpha2, _ = which
    name = NAMES[which]
    place = data.draw(st.integers(0, len(name) - 1))
    change = data.draw(st.sampled_from(("left out", "doubled", "exchanged")))
    slip = {
        "left out": name[:place] + name[place + 1 :],
        "doubled": name[: place + 1] + name[place:],
        "exchanged": name[:place] + name[place : place + 2][::-1] + name[place + 2 :],
    }[change]
    meant = country_meant(slip)
    others = {code for (code, _), known in NAMES.items() if known.casefold() == slip.casefold()}
    codes = {code for code in CODES if slip.upper() == code}
    assert meant is None or meant.alpha2 == alpha2 or meant.alpha2 in others | codes


@given(st.text(max_size=30))
def test_anything_may_be_typed(text: str) -> None:
    meant = country_meant(text)
    assert meant is None or meant.alpha2 in CODES
