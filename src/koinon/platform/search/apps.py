"""One index over everything that has a page."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "koinon.platform.search"
    label = "search"
