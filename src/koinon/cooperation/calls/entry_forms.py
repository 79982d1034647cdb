"""The form of an entry: its title, who is in it, and the questions of the call; what was typed is kept as typed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koinon.cooperation.calls.entry_fields import FilesField, WordsField, field_of
from koinon.cooperation.calls.entry_widgets import TableWidget
from koinon.cooperation.calls.models import Category, Entry, FormField
from koinon.network.people.models import Body

MOST_TOGETHER = 12
LONGEST_NAME, LONGEST_PART, LONGEST_REASON = 200, 200, 1000
Values = Mapping[str, Any]
FindBody = Callable[[str, str], Body | None]
"""From a key and the words beside it to the body on record that is meant, if one is."""


@dataclass(frozen=True, slots=True)
class Partner:
    """Who enters together with the applicant: a body on record, or its name in plain words; and its part."""

    body: Body | None
    name: str
    part: str


class TogetherWidget(forms.Widget):
    """Rows of a name found by type-ahead, or in plain words, and the part it has."""

    use_fieldset = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, str]]:
        """The rows in which a name stands."""
        rows = []
        for n in range(MOST_TOGETHER + 1):
            told = {
                part: str(data.get(f"{name}-{n}{end}") or "").strip()
                for part, end in (("name", ""), ("key", "-key"), ("part", "-part"))
            }
            if told["name"]:
                rows.append(told)
        return rows

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}-0" not in data

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0"

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """As many rows as are filled, and two more."""
        rows = [dict(one) for one in value or []]
        shown = min(MOST_TOGETHER, len(rows) + 2)
        rows += [{} for _more in range(shown - len(rows))]
        id_ = self.build_attrs(self.attrs, attrs).get("id", name)
        return format_html_join(
            "",
            '<div class="cell-row"><div class="cell"><label for="{0}">{2}</label>'
            '<span class="chooser" data-source="/choose/body/"><input type="text" id="{0}" name="{1}" value="{4}" '
            'autocomplete="off" spellcheck="false"><input type="hidden" name="{1}-key" value="{5}"></span></div>'
            '<div class="cell"><label for="{0}_part">{3}</label>'
            '<input type="text" id="{0}_part" name="{1}-part" value="{6}"></div></div>',
            (
                (
                    f"{id_}_{n}", f"{name}-{n}", _("City or organisation"), _("Its part"),
                    row.get("name", ""), row.get("key", ""), row.get("part", ""),
                )
                for n, row in enumerate(rows[:MOST_TOGETHER + 1])
            ),
        )  # fmt: skip


class TogetherField(forms.Field):
    """Co-applicants; nobody is refused for not being on record."""

    def __init__(self, find: FindBody, **kwargs: Any) -> None:
        super().__init__(widget=TogetherWidget(), **kwargs)
        self.find = find

    def clean(self, value: Any) -> list[Partner]:
        """Each once, with the body where one is meant."""
        found: dict[object, Partner] = {}
        for row in value or []:
            if len(row["name"]) > LONGEST_NAME or len(row["part"]) > LONGEST_PART:
                raise forms.ValidationError(
                    _("Names and parts have at most 200 characters."), code="too_long"
                )
            body = self.find(row["key"], row["name"])
            found.setdefault(
                body.pk if body else row["name"].casefold(), Partner(body, row["name"], row["part"])
            )
        if len(found) > MOST_TOGETHER:
            raise forms.ValidationError(
                _("At most %(most)s can enter together.") % {"most": MOST_TOGETHER}, code="many"
            )
        return list(found.values())


class EntryForm(forms.Form):
    """One form for typing, keeping and sending. ``typed`` takes what was typed, sound or not."""

    title = WordsField(
        LONGEST_NAME,
        lines=False,
        label=gettext_lazy("Title of the entry"),
        help_text=gettext_lazy("what it is called, in a few words"),
    )

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        entry: Entry,
        questions: Iterable[FormField],
        categories: Sequence[Category],
        find: FindBody,
        asks_why_late: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, files, **kwargs)
        self.entry = entry
        if categories:
            self.fields["category"] = forms.ChoiceField(
                label=_("Category"),
                choices=[(one.key, str(one)) for one in categories],
                widget=forms.RadioSelect,
            )
        self.fields["contact"] = WordsField(
            LONGEST_REASON,
            lines=True,
            label=_("Whom to ask"),
            help_text=_("Name, post, telephone. Seen by you and by those who run the call, by nobody else."),
        )
        self.fields["together"] = TogetherField(
            find,
            label=_("Who enters with you"),
            required=False,
            help_text=_(
                "Choose from the list, or write the name: whoever is not on record yet can enter too."
            ),
        )
        self.questions = {f"q{one.pk}": one for one in questions}
        self.fields.update({name: field_of(one) for name, one in self.questions.items()})
        if asks_why_late:
            self.fields["late_reason"] = WordsField(
                LONGEST_REASON,
                lines=True,
                label=_("Why it comes late"),
                help_text=_("The call has closed; late entries are taken with a reason."),
            )

    @property
    def about(self) -> list[str]:
        """The fields that are no questions of the call, in their order."""
        return [name for name in self.fields if name not in self.questions]

    def typed(self, names: Iterable[str]) -> dict[str, Any]:
        """What was typed into these fields, as it can be kept; files are taken in apart."""
        told: dict[str, Any] = {}
        for name in names:
            field = self.fields.get(name)
            if field is None or isinstance(field, FilesField):
                continue
            value = field.widget.value_from_datadict(self.data, self.files, name)
            told[name] = value.replace("\r\n", "\n") if isinstance(value, str) else value or ""
        return told

    def count_files(self, ids: Mapping[str, Sequence[str]]) -> None:
        """Let the file fields know what was taken in for them."""
        for name, field in self.fields.items():
            if isinstance(field, FilesField):
                field.taken_in = list(ids.get(name, ()))

    @property
    def answers(self) -> dict[FormField, Any]:
        """The answers by question; what was left empty is left out, files too, for they are rows of their own."""
        told = ((one, name, self.cleaned_data.get(name)) for name, one in self.questions.items())
        return {
            one: value
            for one, name, value in told
            if value not in (None, "", []) and not isinstance(self.fields[name], FilesField)
        }


def as_posted(form_fields: Mapping[str, forms.Field], values: Values) -> MultiValueDict[str, str]:
    """What is kept as if it had been sent by the form, so that one check serves both."""
    posted: MultiValueDict[str, str] = MultiValueDict()
    for name, field in form_fields.items():
        value = values.get(name)
        if isinstance(field.widget, TogetherWidget):
            for n, row in enumerate(value or []):
                posted[f"{name}-{n}"] = row.get("name", "")
                posted[f"{name}-{n}-key"] = row.get("key", "")
                posted[f"{name}-{n}-part"] = row.get("part", "")
        elif isinstance(field.widget, TableWidget):
            for n, row in enumerate(value or []):
                for column, cell in enumerate(row):
                    posted[f"{name}-{n}-{column}"] = cell
        elif isinstance(value, list):
            posted.setlist(name, value)
        elif value is not None:
            posted[name] = value
    return posted


def digest_of(value: Any) -> str:
    """A short mark of what was typed, by which it is known again; the same for nothing and for what is empty."""
    told = json.dumps(value or "", ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:16]
