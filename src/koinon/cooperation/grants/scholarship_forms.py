"""What is asked about scholarships."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.grants.models import Scholarship
from koinon.cooperation.grants.scholarships import Standing
from koinon.network.evidence.uploads import BY_EXTENSION
from koinon.network.people.models import Body
from koinon.platform.recording.forms import RecordForm, chooser_field

A_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ScholarshipForm(RecordForm):
    class Meta:
        model = Scholarship
        fields = [
            "title", "scholar", "home", "host", "starts", "ends", "topic",
            "call", "awarded_on", "grant", "report_due", "audience", "note",
        ]  # fmt: skip
        widgets: ClassVar[dict[str, Any]] = {
            "awarded_on": A_DAY,
            "report_due": A_DAY,
            "topic": forms.Textarea({"rows": 3}),
            "note": forms.Textarea({"rows": 3}),
        }


GROUPS = (
    (_("Who goes where"), ["title", "scholar", "home", "host"]),
    (_("When, and what for"), ["starts", "ends", "topic"]),
    (_("How it came about"), ["call", "awarded_on"]),
    (
        _("Money and report"),
        ["grant", "report_due"],
        _("The instalments are those of the grant; it can be recorded from the page of the scholarship."),
    ),
    (
        _("Who may see this"),
        ["audience", "note"],
        _("The scholar sees it, and whoever speaks for its funder."),
    ),
)


class ReportForm(RecordForm):
    with_companions = False

    class Meta:
        model = Scholarship
        fields = ["reported_on", "report"]
        widgets: ClassVar[dict[str, Any]] = {"reported_on": A_DAY}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reported_on"].required = True


class HandInForm(forms.Form):
    """What a scholar hands in: words, a file, or both."""

    words = forms.CharField(
        label=_("In your words"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 10}),
        help_text=_("What you did, what you learnt, and what your city will do with it."),
    )
    file = forms.FileField(
        label=_("The report as a file"),
        required=False,
        widget=forms.FileInput({"accept": ",".join(sorted(BY_EXTENSION))}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _("at most %(limit)s MB") % {
            "limit": settings.UPLOAD_LIMIT // (1024 * 1024)
        }


class ReturnForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("what is missing, in words the scholar can act on"),
    )


class GiveUpForm(forms.Form):
    reason = forms.CharField(label=_("Why"), widget=forms.Textarea({"rows": 3}))


class ScholarshipFilter(forms.Form):
    words = forms.CharField(label=_("Words"), required=False, max_length=120)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *Standing.choices])

    def __init__(self, *args: Any, request: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"] = chooser_field(request, Body, label=_("Sent or received by"), required=False)
