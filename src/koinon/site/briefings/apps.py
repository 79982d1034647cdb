"""Papers that print themselves from the record."""

from django.apps import AppConfig


class BriefingsConfig(AppConfig):
    name = "koinon.site.briefings"
    label = "briefings"
