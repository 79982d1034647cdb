"""The forms of promises: on record with their schedule, changed, and the filters of the board."""

from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.agreements.commitment_queries import Progress
from koinon.cooperation.agreements.commitment_schedule import Dues, dues_of
from koinon.cooperation.agreements.commitments import Commitment, Due, Firmness, PartySide, Schedule
from koinon.cooperation.agreements.terms import Agreement
from koinon.network.people.models import Body
from koinon.platform.dates import Day, Span
from koinon.platform.errors import Refused
from koinon.platform.recording.forms import RecordForm, chooser_field


def bodies_of(agreement: Agreement) -> Any:
    """The parties to an agreement and the offices acting for them."""
    return (
        Body.objects.filter(party_to__agreement=agreement) | Body.objects.filter(acts_in__agreement=agreement)
    ).distinct()


class SidesForm(RecordForm):
    """Who owes it and who is owed it, ticked among the parties; any other body is chosen by name."""

    debtors = forms.ModelMultipleChoiceField(
        Body.objects.none(),
        required=False,
        label=_("Owed by"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("at least one, here or below"),
    )
    creditors = forms.ModelMultipleChoiceField(
        Body.objects.none(), required=False, label=_("Owed to"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sides = (
            list(self.record.sides.all()) if isinstance(self.record, Commitment) and self.record.pk else []
        )
        named = Body.objects.filter(pk__in=[one.body_id for one in sides])
        choice = (bodies_of(agreement) | named.distinct()).distinct().order_by("name")
        for name, side in (("debtors", PartySide.DEBTOR), ("creditors", PartySide.CREDITOR)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelMultipleChoiceField)
            field.queryset = choice
            self.initial[name] = [one.body_id for one in sides if one.side == side]
        self.fields["other_debtor"] = chooser_field(
            self.request, Body, required=False, label=_("Owed by another body")
        )

    @property
    def debtors_named(self) -> list[Body]:
        """Those ticked, and the one named."""
        other = self.cleaned_data.get("other_debtor")
        return [*self.cleaned_data["debtors"], *([other] if other else [])]


class CommitmentForm(SidesForm):
    """A change of a promise; its dues are changed one by one on its page."""

    class Meta:
        model = Commitment
        fields: ClassVar[tuple[str, ...]] = ("title", "clause", "firmness", "indicator", "audience")
        help_texts: ClassVar[dict[str, Any]] = {
            "title": _("in the words of the agreement, as short as they allow"),
            "indicator": _("what one would have to show"),
        }


class NewCommitmentForm(CommitmentForm):
    """A new promise, with the times it falls due."""

    falls_due = forms.CharField(
        label=_("By when"),
        required=False,
        max_length=120,
        help_text=_("a day as you would write it; for each year the first and the last, such as 2020–2022"),
    )
    times = forms.IntegerField(
        label=_("How many times"), required=False, min_value=1, help_text=_("only for a number of times")
    )

    class Meta(CommitmentForm.Meta):
        fields: ClassVar[tuple[str, ...]] = (
            "title",
            "clause",
            "firmness",
            "indicator",
            "schedule",
            "audience",
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        try:
            self.dues = self._dues(cleaned)
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else "falls_due", str(refused))
        return cleaned

    def _dues(self, cleaned: dict[str, Any]) -> Dues:
        """The times it falls due, read as they were typed."""
        words, language = cleaned.get("falls_due") or "", get_language() or "en"
        schedule = cleaned.get("schedule", Schedule.ONCE)
        if schedule == Schedule.YEARLY:
            return dues_of(schedule, span=Span.read(words, language))
        return dues_of(schedule, by=Day.read(words, language), count=cleaned.get("times") or 0)


class DueForm(RecordForm):
    """One time a promise falls due."""

    class Meta:
        model = Due
        fields = ("day", "label")


STATES = [("", _("any")), *Progress.choices, (Firmness.SOFT.value, _("soft"))]


class BoardForm(forms.Form):
    """The filters of the board, in the address bar."""

    same_for_all = True

    words = forms.CharField(label=_("Words"), required=False, max_length=120)
    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owed_by"] = chooser_field(request, Body, required=False, label=_("Owed by"))
        self.fields["owed_to"] = chooser_field(request, Body, required=False, label=_("Owed to"))
        self.fields["agreement"] = chooser_field(request, Agreement, required=False, label=_("Agreement"))
