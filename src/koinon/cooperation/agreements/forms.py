"""The forms of agreements, their parts and the acts upon them; and the filters of the register."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.agreements.acts import Act, Signatory
from koinon.cooperation.agreements.papers import AgreementTitle, Alignment, LanguageVersion, Purpose, Theme
from koinon.cooperation.agreements.register_queries import Filters
from koinon.cooperation.agreements.stages import State
from koinon.cooperation.agreements.terms import Agreement, AgreementKind, Appointment, GrantTerm, Party
from koinon.cooperation.programmes.models import Programme
from koinon.network.people.models import Body
from koinon.network.places.models import Country, Region
from koinon.platform.recording.forms import RecordForm, chooser_field

ROWS_TO_START, ROWS_MOST = 2, 12


class AgreementForm(RecordForm):
    class Meta:
        model = Agreement
        fields = (
            "title", "language", "kind", "general", "starts", "ends", "length_words",
            "programme", "edition", "succeeds", "audience", "note",
        )  # fmt: skip
        help_texts: ClassVar[dict[str, Any]] = {
            "language": _("en, zh-Hans, es, fr …"),
            "general": _("on the cooperation as a whole: gaps are looked for between general agreements"),
            "starts": _("as the text has it: 15 July 2021, January 2017; empty where it does not say"),
            "ends": _("as the text has it; “open” where there is none yet"),
            "length_words": _(
                "as the text has it: “three years”. Dates and length may differ: both are kept."
            ),
            "succeeds": _("the agreement before this one"),
        }


AGREEMENT_GROUPS = (
    (_("What it is"), ["title", "language", "kind", "general"]),
    (_("Its term, as stated"), ["starts", "ends", "length_words"]),
    (_("What it belongs to"), ["programme", "edition", "succeeds"]),
    (_("Remarks"), ["audience", "note"]),
)


class RowForm(RecordForm):
    """A row of a formset; a row left empty is not recorded."""

    with_companions: ClassVar[bool] = False
    # Fields with a value to begin with: they alone do not make a row.
    given: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "empty_permitted": True, "use_required_attribute": False})

    def has_changed(self) -> bool:
        """Whether somebody was named."""
        return bool(set(self.changed_data) - self.given)


class PartyRow(RowForm):
    given: ClassVar[frozenset[str]] = frozenset({"capacity"})

    class Meta:
        model = Party
        fields = ("body", "office", "capacity")


class SignatoryForm(RecordForm):
    """Who signed, or in whose presence; ``agreement`` gives the parties to choose from."""

    plain_choices: ClassVar[tuple[str, ...]] = ("party",)

    class Meta:
        model = Signatory
        fields = ("person", "kind", "party", "role", "capacity")

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["party"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = Party.objects.filter(agreement=agreement).select_related("body")


class SignatoryRow(RowForm, SignatoryForm):
    """The same in a row of several."""

    given: ClassVar[frozenset[str]] = frozenset({"kind"})


class PartyForm(RecordForm):
    class Meta:
        model = Party
        fields = ("body", "office", "capacity", "order")


class TitleForm(RecordForm):
    class Meta:
        model = AgreementTitle
        fields = ("language", "text")


class LanguageVersionForm(RecordForm):
    class Meta:
        model = LanguageVersion
        fields = ("document", "language", "authentic")


class GrantTermForm(RecordForm):
    class Meta:
        model = GrantTerm
        fields = ("payer", "payee", "amount", "currency", "undisclosed", "in_kind", "purpose")
        help_texts: ClassVar[dict[str, Any]] = {"currency": _("EUR, CNY, USD …")}


class AppointmentForm(RecordForm):
    class Meta:
        model = Appointment
        fields = ("role", "task")


class PurposeForm(RecordForm):
    class Meta:
        model = Purpose
        fields = ("text", "cut_off", "order")


class ThemeForm(RecordForm):
    class Meta:
        model = Theme
        fields = ("text",)


class AlignmentForm(RecordForm):
    class Meta:
        model = Alignment
        fields = ("vocabulary", "code", "attributed_to")
        help_texts: ClassVar[dict[str, Any]] = {
            "code": _("11, 11.3 or 11.a; for the New Urban Agenda the number of a paragraph"),
            "attributed_to": _("only where the source credits it to another agenda"),
        }


class ActForm(RecordForm):
    class Meta:
        model = Act
        fields = ("day", "decision", "city", "virtual", "words")


class SigningForm(RecordForm):
    class Meta:
        model = Act
        fields = ("day", "city", "virtual", "decision", "words")
        help_texts: ClassVar[dict[str, Any]] = {
            "city": _("where it was signed; leave empty and tick “virtual” where nobody met"),
            "decision": _("the decision by which the signing was approved, where it is on record"),
        }


class AmendmentForm(RecordForm):
    """An amendment, and the new end where it moves the term."""

    new_end = Agreement._meta.get_field("ends").formfield(label=_("New end of the term"), required=False)

    class Meta:
        model = Act
        fields = ("day", "decision", "city", "virtual", "words")


class RenewalForm(RecordForm):
    """A renewal, and the agreement that follows where there is one on record."""

    class Meta:
        model = Act
        fields = ("day", "decision", "city", "virtual", "words")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"] = chooser_field(
            self.request, Agreement, label=_("The agreement that follows"), required=False
        )


class RegisterForm(forms.Form):
    """The filters of the register, in the address bar."""

    same_for_all = True

    words = forms.CharField(label=_("Words"), required=False, max_length=120)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("all")), *AgreementKind.choices]
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("all")), *State.choices])
    year = forms.IntegerField(
        label=_("Year"), required=False, min_value=1800, max_value=2200, widget=forms.TextInput
    )

    def __init__(self, data: Any, request: HttpRequest) -> None:
        super().__init__(data)
        self.fields["party"] = chooser_field(request, Body, label=_("Party"), required=False)
        self.fields["country"] = chooser_field(request, Country, label=_("Country"), required=False)
        self.fields["region"] = chooser_field(request, Region, label=_("Region"), required=False)
        self.fields["programme"] = chooser_field(request, Programme, label=_("Programme"), required=False)

    @property
    def filters(self) -> Filters:
        """What was asked, as far as it was understood."""
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        return Filters(**asked)


def rows_of(kind: type[RowForm], request: HttpRequest, prefix: str, **given: Any) -> forms.BaseFormSet[Any]:
    """Rows for parties or signatories: two to begin with, a button adds more."""
    factory = forms.formset_factory(kind, extra=ROWS_TO_START, max_num=ROWS_MOST, validate_max=True)
    return factory(request.POST or None, prefix=prefix, form_kwargs={"request": request, **given})


def filled(formset: forms.BaseFormSet[Any]) -> list[dict[str, Any]]:
    """The values of the rows that were filled in."""
    return [row.values for row in formset.forms if row.has_changed() and row.cleaned_data]
