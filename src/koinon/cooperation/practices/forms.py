"""What is asked about practices: the case, its words in another language, documents, people, and what became of it."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.practices.models import (
    Outcome,
    Practice,
    PracticeDocument,
    PracticeFollowUp,
    PracticeKind,
    PracticePerson,
    PracticeState,
    PracticeText,
)
from koinon.cooperation.practices.practice_commands import Codes
from koinon.cooperation.programmes.aligning import CodesField
from koinon.cooperation.programmes.models import Vocabulary
from koinon.network.people.models import Body
from koinon.network.places.models import Region
from koinon.platform.recording.forms import RecordForm, chooser_field

TRAP = "homepage"
"""A field that nobody sees; what fills it in is no person."""
TEXTS = {
    "summary": forms.Textarea({"rows": 3}),
    "challenge": forms.Textarea({"rows": 6}),
    "work": forms.Textarea({"rows": 8}),
    "results": forms.Textarea({"rows": 6}),
}


class PracticeForm(RecordForm):
    sdg = CodesField(
        Vocabulary.SDG,
        label=_("Goals and targets of the Sustainable Development Goals"),
        help_text=_("such as 11.3, 11.6"),
    )
    nua = CodesField(
        Vocabulary.NUA, label=_("Paragraphs of the New Urban Agenda"), help_text=_("such as 74, 122")
    )
    address = forms.URLField(label=_("Address"), required=False, assume_scheme="https")

    class Meta:
        model = Practice
        fields = (
            *("title", "language", "kind", "body", "city", "summary", "challenge", "work", "results"),
            *("themes", "address", "starts", "ends", "audience", "follow_up_on", "is_example"),
        )
        widgets: ClassVar[dict[str, Any]] = {**TEXTS, "themes": forms.Textarea({"rows": 3})}
        help_texts: ClassVar[dict[str, Any]] = {
            "summary": _("two or three sentences that stand alone"),
            "challenge": _("what was wrong, for whom"),
            "results": _("what is different now, with numbers where there are any"),
            "city": _("left empty, the city of the body"),
            "follow_up_on": _("left empty, a year after it is published"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(self.record, Practice):
            served = list(self.record.alignments.all())
            for name in ("sdg", "nua"):
                self.initial[name] = [one.code for one in served if one.vocabulary == name]

    @property
    def codes(self) -> Codes:
        """What it serves."""
        return Codes(self.cleaned_data["sdg"], self.cleaned_data["nua"])


PRACTICE_GROUPS = (
    (_("What it is"), ["title", "kind", "body", "city", "language"]),
    (_("The case"), ["summary", "challenge", "work", "results"]),
    (_("What it is about"), ["themes", "sdg", "nua", "address"]),
    (_("When, and for whom"), ["starts", "ends", "follow_up_on", "audience", "is_example"]),
)


class PracticeFilter(forms.Form):
    words = forms.CharField(label=_("Words"), max_length=120, required=False)
    theme = forms.CharField(label=_("Theme"), max_length=120, required=False)
    sdg = forms.CharField(label=_("SDG goal or target"), max_length=8, required=False)
    region = forms.ChoiceField(label=_("Region"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All")), *PracticeKind.choices])
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), *PracticeState.choices]
    )

    def __init__(self, *args: Any, request: Any, drafts: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["region"]
        assert isinstance(choice, forms.ChoiceField)
        found = sorted(((one.key, str(one)) for one in Region.objects.all()), key=lambda one: one[1])
        choice.choices = [("", _("All")), *found]
        self.fields["body"] = chooser_field(request, Body, label=_("Whose practice"), required=False)
        if not drafts:
            del self.fields["state"]


class TextForm(RecordForm):
    with_companions = False

    class Meta:
        model = PracticeText
        fields = ("language", "title", "summary", "challenge", "work", "results")
        widgets: ClassVar[dict[str, Any]] = TEXTS

    def __init__(self, *args: Any, practice: Practice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["language"]
        assert isinstance(choice, forms.ChoiceField)
        others = [one for one in settings.LANGUAGES if one[0] != practice.language]
        choice.choices = others


class DocumentForm(RecordForm):
    with_companions = False

    class Meta:
        model = PracticeDocument
        fields = ("document", "note")


class PersonForm(RecordForm):
    with_companions = False

    class Meta:
        model = PracticePerson
        fields = ("role",)
        help_texts: ClassVar[dict[str, Any]] = {
            "role": _("by name or office; the person is asked by mail and named only after saying yes")
        }


class QuestionForm(forms.Form):
    """A question to somebody: who asks, where the answer goes, and the words."""

    name = forms.CharField(label=_("Your name"), max_length=160)
    organisation = forms.CharField(label=_("Where you work"), max_length=200, required=False)
    email = forms.EmailField(label=_("Your e-mail address"), max_length=254)
    words = forms.CharField(label=_("Your question"), max_length=4000, widget=forms.Textarea({"rows": 7}))
    homepage = forms.CharField(required=False, max_length=200, label=_("Leave this empty"))

    @property
    def asked(self) -> list[forms.BoundField]:
        """The fields a person sees."""
        return [bound for bound in self if bound.name != TRAP]

    @property
    def is_trapped(self) -> bool:
        """Whether something that is no person filled it in."""
        return bool(self.data.get(TRAP))

    @property
    def values(self) -> dict[str, str]:
        """What was entered, by field of the question."""
        return {name: value for name, value in self.cleaned_data.items() if name != TRAP}


class AnswerForm(forms.ModelForm):  # type: ignore[type-arg]
    """One minute: does it go on, and what came of it."""

    outcome = forms.ChoiceField(label=_("How it stands"), choices=Outcome.choices, widget=forms.RadioSelect)

    class Meta:
        model = PracticeFollowUp
        fields = ("outcome", "words")
        widgets: ClassVar[dict[str, Any]] = {"words": forms.Textarea({"rows": 6})}

    def _post_clean(self) -> None:
        """Nothing is written into the row here: the command finds it as it was."""


class FollowUpForm(RecordForm):
    """The same for somebody with an account."""

    with_companions = False
    outcome = forms.ChoiceField(label=_("How it stands"), choices=Outcome.choices, widget=forms.RadioSelect)

    class Meta:
        model = PracticeFollowUp
        fields = ("outcome", "words")
        widgets: ClassVar[dict[str, Any]] = {"words": forms.Textarea({"rows": 6})}
