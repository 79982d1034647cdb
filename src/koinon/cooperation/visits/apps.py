"""Delegations received and sent."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VisitsConfig(AppConfig):
    name = "koinon.cooperation.visits"
    label = "visits"

    def ready(self) -> None:
        from koinon.cooperation.visits.queries import visits_of
        from koinon.network.events import beside
        from koinon.platform.ui import navigation

        navigation.register(_("Visits"), "visits:visits", 52)
        beside.register(visits_of)
