"""From the gazetteer to the record: which city a place already is, and the rows that a new one needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from koinon.network.places.divisions import division_name
from koinon.network.places.gazetteer import Place
from koinon.network.places.gazetteer_file import squeeze
from koinon.network.places.models import City, CityName, Country, NameKind
from koinon.platform.folding import has_han, is_han, pinyin, simplified
from koinon.platform.recording.keys import slug

CHINESE = "zh-Hans"
SPEAK_CHINESE = {"CN", "HK", "MO", "SG", "TW"}
BATCH = 500


def known_cities(places: Iterable[Place]) -> dict[int, City]:
    """The recorded cities that these places are, by GeoNames number.

    A city recorded without a GeoNames number is the place when it bears its name in its country, and no
    other city does.
    """
    wanted = {place.geonames_id: place for place in places}
    found: dict[int, City] = {}
    numbers = sorted(wanted)
    for start in range(0, len(numbers), BATCH):
        for city in City.objects.filter(geonames_id__in=numbers[start : start + BATCH]):
            if city.geonames_id is not None:
                found[city.geonames_id] = city
    unnumbered = _unnumbered()
    for number, place in wanted.items():
        same = unnumbered.get((place.country, squeeze(place.name)), [])
        if number not in found and len(same) == 1:
            found[number] = same[0]
    return found


def _unnumbered() -> dict[tuple[str, str], list[City]]:
    found: dict[tuple[str, str], list[City]] = {}
    for city in City.objects.filter(geonames_id=None).select_related("country"):
        found.setdefault((city.country.alpha2, squeeze(city.name)), []).append(city)
    return found


def new_cities(places: Iterable[Place]) -> list[City]:
    """Unsaved cities for places not on record, the larger of namesakes with the shorter key."""
    by_size = sorted(places, key=lambda place: (-place.population, place.geonames_id))
    countries = {country.alpha2: country for country in Country.objects.all()}
    taken = set(City.objects.values_list("key", flat=True))
    return [_city(place, countries, taken) for place in by_size]


def _city(place: Place, countries: Mapping[str, Country], taken: set[str]) -> City:
    key = _free_key(place, taken)
    taken.add(key)
    return City(
        key=key,
        name=place.name,
        country=countries[place.country],
        division=division_name(place.country, place.division),
        geonames_id=place.geonames_id,
        latitude=place.latitude,
        longitude=place.longitude,
        time_zone=place.time_zone,
    )


def _free_key(place: Place, taken: set[str]) -> str:
    """suzhou, or suzhou-cn, or suzhou-jiangsu-cn; at last with the GeoNames number, which nobody shares."""
    name, country = slug(place.name) or "city", place.country.lower()
    unit = slug(division_name(place.country, place.division))
    wishes = (name, f"{name}-{country}", f"{name}-{unit}-{country}" if unit else "")
    free = (wish for wish in wishes if wish and wish not in taken)
    return next(free, f"{name}-{country}-{place.geonames_id}")


def chinese_names(cities: Mapping[int, City], places: Iterable[Place]) -> list[CityName]:
    """Unsaved names in simplified Chinese for new cities, where the gazetteer has one."""
    return [
        CityName(
            key=f"{city.key[:100]}.zh-hans",
            city=city,
            text=name,
            language=CHINESE,
            kind=NameKind.SHORT,
        )
        for place in places
        if (city := cities[place.geonames_id]) and (name := chinese_name(place))
    ]


def chinese_name(place: Place) -> str:
    """The likeliest name in simplified characters among the other names, which carry no language; or nothing.

    In Chinese-speaking lands it is the one that is spelt as the place is; elsewhere the commonest.
    """
    written = [simplified(name) for name in place.others if is_han(name)]
    counted = Counter(
        name.removesuffix("市") if len(name) > 2 else name for name in written if _is_simple(name)
    )
    if not counted:
        return ""
    if place.country in SPEAK_CHINESE:
        spelt = [name for name in counted if squeeze(pinyin(name)) == squeeze(place.name)]
        if spelt:
            return spelt[0]
    return max(counted, key=lambda name: (counted[name], -len(name)))


def _is_simple(name: str) -> bool:
    """Whether it keeps to the characters of the simplified standard: Japanese ones do not."""
    try:
        name.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return has_han(name)
