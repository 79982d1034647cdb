"""What is asked about a meeting, an item of its agenda, a decision, and a rule of a body."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from koinon.network.governance.models import AgendaItem, BodyRule, Decision, FollowUp, Meeting, Minute, Step
from koinon.network.governance.offering import offers
from koinon.network.people.models import Body, Person
from koinon.platform.audit.models import Record
from koinon.platform.recording.forms import RecordForm, chooser_field

DAY = forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class MeetingFilter(forms.Form):
    q = forms.CharField(label=_("Words"), required=False)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1000, max_value=9999)


class DecisionFilter(MeetingFilter):
    follow_up = forms.ChoiceField(
        label=_("Follow-up"), required=False, choices=[("", _("All")), *FollowUp.choices]
    )
    which = forms.ChoiceField(
        label=_("Which"),
        required=False,
        choices=[
            ("", _("All")),
            ("mine", _("To be done by me or my office")),
            ("overdue", _("Past their day")),
        ],
    )


class MeetingForm(RecordForm):
    class Meta:
        model = Meeting
        fields = [
            *("body", "title", "kind", "held", "begins_at", "venue", "city", "virtual"),
            *("chair", "minutes_by", "audience"),
        ]
        widgets = {"begins_at": forms.TimeInput({"type": "time"}, format="%H:%M")}


class ItemForm(RecordForm):
    class Meta:
        model = AgendaItem
        fields = ["number", "title", "kind", "rapporteur", "proposal", "approves"]
        widgets = {"proposal": forms.Textarea({"rows": 4})}


class DecisionForm(RecordForm):
    class Meta:
        model = Decision
        fields = [
            *("title", "text", "outcome", "taken", "votes_for", "votes_against", "abstentions"),
            *("owner_body", "owner_person", "due", "follow_up", "result", "audience"),
        ]
        widgets = {"text": forms.Textarea({"rows": 5})}


class RuleForm(RecordForm):
    class Meta:
        model = BodyRule
        fields = ["kind", "number", "out_of", "reckoned", "post", "article", "text", "starts", "ends"]
        widgets = {"text": forms.Textarea({"rows": 3})}
        help_texts = {
            "number": _("Days before the meeting, seats, or votes: 60."),
            "out_of": _("For a share: 1 out of 2. A half is passed by more than a half."),
            "post": _("Only for who votes: every holder of this post has a vote."),
        }


class StepForm(RecordForm):
    with_companions = False

    class Meta:
        model = Step
        fields = ["text", "person", "body", "due_on"]
        widgets = {"due_on": DAY}


class MinuteForm(RecordForm):
    with_companions = False

    class Meta:
        model = Minute
        fields = ["text"]
        widgets = {"text": forms.Textarea({"rows": 14})}


class DayForm(RecordForm):
    """One day on which something went out."""

    with_companions = False
    day = forms.DateField(label=_("Sent on"), widget=DAY)

    class Meta:
        model = Meeting
        fields: list[str] = []


class ConveneForm(DayForm):
    """The day of the notice, and whether Koinon writes it."""

    letters = forms.BooleanField(
        label=_("Send the notice with the agenda by mail to everybody who sits in the body"), required=False
    )


class CancelForm(RecordForm):
    with_companions = False
    reason = forms.CharField(label=_("Why it is cancelled"), max_length=254)

    class Meta:
        model = Meeting
        fields: list[str] = []


class GuestForm(RecordForm):
    """Somebody in the room without a seat."""

    with_companions = False
    capacity = forms.CharField(
        label=_("As"), max_length=120, required=False, help_text=_("observer, speaker, interpreter …")
    )

    class Meta:
        model = Meeting
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = chooser_field(self.request, Person, label=_("Person"), required=False)
        self.fields["body"] = chooser_field(self.request, Body, label=_("Or a body"), required=False)
        self.order_fields(["person", "body", "capacity"])


class PaperForm(RecordForm):
    """One field for each kind of record that an item may draw on; one of them is filled in."""

    with_companions = False

    class Meta:
        model = AgendaItem
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names: list[str] = []
        for offer in offers():
            name = offer.kind.replace(".", "_")
            label = str(offer.label)
            field = chooser_field(
                self.request, offer.model, label=label[:1].upper() + label[1:], required=False
            )
            self.fields[name] = field
            self.names.append(name)

    def clean(self) -> dict[str, Any]:
        """Exactly one is chosen."""
        entered = super().clean()
        chosen = [name for name in self.names if entered.get(name)]
        if not self.errors and len(chosen) != 1:
            self.add_error(None, forms.ValidationError(_("Choose one record: a document, an agreement …")))
        return entered

    @property
    def chosen(self) -> Record:
        """The record chosen."""
        found: Record = next(self.cleaned_data[name] for name in self.names if self.cleaned_data.get(name))
        return found
