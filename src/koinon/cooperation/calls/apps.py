"""Calls for entries: awards, scholarships, selections of cities, labs and hubs, from the form to who reached which stage."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CallsConfig(AppConfig):
    name = "koinon.cooperation.calls"
    label = "calls"

    def ready(self) -> None:
        from koinon.cooperation.calls import call_choosing, findings  # noqa: F401
        from koinon.cooperation.calls.call_on_pages import on_body, on_edition
        from koinon.cooperation.calls.draft_sweeping import letters_due
        from koinon.platform.notifications import planners
        from koinon.platform.ui import beside, navigation

        call_choosing.register()
        planners.register("calls", letters_due)
        beside.register("programmes.edition", on_edition)
        beside.register("people.body", on_body)
        navigation.register(_("Calls"), "calls:calls", 30, place="more")
