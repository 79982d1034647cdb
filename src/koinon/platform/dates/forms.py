"""Form fields in which days and periods are typed as people write them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language

from koinon.platform.dates.days import UNKNOWN, Day
from koinon.platform.dates.fields import OpenNotAllowed
from koinon.platform.dates.formatting import format_day, format_span
from koinon.platform.dates.reading import LONGEST_TEXT
from koinon.platform.dates.spans import Span
from koinon.platform.errors import Refused


class DayInput(forms.CharField):
    """A text input whose clean value is a Day; empty is unknown."""

    def __init__(self, *, open_allowed: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LONGEST_TEXT)
        super().__init__(**kwargs)
        self.open_allowed = open_allowed

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """``data-day`` lets the page show how the words were understood."""
        return super().widget_attrs(widget) | {"data-day": "", "autocomplete": "off"}

    def to_python(self, value: Any) -> Day:  # type: ignore[override]
        """The Day that was typed, in the reader's language."""
        if isinstance(value, Day):
            return value
        try:
            day = Day.read(str(value or ""), get_language() or "en")
        except Refused as refusal:
            raise ValidationError(str(refusal), code="unreadable") from refusal
        if day.is_open and not self.open_allowed:
            raise ValidationError(str(OpenNotAllowed()), code="open")
        return day

    def validate(self, value: Any) -> None:
        """A required day must be said; the word "unknown" says it."""
        if self.required and value == UNKNOWN and not value.words:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """Reading has judged the text already."""

    def prepare_value(self, value: Any) -> Any:
        """What the input shows: the words as typed, else the day written out."""
        if not isinstance(value, Day):
            return value
        return value.words or ("" if value.is_unknown else readable(value, format_day(value)))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another day is meant, however it is written."""
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True


class SpanInput(forms.CharField):
    """A text input whose clean value is a Span: "2021–2023", "two years from January 2017"."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LONGEST_TEXT)
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """``data-span`` lets the page show how the words were understood."""
        return super().widget_attrs(widget) | {"data-span": "", "autocomplete": "off"}

    def to_python(self, value: Any) -> Span:  # type: ignore[override]
        """The Span that was typed, in the reader's language."""
        if isinstance(value, Span):
            return value
        try:
            return Span.read(str(value or ""), get_language() or "en")
        except Refused as refusal:
            raise ValidationError(str(refusal), code="unreadable") from refusal

    def validate(self, value: Any) -> None:
        """A required period must say a start or an end."""
        if self.required and value == Span():
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """Reading has judged the text already."""

    def prepare_value(self, value: Any) -> Any:
        """What the input shows."""
        if not isinstance(value, Span):
            return value
        return "" if value == Span() else readable(value, format_span(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another period is meant."""
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True


def readable(value: Day | Span, shown: str) -> str:
    """What is shown if it reads back as the same value, else EDTF: a form sent untouched changes nothing."""
    try:
        same = type(value).read(shown, get_language() or "en") == value
    except Refused:
        same = False
    return shown if same else edtf_of(value)


def edtf_of(value: Day | Span) -> str:
    """The value for machines."""
    return value.edtf if isinstance(value, Day) else f"{value.starts.edtf}/{value.ends.edtf}"
