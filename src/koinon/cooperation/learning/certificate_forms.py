"""What is asked about certificates: which one to verify, why one is taken back, how a name is written."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.learning.certificates import Revoked

LARGEST = 512 * 1024


class VerifyForm(forms.Form):
    """A number, a badge as text, or a badge as a file: one of the three."""

    number = forms.CharField(
        label=_("Number of the certificate"),
        required=False,
        max_length=60,
        help_text=_("It stands on the paper, in four groups of letters and digits."),
    )
    badge = forms.CharField(
        label=_("Or the badge as text"),
        required=False,
        max_length=LARGEST,
        widget=forms.Textarea({"rows": 4, "spellcheck": "false"}),
    )
    file = forms.FileField(
        label=_("Or the badge as a file"),
        required=False,
        help_text=_("The picture (SVG or PNG), the JSON or the JWT file. It is looked at and not kept."),
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not any(given.get(name) for name in self.fields) and not self.errors:
            raise forms.ValidationError(_("Write a number, paste a badge, or choose a file."))
        file = given.get("file")
        if file and file.size > LARGEST:
            self.add_error("file", _("This file is too large to be a badge."))
        return given

    @property
    def data_given(self) -> bytes:
        """The badge that was given; nothing where it is a number."""
        if file := self.cleaned_data.get("file"):
            data: bytes = file.read(LARGEST + 1)
            return data
        return str(self.cleaned_data.get("badge", "")).encode("utf-8", "replace")


class TakeOffForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"),
        max_length=254,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("It stands in the letter for each seminar."),
    )


class RevokeForm(forms.Form):
    """Why a certificate is taken back: in general words for everybody, in own words for ourselves."""

    reason = forms.ChoiceField(
        label=_("Why"),
        choices=[(one.value, one.label) for one in Revoked if one != Revoked.CORRECTED],
        help_text=_("Whoever verifies the certificate is told this."),
    )
    words = forms.CharField(
        label=_("Why, in words for ourselves"),
        required=False,
        max_length=254,
        help_text=_("Nobody else sees this."),
    )


class NameForm(forms.Form):
    """The name as it is to stand."""

    name = forms.CharField(label=_("Name on the certificate"), max_length=160)
