"""What may be done to places: cities and their names, figures and the ones chosen, a network's regions.

``by`` is the Reader of the storey above, known here as a Recorder; each command asks whether it may.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from koinon.network.places.gazetteer import Place
from koinon.network.places.models import (
    City,
    CityName,
    Country,
    Figure,
    HouseValue,
    Region,
    RegionMapping,
)
from koinon.network.places.permissions import Recorder, refuse_unless_recorder
from koinon.network.places.settling import chinese_names, known_cities, new_cities
from koinon.platform.audit.commands import Act, act
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key


class AlreadyRecorded(Refused):
    """The city, the name or the country in a region is on record."""


class StillNeeded(Refused):
    """Other records hold on to the one that should go."""


def record_city(values: dict[str, Any], *, by: Recorder) -> City:
    """Record a city by hand; one with the same GeoNames number refuses."""
    user = refuse_unless_recorder(by)
    _refuse_known_number(values.get("geonames_id"))
    city = City(key=propose_key(City, values["name"]), **values)
    with act("record_city", by=user) as doing:
        return doing.create(city)


def record_place(place: Place, *, by: Recorder) -> City:
    """The city a place of the gazetteer is: the recorded one, or a new one with its Chinese name."""
    user = refuse_unless_recorder(by)
    known = known_cities([place])
    if known:
        return known[place.geonames_id]
    with act("record_city", by=user) as doing:
        city = settle(doing, [place])[place.geonames_id]
        doing.about(city)
        return city


def settle(doing: Act, places: Iterable[Place]) -> dict[int, City]:
    """Within another command: a city for each place, by GeoNames number, made where it is missing."""
    wanted = list(places)
    cities = known_cities(wanted)
    missing = [place for place in wanted if place.geonames_id not in cities]
    made = {city.geonames_id: city for city in doing.create_all(new_cities(missing)) if city.geonames_id}
    doing.create_all(chinese_names(made, missing))
    return cities | made


def change_city(
    city: City, values: dict[str, Any], *, by: Recorder, expected_version: int | None = None
) -> City:
    """Change what is recorded of a city."""
    user = refuse_unless_recorder(by)
    if values.get("geonames_id") != city.geonames_id:
        _refuse_known_number(values.get("geonames_id"))
    with act("change_city", by=user) as doing:
        return doing.change(city, expected_version, **values)


def record_name(city: City, values: dict[str, Any], *, by: Recorder) -> CityName:
    """Record a name of a city in a language."""
    user = refuse_unless_recorder(by)
    if city.names.filter(**values).exists():
        raise AlreadyRecorded(_("This name is on record."), field="text")
    with act("record_name", by=user) as doing:
        doing.about(city)
        key = propose_key(CityName, city.key, values.get("language"), values.get("kind"))
        return doing.create(CityName(city=city, key=key, **values))


def record_figure(city: City, values: dict[str, Any], *, by: Recorder) -> Figure:
    """Record a figure somebody stated of a city, beside those already there."""
    user = refuse_unless_recorder(by)
    with act("record_figure", by=user) as doing:
        doing.about(city)
        key = propose_key(Figure, city.key, values["quantity"], values.get("definition", "")[:30])
        return doing.create(Figure(city=city, key=key, **values))


def change_name(
    name: CityName, values: dict[str, Any], *, by: Recorder, expected_version: int | None = None
) -> CityName:
    """Change a name."""
    user = refuse_unless_recorder(by)
    with act("change_name", by=user) as doing:
        return doing.change(name, expected_version, **values)


def change_figure(
    figure: Figure, values: dict[str, Any], *, by: Recorder, expected_version: int | None = None
) -> Figure:
    """Change a figure that was entered wrongly. A newer figure is recorded beside it instead."""
    user = refuse_unless_recorder(by)
    if figure.quantity != values.get("quantity", figure.quantity) and figure.chosen_as.exists():
        raise StillNeeded(_("This figure is the house value. Choose another one first."), field="quantity")
    with act("change_figure", by=user) as doing:
        return doing.change(figure, expected_version, **values)


def remove_name(name: CityName, *, by: Recorder) -> None:
    """Take out a name."""
    user = refuse_unless_recorder(by)
    with act("remove_name", by=user) as doing:
        doing.remove(name)


def remove_figure(figure: Figure, *, by: Recorder) -> None:
    """Take out a figure, unless it is the one that is printed."""
    user = refuse_unless_recorder(by)
    if figure.chosen_as.exists():
        raise StillNeeded(_("This figure is the house value. Choose another one first."))
    with act("remove_figure", by=user) as doing:
        doing.remove(figure)


def choose_house_value(
    figure: Figure,
    *,
    purpose: str = "page",
    reason: str = "",
    by: Recorder,
    expected_version: int | None = None,
) -> HouseValue:
    """Choose the figure to print for a purpose. Why and by whom stays in the history, with the one before."""
    user = refuse_unless_recorder(by)
    chosen = HouseValue.objects.filter(
        city_id=figure.city_id, quantity=figure.quantity, purpose=purpose
    ).first()
    with act("choose_house_value", by=user, note=reason) as doing:
        doing.about(figure.city)
        if chosen:
            return doing.change(chosen, expected_version, figure=figure, reason=reason)
        key = propose_key(HouseValue, figure.city.key, figure.quantity, purpose)
        return doing.create(
            HouseValue(
                key=key,
                city=figure.city,
                quantity=figure.quantity,
                purpose=purpose,
                figure=figure,
                reason=reason,
            )
        )


def record_region(values: dict[str, Any], countries: Iterable[Country], *, by: Recorder) -> Region:
    """Record a region of a network's own scheme with its countries; the regions of M49 are given."""
    user = refuse_unless_recorder(by)
    _refuse_given(values["scheme"])
    with act("record_region", by=user) as doing:
        key = propose_key(Region, values["scheme"], values.get("code") or values["name"])
        region = doing.create(Region(key=key, **values))
        _map(doing, region, countries)
        return region


def change_region(
    region: Region,
    values: dict[str, Any],
    countries: Iterable[Country],
    *,
    by: Recorder,
    expected_version: int | None = None,
) -> Region:
    """Change a network's own region and say which countries it counts to it; the others leave it."""
    user = refuse_unless_recorder(by)
    _refuse_given(region.scheme)
    _refuse_given(values.get("scheme", region.scheme))
    with act("change_region", by=user) as doing:
        doing.about(region)
        changed = doing.change(region, expected_version, **values)
        _map(doing, changed, countries)
        return changed


def _map(doing: Act, region: Region, countries: Iterable[Country]) -> None:
    wanted = {country.pk: country for country in countries}
    held = {mapping.country_id: mapping for mapping in region.mappings.select_related("country")}
    for country_id, mapping in held.items():
        if country_id not in wanted:
            doing.remove(mapping)
    missing = [country for country_id, country in wanted.items() if country_id not in held]
    doing.create_all(RegionMapping(region=region, country=country) for country in missing)


def _refuse_given(scheme: str) -> None:
    if scheme == "m49":
        raise AlreadyRecorded(_("The regions of M49 are given. Choose another scheme."), field="scheme")


def _refuse_known_number(geonames_id: int | None) -> None:
    known = geonames_id and City.objects.filter(geonames_id=geonames_id).first()
    if known:
        raise AlreadyRecorded(_("%(city)s is on record.") % {"city": known}, field="geonames_id")
