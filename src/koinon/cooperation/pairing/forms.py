"""The forms of pairing: a round, its weights and rules, a scenario, a change by hand, an answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.pairing.models import (
    AnswerChoice,
    CriterionName,
    Round,
    RoundWeight,
    RuleKind,
    ScenarioMode,
)
from koinon.cooperation.pairing.naming import Names
from koinon.cooperation.pairing.rule_words import group_name
from koinon.cooperation.programmes.models import Participation
from koinon.matching.weights import MOST_WEIGHT
from koinon.platform.folding import fold
from koinon.platform.recording.forms import RecordForm

DAY = {"type": "date"}
NUMBER = {"inputmode": "numeric", "size": 6}
Choices = list[tuple[str, Any]]
NONE: tuple[str, Any] = ("", _("— none —"))


class RoundForm(RecordForm):
    class Meta:
        model = Round
        fields: tuple[str, ...] = (
            "title", "left_side", "right_side", "call_opens", "call_closes", "freeze_on", "consult_by",
            "publish_on", "smallest_population", "no_repeat", "everyone", "note",
        )  # fmt: skip
        widgets: ClassVar[dict[str, Any]] = {
            name: forms.DateInput(attrs=DAY, format="%Y-%m-%d")
            for name in ("call_opens", "call_closes", "freeze_on", "consult_by", "publish_on")
        } | {"smallest_population": forms.TextInput(attrs=NUMBER), "note": forms.Textarea(attrs={"rows": 3})}
        help_texts: ClassVar[dict[str, Any]] = {
            "left_side": _("as the participants of the edition have it, such as China"),
            "right_side": _("leave empty where all cities are paired among themselves"),
            "smallest_population": _("cities known to be smaller take no part; empty: none is too small"),
            "everyone": _("fewer cities alone counts before a better total"),
        }


class LaterForm(RecordForm):
    """What of a round may still be changed when its weights are frozen."""

    class Meta(RoundForm.Meta):
        fields = ("consult_by", "publish_on", "note")


class WeightsForm(forms.Form):
    """A whole number for each criterion."""

    def __init__(self, *args: Any, weights: Iterable[RoundWeight], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {row.criterion: row.weight for row in weights}
        for criterion in CriterionName:
            self.fields[criterion.value] = forms.IntegerField(
                label=criterion.label,
                min_value=0,
                max_value=MOST_WEIGHT,
                initial=known.get(criterion.value, 0),
                widget=forms.TextInput(attrs=NUMBER),
                help_text=HINTS[criterion],
            )


HINTS = {
    CriterionName.NEEDS: _("for each support wanted that the other offers"),
    CriterionName.INTERESTS: _("for each interest both name"),
    CriterionName.SDGS: _("for each goal both name"),
    CriterionName.SIZE: _("3 points in one band of inhabitants, 2 in the next, 1 in the one after"),
    CriterionName.LANGUAGES: _("for each language both can work in"),
    CriterionName.TIME_ZONE: _("2 points less than six hours apart, 1 less than twelve"),
    CriterionName.CONTACT: _("1 point where the record or either city says so"),
    CriterionName.TWINNING: _("1 point where a list on record says so"),
    CriterionName.PREFERENCE: _("5 points for the city named first, 4 for the second, and so on"),
}


def city_choices(names: Names) -> Choices:
    """The cities of a round by side, for a select list; those that withdrew are none to choose."""
    sides: dict[str, Choices] = {}
    there = (one for one in names.values() if not one.has_left)
    for one in sorted(there, key=lambda one: (one.side, fold(one.name))):
        sides.setdefault(one.side_name, []).append((one.id, one.name))
    return [
        ("", str(_("— choose —"))),
        *((side, found) for side, found in sides.items() if side),
        *sides.get("", []),
    ]


class PublishForm(forms.Form):
    """Whether to go on without the answers that are missing."""

    without = forms.BooleanField(label=_("Publish without the answers that are missing"), required=False)


class CityField(forms.ChoiceField):
    """One of the cities of a round; cleaned to its participation."""

    def __init__(self, names: Names, people: Mapping[str, Participation], **options: Any) -> None:
        super().__init__(choices=city_choices(names), **options)
        self.people = people

    def clean(self, value: Any) -> Any:
        return self.people.get(super().clean(value))


class RuleForm(forms.Form):
    """A hard rule: fill in what its kind needs."""

    kind = forms.ChoiceField(label=_("Rule"), choices=RuleKind)
    left = forms.Field()
    right = forms.Field()
    group = forms.ChoiceField(label=_("Group"), required=False)
    other_group = forms.ChoiceField(label=_("Other group"), required=False)
    count = forms.IntegerField(
        label=_("Number of pairs"), required=False, min_value=0, widget=forms.TextInput(attrs=NUMBER)
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=254, help_text=_("stands in the report, a veto's excepted")
    )

    def __init__(
        self,
        *args: Any,
        names: Names,
        people: Mapping[str, Participation],
        groups: Iterable[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["left"] = CityField(
            names, people, label=_("City"), required=False, help_text=_("for a pin or a veto")
        )
        self.fields["right"] = CityField(names, people, label=_("Other city"), required=False)
        listed = [NONE, *((group, group_label(group)) for group in groups)]
        for name in ("group", "other_group"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = listed
        self.fields["group"].help_text = _("for numbers of pairs: a country, region or administrative unit")


def group_label(group: str) -> str:
    """``country:CN`` by name."""
    kind, _colon, name = group.partition(":")
    return group_name(kind, name)


class ScenarioForm(forms.Form):
    """What is asked of the engine."""

    mode = forms.ChoiceField(label=_("Aim"), choices=ScenarioMode, widget=forms.RadioSelect, initial="best")
    max_loss = forms.DecimalField(
        label=_("May give up, per cent"),
        min_value=Decimal(0),
        max_value=Decimal(100),
        initial=Decimal(1),
        required=False,
        widget=forms.TextInput(attrs=NUMBER),
        help_text=_("of the best total, for “nearly stable” only"),
    )
    title = forms.CharField(label=_("Name"), max_length=120, required=False)


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=254)


class ByHandForm(ReasonForm):
    """Two cities made a pair by hand, and why."""

    left = forms.Field()
    right = forms.Field()
    field_order = ("left", "right", "reason")

    def __init__(self, *args: Any, names: Names, people: Mapping[str, Participation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["left"] = CityField(names, people, label=_("City"))
        self.fields["right"] = CityField(names, people, label=_("Other city"))
        self.order_fields(self.field_order)


class AnswerForm(forms.Form):
    """A city's answer to its proposal."""

    choice = forms.ChoiceField(label=_("Your answer"), choices=AnswerChoice, widget=forms.RadioSelect)
    other = forms.Field()
    reason = forms.CharField(
        label=_("Why"),
        max_length=254,
        required=False,
        help_text=_("needed unless you say yes; read by the programme alone"),
    )
    field_order = ("choice", "other", "reason")

    def __init__(self, *args: Any, names: Names, people: Mapping[str, Participation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"] = CityField(names, people, label=_("Rather with"), required=False)
        self.order_fields(self.field_order)


class PlacesForm(forms.Form):
    """How many partners a city can take, and below how many points it stays alone."""

    capacity = forms.IntegerField(
        label=_("Partners it can take"), min_value=0, max_value=99, widget=forms.TextInput(attrs=NUMBER)
    )
    outside = forms.IntegerField(
        label=_("Points below which it rather stays alone"),
        min_value=0,
        max_value=1_000_000,
        widget=forms.TextInput(attrs=NUMBER),
    )


class LinkForm(forms.Form):
    """Until when a signed link is good."""

    until = forms.DateField(label=_("Good until"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
