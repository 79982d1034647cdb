"""What is asked about a visit, its days, its asks and what follows; the list itself has forms of its own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.visits.models import FollowUp, HalfDay, Visit, VisitKind
from koinon.network.events.models import Event
from koinon.network.people.audience import Audience
from koinon.network.people.models import Body, Person
from koinon.network.places.models import City
from koinon.platform.dates.forms import DayInput
from koinon.platform.recording.forms import RecordForm, chooser_field


class VisitFilter(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All")), *VisitKind.choices])


class VisitForm(RecordForm):
    """A visit and its event as one form."""

    title = forms.CharField(label=_("Title"), max_length=254)
    starts = DayInput(label=_("First day"))
    ends = DayInput(label=_("Last day"), required=False, help_text=_("Left empty: the same day."))
    venue = forms.CharField(label=_("Place"), max_length=200, required=False)
    audience = forms.ChoiceField(
        label=_("Who may see this"), choices=Audience.choices, initial=Audience.MEMBERS
    )

    class Meta:
        model = Visit
        fields = ["kind", "guest", "languages", "purpose"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["host"] = chooser_field(self.request, Body, label=_("Host"), required=False)
        self.fields["city"] = chooser_field(self.request, City, label=_("City"), required=False)
        if isinstance(self.record, Visit):
            self._open_with(self.record.event)

    def _open_with(self, event: Event) -> None:
        for name in ("title", "starts", "ends", "venue", "audience", "host", "city"):
            self.initial.setdefault(name, getattr(event, name))

    @property
    def values(self) -> dict[str, Any]:
        """The fields of the visit and of its event."""
        told = super().values
        for name in ("title", "starts", "ends", "venue", "audience", "host", "city"):
            told[name] = self.cleaned_data.get(name)
        if told["ends"].is_unknown:
            told["ends"] = told["starts"]
        return told


class HalfDayForm(RecordForm):
    with_companions = False

    class Meta:
        model = HalfDay
        fields = [
            *("day", "half", "begins_at", "closes_at", "title", "other_title"),
            *("place", "received_by"),
        ]
        widgets = {
            "day": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "begins_at": forms.TimeInput(format="%H:%M", attrs={"placeholder": "09:30"}),
            "closes_at": forms.TimeInput(format="%H:%M", attrs={"placeholder": "11:00"}),
        }


class FollowUpForm(RecordForm):
    with_companions = False

    class Meta:
        model = FollowUp
        fields = ["text", "owner", "owner_body", "due_on"]
        widgets = {"due_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})}


class NotesForm(RecordForm):
    with_companions = False

    class Meta:
        model = Visit
        fields = ["notes", "results"]


class LinkForm(forms.Form):
    """For which language, and if one likes for which person, at which address."""

    language = forms.ChoiceField(label=_("Language of the guest"), choices=settings.LANGUAGES)
    email = forms.EmailField(
        label=_("Send it to"), required=False, help_text=_("Left empty: you send the link yourself.")
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = chooser_field(
            request,
            Person,
            label=_("For whom"),
            required=False,
            help_text=_("The link closes by itself when this person leaves the office."),
        )


class AskForm(forms.Form):
    text = forms.CharField(label=_("What to ask for"), max_length=254)


class OutcomeForm(forms.Form):
    outcome = forms.CharField(label=_("What came of it"), max_length=254, required=False)


class PasteForm(forms.Form):
    text = forms.CharField(
        label=_("The list as it stands in the mail"),
        max_length=60_000,
        widget=forms.Textarea({"rows": 14}),
        help_text=_(
            "One person after another: name, post, body. Numbers, bullets, 先生 and Mr are understood."
        ),
    )
