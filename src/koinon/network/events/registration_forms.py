"""What is asked of somebody who registers — no more than is needed — and of whoever answers them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from koinon.network.events.groups import Group, groups_in
from koinon.network.events.models import Event, RegistrationRules
from koinon.network.events.registrations import State
from koinon.network.people.models import Body, Person
from koinon.platform.recording.forms import RecordForm, chooser_field

TRAP = "homepage"
"""A field that nobody sees; what fills it in is no person."""


class RegisterForm(forms.Form):
    """Name, body, post, group, e-mail, language, needs."""

    name = forms.CharField(label=_("Your name"), max_length=160)
    email = forms.EmailField(label=_("Your e-mail address"), max_length=254)
    body_name = forms.CharField(label=_("For whom you come: city, office or organisation"), max_length=200)
    post = forms.CharField(label=_("Your post there"), max_length=200, required=False)
    category = forms.ChoiceField(label=_("You come as"))
    language = forms.ChoiceField(label=_("In which language we write to you"), choices=settings.LANGUAGES)
    needs = forms.CharField(
        label=_("What we should prepare for you"),
        max_length=254,
        required=False,
        help_text=_("Food, access, interpretation: only what you want us to know."),
    )
    homepage = forms.CharField(required=False, max_length=200, label=_("Leave this empty"))

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = groups_in(event.groups) or [one for one in Group.values if one != Group.OTHER]
        category = self.fields["category"]
        assert isinstance(category, forms.ChoiceField)
        offered = [(one, Group(one).label) for one in dict.fromkeys([*groups, Group.OTHER])]
        category.choices = [("", _("— choose —")), *offered]

    @property
    def asked(self) -> list[forms.BoundField]:
        """The fields a person sees."""
        return [bound for bound in self if bound.name != TRAP]

    @property
    def is_trapped(self) -> bool:
        """Whether something that is no person filled it in."""
        return bool(self.data.get(TRAP))

    @property
    def values(self) -> dict[str, Any]:
        """What was entered, by field of the registration."""
        return {name: value for name, value in self.cleaned_data.items() if name != TRAP}


class AddressForm(forms.Form):
    """The address somebody registered with."""

    email = forms.EmailField(
        label=_("Your e-mail address"), max_length=254, help_text=_("The one you registered with.")
    )


class RulesForm(RecordForm):
    with_companions = False

    class Meta:
        model = RegistrationRules
        fields = [
            *("open_to", "opens_on", "closes_on", "seats", "waiting_list", "needs_approval"),
            *("conditions", "forget_on"),
        ]
        widgets = {
            name: forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
            for name in ("opens_on", "closes_on", "forget_on")
        } | {"seats": forms.TextInput({"inputmode": "numeric"})}


class RegistrationFilter(forms.Form):
    q = forms.CharField(label=_("Words"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *State.choices])


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"), max_length=254, help_text=_("The person is told this, in these words.")
    )


class InviteForm(forms.Form):
    """One body to invite, by type-ahead."""

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"] = chooser_field(request, Body, label=_("Body to invite"))


class WhoForm(forms.Form):
    """One person on record, by type-ahead."""

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = chooser_field(request, Person, label=_("Somebody else on record"))
