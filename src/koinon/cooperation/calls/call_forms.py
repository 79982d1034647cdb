"""What is asked about a call and its parts; hours are typed as the clock at the call's place shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koinon.cooperation.calls.call_queries import Which
from koinon.cooperation.calls.fields import WITH_OPTIONS, FieldKind
from koinon.cooperation.calls.models import (
    Call,
    CallDate,
    CallKind,
    Category,
    Criterion,
    FormField,
    Prize,
    Sponsor,
    Stage,
)
from koinon.cooperation.calls.particulars import MOST_POINTS
from koinon.platform.recording.forms import RecordForm

DAY = {"type": "date"}
NUMBER = {"inputmode": "numeric", "size": 6}
LONG = {"rows": 6}
MOST_OPTIONS = 60


def day_input() -> forms.DateInput:
    """A day from the browser's calendar."""
    return forms.DateInput(attrs=DAY, format="%Y-%m-%d")


class LocalMoment(forms.Field):
    """A day and an hour without a zone; the form lays it into the zone of the call."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        try:
            return datetime.fromisoformat(str(value)).replace(tzinfo=None, second=0, microsecond=0)
        except ValueError:
            raise ValidationError(_("Write a day and an hour, such as 2018-05-31 23:59.")) from None


class CallForm(RecordForm):
    closes_at = LocalMoment(
        label=gettext_lazy("Closes at"), required=False, help_text=gettext_lazy("by the clock at its place")
    )

    class Meta:
        model = Call
        fields = (
            "kind", "title", "language", "code", "edition", "run_by", "summary", "rules", "eligibility", "opens_on",
            "closes_at", "time_zone", "late_until", "questions_until", "members_only", "blind", "on_record",
            "audience",
        )  # fmt: skip
        widgets: ClassVar[dict[str, Any]] = {
            name: day_input() for name in ("opens_on", "late_until", "questions_until")
        } | {name: forms.Textarea(LONG) for name in ("summary", "rules", "eligibility")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        call = self.record
        if isinstance(call, Call) and call.closes_local:
            self.initial["closes_at"] = call.closes_local.replace(tzinfo=None)

    def clean_code(self) -> str:
        """Codes are written in capitals."""
        return str(self.cleaned_data["code"]).strip().upper()

    def clean(self) -> dict[str, Any]:
        """Lay the close into the zone of the call."""
        told = super().clean()
        closes, zone = told.get("closes_at"), told.get("time_zone")
        if isinstance(closes, datetime) and zone:
            told["closes_at"] = closes.replace(tzinfo=Call(time_zone=zone).zone)
        return told


CALL_GROUPS = (
    (gettext_lazy("What it is"), ["kind", "title", "language", "code", "edition", "run_by"]),
    (gettext_lazy("What applicants read"), ["summary", "rules", "eligibility"]),
    (gettext_lazy("Calendar"), ["opens_on", "closes_at", "time_zone", "late_until", "questions_until"]),
    (gettext_lazy("Who may enter, and how it is judged"), ["members_only", "blind", "on_record", "audience"]),
)


class CategoryForm(RecordForm):
    class Meta:
        model = Category
        fields = ("title",)


class CriterionForm(RecordForm):
    anchors = forms.CharField(
        label=gettext_lazy("What points mean"),
        required=False,
        widget=forms.Textarea({"rows": 6}),
        help_text=gettext_lazy("one a line, the points before a colon: “0: nothing new”, “5: new anywhere”"),
    )

    class Meta:
        model = Criterion
        fields = ("title", "words", "weight", "top", "anchors")
        widgets: ClassVar[dict[str, Any]] = {
            "words": forms.Textarea({"rows": 3}),
            "weight": forms.TextInput(NUMBER),
            "top": forms.TextInput(NUMBER),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "weight": gettext_lazy("a whole number: how much one point counts beside a point of the others"),
            "top": gettext_lazy("points go from 0 to this"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(self.record, Criterion):
            anchors = sorted(self.record.anchors.items(), key=lambda one: int(one[0]))
            self.initial["anchors"] = "\n".join(f"{points}: {words}" for points, words in anchors)

    def clean_anchors(self) -> dict[str, str]:
        """The points with their words."""
        found: dict[str, str] = {}
        for line in str(self.cleaned_data["anchors"]).splitlines():
            points, colon, words = line.replace("：", ":").partition(":")
            if not line.strip():
                continue
            if not colon or not points.strip().isdecimal() or not words.strip():
                raise ValidationError(_("Write the points, a colon and the words: “3: new in its country”."))
            found[str(int(points))] = words.strip()
        return found

    def clean(self) -> dict[str, Any]:
        """No words for points nobody can give."""
        told = super().clean()
        top = told.get("top") or MOST_POINTS
        if any(int(points) > top for points in told.get("anchors") or ()):
            self.add_error("anchors", _("The most points are %(top)s.") % {"top": top})
        return told


class QuestionForm(RecordForm):
    options = forms.CharField(
        label=gettext_lazy("Options"),
        required=False,
        widget=forms.Textarea({"rows": 5}),
        help_text=gettext_lazy("one a line: what to choose from, or the columns of a table"),
    )

    class Meta:
        model = FormField
        fields = ("kind", "label", "help", "required", "limit", "options", "identifying")
        widgets: ClassVar[dict[str, Any]] = {
            "help": forms.Textarea({"rows": 2}),
            "limit": forms.TextInput(NUMBER),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "limit": gettext_lazy(
                "most letters of a text, most that may be chosen, most rows of a table, most megabytes of a file, "
                "or the largest number; empty: no limit of its own"
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(self.record, FormField):
            self.initial["options"] = "\n".join(self.record.options)

    def clean_options(self) -> list[str]:
        """Each once, in the order written."""
        lines = (" ".join(line.split()) for line in str(self.cleaned_data["options"]).splitlines())
        found = list(dict.fromkeys(line for line in lines if line))
        if len(found) > MOST_OPTIONS:
            raise ValidationError(_("At most %(most)s options.") % {"most": MOST_OPTIONS})
        return found

    def clean(self) -> dict[str, Any]:
        """What is chosen from is named, and nothing else has options."""
        told = super().clean()
        needs = told.get("kind") in WITH_OPTIONS
        if needs and "options" in told and not told["options"]:
            self.add_error("options", _("Write what to choose from, or the columns, one a line."))
        elif not needs:
            told["options"] = []
        if told.get("limit") == 0 and told.get("kind") != FieldKind.NUMBER:
            self.add_error("limit", _("Leave the limit empty where there is none; it begins at 1."))
        return told


class DateForm(RecordForm):
    class Meta:
        model = CallDate
        fields = ("kind", "day", "words")


class SponsorForm(RecordForm):
    class Meta:
        model = Sponsor
        fields = ("body", "part")


class PrizeForm(RecordForm):
    class Meta:
        model = Prize
        fields = ("title", "amount", "currency", "number", "in_kind")
        widgets: ClassVar[dict[str, Any]] = {
            "amount": forms.TextInput({"inputmode": "decimal", "size": 12}),
            "number": forms.TextInput(NUMBER),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "amount": gettext_lazy("for each"),
            "currency": gettext_lazy("EUR, CNY, USD …"),
            "in_kind": gettext_lazy("such as a study visit"),
        }

    def clean_currency(self) -> str:
        """Currencies are written in capitals."""
        return str(self.cleaned_data["currency"]).strip().upper()

    def clean(self) -> dict[str, Any]:
        """An amount is in a currency."""
        told = super().clean()
        if told.get("amount") is not None and not told.get("currency"):
            self.add_error("currency", _("Say in which currency."))
        return told


class StageForm(RecordForm):
    class Meta:
        model = Stage
        fields = ("kind", "planned", "counted", "announced")
        widgets: ClassVar[dict[str, Any]] = {name: forms.TextInput(NUMBER) for name in ("planned", "counted")}


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=gettext_lazy("Reason"), widget=forms.Textarea({"rows": 3}))


class CopyForm(forms.Form):
    """From which call categories, criteria, form and prizes are taken over."""

    source = forms.ModelChoiceField(Call.objects.none(), label=gettext_lazy("From the call"))

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["source"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = Call.objects.exclude(pk=call.pk).filter(fields__isnull=False).distinct()


class CallFilter(forms.Form):
    """What the register is narrowed by."""

    words = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=120)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), required=False, choices=[("", gettext_lazy("all")), *CallKind.choices]
    )
    which = forms.ChoiceField(
        label=gettext_lazy("State"), required=False, choices=[("", gettext_lazy("all")), *Which.choices]
    )
