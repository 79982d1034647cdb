"""How cities, countries and places of the gazetteer are found by what people type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from koinon.network.places.commands import record_place
from koinon.network.places.gazetteer import Place, gazetteer
from koinon.network.places.models import City
from koinon.network.places.naming import territory_name
from koinon.network.places.permissions import can_record_places
from koinon.network.places.queries import cities_like, countries_like, printed
from koinon.platform.audit.models import Record
from koinon.platform.errors import Refused
from koinon.platform.ui.choosing import Choice, Chooser
from koinon.platform.ui.figures import big_number

OFFERED = 12
BEFORE_NUMBER = " · "


class NotOnePlace(Refused):
    """The words name no place of the gazetteer, or more than one."""


def find_cities(request: HttpRequest, text: str) -> Sequence[tuple[Record, str]]:
    """Recorded cities, told apart by unit and country."""
    if not text:
        return []
    return [(city, city_hint(city)) for city in cities_like(request.reader, text)[:OFFERED]]  # type: ignore[attr-defined]


def offer_cities(request: HttpRequest, text: str) -> Sequence[Choice]:
    """Places of the gazetteer that are not on record yet, for those who may record them; without a key."""
    if not text or not can_record_places(request.reader):  # type: ignore[attr-defined]
        return []
    places = find_places(text)
    labels, hint = told_apart(places), _("from the gazetteer")
    known = set(City.objects.filter(geonames_id__in=labels).values_list("geonames_id", flat=True))
    return [Choice("", label, hint) for number, label in labels.items() if number not in known]


def create_city(request: HttpRequest, text: str) -> Record:
    """Record the one place of the gazetteer that the words name in full, in any script."""
    reader = request.reader  # type: ignore[attr-defined]
    name, _dot, number = text.partition(BEFORE_NUMBER)
    near = find_places(name) if can_record_places(reader) else ()
    namesakes = [place for place in near if place_label(place).casefold() == name.casefold()]
    same = [place for place in namesakes if number in ("", str(place.geonames_id))]
    meant = same or ([one.place for one in gazetteer().find(text, similar=False)] if near else [])
    if len(meant) == 1:
        return record_place(meant[0], by=reader)
    told = {"text": text, "names": "; ".join(told_apart(meant or near).values())}
    if not near:
        raise NotOnePlace(_("Nothing is recorded under “%(text)s”.") % told)
    raise NotOnePlace(_("“%(text)s” could be several: %(names)s. Write the one you mean.") % told)


def told_apart(places: Sequence[Place]) -> dict[int, str]:
    """What each place is called, by GeoNames number: namesakes in one unit have the number behind."""
    called = {place.geonames_id: place_label(place) for place in places}
    many = Counter(called.values())
    return {
        number: f"{label}{BEFORE_NUMBER}{number}" if many[label] > 1 else label
        for number, label in called.items()
    }


def find_countries(request: HttpRequest, text: str) -> Sequence[tuple[Record, str]]:
    """Countries, in the reader's language."""
    if not text:
        return []
    return [(country, country.alpha2) for country in countries_like(text)[:OFFERED]]


def city_hint(city: City) -> str:
    """What stands beside a city's name in a list: its name in its own script, its unit, its country."""
    other = printed(city, city.names.all(), get_language() or "en")
    beside = other.other if other.name == city.name else other.name
    return ", ".join(part for part in (beside, city.division, str(city.country)) if part)


def place_label(place: Place) -> str:
    """A place of the gazetteer by name, unit and country, which is what the field keeps."""
    country = territory_name(place.country, get_language() or "en")
    return ", ".join(part for part in (place.name, place.unit, country) if part)


def place_hint(place: Place) -> str:
    """What tells namesakes further apart."""
    inhabitants = big_number(place.population) if place.population else ""
    return " · ".join(part for part in (inhabitants, str(place.geonames_id)) if part)


def find_places(text: str) -> Sequence[Place]:
    """Places of the gazetteer; what follows a comma is the country or unit."""
    name, _, rest = text.partition(",")
    found = gazetteer().suggest(name, limit=60 if rest.strip() else OFFERED)
    told = rest.casefold().strip()
    return [place for place in found if told in place_label(place).casefold()][:OFFERED]


def get_place(key: str) -> Place | None:
    """The place of that GeoNames number."""
    return gazetteer().place(int(key)) if key.isdecimal() and len(key) < 12 else None


def place_choices(text: str) -> list[Choice]:
    """The places as the type-ahead sends them."""
    return [Choice(str(one.geonames_id), place_label(one), place_hint(one)) for one in find_places(text)]


def place_chooser(source: str) -> Chooser:
    """How a field finds a place of the gazetteer."""
    return Chooser(
        source,
        find=find_places,
        get=get_place,
        label=place_label,
        key=lambda place: str(place.geonames_id),
        hint=place_hint,
    )
