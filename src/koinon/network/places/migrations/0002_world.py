"""The regions of M49 and the countries of ISO 3166-1, which every network needs and none records."""

from django.db import migrations

from koinon.network.places.iso import country_codes
from koinon.network.places.m49 import PARTS, region_key, region_of


def load(apps, schema_editor):
    Region, Country = apps.get_model("places", "Region"), apps.get_model("places", "Country")
    alias = schema_editor.connection.alias
    regions = {}
    for part in PARTS:  # parents stand before their parts
        regions[part.code], _ = Region.objects.using(alias).get_or_create(
            key=region_key(part.code),
            defaults={"scheme": "m49", "code": part.code, "name": part.name, "parent": regions.get(part.parent)},
        )
    Country.objects.using(alias).bulk_create(
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


class Migration(migrations.Migration):
    dependencies = [("places", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
