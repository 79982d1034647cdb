"""The forms of awards: a panel, a juror, a phase, reasons."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.awards.models import Juror, Panel, Phase
from koinon.cooperation.awards.tongues import tags_of
from koinon.network.people.models import Body, BodyKind, Function, Role
from koinon.platform.recording.forms import RecordForm
from koinon.platform.ui.addresses import url

DAY = {"type": "date"}
NUMBER = {"inputmode": "numeric", "size": 6}
TONGUES_HELP = _("tags or names, such as en, zh-Hans, es, fr; left empty: taken to read every one")


class PanelForm(RecordForm):
    with_companions = False
    plain_choices = ("body",)

    class Meta:
        model = Panel
        fields = ("body", "kind", "conflict_years")
        widgets: ClassVar[dict[str, Any]] = {"conflict_years": forms.TextInput(attrs=NUMBER)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        juries = Body.objects.visible_to(self.request.reader).filter(kind=BodyKind.JURY)  # type: ignore[attr-defined]
        self.fields["body"].queryset = juries  # type: ignore[attr-defined]
        said = _("a body of the kind “jury or committee”; record it first")
        self.fields["body"].help_text = format_html(
            '{} · <a href="{}">{}</a>', said, url("people:body-new"), _("Record a body")
        )
        if self.record is not None and self.record.pk:
            del self.fields["body"], self.fields["kind"]


def holder_and_title(obj: Any) -> str:
    """A role in a list to choose from."""
    return f"{obj.person}, {obj}"


class JurorForm(forms.Form):
    """Who holds a juror's post in the body, and is not on the panel yet."""

    role = forms.ModelChoiceField(
        label=_("Role"),
        queryset=Role.objects.none(),
        help_text=_("posts of the body whose function in Koinon is juror; roles recorded there appear here"),
    )
    languages = forms.CharField(label=_("Languages"), max_length=120, required=False, help_text=TONGUES_HELP)
    chair = forms.BooleanField(label=_("In the chair"), required=False)
    load_max = forms.IntegerField(
        label=_("Most entries"),
        required=False,
        min_value=0,
        max_value=30_000,
        widget=forms.TextInput(attrs=NUMBER),
        help_text=_("where it differs from the phase's"),
    )

    def __init__(self, *args: Any, panel: Panel, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Role.objects.filter(of=panel.body, post__function=Function.JUROR, person__isnull=False)
        rows = rows.exclude(person__in=panel.jurors.values("person")).holding(on)
        field = self.fields["role"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows.select_related("person", "post").in_order()
        field.label_from_instance = holder_and_title  # type: ignore[method-assign]

    def clean_languages(self) -> str:
        return tags_of(self.cleaned_data["languages"])


class SeatForm(RecordForm):
    """What may change of a juror on the panel: what he or she reads, and how much."""

    with_companions = False

    class Meta:
        model = Juror
        fields = ("languages", "load_max")
        widgets: ClassVar[dict[str, Any]] = {"load_max": forms.TextInput(attrs=NUMBER)}
        help_texts: ClassVar[dict[str, Any]] = {
            "languages": TONGUES_HELP,
            "load_max": _("where it differs from the phase's; 0: gets nothing more"),
        }

    def clean_languages(self) -> str:
        return tags_of(self.cleaned_data["languages"])


class PhaseForm(RecordForm):
    with_companions = False
    plain_choices = ("from_stage", "to_stage")

    class Meta:
        model = Phase
        fields = (
            "title", "rank", "opens_on", "closes_on", "from_stage", "to_stage", "blind",
            "scores_shown_to_panel", "comments_sent", "per_entry", "load_max", "tie_rule", "normalised",
        )  # fmt: skip
        widgets: ClassVar[dict[str, Any]] = {
            name: forms.DateInput(attrs=DAY, format="%Y-%m-%d") for name in ("opens_on", "closes_on")
        } | {name: forms.TextInput(attrs=NUMBER) for name in ("rank", "per_entry", "load_max")}
        help_texts: ClassVar[dict[str, Any]] = {
            "from_stage": _("left empty: all entries found eligible"),
            "to_stage": _("whoever goes forward reaches this stage; it takes as many as its rules say"),
        }

    def __init__(self, *args: Any, panel: Panel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("from_stage", "to_stage"):
            self.fields[name].queryset = panel.call.stages.all()  # type: ignore[attr-defined]


PHASE_GROUPS = (
    (_("The phase"), ["title", "rank", "opens_on", "closes_on"]),
    (_("From where to where"), ["from_stage", "to_stage"]),
    (
        _("Who sees what"),
        ["blind", "scores_shown_to_panel", "comments_sent"],
        _("Announced to the jurors; it stays once the phase is opened."),
    ),
    (_("Load and order"), ["per_entry", "load_max", "tie_rule", "normalised"]),
)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
