"""The inputs in which days and periods are typed."""

import pytest
from django import forms
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from tests.platform.dates.strategies import edtf_values, recent

from koinon.platform.dates import OPEN, UNKNOWN, Day, Span
from koinon.platform.dates.fields import DayField
from koinon.platform.dates.forms import DayInput, SpanInput


class Asked(forms.Form):
    """A form with one of each."""

    signed = DayInput(required=True)
    ends = DayInput(required=False, open_allowed=True)
    term = SpanInput(required=False)


def test_what_was_typed_becomes_days() -> None:
    form = Asked({"signed": "14 October 2016", "ends": "still", "term": "two years from January 2017"})
    assert form.is_valid()
    assert form.cleaned_data == {
        "signed": Day("2016-10-14"), "ends": OPEN, "term": Span(Day("2017-01"), Day("2018-12"))
    }  # fmt: skip
    assert form.cleaned_data["signed"].words == "14 October 2016"


def test_nothing_is_unknown_and_a_required_day_must_be_said() -> None:
    form = Asked({"signed": "", "ends": "", "term": ""})
    assert form.errors == {"signed": ["This field is required."]}
    assert form.cleaned_data == {"ends": UNKNOWN, "term": Span()}
    assert Asked({"signed": "unknown"}).is_valid()
    assert SpanInput(required=True).clean("since 1993") == Span(Day("1993"), OPEN)
    with pytest.raises(forms.ValidationError, match="required"):
        SpanInput(required=True).clean("")


@pytest.mark.parametrize(
    ("data", "field", "words"),
    [
        ({"signed": "31 February 2016"}, "signed", "not in the calendar"),
        ({"signed": "soon"}, "signed", "Write for example “14 October 2016”"),
        ({"signed": "still open"}, "signed", "cannot be open"),
        ({"signed": "2016", "term": "2020–2014"}, "term", "lies before the start"),
        ({"signed": "2016", "term": "never"}, "term", "“2021–2023”"),
    ],
)
def test_errors_say_what_to_write(data: dict[str, str], field: str, words: str) -> None:
    form = Asked(data)
    assert words in form.errors[field][0]
    assert list(form.errors) == [field]


def test_the_reader_s_language_gives_the_examples() -> None:
    with override("zh-hans"):
        assert "2016年10月14日" in Asked({"signed": "随便"}).errors["signed"][0]


def test_what_the_input_shows() -> None:
    initial = {"signed": Day("2016-10", "Oct 2016"), "ends": Day("2017-01"), "term": Span(Day("1993"), OPEN)}
    page = str(Asked(initial=initial))
    for piece in (
        'value="Oct 2016"',
        'value="January 2017"',
        'value="since 1993"',
        'data-day=""',
        'data-span=""',
    ):
        assert piece in page
    assert 'value="' not in str(Asked(initial={"signed": UNKNOWN, "ends": UNKNOWN, "term": Span()}))


@given(edtf=edtf_values(recent), language=st.sampled_from(("en", "zh-hans", "es", "fr")))
def test_a_form_sent_untouched_changes_nothing(edtf: str, language: str) -> None:
    with override(language):
        shown = Asked(initial={"ends": Day(edtf)})["ends"].value()
        assert Day.read(shown, language) == Day(edtf)


def test_what_means_the_same_has_not_changed() -> None:
    initial = {"signed": Day("2016-10", "Oct 2016"), "term": Span(Day("1993"), OPEN)}
    assert Asked({"signed": "2016年10月", "term": "1993 – present"}, initial=initial).changed_data == []
    changed = Asked({"signed": "nonsense", "ends": "2017", "term": "1994–"}, initial=initial).changed_data
    assert changed == ["signed", "ends", "term"]


def test_a_model_field_gives_its_input() -> None:
    field = DayField("signed on", blank=False, open_allowed=True).formfield()
    assert isinstance(field, DayInput)
    assert (field.required, field.open_allowed, field.label) == (True, True, "signed on")
