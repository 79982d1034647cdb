"""What is asked about pledges, grants and their parts."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.grants.freezing import FOR
from koinon.cooperation.grants.models import CoFunder, Grant, Instalment, Payment, Pledge
from koinon.cooperation.grants.queries import Standing
from koinon.network.people.audience import Audience
from koinon.network.people.models import Body
from koinon.platform.dates.forms import DayInput
from koinon.platform.recording.forms import RecordForm, chooser_field

DECIMAL = {"inputmode": "decimal", "size": 16}
MONEY = ["amount", "currency", "undisclosed", "in_kind", "in_kind_words"]
RATE = ["rate", "rate_on", "rate_source"]
HELP: dict[str, Any] = {
    "currency": _("EUR, CNY, USD …"),
    "amount": _("In kind: what it is estimated to be worth."),
    "rate": _("What one unit of it was worth in the network's currency, such as 0.13 for the yuan."),
    "rate_source": _("European Central Bank, the payer's bank …"),
}


class MoneyForm(RecordForm):
    """A form with an amount: decimals are typed as text, currencies in any case."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"amount", "rate", "share"} & set(self.fields):
            self.fields[name].widget = forms.TextInput(DECIMAL)

    def clean_currency(self) -> str:
        """Currencies are written in capitals."""
        return str(self.cleaned_data["currency"]).strip().upper()


class PledgeForm(MoneyForm):
    class Meta:
        model = Pledge
        fields = [
            "title",
            "funder",
            "recipient",
            "day",
            *MONEY,
            "agreement",
            "grant_term",
            *RATE,
            "audience",
            "note",
        ]
        help_texts: ClassVar[dict[str, Any]] = HELP


class GrantForm(MoneyForm):
    class Meta:
        model = Grant
        fields = [
            "title", "funder", "recipient", "day", *MONEY,
            "agreement", "edition", "plan", "decision", "pledge", "grant_term", *RATE, "audience", "note",
        ]  # fmt: skip
        help_texts: ClassVar[dict[str, Any]] = HELP


PLEDGE_GROUPS = (
    (_("Who and what for"), ["title", "funder", "recipient", "day"]),
    (_("How much"), MONEY, _("An amount may be undisclosed: then it is on record that there is one.")),
    (_("Where it is promised"), ["agreement", "grant_term"]),
    (_("Reckoned in the network's currency"), RATE, _("Only where the amount is in another currency.")),
    (_("Who may see this"), ["audience", "note"], _("Whoever speaks for the funder sees it in any case.")),
)
GRANT_GROUPS = (
    *PLEDGE_GROUPS[:2],
    (_("What it rests on"), ["agreement", "edition", "plan", "decision", "pledge", "grant_term"]),
    *PLEDGE_GROUPS[3:],
)


class CoFunderForm(MoneyForm):
    class Meta:
        model = CoFunder
        fields = ["funder", "share", "undisclosed"]


class InstalmentForm(MoneyForm):
    class Meta:
        model = Instalment
        fields = ["title", "due", "amount", "undisclosed", "condition", "met_on", "document", "evidence"]
        widgets: ClassVar[dict[str, Any]] = {"condition": forms.Textarea({"rows": 3})}


class MetForm(RecordForm):
    with_companions = False

    class Meta:
        model = Instalment
        fields = ["met_on", "document", "evidence"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["met_on"].required = True


class PaymentForm(MoneyForm):
    plain_choices = ("instalment",)

    class Meta:
        model = Payment
        fields = ["instalment", "title", "day", *MONEY, *RATE, "document", "evidence"]
        help_texts: ClassVar[dict[str, Any]] = HELP

    def __init__(self, *args: Any, grant: Grant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["instalment"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = grant.instalments.all()


PAYMENT_GROUPS = (
    (_("What was paid"), ["instalment", "title", "day", *MONEY]),
    PLEDGE_GROUPS[3],
    (_("What shows it"), ["document", "evidence"]),
)


class GrantFilter(forms.Form):
    words = forms.CharField(label=_("Words"), required=False, max_length=120)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All")), (Standing.OVERDUE.value, _("with an overdue instalment"))],
    )

    def __init__(self, *args: Any, request: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"] = chooser_field(request, Body, label=_("From or to"), required=False)


class PledgeFilter(forms.Form):
    words = forms.CharField(label=_("Words"), required=False, max_length=120)


class FreezeForm(forms.Form):
    day = DayInput(label=_("As of"))
    audience = forms.ChoiceField(label=_("For whom"), choices=[(one.value, one.label) for one in FOR])
    FOR_WORDS: ClassVar[dict[str, Any]] = {
        Audience.SECRETARIAT.value: _("the secretariat and the funder"),
        Audience.PUBLIC.value: _("everybody: only what is public goes in"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["audience"].choices = list(self.FOR_WORDS.items())  # type: ignore[attr-defined]
