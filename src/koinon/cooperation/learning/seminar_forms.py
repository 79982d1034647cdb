"""What is asked about seminars, their assessment and their evaluation, and of those who answer."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.learning.assessment_commands import Written
from koinon.cooperation.learning.assessments import Assessment, Question
from koinon.cooperation.learning.curricula import Curriculum, Module
from koinon.cooperation.learning.evaluations import AskedAs, EvaluationForm, EvaluationQuestion
from koinon.cooperation.learning.hubs import Hub
from koinon.cooperation.learning.seminars import Seminar
from koinon.network.events.forms import EventForm
from koinon.network.events.models import EventKind
from koinon.network.events.registrations import OpenTo
from koinon.platform.recording.forms import RecordForm

CHOICES = 5
DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
NUMERIC = {"inputmode": "numeric"}


class SeminarForm(RecordForm):
    """The event, its curriculum and module, the hours, what is learnt."""

    plain_choices = ("curriculum", "module")
    with_companions = False

    class Meta:
        model = Seminar
        fields = ("event", "curriculum", "module", "hours", "learnt")
        widgets: ClassVar[dict[str, Any]] = {
            "hours": forms.TextInput({"inputmode": "decimal"}),
            "learnt": forms.Textarea({"rows": 4}),
        }

    def __init__(self, *args: Any, hub: Hub, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of_hub(self, hub)
        if self.record is not None:
            del self.fields["event"]


class PlanSeminarForm(EventForm):
    """The event of a seminar, its curriculum, and who may register, on one page."""

    with_companions = False

    SEMINAR = ("curriculum", "module", "hours", "learnt")
    RULES = ("open_to", "seats", "closes_on")
    curriculum = forms.ModelChoiceField(
        label=_("Curriculum"), queryset=Curriculum.objects.none(), required=False
    )
    module = forms.ModelChoiceField(label=_("Module"), queryset=Module.objects.none(), required=False)
    hours = forms.DecimalField(
        label=_("Hours of learning"),
        required=False,
        max_digits=5,
        decimal_places=1,
        widget=forms.TextInput({"inputmode": "decimal"}),
    )
    learnt = forms.CharField(
        label=_("What is learnt"),
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("One thing on each line; it stands on the certificate."),
    )
    open_to = forms.ChoiceField(label=_("Who may register"), choices=OpenTo.choices, initial=OpenTo.MEMBERS)
    seats = forms.IntegerField(
        label=_("Seats"),
        required=False,
        min_value=1,
        widget=forms.TextInput(NUMERIC),
        help_text=_("Left empty: as many as come."),
    )
    closes_on = forms.DateField(label=_("Last day to register"), required=False, widget=DAY)

    class Meta(EventForm.Meta):
        fields = [
            *("title", "starts", "ends", "begins_at", "closes_at", "time_zone", "city", "venue", "virtual"),
            *("groups", "meant_for", "audience", "note"),
        ]

    def __init__(self, *args: Any, hub: Hub, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hub = hub
        of_hub(self, hub)

    @property
    def event_values(self) -> dict[str, Any]:
        """The event: a seminar held by the hub, announced until somebody came."""
        return {**self.values, "kind": EventKind.SEMINAR, "host": self.hub.body}

    @property
    def rules_values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.RULES}

    @property
    def seminar_values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.SEMINAR}


def of_hub(form: forms.BaseForm, hub: Hub) -> None:
    """Let only the curricula of the hub, and their modules, be chosen."""
    curriculum, module = form.fields["curriculum"], form.fields["module"]
    assert isinstance(curriculum, forms.ModelChoiceField)
    assert isinstance(module, forms.ModelChoiceField)
    curriculum.queryset = Curriculum.objects.filter(hub=hub)
    module.queryset = Module.objects.filter(curriculum__hub=hub).select_related("curriculum")


class AssessmentForm(RecordForm):
    with_companions = False

    class Meta:
        model = Assessment
        fields = ("pass_mark", "attempts", "opened_on", "closes_on")
        widgets: ClassVar[dict[str, Any]] = {
            "pass_mark": forms.TextInput(NUMERIC),
            "attempts": forms.TextInput(NUMERIC),
            "opened_on": DAY,
            "closes_on": DAY,
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "opened_on": _("From this day on those who came may answer; left empty, nobody may yet."),
        }


class QuestionForm(RecordForm):
    """A question with up to five answers, and which of them are right; in two languages where it is taught in two."""

    with_companions = False

    class Meta:
        model = Question
        fields = ("text", "other_text", "explanation")
        widgets: ClassVar[dict[str, Any]] = {"explanation": forms.Textarea({"rows": 3})}

    def __init__(self, *args: Any, seminar: Seminar, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = list(self.record.choices.all()) if isinstance(self.record, Question) else []
        for number in range(1, CHOICES + 1):
            known = there[number - 1] if number <= len(there) else None
            self.fields |= {
                f"choice_{number}": forms.CharField(
                    label=_("Answer %(n)s") % {"n": number},
                    max_length=300,
                    required=number <= 2,
                    initial=known.text if known else "",
                ),
                f"other_{number}": forms.CharField(
                    label=_("The same in the other language"),
                    max_length=300,
                    required=False,
                    initial=known.other_text if known else "",
                ),
                f"right_{number}": forms.BooleanField(
                    label=_("This is right"), required=False, initial=bool(known and known.right)
                ),
            }
        if not (seminar.curriculum and seminar.curriculum.other_language):
            self._leave_out_the_other_language()

    def _leave_out_the_other_language(self) -> None:
        """Nobody reads it; what stands there already may still be changed."""
        for name in [name for name in self.fields if name.startswith("other_")]:
            if not self.get_initial_for_field(self.fields[name], name):
                del self.fields[name]

    @property
    def groups(self) -> list[tuple[object, list[str]]]:
        """The question, what everybody answers it with, and the answers there may be besides."""
        asked = [name for name in self.Meta.fields if name in self.fields]
        return [
            (_("The question"), asked),
            (_("Answers to choose from"), self._answers(1, 2, 3)),
            (_("More answers"), self._answers(4, 5)),
        ]

    def _answers(self, *numbers: int) -> list[str]:
        names = [f"{part}_{number}" for number in numbers for part in ("choice", "other", "right")]
        return [name for name in names if name in self.fields]

    @property
    def written(self) -> list[Written]:
        """The answers that say something."""
        told = self.cleaned_data
        return [
            Written(told[f"choice_{n}"].strip(), told[f"right_{n}"], told.get(f"other_{n}", "").strip())
            for n in range(1, CHOICES + 1)
            if told.get(f"choice_{n}", "").strip()
        ]


class EvaluationQuestionForm(RecordForm):
    with_companions = False

    class Meta:
        model = EvaluationQuestion
        fields = ("text", "other_text", "kind")


class AttemptForm(forms.Form):
    """The questions of an assessment; one answer each, or all that are right."""

    def __init__(
        self, *args: Any, questions: list[Question], chosen: dict[int, list[int]], other: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        in_other = bool(other) and get_language() == other
        for question in questions:
            choices = [
                (str(one.pk), (one.other_text if in_other else "") or one.text)
                for one in question.choices.all()
            ]
            several = sum(one.right for one in question.choices.all()) > 1
            kind = forms.MultipleChoiceField if several else forms.ChoiceField
            before = [str(one) for one in chosen.get(question.pk, ())]
            self.fields[f"q{question.pk}"] = kind(
                label=(question.other_text if in_other else "") or question.text,
                choices=choices,
                required=False,
                initial=before if several else next(iter(before), None),
                widget=forms.CheckboxSelectMultiple if several else forms.RadioSelect,
                help_text=_("Several answers are right.") if several else "",
            )

    def to_be_answered(self) -> AttemptForm:
        """As it is shown: every question wants an answer, though one may save without."""
        self.use_required_attribute = False
        for field in self.fields.values():
            field.required = True
        return self

    @property
    def chosen(self) -> dict[int, list[int]]:
        """What was chosen, by question."""
        told: dict[int, list[int]] = {}
        for name, value in self.cleaned_data.items():
            values = value if isinstance(value, list) else [value] if value else []
            told[int(name.removeprefix("q"))] = [int(one) for one in values]
        return told


SCORES = (("1", "1"), ("2", "2"), ("3", "3"), ("4", "4"), ("5", "5"))


class EvaluateForm(forms.Form):
    """The questions of an evaluation: 1 to 5, or words."""

    def __init__(self, *args: Any, form: EvaluationForm, other: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_other = bool(other) and get_language() == other
        for question in form.questions.order_by("number", "id"):
            label = question.put(in_other=in_other)
            field: forms.Field
            if question.kind == AskedAs.SCORE:
                field = forms.ChoiceField(
                    label=label,
                    choices=SCORES,
                    required=False,
                    widget=forms.RadioSelect({"class": "is-score"}),
                    help_text=_("1 is not at all, 5 is entirely."),
                )
            else:
                field = forms.CharField(
                    label=label, required=False, max_length=2000, widget=forms.Textarea({"rows": 3})
                )
            self.fields[f"q{question.pk}"] = field

    @property
    def answers(self) -> dict[int, Any]:
        """What was said, by question."""
        told = {
            int(name.removeprefix("q")): (name, value) for name, value in self.cleaned_data.items() if value
        }
        return {
            pk: int(value) if isinstance(self.fields[name], forms.ChoiceField) else value
            for pk, (name, value) in told.items()
        }
