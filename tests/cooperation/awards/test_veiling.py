"""Veiling: no name is left readable, however it is written, and nothing else is lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koinon.cooperation.awards.veiling import BLACK, Veil
from koinon.platform.folding import fold

NAMES = ["Zamoráno", "萨莫拉诺", "Quillhaven Town Hall", "Nice", "Li Wei"]


@pytest.mark.parametrize(
    "text",
    [
        "ZAMORANO", "zamorano2018", "#SmartZamoranoPlan", "Zamora\u0301no's", "zamo\u00adrano", "薩莫拉諾市",
        "quillhaven-town_hall", "Quillhaven  Town\nHall", "QuillhavenTownHall", "to NICE,", "li_wei", "Ｚａｍｏｒａｎｏ",
    ],
)  # fmt: skip
def test_however_it_is_written(text: str) -> None:
    told = fold(Veil(NAMES).over(f"In {text} we go"))
    for name in ("zamorano", "quillhaven", "萨莫", "li wei", "nice"):
        assert name not in told, told
    assert told.startswith("in ")
    assert told.endswith("we go")


@pytest.mark.parametrize(
    "text", ["80 % of 12,000 tons", "in Venice and Berlin", "from 2018 to 2020-2021", "weird, likely"]
)
def test_what_tells_nothing_stays(text: str) -> None:
    assert Veil(NAMES).over(text) == text


@pytest.mark.parametrize(
    "text", ["https://x.org/a?b=1", "a.b@city.gov.cn", "smart.example.gov", "+86 20 1234 5678"]
)
def test_addresses_and_numbers_to_call_go(text: str) -> None:
    assert Veil([]).over(f"See {text} now") == f"See {BLACK} now"


@settings(max_examples=40)
@given(st.text(max_size=30), st.text(max_size=30), st.sampled_from(NAMES))
def test_in_any_text(before: str, after: str, name: str) -> None:
    told = Veil(NAMES).over(f"{before} {name} {after}")
    assert name not in told
    assert fold(name) not in fold(told.replace(BLACK, " "))
