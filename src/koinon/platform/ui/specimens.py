"""What the style guide shows: an invented league of harbours, so that no component is seen without its content."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.utils.translation import gettext_lazy as _

from koinon.platform.ui.choosing import Chooser, ChooserField
from koinon.platform.ui.drawings.timeline import Bar, Gap, Point, Timeline
from koinon.platform.ui.drawings.worldmap import Arc, Place, World


@dataclass(frozen=True)
class Harbour:
    """A record to choose from."""

    key: str
    name: str
    country: str
    latitude: float
    longitude: float
    weight: float = 1

    def __str__(self) -> str:
        return self.name


HARBOURS = (
    Harbour("kotor", "Kotor", "Montenegro", 42.42, 18.77, 2),
    Harbour("valparaiso", "Valparaíso", "Chile", -33.05, -71.61, 4),
    Harbour("xiamen", "Xiamen 厦门", "China", 24.48, 118.09, 5),
    Harbour("mombasa", "Mombasa", "Kenya", -4.06, 39.67, 3),
    Harbour("san-francisco", "San Francisco", "United States", 37.77, -122.42, 3),
    Harbour("yokohama", "Yokohama", "Japan", 35.44, 139.64, 3),
    Harbour("aarhus", "Aarhus", "Denmark", 56.16, 10.2),
    Harbour("victoria-ca", "Victoria", "Canada", 48.43, -123.37),
    Harbour("victoria-sc", "Victoria", "Seychelles", -4.62, 55.45),
)


def find(text: str) -> list[Harbour]:
    """Harbours whose name begins with the text."""
    return [one for one in HARBOURS if one.name.casefold().startswith(text.casefold())]


def get(key: str) -> Harbour | None:
    """The harbour with this key."""
    return next((one for one in HARBOURS if one.key == key), None)


CHOOSER = Chooser("/styleguide/choose/", find, get, hint=lambda harbour: str(harbour.country))


class SpecimenForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=_("Name"), help_text=_("As it is written in the place itself."))
    since = forms.CharField(
        label=_("Since"),
        required=False,
        help_text=_("As you would say it: 1993, summer 2020, before 2015."),
        widget=forms.TextInput({"data-day": ""}),
    )
    partner = ChooserField(CHOOSER, label=_("Partner"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("port", _("Port")), ("marina", _("Marina"))])
    # A number in a text field: a browser throws away what is no number, and nothing typed may be lost.
    depth = forms.IntegerField(
        label=_("Depth in metres"), min_value=1, widget=forms.TextInput({"inputmode": "numeric", "size": 8})
    )
    season = forms.MultipleChoiceField(
        label=_("Open in"),
        required=False,
        choices=[("s", _("Summer")), ("w", _("Winter"))],
        widget=forms.CheckboxSelectMultiple,
    )
    notes = forms.CharField(label=_("Notes"), required=False, widget=forms.Textarea({"rows": 3}))
    paper = forms.FileField(label=_("Chart"), required=False)
    pilot = forms.BooleanField(label=_("A pilot is needed"), required=False)


class BerthForm(forms.Form):
    """A row of a formset."""

    berth = forms.CharField(label=_("Berth"))
    length = forms.IntegerField(label=_("Length"), required=False)


BerthFormSet = forms.formset_factory(BerthForm, extra=2)


class SpecimenFilter(forms.Form):
    """Filters of a list."""

    q = forms.CharField(label=_("Name contains"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("all")), ("port", _("Port")), ("marina", _("Marina"))]
    )


def all_of_them(today: date, query: Mapping[str, str]) -> dict[str, Any]:
    """Everything the template of the style guide needs."""
    on = date(2016, 10, 14)
    wrong = {"name": "", "since": "summer 2020", "depth": "deep", "kind": "port", "partner": "Victoria", "notes": "<b>&"}
    return {
        "timeline": timeline(on, today),
        "empty_timeline": Timeline("Nothing yet", "No dates are recorded.", (), today, today),
        "world": world(),
        "form": SpecimenForm(initial={"partner": HARBOURS[2], "kind": "port"}),
        "wrong_form": SpecimenForm({f"wrong-{name}": value for name, value in wrong.items()}, prefix="wrong"),
        "formset": BerthFormSet(prefix="berths"),
        "filter_form": SpecimenFilter(query or None),
        "page": pages(query.get("page", "3")),
        "harbour_rows": [(one.name, one.country) for one in HARBOURS],
        "sort": query.get("sort", "name"),
        "citations": CITATIONS,
        "on": on,
    }


CITATIONS = (
    {"number": 1, "href": "#source-1", "title": "Pilot book of the northern seas", "note": "p. 14, entered on 3 May 2021"},
    {"number": 2, "href": "#source-2", "title": "Minutes of the harbour council, § 4.2", "note": ""},
)


def pages(number: str) -> Page[int]:
    """The page of a list too long to show."""
    return Paginator(range(1234), 50).get_page(number)


def timeline(on: date, today: date) -> Timeline:
    """Every shape a time line knows."""
    return Timeline(
        title="A harbour through time",
        description="In the league since 1993, its offices, the contracts with a gap between them, and what happened.",
        marks=(*_periods(), *_events(today)),
        lanes=("In the league", "Offices held", "Contracts", "Visits"),
        on=on,
        today=today,
        on_label="14 Oct 2016",
    )


def _periods() -> tuple[Bar | Gap, ...]:
    new_year, unknown, still = date(2017, 1, 1), (date.min, date.max), (date.max, date.max)
    return (
        Bar("In the league", "League of harbours", date(1993, 1, 1), date(1993, 12, 31), *still, "membership", "#since"),
        Bar("Offices held", "Regional secretariat", date(2014, 1, 1), date(2014, 12, 31), *still, "offices"),
        Bar("Offices held", "Vice-president", date(2015, 5, 1), date(2015, 11, 30), *unknown, "offices"),
        Bar("Offices held", "Chair", *[date(2021, 3, 1)] * 2, *[date(2025, 5, 31)] * 2, "offices"),
        Bar("Offices held", "Treasurer until 2003", *unknown, *[date(2003, 6, 30)] * 2, "offices"),
        Bar("Contracts", "MoU", *[new_year] * 2, *[date(2018, 12, 31)] * 2, "agreements", "#mou"),
        Gap("Contracts", date(2019, 1, 1), date(2021, 7, 14)),
        Bar("Contracts", "MoU", *[date(2021, 7, 15)] * 2, date(2023, 12, 31), date(2024, 7, 14), "agreements", "#mou-2"),
        Bar("Contracts", "Joint pilot school and dredging plan", *[date(2009, 2, 1)] * 2, *[date(2010, 1, 31)] * 2, "agreements"),
    )


def _events(today: date) -> tuple[Point, ...]:
    return (
        Point("Visits", *[date(2012, 11, 16)] * 2, "First prize", href="#prize"),
        Point("Visits", date(2015, 5, 1), date(2015, 11, 30), "A delegation, some time in 2015"),
        Point("Visits", *[date(2016, 10, 14)] * 2, "Council"),
        Point("Visits", *[date(2016, 12, 6)] * 2, "Forum 广州"),
        Point("Visits", *[today - timedelta(20)] * 2, "The newest, near the edge"),
    )


def world() -> World:
    """A map with a way over the edge of the paper, and two places too near each other for two labels."""
    places = {
        one.key: Place(one.latitude, one.longitude, one.name, f"#{one.key}", "membership", one.weight) for one in HARBOURS
    }
    pairs = ("xiamen kotor", "valparaiso kotor", "san-francisco yokohama", "mombasa xiamen", "valparaiso xiamen")
    joined = [Arc(*(places[key] for key in pair.split()), tone="agreements", href=f"#{pair[:3]}") for pair in pairs]
    return World("Harbours and their contracts", "Nine harbours and five contracts.", list(places.values()), joined)
