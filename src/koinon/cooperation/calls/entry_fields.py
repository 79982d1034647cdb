"""A question of a call as a field of a form: how it is asked, what was typed so far, and when an answer will do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koinon.cooperation.calls.entry_widgets import HARD_ROWS, CodesWidget, FilesWidget, TableWidget
from koinon.cooperation.calls.models import FieldKind, FormField
from koinon.cooperation.programmes.alignments import Vocabulary, code_words, is_code
from koinon.platform.ui.figures import number

LONGEST_LINE, LONGEST_TEXT, LONGEST_CELL, LONGEST_LINK = 254, 10_000, 500, 500
MOST_ROWS, MOST_FILES = 20, 5


def too_long(text: str, most: int) -> forms.ValidationError:
    """Says how long it is and how long it may be."""
    return forms.ValidationError(
        _("This has %(length)s characters; %(most)s are the most. Please shorten it.")
        % {"length": number(len(text)), "most": number(most)},
        code="too_long",
    )


class WordsField(forms.CharField):
    """A line or a text, counted in characters of any script; a line break is one."""

    def __init__(self, most: int, *, lines: bool, **kwargs: Any) -> None:
        attrs = {"data-limit": str(most)} | ({"rows": 6} if lines else {})
        kwargs["widget"] = forms.Textarea(attrs) if lines else forms.TextInput(attrs)
        super().__init__(**kwargs)
        self.most = most

    def to_python(self, value: Any) -> str:
        """The text with line breaks of one sign."""
        return str(super().to_python(value) or "").replace("\r\n", "\n")

    def validate(self, value: Any) -> None:
        super().validate(value)
        if len(value) > self.most:
            raise too_long(value, self.most)


class FigureField(forms.CharField):
    """A number as people write it: with or without thousands parted; cleaned to a number."""

    THOUSANDS = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
    WRITTEN = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?")

    def __init__(self, most: int | None, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput({"inputmode": "decimal", "size": 16}), **kwargs)
        self.most = most

    def clean(self, value: Any) -> int | float | None:
        """A whole number where it is one."""
        text = re.sub(r"[\s'’_]", "", str(super().clean(value)))
        # 1,200 is twelve hundred; 1,5 is one and a half.
        text = text.replace(",", "") if self.THOUSANDS.fullmatch(text) else text.replace(",", ".", 1)
        if not text:
            return None
        if not self.WRITTEN.fullmatch(text):
            raise forms.ValidationError(_("Write a number in digits, such as 1200 or 3.5."), code="number")
        found = Decimal(text)
        if self.most is not None and found > self.most:
            raise forms.ValidationError(_("%(most)s is the most.") % {"most": number(self.most)}, code="most")
        return int(found) if found == found.to_integral_value() else float(found)


class SomeField(forms.MultipleChoiceField):
    """Any of several, at most so many."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, most: int | None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.most = most

    def validate(self, value: Any) -> None:
        super().validate(value)
        refuse_more(value, self.most)


def refuse_more(chosen: Sequence[object], most: int | None) -> None:
    """At most so many."""
    if most and len(chosen) > most:
        raise forms.ValidationError(
            _("%(count)s are chosen; %(most)s are the most.") % {"count": len(chosen), "most": most},
            code="many",
        )


class CodesField(forms.Field):
    """Codes of one of the world's agendas."""

    def __init__(self, vocabulary: str, most: int | None, **kwargs: Any) -> None:
        super().__init__(widget=CodesWidget(vocabulary), **kwargs)
        self.vocabulary, self.most = vocabulary, most

    def clean(self, value: Any) -> list[str]:
        """The codes; the first that is none is named."""
        codes = list(value or [])
        super().clean(codes)
        for code in codes:
            if not is_code(self.vocabulary, code):
                said = _("“%(code)s” is not one of them.") % {"code": code}
                raise forms.ValidationError(f"{said} {code_words(self.vocabulary)}", code="unknown")
        refuse_more(codes, self.most)
        return codes


class TableField(forms.Field):
    """A table with given columns and at most so many rows."""

    def __init__(self, columns: Sequence[str], most: int, **kwargs: Any) -> None:
        super().__init__(widget=TableWidget(columns, most), **kwargs)
        self.most = most

    def clean(self, value: Any) -> list[list[str]]:
        """The rows; too many or a cell too long is refused."""
        rows: list[list[str]] = value or []
        super().clean(rows)
        if len(rows) > self.most:
            said = _("There are %(count)s rows; %(most)s are the most.")
            raise forms.ValidationError(said % {"count": len(rows), "most": self.most}, code="rows")
        for cell in (cell for row in rows for cell in row):
            if len(cell) > LONGEST_CELL:
                raise too_long(cell, LONGEST_CELL)
        return rows


class LinkField(forms.CharField):
    """An address on the web; without its beginning, https:// is put before it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput({"inputmode": "url", "autocapitalize": "none"}), **kwargs)

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        if text and "://" not in text:
            text = f"https://{text}"
        if len(text) > LONGEST_LINK:
            raise too_long(text, LONGEST_LINK)
        if text:
            try:
                URLValidator(schemes=["http", "https"])(text)
            except forms.ValidationError as wrong:
                raise forms.ValidationError(
                    _("Write an address on the web, such as https://example.org/report."), code="link"
                ) from wrong
        return text


class FilesField(forms.Field):
    """Files: what was taken in is counted, the input itself only brings more."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=FilesWidget({"multiple": True}), **kwargs)
        self.taken_in: list[str] = []

    def clean(self, value: Any) -> list[str]:
        """The ids of the files taken in."""
        if self.required and not self.taken_in:
            raise forms.ValidationError(_("Add a file."), code="required")
        return self.taken_in


def field_of(question: FormField, language: str | None = None) -> forms.Field:
    """The question as a field, in the language of the page."""
    told: dict[str, Any] = {
        "label": question.label_in(language),
        "help_text": help_of(question, language),
        "required": question.required,
    }
    limit, options = question.limit, question.options_in(language)
    kind = FieldKind(question.kind)
    if kind == FieldKind.LINE:
        return WordsField(min(limit or LONGEST_LINE, LONGEST_TEXT), lines=False, **told)
    if kind == FieldKind.TEXT:
        return WordsField(limit or LONGEST_TEXT, lines=True, **told)
    if kind == FieldKind.CHOICE:
        return forms.ChoiceField(choices=options, widget=forms.RadioSelect, **told)
    if kind == FieldKind.CHOICES:
        return SomeField(limit, choices=options, **told)
    if kind == FieldKind.NUMBER:
        return FigureField(limit, **told)
    if kind == FieldKind.TABLE:
        return TableField([shown for _kept, shown in options], min(limit or MOST_ROWS, HARD_ROWS), **told)
    if kind == FieldKind.FILE:
        return FilesField(**told)
    if kind in (FieldKind.SDG, FieldKind.NUA):
        vocabulary = Vocabulary.SDG if kind == FieldKind.SDG else Vocabulary.NUA
        return CodesField(vocabulary, limit, **told)
    return LinkField(**told)


LIMIT_WORDS = {
    FieldKind.LINE: gettext_lazy("at most %(most)s characters"),
    FieldKind.TEXT: gettext_lazy("at most %(most)s characters"),
    FieldKind.CHOICES: gettext_lazy("at most %(most)s"),
    FieldKind.SDG: gettext_lazy("at most %(most)s"),
    FieldKind.NUA: gettext_lazy("at most %(most)s"),
    FieldKind.TABLE: gettext_lazy("at most %(most)s rows"),
    FieldKind.NUMBER: gettext_lazy("at most %(most)s"),
    FieldKind.FILE: gettext_lazy("at most %(most)s MB a file"),
}


def help_of(question: FormField, language: str | None = None) -> str:
    """The help of the question, and its limit in words."""
    kind = FieldKind(question.kind)
    said = [question.help_in(language)]
    if kind == FieldKind.NUA:
        said.append(_("The numbers of the paragraphs, parted by commas, such as 93, 114."))
    if question.limit and kind in LIMIT_WORDS:
        said.append(str(LIMIT_WORDS[kind]) % {"most": number(question.limit)})
    return " · ".join(filter(None, said))
