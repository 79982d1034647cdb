"""The record in other programs' own formats: vCard."""

from django.apps import AppConfig


class FeedsConfig(AppConfig):
    name = "koinon.site.feeds"
    label = "feeds"
