"""What is asked about a membership and its standing."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from koinon.network.members.models import Membership, MembershipKind, MembershipStatus
from koinon.network.people.models import Body, Person, Post
from koinon.network.places.models import City, Region
from koinon.platform.dates import OPEN
from koinon.platform.dates.forms import DayInput
from koinon.platform.recording.forms import RecordForm, chooser_field


class RollFilter(forms.Form):
    q = forms.CharField(label=_("Name"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All")), *MembershipKind.choices]
    )
    region = forms.ChoiceField(label=_("Region"), required=False)
    past = forms.BooleanField(label=_("Former and future members too"), required=False)

    def __init__(self, *args: Any, regions: list[Region], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        region = self.fields["region"]
        assert isinstance(region, forms.ChoiceField)
        region.choices = [("", _("All")), *((one.key, one.name) for one in regions)]


class MembershipForm(RecordForm):
    class Meta:
        model = Membership
        fields = ["body", "network", "kind", "starts", "ends", "admitted_by", "audience"]
        help_texts = {
            "starts": _("“since 2016”, “summer 2020”, “14 October 2016”; empty where it is not known"),
            "ends": _("“open” while it goes on; empty where the end is not known"),
        }


class AdmissionForm(MembershipForm):
    """Of a member that is new on record its city is asked at once: it stands on the map with it."""

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)
        hint = _("of a member that is new on record: it stands on the map with it")
        self.fields["city"] = chooser_field(
            request, City, label=_("City of the member"), required=False, help_text=hint
        )
        self.order_fields(["body", "city", *self.fields])
        self.initial.setdefault("ends", OPEN)


class StandingForm(RecordForm):
    class Meta:
        model = MembershipStatus
        fields = ["standing", "starts", "ends", "reason"]


class FoundingForm(forms.Form):
    """Which network the register is kept for, and who begins it."""

    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    title = forms.CharField(
        label=_("Your office in it"),
        max_length=Post._meta.get_field("title").max_length,
        help_text=_("such as Secretary General; whoever holds this post may record everything"),
    )
    since = DayInput(
        label=_("Since when you hold it"),
        required=False,
        help_text=_("“since 2016”, “summer 2020”, “14 October 2016”; empty where it is not known"),
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["network"] = chooser_field(
            request, Body, label=_("Name of the network"), help_text=_("as it calls itself")
        )
        self.fields["city"] = chooser_field(
            request, City, label=_("Home city"), required=False, help_text=_("where its secretariat sits")
        )
        self.fields["keeper"] = chooser_field(
            request, Person, label=_("Your name"), help_text=_("as you write it yourself")
        )
        self.order_fields(["network", "city", "website", "keeper", "title", "since"])
