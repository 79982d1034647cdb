"""What is asked about a meeting, an item of its agenda, and a decision."""

from django import forms
from django.utils.translation import gettext_lazy as _

from koinon.network.governance.models import AgendaItem, Decision, FollowUp, Meeting
from koinon.platform.recording.forms import RecordForm


class MeetingFilter(forms.Form):
    q = forms.CharField(label=_("Words"), required=False)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1000, max_value=9999)


class DecisionFilter(MeetingFilter):
    follow_up = forms.ChoiceField(
        label=_("Follow-up"), required=False, choices=[("", _("All")), *FollowUp.choices]
    )


class MeetingForm(RecordForm):
    class Meta:
        model = Meeting
        fields = ["body", "title", "kind", "held", "city", "virtual", "audience"]


class ItemForm(RecordForm):
    class Meta:
        model = AgendaItem
        fields = ["number", "title"]


class DecisionForm(RecordForm):
    class Meta:
        model = Decision
        fields = [
            *("title", "text", "taken", "votes_for", "votes_against", "abstentions"),
            *("owner_body", "owner_person", "due", "follow_up", "audience"),
        ]
