"""What is asked about cities, their names and figures, and a network's regions."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, ClassVar, cast

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from koinon.network.places.choosing import place_chooser
from koinon.network.places.figures import SUGGESTED, USUAL_UNIT, figure_words
from koinon.network.places.models import City, CityName, Country, Figure, HouseValue, Quantity, Region
from koinon.network.places.numbers import read_written
from koinon.platform.dates.zones import checked_zone
from koinon.platform.errors import Refused
from koinon.platform.recording.forms import RecordForm
from koinon.platform.ui.choosing import ChooserField

LANGUAGE_TAG = re.compile(r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2}|-\d{3})?(-[a-z0-9]{5,8})*$")


class PlaceForm(RecordForm):
    """A city out of the gazetteer, which brings coordinates, time zone and Chinese name along."""

    place = ChooserField(
        place_chooser(cast(str, reverse_lazy("places:gazetteer"))),
        label=_("City"),
        help_text=_(
            "In any script, by pinyin, with or without accents. All cities of 15,000 inhabitants and more."
        ),
    )

    class Meta:
        model = City
        fields: ClassVar[list[str]] = []


class CityForm(RecordForm):
    class Meta:
        model = City
        fields: ClassVar[list[str]] = [
            "name",
            "country",
            "division",
            "latitude",
            "longitude",
            "time_zone",
            "geonames_id",
        ]
        help_texts: ClassVar[dict[str, Any]] = {
            "time_zone": _("such as Asia/Shanghai"),
            "latitude": _("in degrees, north is positive"),
            "longitude": _("in degrees, east is positive"),
        }

    def clean_time_zone(self) -> str:
        return checked_zone(self.cleaned_data["time_zone"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if (cleaned.get("latitude") is None) != (cleaned.get("longitude") is None):
            self.add_error("longitude", _("Latitude and longitude go together."))
        return cleaned


class NameForm(RecordForm):
    class Meta:
        model = CityName
        fields: ClassVar[list[str]] = ["text", "language", "kind"]
        help_texts: ClassVar[dict[str, Any]] = {
            "language": _("the language and its script as a tag: zh-Hans, zh-Hant, ja, ca, fr-CA")
        }

    def clean_language(self) -> str:
        tag: str = self.cleaned_data["language"].strip()
        if tag and not LANGUAGE_TAG.match(tag):
            raise forms.ValidationError(_("A language tag looks like zh-Hans, es or fr-CA."))
        return tag


class FigureForm(RecordForm):
    """The number is typed as people write it; a qualifier before it is understood."""

    value = forms.CharField(
        label=_("value"),
        max_length=80,
        help_text=_("as you read it: 16 million, 2.36 trillion, more than 2125万"),
    )
    unit = forms.CharField(
        label=_("unit"),
        max_length=20,
        required=False,
        help_text=_("%(units)s; left empty, the usual one of the quantity") % {"units": ", ".join(SUGGESTED)},
    )

    class Meta:
        model = Figure
        fields: ClassVar[list[str]] = ["quantity", "value", "unit", "definition", "qualifier", "as_of"]
        help_texts: ClassVar[dict[str, Any]] = {
            "definition": _("what exactly was counted: permanent residents, registered, managed …"),
            "qualifier": _("more than, about; understood from the value where it stands there"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(self.initial.get("value"), Decimal):
            self.initial["value"] = f"{self.initial['value'].normalize():f}"

    def clean_value(self) -> Decimal:
        try:
            written = read_written(self.cleaned_data["value"], get_language() or "en")
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from refused
        self.understood = written.qualifier
        return written.value

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        cleaned["qualifier"] = cleaned.get("qualifier") or getattr(self, "understood", "")
        cleaned["unit"] = cleaned.get("unit") or self._usual_unit(cleaned.get("quantity", ""))
        if not cleaned["unit"]:
            self.add_error("unit", _("Say in what this is counted."))
        return cleaned

    def _usual_unit(self, quantity: str) -> str:
        return USUAL_UNIT.get(Quantity(quantity), "") if quantity else ""


class FigureChoice(forms.ModelChoiceField[Figure]):
    """Figures to choose from, each in a line with its definition and day."""

    def label_from_instance(self, obj: Figure) -> str:
        parts = (figure_words(obj), obj.definition, obj.as_of.words or obj.as_of.edtf)
        return " · ".join(part for part in parts if part)


class HouseValueForm(RecordForm):
    plain_choices = ("figure",)
    with_companions = False

    class Meta:
        model = HouseValue
        fields: ClassVar[list[str]] = ["figure", "reason"]
        help_texts: ClassVar[dict[str, Any]] = {"reason": _("why this one; it stays in the history")}

    def __init__(self, *args: Any, figures: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["figure"] = FigureChoice(
            figures, label=_("Figure"), widget=forms.RadioSelect, empty_label=None
        )


class RegionForm(RecordForm):
    """A region of a network's own, and the countries counted to it, by name, parted by commas."""

    countries = forms.ModelMultipleChoiceField(
        Country.objects.all(), label=_("Countries"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Region
        fields: ClassVar[list[str]] = ["scheme", "name", "code"]
