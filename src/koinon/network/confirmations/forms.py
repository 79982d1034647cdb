"""What is asked of those who ask, and of those who settle."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from koinon.network.confirmations.models import Answer, Confirmation
from koinon.network.people.models import Body
from koinon.platform.recording.forms import RecordForm


class ConfirmationFilter(forms.Form):
    """The list by what was answered."""

    answer = forms.ChoiceField(label=_("Answer"), required=False, choices=[("", _("All")), *Answer.choices])


class AskForm(RecordForm):
    """Which side, whom there, and in which language."""

    with_companions = False

    class Meta:
        model = Confirmation
        fields = ["side", "person", "language"]

    def __init__(self, *args: Any, sides: list[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["side"] = forms.ModelChoiceField(
            Body.objects.filter(pk__in=[side.pk for side in sides]),
            label=_("The other side"),
            initial=sides[0] if len(sides) == 1 else None,
            empty_label=None if len(sides) == 1 else "",
        )
        self.fields["language"] = forms.ChoiceField(
            label=_("Language of the page they open"), choices=settings.LANGUAGES
        )
        self.fields["address"] = forms.EmailField(
            label=_("Send the link to"),
            required=False,
            help_text=_("An e-mail address; left empty, you send the link yourself."),
        )
