"""What the style guide shows: an invented league of harbours, so that no part is seen empty."""

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


KINDS = [("port", _("Port")), ("marina", _("Marina"))]


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
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS)
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
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("all")), *KINDS])


def all_of_them(today: date, query: Mapping[str, str]) -> dict[str, Any]:
    """Everything the template of the style guide needs."""
    on = date(2016, 10, 14)
    return {
        "timeline": timeline(on, today),
        "empty_timeline": Timeline("Nothing yet", "No dates are recorded.", (), today, today),
        "world": world(),
        "form": SpecimenForm(initial={"partner": HARBOURS[2], "kind": "port"}),
        "wrong_form": SpecimenForm({f"wrong-{name}": value for name, value in WRONG.items()}, prefix="wrong"),
        "formset": BerthFormSet(prefix="berths"),
        "filter_form": SpecimenFilter(query or None, auto_id="filter_%s"),
        "page": pages(query.get("page", "3")),
        "harbour_rows": [(one.name, one.country) for one in HARBOURS],
        "sort": query.get("sort", "name"),
        "citations": CITATIONS,
        "on": on,
    }


WRONG = {
    "name": "",
    "since": "summer 2020",
    "depth": "deep",
    "kind": "port",
    "partner": "Victoria",
    "notes": "<b>&",
}

CITATIONS = (
    {"number": 1, "href": "#source-1", "title": "Pilot book of the northern seas", "note": "p. 14"},
    {"number": 2, "href": "#source-2", "title": "Minutes of the harbour council, § 4.2", "note": ""},
)


def pages(number: str) -> Page[int]:
    """The page of a list too long to show."""
    return Paginator(range(1234), 50).get_page(number)


def timeline(on: date, today: date) -> Timeline:
    """Every shape a time line knows."""
    return Timeline(
        title="A harbour through time",
        description="In the league since 1993, its offices, the contracts and a gap between them, visits.",
        marks=(*_periods(), *_events(today)),
        lanes=("In the league", "Offices held", "Contracts", "Visits"),
        on=on,
        today=today,
        on_label="14 Oct 2016",
    )


NEVER, ALWAYS = date.min, date.max


def _periods() -> tuple[Bar | Gap, ...]:
    league, office, contract = "In the league", "Offices held", "Contracts"
    return (
        Bar(league, "League of harbours", _d(1993), _d(1993, 12, 31), ALWAYS, ALWAYS, "membership", "#since"),
        Bar(office, "Regional secretariat", _d(2014), _d(2014, 12, 31), ALWAYS, ALWAYS, "offices"),
        Bar(office, "Vice-president", _d(2015, 5), _d(2015, 11, 30), NEVER, ALWAYS, "offices"),
        Bar(office, "Chair", _d(2021, 3), _d(2021, 3), _d(2025, 5), _d(2025, 5), "offices"),
        Bar(office, "Treasurer until 2003", NEVER, ALWAYS, _d(2003, 6), _d(2003, 6), "offices"),
        Bar(contract, "MoU", _d(2017), _d(2017), _d(2018, 12, 31), _d(2018, 12, 31), "agreements", "#mou"),
        Gap(contract, _d(2019), _d(2021, 7, 14)),
        Bar(contract, "MoU", _d(2021, 7, 15), _d(2021, 7, 15), _d(2024), _d(2024, 7, 14), "agreements", "#2"),
        Bar(contract, "Pilot school and dredging", _d(2009), _d(2009), _d(2010), _d(2010), "agreements"),
    )


def _events(today: date) -> tuple[Point, ...]:
    lately = today - timedelta(20)
    return (
        Point("Visits", _d(2012, 11, 16), _d(2012, 11, 16), "First prize", "#prize"),
        Point("Visits", _d(2015, 5), _d(2015, 11, 30), "A delegation, some time in 2015"),
        Point("Visits", _d(2016, 10, 14), _d(2016, 10, 14), "Council"),
        Point("Visits", _d(2016, 12, 6), _d(2016, 12, 6), "Forum 广州"),
        Point("Visits", lately, lately, "The newest, near the edge"),
    )


def _d(year: int, month: int = 1, day: int = 1) -> date:
    return date(year, month, day)


def world() -> World:
    """A map with a way over the edge of the paper, and places too near each other for all their labels."""
    at = {one.key: _place(one) for one in HARBOURS}
    arcs = (
        Arc(at["xiamen"], at["kotor"], href="#1"),
        Arc(at["valparaiso"], at["kotor"], href="#2"),
        Arc(at["san-francisco"], at["yokohama"], href="#3"),
        Arc(at["mombasa"], at["xiamen"], href="#4"),
        Arc(at["valparaiso"], at["xiamen"], "pairing", href="#5"),
    )
    return World("Harbours and their contracts", "Nine harbours, five contracts.", list(at.values()), arcs)


def _place(harbour: Harbour) -> Place:
    return Place(harbour.latitude, harbour.longitude, harbour.name, f"#{harbour.key}", size=harbour.weight)
