"""Anything on a calendar, and who took part."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "koinon.network.events"
    label = "events"

    def ready(self) -> None:
        from koinon.network.events import findings  # noqa: F401 (registers its rules)
        from koinon.network.events.choosing import find_events
        from koinon.network.events.models import Event
        from koinon.platform.recording import choices
        from koinon.platform.ui import navigation

        choices.register("event", Event, find_events)
        navigation.register(_("Events"), "events:events", 50)
