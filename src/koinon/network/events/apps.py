"""Anything on a calendar, and who took part."""

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "koinon.network.events"
    label = "events"

    def ready(self) -> None:
        from koinon.network.events import findings  # noqa: F401 (registers its rules)
        from koinon.network.events.choosing import find_events
        from koinon.network.events.models import Event
        from koinon.network.evidence import titling
        from koinon.platform.recording import choices
        from koinon.platform.ui import navigation

        titling.register(Event)
        choices.register("event", Event, find_events)
        navigation.register(_("Events"), "events:events", 50)
        navigation.register(_("Your registrations"), "events:seats", 30, visible=is_somebody, place="account")


def is_somebody(request: HttpRequest) -> bool:
    """Whether an account reads: nobody else has registrations that this register knows of without a link."""
    reader = getattr(request, "reader", None)
    return bool(reader and not reader.is_public)
