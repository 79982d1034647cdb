"""What is asked about a workbook: the file, and which sheet a single CSV is."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from koinon.platform.errors import Refused
from koinon.site.exchange.opening import refuse_large
from koinon.site.exchange.sheets import workbook


class HandInForm(forms.Form):
    """A workbook to be read. Reading it changes nothing."""

    file = forms.FileField(
        label=_("Workbook"),
        help_text=_("An XLSX workbook, a zip of CSV files, or one CSV file."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv,.zip"}),
    )
    subject = forms.ChoiceField(
        label=_("Sheet"),
        required=False,
        help_text=_("Only for a single CSV whose name does not say which sheet it is."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        subject = self.fields["subject"]
        assert isinstance(subject, forms.ChoiceField)
        subject.choices = [("", _("as the file is called")), *((name, name) for name in workbook())]

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        try:
            refuse_large(file.size or 0)
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from refused
        return file
