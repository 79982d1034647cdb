"""What is asked about plans: the plan with its sides, lines of action, answers, updates, and what one looks for."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.agreements.models import Agreement, Commitment
from koinon.cooperation.plans.measure_forms import decimal_in_words, plain
from koinon.cooperation.plans.models import LineOfAction, Measure, MeasureUpdate, Plan, PlanKind, PlanState
from koinon.cooperation.plans.plan_commands import Side
from koinon.network.events.models import Event
from koinon.network.evidence.uploads import BY_EXTENSION
from koinon.network.people.audience import Audience
from koinon.network.people.models import Body, Person
from koinon.platform.audit.models import Record
from koinon.platform.recording.forms import RecordForm, chooser_field

SIDES = 3


class PlanFilter(forms.Form):
    words = forms.CharField(label=_("Words of the title or a side"), max_length=120, required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All")), *PlanKind.choices])
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *PlanState.choices])


class LibraryFilter(forms.Form):
    words = forms.CharField(label=_("Theme or words"), max_length=120, required=False)
    sdg = forms.CharField(
        label=_("SDG goal or target"), max_length=8, required=False, help_text=_("11, or 11.6")
    )
    city = forms.CharField(label=_("City"), max_length=120, required=False)


class PlanForm(RecordForm):
    """A plan with its sides."""

    class Meta:
        model = Plan
        fields = (
            *("kind", "title", "language", "other_title", "other_language", "agreement", "edition"),
            *("decision", "starts", "ends", "purpose", "audience", "is_example"),
        )
        help_texts: ClassVar[dict[str, Any]] = {
            "other_language": _("with it, the room stands in two languages side by side"),
            "decision": _("the decision that adopted it; for the strategy of a network"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.record is None:
            self.initial.setdefault("audience", Audience.PARTIES)
        there = list(self.record.sides.all()) if isinstance(self.record, Plan) else []
        for number in range(1, max(SIDES, len(there)) + 1):
            side = there[number - 1] if number <= len(there) else None
            self._side_fields(number, side)

    def _side_fields(self, number: int, side: Any) -> None:
        body = chooser_field(
            self.request, Body, label=_("Side %(n)s: body") % {"n": number}, required=number == 1
        )
        body.initial = side.body if side else self.initial.get(f"side_{number}")
        language = forms.ChoiceField(
            label=_("Its language"), choices=settings.LANGUAGES, initial=side.language if side else "en"
        )
        contact = chooser_field(self.request, Person, label=_("Who reports for it"), required=False)
        contact.initial = side.contact if side else None
        self.fields |= {
            f"side_{number}": body,
            f"language_{number}": language,
            f"contact_{number}": contact,
        }

    @property
    def side_names(self) -> list[str]:
        """The fields of the sides, in order."""
        return [name for name in self.fields if name.startswith(("side_", "language_", "contact_"))]

    @property
    def sides(self) -> list[Side]:
        """The sides as entered; one without a body is none, and a body named twice is one."""
        told = self.cleaned_data
        found: dict[int, Side] = {}
        for name in self.fields:
            body = told.get(name) if name.startswith("side_") else None
            if body is not None:
                number = name.removeprefix("side_")
                found.setdefault(
                    body.pk, Side(body, told[f"language_{number}"], told.get(f"contact_{number}"))
                )
        return list(found.values())


class LineForm(RecordForm):
    with_companions = False

    class Meta:
        model = LineOfAction
        fields = ("number", "title", "other_title", "text")


class PointerForm(RecordForm):
    """One thing that serves a line: the first that is chosen counts."""

    with_companions = False

    class Meta:
        model = LineOfAction
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds: list[tuple[str, type[Record], Any]] = [
            ("agreement", Agreement, _("An agreement")),
            ("commitment", Commitment, _("or a promise")),
            ("event", Event, _("or an event")),
            ("measure", Measure, _("or a measure")),
        ]
        for name, model, label in kinds:
            self.fields[name] = chooser_field(self.request, model, label=label, required=False)

    @property
    def thing(self) -> Record | None:
        """What was chosen."""
        names = ("agreement", "commitment", "event", "measure")
        return next((one for one in map(self.cleaned_data.get, names) if one), None)


class OutcomeForm(RecordForm):
    """What came of a plan or of a measure."""

    with_companions = False
    outcome = forms.CharField(label=_("What came of it"), widget=forms.Textarea({"rows": 4}))

    class Meta:
        model = Plan
        fields = ()


class OtherwiseForm(RecordForm):
    """What a side would have otherwise."""

    with_companions = False
    words = forms.CharField(
        label=_("What you would have otherwise"), widget=forms.Textarea({"rows": 4}), max_length=4000
    )

    class Meta:
        model = Measure
        fields = ()


class ReasonForm(RecordForm):
    """Why an update is returned."""

    with_companions = False
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea({"rows": 4}),
        max_length=4000,
        help_text=_("what is missing, in words the other side can act on"),
    )

    class Meta:
        model = MeasureUpdate
        fields = ()


class UpdateForm(forms.ModelForm):  # type: ignore[type-arg]
    """Two minutes: a reading, a milestone, a few words, and a file or an address. One of them is enough."""

    address = forms.URLField(
        label=_("Address of the evidence"), max_length=500, required=False, assume_scheme="https"
    )
    file = forms.FileField(
        label=_("or a file"),
        required=False,
        widget=forms.FileInput({"accept": ",".join(sorted(BY_EXTENSION))}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = MeasureUpdate
        fields = ("reading", "milestone", "words", "address", "file")
        widgets: ClassVar[dict[str, Any]] = {"words": forms.Textarea({"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        update = self.instance
        self.fields["version"].initial = update.version
        self.fields["reading"].widget = forms.TextInput({"inputmode": "decimal"})
        decimal_in_words(self.fields["reading"])
        if update.reading is not None:
            self.initial["reading"] = plain(update.reading)
        milestones = self.fields["milestone"]
        assert isinstance(milestones, forms.ModelChoiceField)
        milestones.queryset = update.measure.milestones.order_by("day_latest", "id")
        milestones.empty_label = str(_("none in this quarter"))
        self.fields["file"].help_text = _("at most %(limit)s MB") % {
            "limit": settings.UPLOAD_LIMIT // (1024 * 1024)
        }

    def _post_clean(self) -> None:
        """Nothing is written into the row here: the command finds it as it was."""


class CopyForm(forms.Form):
    """Into which plan a measure is copied."""

    plan = forms.ChoiceField(label=_("Copy into the plan"))

    def __init__(self, *args: Any, plans: list[Plan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plans = {plan.key: plan for plan in plans}
        field = self.fields["plan"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(plan.key, str(plan)) for plan in plans]
