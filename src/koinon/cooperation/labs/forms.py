"""What is asked about labs and communities."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.labs.models import (
    Community,
    CommunityEvent,
    CommunityMember,
    CommunityPractice,
    Continent,
    Lab,
    LabPartner,
)
from koinon.cooperation.programmes.aligning import CodesField
from koinon.cooperation.programmes.models import Vocabulary
from koinon.network.people.models import Body
from koinon.platform.dates.forms import DayInput
from koinon.platform.recording.forms import RecordForm, chooser_field

WORDED = {"purpose": forms.Textarea({"rows": 4}), "themes": forms.Textarea({"rows": 3})}


class LabForm(RecordForm):
    sdg = CodesField(
        Vocabulary.SDG,
        label=_("Goals and targets of the Sustainable Development Goals"),
        help_text=_("such as 11.3, 11.6"),
    )
    nua = CodesField(
        Vocabulary.NUA, label=_("Paragraphs of the New Urban Agenda"), help_text=_("such as 74, 122")
    )

    class Meta:
        model = Lab
        fields = (
            *("body", "host", "continent", "agreement", "programme", "edition", "purpose", "themes"),
            *("starts", "ends", "planned", "audience", "is_example"),
        )
        widgets: ClassVar[dict[str, Any]] = WORDED
        help_texts: ClassVar[dict[str, Any]] = {"body": _("the lab itself; it bears this body's names")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(self.record, Lab):
            served = list(self.record.alignments.all())
            for name in ("sdg", "nua"):
                self.initial[name] = [one.code for one in served if one.vocabulary == name]


LAB_GROUPS = (
    (_("What it is"), ["body", "host", "continent", "purpose"]),
    (_("What it stands under"), ["agreement", "programme", "edition"]),
    (_("What it is about"), ["themes", "sdg", "nua"], _("Practices that fit are offered on its page.")),
    (_("When, and for whom"), ["starts", "ends", "planned", "audience", "is_example"]),
)


class CommunityForm(RecordForm):
    class Meta:
        model = Community
        fields = ("body", "programme", "purpose", "themes", "starts", "ends", "audience", "is_example")
        widgets: ClassVar[dict[str, Any]] = WORDED
        help_texts: ClassVar[dict[str, Any]] = {"body": _("the community itself; it bears this body's names")}


class LabFilter(forms.Form):
    words = forms.CharField(label=_("Words"), max_length=120, required=False)
    continent = forms.ChoiceField(
        label=_("Continent"), required=False, choices=[("", _("All")), *Continent.choices]
    )

    def __init__(self, *args: Any, request: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"] = chooser_field(request, Body, label=_("Host or partner"), required=False)


class CommunityFilter(forms.Form):
    words = forms.CharField(label=_("Words"), max_length=120, required=False)

    def __init__(self, *args: Any, request: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"] = chooser_field(request, Body, label=_("Who belongs to it"), required=False)


class PartnerForm(RecordForm):
    class Meta:
        model = LabPartner
        fields = ("body", "part", "starts", "ends", "note")


class MemberForm(RecordForm):
    class Meta:
        model = CommunityMember
        fields = ("body", "part", "starts", "ends", "note")


class LeaveForm(RecordForm):
    """The day on which a body left."""

    with_companions = False
    day = DayInput(label=_("Left on"), required=True)

    class Meta:
        model = CommunityMember
        fields = ()


class SharedPracticeForm(RecordForm):
    with_companions = False

    class Meta:
        model = CommunityPractice
        fields = ("practice",)


class SharedEventForm(RecordForm):
    with_companions = False

    class Meta:
        model = CommunityEvent
        fields = ("event",)
