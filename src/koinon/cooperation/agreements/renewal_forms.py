"""What is asked about renewals."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.agreements.renewals import Renewal, RenewalOutcome, RenewalTask
from koinon.network.people.models import Body
from koinon.platform.recording.forms import RecordForm, chooser_field


class RenewalForm(RecordForm):
    with_companions: ClassVar[bool] = False

    class Meta:
        model = Renewal
        fields = ("owner", "decided_by")


class RenewalTaskForm(RecordForm):
    """A task of its own; of the four only who does it is asked."""

    with_companions: ClassVar[bool] = False

    class Meta:
        model = RenewalTask
        fields = ("title", "due_on", "owner")
        widgets: ClassVar[dict[str, Any]] = {
            "due_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        }


class TaskOwnerForm(RecordForm):
    with_companions: ClassVar[bool] = False

    class Meta:
        model = RenewalTask
        fields = ("owner",)


class OutcomeForm(RecordForm):
    """What becomes of the agreement."""

    with_companions: ClassVar[bool] = False
    outcome = forms.ChoiceField(
        label=_("What becomes of it"),
        choices=[
            (RenewalOutcome.RENEW, _("renew: another agreement follows")),
            (RenewalOutcome.AMEND, _("amend: it goes on with a changed term")),
            (RenewalOutcome.END, _("end: let it run out")),
        ],
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Renewal
        fields = ("outcome", "successor", "reason")


class NoteForm(forms.Form):
    note = forms.CharField(label=_("What came of it"), max_length=254, required=False)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why it is skipped"), max_length=254, required=False)


class RunwayFilter(forms.Form):
    """Whose agreements; all where nobody is named."""

    only = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[("", _("all")), ("asleep", _("not begun")), ("late", _("late"))],
    )

    def __init__(self, data: Any, request: HttpRequest) -> None:
        super().__init__(data)
        self.fields["party"] = chooser_field(request, Body, label=_("Party"), required=False)
