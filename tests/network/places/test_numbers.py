"""Numbers as people write them."""

from contextlib import suppress
from decimal import Decimal

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from koinon.network.places.numbers import UnreadableNumber, read_number, read_written


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("16 million", "en", "16000000"),
        ("16,000,000", "en", "16000000"),
        ("2.36 trillion", "en", "2360000000000"),
        ("2125万", "zh-hans", "21250000"),
        ("1亿2000万", "zh-hans", "120000000"),
        ("2.5万亿", "zh-hans", "2500000000000"),
        ("21,28 millones", "es", "21280000"),
        ("3 mil millones", "es", "3000000000"),
        ("2 billones", "es", "2000000000000"),
        ("2 billion", "en", "2000000000"),
        ("2 billions", "fr", "2000000000000"),
        ("1,5 milliard", "fr", "1500000000"),
        ("1 234 567,8", "fr", "1234567.8"),
        ("1.234.567,8", "es", "1234567.8"),
        ("1,234,567.8", "en", "1234567.8"),
        ("1.234", "es", "1234"),
        ("1.234", "en", "1.234"),
        ("1,234", "fr", "1.234"),
        ("21,28 million", "en", "21280000"),
        ("2.125 millones", "es", "2125000"),
        ("５００", "zh-hans", "500"),
        ("-5", "en", "-5"),
    ],
)
def test_read_number(text: str, language: str, value: str) -> None:
    assert read_number(text, language) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("more than 22 million", "more than"),
        ("超过1600万", "more than"),
        ("plus de 2,1 millions", "more than"),
        ("unos 3 millones", "about"),
        ("~ 5", "about"),
        ("nearly 7 million", "nearly"),
        ("7 million", ""),
    ],
)
def test_the_qualifier_is_kept(text: str, qualifier: str) -> None:
    assert read_written(text, "en").qualifier == qualifier


@pytest.mark.parametrize(
    "text", ["", "many", "12,34,567", "1.2.3", "10 5", "7,434 km", "2 万 3 亿", "1,2.3,4", "9" * 30]
)
def test_what_is_not_one_number_is_refused(text: str) -> None:
    with pytest.raises(UnreadableNumber) as refused:
        read_number(text)
    assert refused.value.field == "value"


@given(st.decimals(min_value=0, max_value=10**15, places=2), st.sampled_from(["en", "es", "fr", "zh_Hans"]))
def test_what_is_written_out_reads_back(value: Decimal, language: str) -> None:
    """Whatever CLDR writes in a language is read as the same number, unless it could be two."""
    text = format_decimal(value, locale=language, decimal_quantization=False)
    assert read_number(text, language.replace("_", "-").lower()) == value


@given(
    st.integers(0, 10**6),
    st.sampled_from([("万", 10**4), ("亿", 10**8), (" million", 10**6), (" millones", 10**6)]),
)
def test_a_scale_multiplies(number: int, scale: tuple[str, int]) -> None:
    word, times = scale
    assert read_number(f"{number}{word}") == Decimal(number) * times


@given(st.text(max_size=40))
def test_anything_is_read_or_refused(text: str) -> None:
    with suppress(UnreadableNumber):
        assert read_written(text).value.is_finite()
