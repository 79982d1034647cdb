"""The doors of places that only read: regions, countries, what is recorded of a city, the gazetteer."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from koinon.network.places import queries
from koinon.network.places.choosing import place_choices
from koinon.network.places.doors import Request
from koinon.network.places.figures import figure_words
from koinon.network.places.models import City, Country, Region
from koinon.network.places.permissions import can_record_places
from koinon.platform.ui.choosing import answer
from koinon.platform.ui.downloads import download

ROWS = 50
M49 = "m49"


@require_safe
def regions(request: Request) -> HttpResponse:
    """The regions of a scheme with their countries."""
    schemes = queries.schemes()
    scheme = request.GET.get("scheme", M49)
    context = {
        "scheme": scheme if scheme in schemes else M49,
        "schemes": schemes,
        "parts": queries.regions(scheme if scheme in schemes else M49),
        "may_record": can_record_places(request.reader),
    }
    return render(request, "places/regions.html", context)


@require_safe
def region(request: Request, key: str) -> HttpResponseBase:
    """A region and the cities on record in it."""
    shown = get_object_or_404(Region.objects.visible_to(request.reader).select_related("parent"), key=key)
    context = {"region": shown, "trail": [shown.parent] if shown.parent else []}
    return _with_cities(request, "places/region.html", context, country="", region=key)


@require_safe
def country(request: Request, key: str) -> HttpResponseBase:
    """A country: its codes, its regions, its cities on record."""
    rows = Country.objects.visible_to(request.reader).select_related("region__parent__parent")
    shown = get_object_or_404(rows, key=key)
    context = {"country": shown, "regions": queries.regions_of(shown)}
    return _with_cities(request, "places/country.html", context, country=shown.alpha2, region="")


@require_safe
def city(request: Request, key: str) -> HttpResponse:
    """The workbench of a city: what is recorded of the place, its names and its figures."""
    rows = City.objects.visible_to(request.reader).with_country().prefetch_related("names")
    shown = get_object_or_404(rows, key=key)
    context = {
        "city": shown,
        "printed": queries.printed(shown, shown.names.all(), get_language() or "en"),
        "stated": queries.stated(shown, request.on),
        "words": figure_words,
        "may_record": can_record_places(request.reader),
    }
    return render(request, "places/city.html", context)


@require_safe
def gazetteer(request: Request) -> HttpResponse:
    """What typed words may mean in the gazetteer, as JSON."""
    return answer(place_choices(request.GET.get("q", "").strip()[:120]))


def _with_cities(
    request: Request, template: str, context: dict[str, object], *, country: str, region: str
) -> HttpResponseBase:
    rows = queries.cities(request.reader, country=country, region=region)
    header = [
        _("City"),
        _("Administrative unit"),
        _("Country"),
        _("Latitude"),
        _("Longitude"),
        _("GeoNames number"),
    ]
    if file := download(request, "cities", header, lambda: map(_line, rows)):
        return file
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    language = get_language() or "en"
    named = [(one, queries.printed(one, one.names.all(), language)) for one in page.object_list]
    may_record = can_record_places(request.reader)
    return render(request, template, {"page": page, "named": named, "may_record": may_record, **context})


def _line(city: City) -> list[object]:
    place = city.name, city.division, city.country
    return [*place, city.latitude, city.longitude, city.geonames_id or ""]
