"""The Source: fields beside every record form that say which document supports what is entered."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from koinon.network.evidence.citations import Place, Strength
from koinon.network.evidence.commands import cite
from koinon.network.evidence.documents import Document
from koinon.platform.audit.models import Record
from koinon.platform.recording.forms import RecordForm, chooser_field


class Source:
    """A citation of the record as a whole, saved with it."""

    legend: str | Promise = _("Source")
    hint: str | Promise = _("Where does this stand? A fact without a source is shown among the findings.")

    def suits(self, form: type[RecordForm]) -> bool:
        """Beside every form but a document's: a document is not itself supported by one."""
        return form._meta.model is not Document

    def fields(self, request: HttpRequest, record: Record | None) -> dict[str, forms.Field]:
        """The document, the place in it, and how strongly it speaks."""
        return source_fields(request, required=False)

    def save(self, record: Record, values: dict[str, Any], request: HttpRequest) -> None:
        """Cite the document, if one was named."""
        if document := values.get("source"):
            cite(
                document,
                record,
                place=Place.read(values.get("source_place") or ""),
                strength=values.get("source_strength") or Strength.STATED,
                by=request.reader,  # type: ignore[attr-defined]
                moment=timezone.now(),
            )


def source_fields(request: HttpRequest, *, required: bool) -> dict[str, forms.Field]:
    """The three fields of a citation."""
    return {
        "source": chooser_field(request, Document, label=_("Document"), required=required),
        "source_place": forms.CharField(
            label=_("Place in the document"),
            max_length=60,
            required=False,
            help_text=_("§ 3, p. 4, or characters 120–180; empty for the whole."),
        ),
        "source_strength": forms.ChoiceField(
            label=_("How it says so"), choices=Strength.choices, initial=Strength.STATED, required=False
        ),
    }
