"""What is asked about an event and about those who take part."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from koinon.network.events.groups import Group, groups_in, joined
from koinon.network.events.models import Attendance, Event, EventKind
from koinon.platform.dates.zones import checked_zone
from koinon.platform.recording.forms import RecordForm


class CalendarFilter(forms.Form):
    q = forms.CharField(label=_("Words"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All")), *EventKind.choices])
    group = forms.ChoiceField(label=_("For whom"), required=False, choices=[("", _("All")), *Group.choices])
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1000, max_value=9999)


class EventForm(RecordForm):
    groups = forms.MultipleChoiceField(
        label=_("Groups it is for"),
        required=False,
        choices=Group.choices,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Event
        fields = [
            *(
                "title",
                "kind",
                "starts",
                "ends",
                "begins_at",
                "closes_at",
                "time_zone",
                "city",
                "venue",
                "virtual",
            ),
            *("host", "groups", "meant_for", "participants", "planned", "audience", "note"),
        ]

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if isinstance(self.record, Event):
            self.initial["groups"] = groups_in(self.record.groups)
        else:
            self.fields["ends"].help_text = _("Left empty: the same day.")

    def clean(self) -> dict[str, Any]:
        """An event recorded with one day ends on it; of one on record, an end that nobody knows stays unknown."""
        told = super().clean() or {}
        if self.record is None and "starts" in told and "ends" in told and told["ends"].is_unknown:
            told["ends"] = told["starts"]
        return told

    def clean_time_zone(self) -> str:
        return checked_zone(self.cleaned_data["time_zone"])

    def clean_groups(self) -> str:
        """As the column keeps them."""
        return joined(self.cleaned_data["groups"])


class AttendanceForm(RecordForm):
    class Meta:
        model = Attendance
        fields = ["person", "body", "sent_by", "part", "capacity", "order", "came"]

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["order"].required = False
