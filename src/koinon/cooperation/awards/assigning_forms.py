"""The forms of assigning: terms for the solver, and one assignment by hand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.awards.models import Juror, LanguageRule, Phase


class AllotmentForm(forms.Form):
    reading = forms.ChoiceField(
        label=_("Language of the entry"), choices=LanguageRule.choices, widget=forms.RadioSelect
    )
    region_most = forms.IntegerField(
        label=_("Jurors from one region at most"),
        min_value=1,
        max_value=1000,
        required=False,
        help_text=_("where it can be had; left empty: half of them"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"reading": LanguageRule.REQUIRED})
        super().__init__(*args, **kwargs)


class HandForm(forms.Form):
    code = forms.CharField(label=_("Code of the entry"), max_length=9)
    juror = forms.ModelChoiceField(label=_("Juror"), queryset=Juror.objects.none())
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, phase: Phase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["juror"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = phase.panel.jurors.by_name()
