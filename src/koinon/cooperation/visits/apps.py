"""Delegations received and sent."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VisitsConfig(AppConfig):
    name = "koinon.cooperation.visits"
    label = "visits"

    def ready(self) -> None:
        from koinon.cooperation.visits.on_pages import on_event
        from koinon.cooperation.visits.on_ties import visits as tied
        from koinon.network.people import ties
        from koinon.platform.ui import beside, navigation

        navigation.register(_("Visits"), "visits:visits", 10, place="more")
        beside.register("events.event", on_event)
        ties.register("visits", tied)
