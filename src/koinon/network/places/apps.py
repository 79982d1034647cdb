"""Countries, regions and cities, their names in every script and their dated figures."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PlacesConfig(AppConfig):
    name = "koinon.network.places"
    label = "places"
    verbose_name = _("places")

    def ready(self) -> None:
        from koinon.network.places.choosing import create_city, find_cities, find_countries, offer_cities
        from koinon.network.places.models import City, Country
        from koinon.network.places.tongues import register_names
        from koinon.network.places.world import load_world
        from koinon.platform.recording import choices
        from koinon.platform.ui import navigation

        post_migrate.connect(load_world, sender=self, dispatch_uid="world")
        register_names()
        choices.register("city", City, find_cities, create_city, offer_cities)
        choices.register("country", Country, find_countries)
        navigation.register(_("Countries and regions"), "places:regions", 40, place="footer")
