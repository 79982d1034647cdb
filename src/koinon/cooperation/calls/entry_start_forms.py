"""What is asked of whoever begins an entry, invites one, withdraws one, asks a question or answers it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.calls.models import CallLanguage
from koinon.network.people.models import Body
from koinon.platform.recording.forms import chooser_field

LANGUAGE = _("In which language you write")


class Trapped(forms.Form):
    """With a field that nobody sees; what fills it in is no person."""

    homepage = forms.CharField(required=False, max_length=200, label=_("Leave this empty"))

    @property
    def asked(self) -> list[forms.BoundField]:
        """The fields a person sees."""
        return [bound for bound in self if bound.name != "homepage"]

    @property
    def is_trapped(self) -> bool:
        return bool(self.data.get("homepage"))


class BeginForm(Trapped):
    """For somebody without an account: for whom, and where the link is to go."""

    applicant = forms.CharField(label=_("For whom you enter: city, office or organisation"), max_length=200)
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("The link to the form goes there, and the receipt."),
    )
    language = forms.ChoiceField(label=LANGUAGE, choices=CallLanguage.choices)


class StartForm(forms.Form):
    """For somebody with an account: for which of one's bodies."""

    applicant = forms.ChoiceField(label=_("For whom you enter"), widget=forms.RadioSelect)
    language = forms.ChoiceField(label=LANGUAGE, choices=CallLanguage.choices)

    def __init__(self, *args: Any, bodies: Sequence[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["applicant"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.key, str(one)) for one in bodies]
        self.bodies = {one.key: one for one in bodies}

    @property
    def body(self) -> Body:
        return self.bodies[self.cleaned_data["applicant"]]


class InviteForm(forms.Form):
    """For a city whose people have no account: the secretariat says who it is and where the link goes."""

    email = forms.EmailField(label=_("E-mail address of its contact person"), max_length=254)
    language = forms.ChoiceField(label=_("In which language we write"), choices=CallLanguage.choices)

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {
            "applicant": chooser_field(request, Body, label=_("City or organisation")),
            **self.fields,
        }


class LinkForm(forms.Form):
    """Where a fresh link goes."""

    email = forms.EmailField(label=_("E-mail address of its contact person"), max_length=254)


class WithdrawForm(forms.Form):
    """Why an entry is taken back."""

    reason = forms.CharField(
        label=_("Why you withdraw it"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, sent: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = sent


class AskForm(Trapped):
    """A question about a call; who asks is told to nobody but those who run it."""

    words = forms.CharField(
        label=_("Your question"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("It is published with the answer, without your name: leave out what tells who you are."),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("We write to you when it is answered. It is not published."),
    )


class AnswerForm(forms.Form):
    """The answer, and the question as it is published."""

    words = forms.CharField(
        label=_("The question, as everybody will read it"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Take out what tells who asked."),
    )
    answer = forms.CharField(label=_("Answer"), max_length=5000, widget=forms.Textarea(attrs={"rows": 6}))
