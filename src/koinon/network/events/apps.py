"""Anything on a calendar, and who took part."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "koinon.network.events"
    label = "events"
