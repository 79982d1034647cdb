"""The page of laureates: by cycle, on a map, as a table to take along."""

from __future__ import annotations

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from koinon.cooperation.practices.laureates import Cycle, cycles
from koinon.network.people.doors import Request
from koinon.network.places.models import City
from koinon.platform.ui.addresses import link_from
from koinon.platform.ui.downloads import download
from koinon.platform.ui.drawings.worldmap import Place, World


@require_safe
def laureates(request: Request) -> HttpResponseBase:
    """Who won, cycle by cycle, and who was on the shortlist."""
    told = cycles(
        request.reader, request.on, call=request.GET.get("call", ""), city=request.GET.get("city", "")
    )
    header = [_("Cycle"), _("Laureate"), _("City"), _("Country"), _("Entry"), _("How far it came")]
    if file := download(request, "laureates", header, lambda: _rows(told)):
        return file
    context = {
        "cycles": told,
        "world": _world(request, told),
        "filtered": "call" in request.GET or "city" in request.GET,
    }
    return render(request, "practices/laureates.html", context)


def _rows(told: list[Cycle]) -> list[list[object]]:
    rows: list[list[object]] = []
    for cycle in told:
        for words, some in ((_("winner"), cycle.winners), (_("shortlist"), cycle.shortlisted)):
            for one in some:
                city = one.entry.applicant.city
                rows.append(
                    [
                        str(cycle.call),
                        str(one.entry.applicant),
                        str(city or ""),
                        str(city.country) if city else "",
                        one.entry.title,
                        words,
                    ]
                )
    return rows


def _world(request: Request, told: list[Cycle]) -> World | None:
    """Where the laureates are; those who won are drawn larger."""
    sizes: dict[int, int] = {}
    cities: dict[int, City] = {}
    for cycle in told:
        for some, size in ((cycle.shortlisted, 1), (cycle.winners, 2)):
            for one in some:
                city = one.entry.applicant.city
                if city is not None:
                    cities[city.pk], sizes[city.pk] = city, max(sizes.get(city.pk, 0), size)
    places = [
        Place(
            city.latitude, city.longitude, str(city),
            href=link_from(request, "portal:city", key=city.key), tone="awards", size=sizes[city.pk],
        )
        for city in cities.values()
        if city.latitude is not None and city.longitude is not None
    ]  # fmt: skip
    if not places:
        return None
    return World(_("Laureates"), _("The cities that won, and smaller those on a shortlist."), places=places)
