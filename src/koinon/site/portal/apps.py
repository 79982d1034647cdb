"""Pages that cross rooms: home, city, body and person pages, map, search."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "koinon.site.portal"
    label = "portal"
