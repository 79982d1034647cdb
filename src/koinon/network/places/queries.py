"""What is asked of places, each in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from babel.languages import get_official_languages
from django.db.models import Count, Prefetch, Q, QuerySet

from koinon.network.places.gazetteer import gazetteer
from koinon.network.places.models import (
    City,
    CityName,
    Country,
    Figure,
    HouseValue,
    NameKind,
    Quantity,
    Region,
)
from koinon.network.places.naming import country_meant
from koinon.network.places.permissions import Recorder
from koinon.platform.folding import has_han
from koinon.platform.search.narrowing import named_like

KINDS = (NameKind.SHORT, NameKind.OFFICIAL, NameKind.ALIAS)  # in the order in which they are printed
OFFERED = 40


@dataclass(frozen=True, slots=True)
class Printed:
    """A city's name as a reader gets it, and the name in the script of the place beside it."""

    name: str
    language: str = ""
    other: str = ""
    other_language: str = ""


@dataclass(frozen=True, slots=True)
class Stated:
    """The figures of one quantity, side by side, and the one chosen to be printed."""

    quantity: Quantity
    figures: tuple[Figure, ...]
    chosen: Figure | None


@dataclass(frozen=True, slots=True)
class Part:
    """A region with the countries directly in it and its own parts."""

    region: Region
    countries: tuple[Country, ...]
    parts: tuple[Part, ...]


def cities(reader: Recorder, *, words: str = "", country: str = "", region: str = "") -> QuerySet[City]:
    """Cities by words in any script, two-letter country code and region key; with country and names.

    A region takes its parts in; a network's own region takes the countries mapped to it.
    """
    rows: QuerySet[City] = City.objects.visible_to(reader).with_country().prefetch_related("names")
    if words:
        rows = rows.filter(_named(words))
    if country:
        rows = rows.filter(country__alpha2=country.upper())
    if region:
        rows = rows.filter(
            Q(country__region__key=region)
            | Q(country__region__parent__key=region)
            | Q(country__region__parent__parent__key=region)
            | Q(country__mappings__region__key=region)
        ).distinct()
    return rows.order_by("name", "id")


def cities_like(reader: Recorder, words: str) -> list[City]:
    """Recorded cities that typed words may mean, best first: two statements.

    The gazetteer knows pinyin, other scripts and slips of the pen; the record knows what it alone has.
    """
    places = {
        place.geonames_id: order for order, place in enumerate(gazetteer().suggest(words, limit=OFFERED))
    }
    rows: QuerySet[City] = City.objects.visible_to(reader).with_country().prefetch_related("names")
    found = rows.filter(Q(geonames_id__in=places) | _named(words)).distinct()[: OFFERED * 2]
    begins = words.casefold()
    return sorted(
        found,
        key=lambda city: (
            not city.name.casefold().startswith(begins),
            places.get(city.geonames_id or 0, OFFERED),
            city.name,
        ),
    )


def countries_like(words: str) -> list[Country]:
    """Countries that typed words may mean: the one meant, else those whose name begins or holds them."""
    meant = country_meant(words)
    begins = words.casefold()
    named = [
        country
        for country in Country.objects.select_related("region")
        if begins in str(country).casefold() or begins in country.name.casefold() or _is(country, meant)
    ]
    return sorted(
        named,
        key=lambda one: (not _is(one, meant), not str(one).casefold().startswith(begins), str(one)),
    )


def _is(country: Country, meant: object) -> bool:
    return country.alpha2 == getattr(meant, "alpha2", None)


def printed(city: City, names: Iterable[CityName], language: str) -> Printed:
    """Which name to print for a reader of the language, and the one in the place's own script beside it."""
    known = sorted((n for n in names if n.kind in KINDS), key=lambda n: KINDS.index(NameKind(n.kind)))
    short = language.partition("-")[0]
    own = next((n for n in known if n.language.partition("-")[0] == short), None)
    name, tag = (own.text, own.language) if own else (city.name, "")
    if own and own.text != city.name and has_han(own.text) and not has_han(city.name):
        return Printed(name, tag, city.name, "")
    spoken = official_languages(city.country.alpha2)
    other = next(
        (n for n in known if n.language.partition("-")[0] in spoken and n.text.isascii() != name.isascii()),
        None,
    )
    if other is None or other.text == name or _is_latin(other.text):
        return Printed(name, tag)
    return Printed(name, tag, other.text, other.language)


def _is_latin(text: str) -> bool:
    return all(ord(character) < 0x250 for character in text)


@lru_cache(maxsize=300)
def official_languages(alpha2: str) -> frozenset[str]:
    """The languages a country writes in, as CLDR has them."""
    tags = get_official_languages(alpha2, regional=True, de_facto=True)
    return frozenset(tag.partition("_")[0] for tag in tags)


def stated(city: City, on: date, *, purpose: str = "page") -> list[Stated]:
    """The figures that could be known on the day, by quantity, with the house value: two statements."""
    chosen = dict(HouseValue.objects.filter(city=city, purpose=purpose).values_list("quantity", "figure_id"))
    known: dict[str, list[Figure]] = {}
    for figure in city.figures.stated_by(on).order_by("-as_of_latest", "id"):
        known.setdefault(figure.quantity, []).append(figure)
    return [
        Stated(quantity, tuple(rows), next((one for one in rows if one.pk == chosen.get(quantity)), None))
        for quantity in Quantity
        if (rows := known.get(quantity))
    ]


def schemes() -> list[str]:
    """The schemes of regions on record, M49 first."""
    found = set(Region.objects.order_by().values_list("scheme", flat=True).distinct())
    return sorted(found, key=lambda scheme: (scheme != "m49", scheme))


def regions(scheme: str = "m49") -> list[Part]:
    """The regions of a scheme as a tree, each country with its number of recorded cities."""
    counted = Country.objects.annotate(city_count=Count("cities")).order_by("name", "id")
    mapped = Prefetch("mappings__country", counted)
    rows = list(
        Region.objects.filter(scheme=scheme).prefetch_related(
            Prefetch("countries", counted, to_attr="direct"), mapped
        )
    )
    below: dict[int | None, list[Region]] = {}
    for row in rows:
        below.setdefault(row.parent_id, []).append(row)
    return _parts(below, None)


def _parts(below: dict[int | None, list[Region]], parent: int | None) -> list[Part]:
    return [
        Part(row, _countries(row), tuple(_parts(below, row.pk)))
        for row in sorted(below.get(parent, []), key=str)
    ]


def _countries(region: Region) -> tuple[Country, ...]:
    direct: list[Country] = region.direct  # type: ignore[attr-defined]
    mapped = [mapping.country for mapping in region.mappings.all()]
    return tuple(sorted({country.pk: country for country in [*direct, *mapped]}.values(), key=str))


def regions_of(country: Country) -> list[Region]:
    """Every region a country lies in: up the tree of M49, and those networks map it to."""
    found, region = [], country.region
    while region is not None:
        found.append(region)
        region = region.parent
    return found + list(Region.objects.filter(mappings__country=country).order_by("scheme", "name"))


def mapped_region(country: Country, scheme: str) -> Region | None:
    """The region of a network's own scheme that a country is counted to."""
    return Region.objects.filter(scheme=scheme, mappings__country=country).first()


def _named(words: str) -> Q:
    named = CityName.objects.filter(text__icontains=words).values("city")
    key = Q(key__icontains=words.replace(" ", "-"))
    return Q(name__icontains=words) | Q(pk__in=named) | key | named_like(City, words)
