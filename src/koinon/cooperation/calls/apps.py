"""Calls for entries: awards, scholarships, selections of cities, labs and hubs, from the form to who reached which stage."""

from django.apps import AppConfig


class CallsConfig(AppConfig):
    name = "koinon.cooperation.calls"
    label = "calls"
