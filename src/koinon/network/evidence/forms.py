"""What is asked about documents, citations and findings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from koinon.network.evidence import rules
from koinon.network.evidence.citations import Citation, Place
from koinon.network.evidence.companions import source_fields
from koinon.network.evidence.documents import Document, DocumentKind
from koinon.network.evidence.inbox import FindingState, Settlement
from koinon.network.evidence.labels import field_choices
from koinon.network.evidence.titles import Title
from koinon.platform.audit.models import Record
from koinon.platform.recording.forms import RecordForm

ANY = ("", _("All"))


class DocumentFilter(forms.Form):
    q = forms.CharField(label=_("Title or publisher"), required=False, max_length=120)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[ANY, *DocumentKind.choices])


class DocumentForm(RecordForm):
    address = forms.URLField(
        label=_("address on the web"), max_length=500, required=False, assume_scheme="https"
    )

    class Meta:
        model = Document
        fields = ["title", "kind", "publisher", "published", "language", "address", "note", "audience"]


class TitleForm(RecordForm):
    class Meta:
        model = Title
        fields = ("language", "text")


class VersionForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, Word, Excel, OpenDocument, picture, plain text, CSV or a saved web page."),
    )


class CiteForm(forms.Form):
    """A citation of one record; the field it supports may be named."""

    def __init__(self, *args: Any, request: HttpRequest, record: Record, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(source_fields(request, required=True))
        self.fields["field"] = forms.ChoiceField(
            label=_("What it supports"),
            required=False,
            choices=[("", _("the record as a whole")), *field_choices(type(record))],
        )
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @property
    def place(self) -> Place:
        """The place as it was read."""
        return Place.read(self.cleaned_data["source_place"])


def told(citation: Citation) -> dict[str, Any]:
    """A citation as its form shows it."""
    return {
        "source": citation.document,
        "source_place": str(citation.place),
        "source_strength": citation.strength,
        "field": citation.field,
        "version": citation.version,
    }


class FindingFilter(forms.Form):
    state = forms.ChoiceField(label=_("State"), required=False, choices=FindingState.choices)
    rule = forms.ChoiceField(label=_("Rule"), required=False)
    kind = forms.ChoiceField(label=_("About"), required=False)

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer(
            "rule", sorted(((one.name, str(one.title)) for one in rules.registered()), key=lambda r: r[1])
        )
        self._offer("kind", kinds)

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [ANY, *choices]


class SettleForm(forms.Form):
    how = forms.ChoiceField(label=_("How"), choices=Settlement.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody who can see the finding will read it."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ReopenForm(forms.Form):
    reason = forms.CharField(label=_("Why look at it again?"), widget=forms.Textarea(attrs={"rows": 2}))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
