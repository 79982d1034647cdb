"""What is asked about the stages, the sessions and the speakers of an event, and about what follows from it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from koinon.network.events.models import Event, EventDocument, Session, Stage, Task
from koinon.network.people.models import Person
from koinon.platform.recording.forms import RecordForm, chooser_field

MOST_SPEAKERS = 30


class StageForm(RecordForm):
    class Meta:
        model = Stage
        fields = [
            *("title", "starts", "ends", "city", "place", "host"),
            *("other_title", "other_language", "order", "note"),
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["order"].required = False


class SessionForm(RecordForm):
    plain_choices = ("stage",)

    class Meta:
        model = Session
        fields = [
            *("title", "day", "begins_at", "closes_at", "room", "stage"),
            *("other_title", "other_language", "order", "note"),
        ]
        widgets = {
            "day": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "begins_at": forms.TimeInput(format="%H:%M", attrs={"placeholder": "09:30"}),
            "closes_at": forms.TimeInput(format="%H:%M", attrs={"placeholder": "11:00"}),
        }

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stage = self.fields["stage"]
        assert isinstance(stage, forms.ModelChoiceField)
        stage.queryset = Stage.objects.filter(event=event)
        self.fields["order"].required = False
        if not stage.queryset.exists():
            stage.widget = forms.HiddenInput()

    @property
    def values(self) -> dict[str, Any]:
        """What was entered; no order is the first."""
        told = super().values
        return told | {"order": told.get("order") or 0}


class SpeakerRow(forms.Form):
    """Who speaks: a person on record, or a name as it is written."""

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = chooser_field(request, Person, label=_("Person on record"), required=False)
        self.fields["name"] = forms.CharField(
            label=_("Or the name as written"), max_length=200, required=False
        )
        self.fields["capacity"] = forms.CharField(
            label=_("In the capacity of"), max_length=254, required=False
        )


def speaker_rows(request: HttpRequest, session: Session | None = None) -> BaseFormSet[SpeakerRow]:
    """A row for each speaker there is, and two blank ones."""
    rows = formset_factory(SpeakerRow, extra=2, max_num=MOST_SPEAKERS)
    there = session.speakers.select_related("person") if session else []
    initial = [{"person": one.person, "name": one.name, "capacity": one.capacity} for one in there]
    return rows(request.POST or None, prefix="speakers", initial=initial, form_kwargs={"request": request})


def spoken(rows: BaseFormSet[SpeakerRow]) -> list[dict[str, Any]]:
    """The rows in which somebody is named, in their order."""
    told = [row.cleaned_data for row in rows if row.cleaned_data]
    return [one for one in told if one.get("person") or one.get("name")]


class DocumentForm(RecordForm):
    with_companions = False

    class Meta:
        model = EventDocument
        fields = ["document", "words"]


class FollowUpForm(RecordForm):
    with_companions = False

    class Meta:
        model = Event
        fields = ["follow_up"]


class TaskForm(RecordForm):
    with_companions = False

    class Meta:
        model = Task
        fields = ["text", "owner", "owner_body", "due_on"]
        widgets = {"due_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})}


class OutcomeForm(forms.Form):
    outcome = forms.CharField(label=_("What came of it"), max_length=254, required=False)
