"""What is asked in evaluation: to open a self-assessment, to make a link, and what a side says of the ten principles."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.evaluation.commands import Answer
from koinon.cooperation.evaluation.models import Side
from koinon.cooperation.evaluation.principles import ANSWERS, QUESTIONS, Principle
from koinon.network.people.models import Person
from koinon.platform.recording.forms import chooser_field


class OpenForm(forms.Form):
    title = forms.CharField(label=_("Name"), max_length=80, help_text=_("Such as the year: 2026."))


class LinkForm(forms.Form):
    language = forms.ChoiceField(label=_("Language of the side"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, request: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = chooser_field(
            request,
            Person,
            label=_("Sent to"),
            required=False,
            help_text=_("The link then ends with this person's office."),
        )
        self.fields["address"] = forms.EmailField(
            label=_("E-mail"), required=False, help_text=_("Left empty: send the link yourself.")
        )


class PrinciplesForm(forms.Form):
    """All ten, each with an answer from 1 to 5 and a line of words."""

    def __init__(self, *args: Any, side: Side | None = None, **kwargs: Any) -> None:
        given = {score.principle: score for score in side.scores.all()} if side else {}
        super().__init__(*args, **kwargs)
        for one in Principle:
            score = given.get(one.value)
            self.fields[one.value] = forms.TypedChoiceField(
                label=str(one.label),
                help_text=str(QUESTIONS[one]),
                choices=[(value, f"{value} {words}") for value, words in ANSWERS],
                coerce=int,
                widget=forms.RadioSelect,
                initial=score.value if score else None,
                error_messages={"required": _("Choose one from 1 to 5.")},
            )
            self.fields[f"{one.value}_note"] = forms.CharField(
                label=_("In your words"),
                max_length=500,
                required=False,
                initial=score.note if score else "",
            )

    @property
    def answers(self) -> dict[str, Answer]:
        """What was said, by principle."""
        said = self.cleaned_data
        return {one.value: Answer(said[one.value], said[f"{one.value}_note"]) for one in Principle}

    @property
    def questions(self) -> list[tuple[Any, Any]]:
        """The bound fields two by two: the answer and the words."""
        return [(self[one.value], self[f"{one.value}_note"]) for one in Principle]
