"""The regions of M49 and the countries of ISO 3166-1, which every network needs and none records."""

from typing import Any

from koinon.network.places.iso import country_codes
from koinon.network.places.m49 import PARTS, region_key, region_of
from koinon.network.places.models import Country, Region


def load_world(using: str = "default", **more: Any) -> None:
    """Fill the tables once, after the migrations that made them: hears ``post_migrate``.

    Not a data migration: one in the middle makes Django work out all models anew for each step that follows.
    """
    if Country.objects.using(using).exists():
        return
    regions: dict[str, Region] = {}
    for part in PARTS:  # parents stand before their parts
        known = {"scheme": "m49", "code": part.code, "name": part.name, "parent": regions.get(part.parent)}
        regions[part.code], _made = Region.objects.using(using).get_or_create(
            key=region_key(part.code), defaults=known
        )
    Country.objects.using(using).bulk_create(
        Country(
            key=country.alpha2.lower(),
            alpha2=country.alpha2,
            alpha3=country.alpha3,
            numeric=country.numeric,
            name=country.name,
            region=regions[region_of(country.alpha2)],
        )
        for country in country_codes()
    )
