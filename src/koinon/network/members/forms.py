"""What is asked about a membership and its standing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from koinon.network.members.models import Membership, MembershipKind, MembershipStatus
from koinon.network.places.models import Region
from koinon.platform.recording.forms import RecordForm


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


class StandingForm(RecordForm):
    class Meta:
        model = MembershipStatus
        fields = ["standing", "starts", "ends", "reason"]
