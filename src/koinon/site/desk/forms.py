"""What is asked at the desk."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from koinon.network.members.models import PortfolioBody
from koinon.network.members.portfolio_queries import portfolios
from koinon.network.people.models import Person
from koinon.platform.notifications.models import State
from koinon.platform.recording.forms import RecordForm, chooser_field
from koinon.site.desk.models import ItemKind


class LetterFilter(forms.Form):
    """Which letters; in the address bar."""

    same_for_all = True

    words = forms.CharField(label=_("Words or address"), required=False, max_length=120)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("all")), ("trouble", _("to be looked at")), ("acted", _("acted on")), *State.choices],
    )


class AddressForm(forms.Form):
    address = forms.EmailField(label=_("An address that works"), max_length=254)


class PortfolioBodyForm(RecordForm):
    with_companions: ClassVar[bool] = False

    class Meta:
        model = PortfolioBody
        fields = ("body", "starts", "ends")


class PortfolioSpanForm(RecordForm):
    with_companions: ClassVar[bool] = False

    class Meta:
        model = PortfolioBody
        fields = ("starts", "ends")


class HandOverForm(forms.Form):
    """Which portfolio goes from whom to whom, and until when the leaver can be asked."""

    def __init__(self, data: Any, request: HttpRequest, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        posts = portfolios()
        self.posts = {post.key: post for post in posts}
        self.fields["post"] = forms.ChoiceField(
            label=_("Portfolio"), choices=[(post.key, f"{post} · {post.body}") for post in posts]
        )
        self.fields["leaver"] = chooser_field(request, Person, label=_("Who leaves"))
        self.fields["successor"] = chooser_field(request, Person, label=_("Who takes over"))
        self.fields["leaves_on"] = forms.DateField(
            label=_("Last day of who leaves"),
            required=False,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        )


class ItemForm(forms.Form):
    """A point that no record tells."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ItemKind.choices, initial=ItemKind.DELICATE)
    title = forms.CharField(label=_("What"), max_length=254)
    note = forms.CharField(
        label=_("What the successor should know"), required=False, widget=forms.Textarea({"rows": 4})
    )
    day = forms.DateField(
        label=_("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class QuestionForm(forms.Form):
    question = forms.CharField(label=_("A question, if there is one"), max_length=254, required=False)
