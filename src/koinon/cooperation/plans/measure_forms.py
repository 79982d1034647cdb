"""The form of a measure: in two languages, an owner for each side, milestones, and the two agendas kept apart."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.plans.measure_commands import Parts, Step
from koinon.cooperation.plans.models import Measure, Plan, PlanSide
from koinon.cooperation.programmes.aligning import CodesField
from koinon.cooperation.programmes.models import Vocabulary
from koinon.network.people.models import Body, Role
from koinon.platform.dates.forms import DayInput
from koinon.platform.recording.forms import RecordForm, chooser_field

NUMBERS = ("baseline", "target", "budget")
SPARE, MOST = 2, 30


def decimal_in_words(field: forms.Field) -> None:
    """Let a number be written with the point or the comma of the reader's language."""
    field.localize = field.widget.is_localized = True


def plain(value: Decimal) -> Decimal:
    """A number without the noughts that its column adds."""
    return Decimal(f"{value.normalize():f}")


class MeasureForm(RecordForm):
    """A measure of one plan."""

    with_companions = False
    sdg = CodesField(
        Vocabulary.SDG,
        label=_("Targets of the Sustainable Development Goals"),
        help_text=_("such as 11.3, 11.6"),
    )
    nua = CodesField(
        Vocabulary.NUA, label=_("Paragraphs of the New Urban Agenda"), help_text=_("such as 74, 122")
    )

    class Meta:
        model = Measure
        fields = (
            *("title", "other_title", "theme", "text", "other_text", "starts", "ends"),
            *("indicator", "other_indicator", "unit", "baseline", "baseline_day", "target"),
            *("budget", "currency", "undisclosed", "budget_source", "obstacles", "support"),
        )
        widgets: ClassVar[dict[str, Any]] = {
            name: forms.Textarea({"rows": 3}) for name in ("text", "other_text", "obstacles", "support")
        } | {name: forms.TextInput({"inputmode": "decimal"}) for name in NUMBERS}
        help_texts: ClassVar[dict[str, Any]] = {
            "indicator": _("what is counted or measured"),
            "unit": _("such as students, tonnes a year, per cent"),
            "undisclosed": _("there is a budget, and it is not told"),
        }

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.sides: list[PlanSide] = list(plan.sides.all())
        measure = self.record if isinstance(self.record, Measure) else None
        owners = {owner.side_id: owner for owner in measure.owners.all()} if measure else {}
        for side in self.sides:
            self._owner_fields(side, owners.get(side.pk))
        if measure:
            for name in ("sdg", "nua"):
                codes = [one.code for one in measure.alignments.all() if one.vocabulary == name]
                self.initial[name] = codes
        for name in NUMBERS:
            decimal_in_words(self.fields[name])
            if isinstance(value := self.initial.get(name), Decimal):
                self.initial[name] = plain(value)
        if not plan.other_language:
            for name in ("other_title", "other_text", "other_indicator"):
                del self.fields[name]

    def _owner_fields(self, side: PlanSide, owner: Any) -> None:
        body = chooser_field(
            self.request, Body, required=False, label=_("Owner for %(side)s") % {"side": side.body}
        )
        body.initial = owner.body if owner else None if self.record else side.body
        role = chooser_field(self.request, Role, required=False, label=_("in the person of"))
        role.initial = owner.role if owner else None
        self.fields |= {f"owner_{side.pk}": body, f"role_{side.pk}": role}

    @property
    def owner_names(self) -> list[str]:
        """The fields of the owners, side by side."""
        return [name for side in self.sides for name in (f"owner_{side.pk}", f"role_{side.pk}")]

    def clean_currency(self) -> str:
        """Three letters, in capitals."""
        written: str = self.cleaned_data["currency"].strip().upper()
        if written and not re.fullmatch(r"[A-Z]{3}", written):
            raise forms.ValidationError(_("Write the three letters of the currency, such as EUR or CNY."))
        return written

    def clean(self) -> dict[str, Any]:
        """A budget has a currency, or is undisclosed and has no amount."""
        told = super().clean()
        if told.get("budget") is not None:
            if told.get("undisclosed"):
                self.add_error("budget", _("Undisclosed: leave the amount empty."))
            elif not told.get("currency"):
                self.add_error("currency", _("Say in which currency."))
        return told

    def parts(self, steps: list[Step]) -> Parts:
        """What belongs to the measure beside its own columns."""
        told = self.cleaned_data
        owners = {
            side.pk: (told[f"owner_{side.pk}"], told.get(f"role_{side.pk}"))
            for side in self.sides
            if told.get(f"owner_{side.pk}")
        }
        return Parts(owners=owners, steps=steps, sdg=told["sdg"], nua=told["nua"])


class StepForm(forms.Form):
    """A milestone; a row left empty is none."""

    pk = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("Milestone"), max_length=254, required=False)
    other_title = forms.CharField(label=_("In the other language"), max_length=254, required=False)
    day = DayInput(label=_("By when"), required=False)

    def clean(self) -> dict[str, Any]:
        """A day needs something that happens on it."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if not told.get("title") and (
            told.get("other_title") or not getattr(told.get("day"), "is_unknown", True)
        ):
            self.add_error("title", _("Say what is reached by then."))
        return told

    @property
    def step(self) -> Step | None:
        """The milestone as entered; a day nobody touched keeps the words it was recorded in."""
        told = self.cleaned_data
        if not told.get("title"):
            return None
        before = self.initial.get("day")
        day = before if before is not None and before == told["day"] else told["day"]
        return Step(told["title"], day, told.get("other_title", ""), told.get("pk"))


def steps_formset(data: Any, measure: Measure | None) -> forms.BaseFormSet[StepForm]:
    """The milestones there are, and rows for new ones."""
    rows = [
        {"pk": one.pk, "title": one.title, "other_title": one.other_title, "day": one.day}
        for one in (measure.milestones.order_by("day_latest", "id") if measure else ())
    ]
    factory = forms.formset_factory(StepForm, extra=SPARE, max_num=MOST, validate_max=True)
    return factory(data, initial=rows, prefix="milestones")


def steps_of(formset: forms.BaseFormSet[StepForm]) -> list[Step]:
    """The milestones that were entered."""
    return [step for row in formset.forms if (step := row.step)]
