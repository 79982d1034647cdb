"""The forms of screening: what the list is narrowed by, the decision on one entry, and the same decision on many."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koinon.cooperation.calls.models import Call, Stage, StageKind
from koinon.cooperation.calls.screening_queries import Where

TICKED, ALL = "ticked", "all"


class EntryFilter(forms.Form):
    """What the list of entries is narrowed by."""

    words = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=120)
    where = forms.ChoiceField(
        label=gettext_lazy("State"), required=False, choices=[("", gettext_lazy("all")), *Where.choices]
    )
    category = forms.ChoiceField(label=gettext_lazy("Category"), required=False)
    stage = forms.ChoiceField(label=gettext_lazy("Reached"), required=False)

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stage, field = self.fields["stage"], self.fields["category"]
        assert isinstance(stage, forms.ChoiceField)
        assert isinstance(field, forms.ChoiceField)
        kinds = ((kind.value, Stage(kind=kind).named(call.kind)) for kind in StageKind)
        stage.choices = [("", _("all")), *kinds]
        field.choices = [("", _("all")), *((row.key, str(row)) for row in call.categories.all())]
        if len(field.choices) == 1:
            del self.fields["category"]


class ScreeningForm(forms.Form):
    """Eligible or not, and why."""

    eligible = forms.TypedChoiceField(
        label=gettext_lazy("Is the entry eligible?"),
        choices=[("yes", gettext_lazy("Eligible")), ("no", gettext_lazy("Not eligible"))],
        coerce=lambda word: word == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("needed unless eligible; stands in the letter, and nobody else reads it"),
    )
    letter = forms.BooleanField(label=gettext_lazy("Write to the applicant"), required=False, initial=True)


class TogetherForm(ScreeningForm):
    """The same decision on several entries: on those ticked, or on all of the list that wait."""

    which = forms.ChoiceField(label=gettext_lazy("Which entries?"), widget=forms.RadioSelect, initial=TICKED)
    field_order = ("which", "eligible", "reason", "letter")

    def __init__(self, *args: Any, waiting: str, **kwargs: Any) -> None:
        """``waiting`` says how many of the list wait; empty where none does."""
        super().__init__(*args, **kwargs)
        which = self.fields["which"]
        assert isinstance(which, forms.ChoiceField)
        which.choices = [(TICKED, _("those ticked above")), *([(ALL, waiting)] if waiting else [])]
        self.fields["eligible"].label = _("Are they eligible?")
        self.fields["letter"].label = _("Write to the applicants")
        self.fields["reason"].widget.attrs["rows"] = 3
        self.fields["reason"].help_text = _(
            "needed unless eligible; the same for all, in each letter, and nobody else reads it"
        )
