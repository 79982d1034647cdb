"""Cities that come with little more than a name: the gazetteer knows the rest, or several it may be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from koinon.network.places.gazetteer import Likeness, Place, gazetteer
from koinon.platform.folding import fold
from koinon.site.exchange.cells import WrongCell
from koinon.site.exchange.plans import Candidate

if TYPE_CHECKING:
    from koinon.site.exchange.sheet_plans import SheetPlan

NONE = "none"
NEAR = 0.3  # degrees, about thirty kilometres


def complete_cities(plan: SheetPlan) -> None:
    """Ask the gazetteer about cities that are not on record under their key."""
    for index, given in enumerate(plan.given):
        if index in plan.reading.bad or given.get("key") in plan.records.by_key:
            continue
        values = plan.proposed(given)
        if not values["name"] or not values["country"]:
            continue
        try:
            found = complete(values, plan.answer(index))
        except WrongCell as wrong:
            plan.reading.blame(index, wrong.field, str(wrong))
            continue
        if isinstance(found, dict):
            given.update(found)
        else:
            plan.doubt(index, _("“%(name)s” may be several places.") % {"name": values["name"]}, found)


def complete(values: Mapping[str, Any], answer: str = "") -> dict[str, Any] | list[Candidate]:
    """What the gazetteer adds to the row of a new city, or the places it may mean; ``answer`` chooses one."""
    if values.get("time_zone") and values.get("latitude") is not None and values.get("longitude") is not None:
        return {}
    if values.get("geonames_id"):
        place = gazetteer().place(int(values["geonames_id"]))
        if place is None:
            return {}
        if place.country.lower() != values["country"]:
            words = {"number": place.geonames_id, "name": place.name, "country": place.country}
            raise WrongCell(_("GeoNames %(number)s is %(name)s in %(country)s.") % words, field="geonames_id")
        return added(values, place)
    if answer == NONE:
        return {}
    places = meant(values)
    if answer:
        places = [place for place in places if str(place.geonames_id) == answer]
    if not places:
        return {}
    return (
        added(values, places[0])
        if len(places) == 1
        else [candidate(place) for place in places] + [no_place()]
    )


def meant(values: Mapping[str, Any]) -> list[Place]:
    """The places of that name in that country; the row's unit and coordinates tell namesakes apart."""
    found = gazetteer().find(str(values["name"]), str(values["country"]).upper(), similar=False)
    surest = [one.place for one in found if one.likeness <= Likeness.FOLDED] or [one.place for one in found]
    if values.get("latitude") is not None and values.get("longitude") is not None:
        near = [place for place in surest if is_near(place, values)]
        return near[:1]
    if values.get("division"):
        told = fold(str(values["division"]))
        return [place for place in surest if told in (fold(place.unit), fold(place.division))] or surest
    return surest


def is_near(place: Place, values: Mapping[str, Any]) -> bool:
    apart: float = max(abs(place.latitude - values["latitude"]), abs(place.longitude - values["longitude"]))
    return apart < NEAR


def added(values: Mapping[str, Any], place: Place) -> dict[str, Any]:
    """The empty columns the place fills."""
    known = {
        "geonames_id": place.geonames_id,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "time_zone": place.time_zone,
        "division": place.unit,
    }
    return {name: value for name, value in known.items() if values.get(name) in (None, "")}


def candidate(place: Place) -> Candidate:
    words = {"number": place.geonames_id, "people": f"{place.population:,}"}
    hint = _("GeoNames %(number)s, %(people)s inhabitants") % words
    where = place.unit or f"{place.latitude:.2f}, {place.longitude:.2f}"
    return Candidate(str(place.geonames_id), f"{place.name}, {where}", hint)


def no_place() -> Candidate:
    return Candidate(NONE, _("None of these: a place the gazetteer does not have"))
