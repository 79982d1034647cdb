"""Pages that cross rooms: home, city, body and person pages, map."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "koinon.site.portal"
    label = "portal"

    def ready(self) -> None:
        from koinon.network.places.figures import qualifier_words
        from koinon.platform.ui import asof, environment, navigation
        from koinon.site.portal.findable import register_all
        from koinon.site.portal.naming import country_in_words
        from koinon.site.portal.years import first_year

        register_all()
        navigation.register(_("People"), "portal:people", 5, place="more")
        navigation.register(_("Map"), "portal:map", 60, place="more")
        navigation.register(_("Cities"), "portal:cities", 10, place="footer")
        navigation.register(_("Bodies"), "portal:bodies", 20, place="footer")
        asof.register_first_year(first_year)
        environment.register_global("country_name", country_in_words)
        environment.register_global("qualifier_words", qualifier_words)
