"""Countries, regions and cities, their names in every script and their dated figures."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "koinon.network.places"
    label = "places"
